/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Crier itself says in an edition: the words of the front page, from LANGUAGE/skim.tsv, and of
 * other tables of this form. */
#ifndef CORE_EDITION_SKIM_WORDS_H
#define CORE_EDITION_SKIM_WORDS_H

#include <glib.h>
#include <stdint.h>

/* The words for `key`, with the values in place of their names in braces; `values`: pairs of
 * name and value, NULL-ended by name. A new string; NULL when the language has none, or a value
 * that it asks for is NULL. */
char *skim_words(const char *language, const char *key, const char *const *values);

/* Likewise of another table, such as "line". */
char *table_words(const char *language, const char *table, const char *key,
                  const char *const *values);

/* "3 minutes", "One week ago": the line of this very number, or the one for all. */
char *skim_count(const char *language, const char *key, int64_t number);

#endif
