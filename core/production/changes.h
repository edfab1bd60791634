/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a listener would hear that is not in an earlier ledger: sentences that are new, that
 * are gone, and that sound different although their words are the same (a lexicon was
 * edited, or a rule).
 */
#ifndef CORE_PRODUCTION_CHANGES_H
#define CORE_PRODUCTION_CHANGES_H

#include "core/production/production.h"

/* Room for 16 hexadecimal digits and a NUL. */
#define CHANGES_HASH 17

/* A hash of what the engine is handed for a sentence; stable for ever. */
uint64_t changes_heard(const char *engine_text);
void changes_print(uint64_t heard, char out[CHANGES_HASH]);

struct changes;

/* A ledger as JSON (report.h). `voice`: identity of the one that speaks now. NULL with
 * ERROR_INPUT when it cannot be read, or is none. */
struct changes *changes_load(const char *path, const char *voice, GError **error);
void changes_free(struct changes *changes);
/* As a sink of production: data is the changes. */
gboolean changes_sentence(void *changes, const struct spoken_sentence *sentence, GError **error);

struct changes_totals {
    uint64_t all, same, altered, added, gone;
    gboolean other_voice; /* then all of them are altered or new */
};
/* All sentences were shown. */
struct changes_totals changes_end(struct changes *changes);
/* Lines for people, one for each sentence that changed, once it has ended: of char *. Owned by
 * the changes. */
const GPtrArray *changes_lines(const struct changes *changes);

#endif
