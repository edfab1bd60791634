/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where callers stopped, in one SQLite file, so that they can go on. The key is a hash of the
 * caller's number with a secret of this machine (in a file beside it): numbers are never stored,
 * and cannot be found out by trying all without the secret. Places are dropped 90 days after the
 * last call.
 *
 * Who has no number may have a member code and a PIN: of them, too, only hashes are kept.
 *
 * All places are held in memory, so that the thread which paces sound never waits for a disk; a
 * thread of the store's own writes them.
 */
#ifndef CORE_PHONE_STORE_H
#define CORE_PHONE_STORE_H

#include "core/phone/counters.h"
#include "core/phone/places.h"

enum { STORE_DAYS = 90 };

struct store;

/* The folder of a store of this path, for its owner alone. What fails is told by store_open(). */
void store_make_folder(const char *path);

/* Made when there is none; only its owner can read it. NULL with ERROR_OUTPUT.
 * `say`: a line about what cannot be written, once until it can be again; called from another
 * thread. `counters`: or NULL. */
struct store *store_open(const char *path, int64_t now, void (*say)(const char *line),
                         struct counters *counters, GError **error);
/* What was kept is written first. NULL is allowed. */
void store_close(struct store *store);
/* Valid as long as the store. */
const struct caller_places *store_places(const struct store *store);

#endif
