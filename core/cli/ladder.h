/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ladder of rates: one file for each rate of speech, and an index that says where each
 * sentence stands in each of them, so that a player changes speed and keeps its place.
 *
 *   {"software", "source": name, "rate": Hz, "rates": [{"words_a_minute": n,
 *        "files": [name…], "length": frames}…],
 *    "sentences": [{"sentence": n, "block": n, "role": name, "text",
 *                   "at": [[start, end]…], "ms": [[start, end]…]}…]}
 * `at` are frames of the engine's rate, those of each file's own marks, `ms` the same in
 * milliseconds, cut down; both have an element for each rate, in their order; a sentence that could
 * not be said ends where it starts.
 */
#ifndef CORE_CLI_LADDER_H
#define CORE_CLI_LADDER_H

#include "core/cli/article.h"
#include "core/production/record.h"

/* "140,175,220" as an array of uint32_t; NULL as an empty one. NULL with ERROR_USAGE. */
GArray *ladder_parse(const char *rates, GError **error);

/* `records`: of struct record, one for each rate; `rungs`: their targets. FALSE with
 * ERROR_OUTPUT. */
gboolean ladder_write(const char *path, const struct article *article, const GArray *rates,
                      GPtrArray *const *rungs, const GPtrArray *records, GError **error);

#endif
