/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edition is to become: the outputs that it names, found among the plugins, with
 * their options and their places in the folder. */
#ifndef CORE_EDITION_WANTS_H
#define CORE_EDITION_WANTS_H

#include "core/edition/binder.h"
#include "core/edition/edition_file.h"
#include "core/edition/maker.h"
#include "core/plugin/session.h"

struct wants;

/* NULL with ERROR_USAGE when there is no such output or option. `outputs`: scanned. `books`:
 * what books, sites and feeds are made of is wanted in any case. */
struct wants *wants_new(const struct edition_file *edition, struct session *outputs, gboolean books,
                        GError **error);
/* NULL is allowed. */
void wants_free(struct wants *wants);

/* Of each article: an array of struct maker_output. */
const GArray *wants_outputs(const struct wants *wants);
/* Of all of them together, the feed last: an array of struct binding. */
const GArray *wants_bindings(const struct wants *wants);
/* All that the files of an article depend on here, as text. */
const char *wants_key(const struct wants *wants);
/* Who speaks, for books and feeds: a new string. */
char *wants_narrator(const struct wants *wants);

#endif
