/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which languages have rules of ours; the others are left to the engine's own. */
#ifndef CORE_LANGUAGE_COVERAGE_H
#define CORE_LANGUAGE_COVERAGE_H

#include <glib.h>

/* Whether numbers, dates and abbreviations of this language (a BCP 47 tag; NULL is
 * English) are put into words by Crier's tables. */
gboolean language_has_rules(const char *tag);

/* The language a tag belongs to, without region and script, in small letters: "fr". */
char *language_primary(const char *tag);

/* Its English name ("French"), or the tag when it has none. A new string. */
char *language_name(const char *tag);

#endif
