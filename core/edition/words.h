/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as rows of words, to compare them as people do: case, marks and accents' ways of being
 * stored do not count. */
#ifndef CORE_EDITION_WORDS_H
#define CORE_EDITION_WORDS_H

#include <glib.h>

/* " utility rates rise ": each word with a blank before and behind; " " when there is none. A
 * new string. */
char *words_fold(const char *text);

/* Do these words stand in the others, one behind the other? Both folded. */
gboolean words_contain(const char *text, const char *words);

#endif
