/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short texts: cleaned, compared. */
#ifndef CRIER_HTML_WORDS_H
#define CRIER_HTML_WORDS_H

#include "arena.h"

#include <stddef.h>

/* A copy in one line: tags and entities resolved, white space folded, control characters
 * gone, at most 2,000 bytes. NULL when nothing is left. */
const char *words_clean(struct arena *arena, const char *text, size_t size);

/* How many of the words two short texts have in common: F1 in hundredths. */
unsigned words_overlap(const char *a, const char *b);

/* Equal but for case, marks and white space? */
int words_same(const char *a, const char *b);

#endif
