/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the entries of the newsroom's lexicons were used: where each applied, and which
 * never did.
 *
 * As JSON (`crier inspect --stage=lexicon --json`):
 *   {"entries": [{"written": string, "says": string, "file": path, "line": n,
 *                 "applied": n, "sentences": [n…]}…],
 *    "used": n, "unused": n}
 * in the order of the files. `sentences` count from 1.
 */
#ifndef CORE_PRODUCTION_USAGE_H
#define CORE_PRODUCTION_USAGE_H

#include "core/base/json.h"
#include "core/language/lexicon.h"

struct lexicon_usage {
    GPtrArray *entries; /* of struct lexicon_use */
};

struct lexicon_use {
    char *written;
    char *says; /* "[[phonemes]]", or words */
    char *file;
    unsigned line;
    uint64_t applied;
    GArray *sentences; /* of uint64_t, rising */
};

struct lexicon_usage *usage_new(void);
void usage_free(struct lexicon_usage *usage);
/* Add what one lexicon counted. Lexicons of several languages come from the same files
 * and so have the same entries. */
void usage_add(struct lexicon_usage *usage, const struct lexicon *lexicon);
/* The number of entries that never applied. */
guint usage_unused(const struct lexicon_usage *usage);
/* Print as lines for people, or as JSON. */
void usage_print(const struct lexicon_usage *usage, gboolean json, GString *out);

/* The same JSON as a value of another. */
void usage_json(const struct lexicon_usage *usage, struct json *json);

#endif
