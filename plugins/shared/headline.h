/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headlines in plain text. */
#ifndef PLUGINS_SHARED_HEADLINE_H
#define PLUGINS_SHARED_HEADLINE_H

#include "shared/slice.h"

/* The last character that is no quotation mark or bracket. */
char printed_last_mark(struct slice s);

/* "U.S.", "D.C.": an end of word, not of sentence. */
int ends_in_initials(struct slice s);

/* Short and without the end of a sentence: could be a headline. */
int printed_headline(struct slice s);

#endif
