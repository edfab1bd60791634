/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a publication, in a folder or in a zip: nothing is unpacked to disk, no
 * link is followed, and what is kept in memory has a limit.
 */
#ifndef CORE_VERIFY_STORE_H
#define CORE_VERIFY_STORE_H

#include "core/verify/findings.h"
#include "core/verify/media.h"

struct store;

/* A folder is walked when it is wanted `whole`; otherwise only what is asked for is looked at.
 * What is unsafe or too much goes into the report, with names as people know them: below
 * `shown`. NULL with ERROR_INPUT. */
struct store *store_folder(const char *path, gboolean whole, struct findings *report,
                           GError **error);
struct store *store_zip(const char *path, struct findings *report, GError **error);
void store_free(struct store *store);

/* Names in order, "media/one.mp3"; borrowed. */
const GPtrArray *store_names(const struct store *store);
gboolean store_has(struct store *store, const char *name);
/* -1 when it is not there. */
gint64 store_size(struct store *store, const char *name);
/* NULL when it is not there, no text file, or too large. g_bytes_unref() */
GBytes *store_text(struct store *store, const char *name);
/* NULL when it is not there or no audio. Borrowed. */
const struct media *store_media(struct store *store, const char *name);
/* How a file of it is called in findings: "book.epub/EPUB/nav.xhtml". New string. */
char *store_shown(const struct store *store, const char *name);
struct findings *store_findings(const struct store *store);

/* "../a b.html#x" in "text/one.html" is "a b.html"; NULL when it leaves the store or is an
 * address on the network. `fragment` (if not NULL) gets "x" or NULL. New strings. */
char *store_resolve(const char *base, const char *reference, char **fragment);

#endif
