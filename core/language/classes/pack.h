/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the classes know of a language: its tables (core/language/LANGUAGE/NAME.tsv),
 * each read when first asked for.
 */
#ifndef CORE_LANGUAGE_CLASSES_PACK_H
#define CORE_LANGUAGE_CLASSES_PACK_H

#include "core/language/number.h"

enum pack_table {
    PACK_PHRASES,
    PACK_MONTHS,
    PACK_WEEKDAYS,
    PACK_CURRENCIES,
    PACK_UNITS,
    PACK_MAGNITUDES,
    PACK_TITLES,
    PACK_SHORTENINGS,
    PACK_STATES,
    PACK_STREETS,
    PACK_ACRONYMS,
    PACK_SYMBOLS,
    PACK_EMOJI,
    PACK_CUES,
    PACK_GENDERS,
    PACK_TABLES
};

#define PACK_FIELDS 6

/* A line of a table: fields that the line does not have are "". */
struct pack_entry {
    const char *field[PACK_FIELDS];
};

struct pack;

/* NULL when the language has no tables of ours: its words are left to the engine. */
struct pack *pack_new(const char *language);
void pack_free(struct pack *pack);

/* The line whose first field is `key`, or NULL. Whether case counts, the table decides. */
const struct pack_entry *pack_find(struct pack *pack, enum pack_table table, const char *key,
                                   gsize size);

/* A phrase, or NULL when the language has none under that key. */
const char *pack_phrase(struct pack *pack, const char *key);

struct speller *pack_speller(struct pack *pack);

#endif
