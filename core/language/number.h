/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in words, by the rules that ICU ships for the language. */
#ifndef CORE_LANGUAGE_NUMBER_H
#define CORE_LANGUAGE_NUMBER_H

#include <glib.h>
#include <stdint.h>

enum number_style {
    NUMBER_CARDINAL,
    NUMBER_ORDINAL,
    NUMBER_YEAR,
    NUMBER_MASCULINE, /* a cardinal before a masculine noun, where the language tells */
    NUMBER_FEMININE,
    NUMBER_ORDINAL_FEMININE,
    NUMBER_ORDINAL_SHORT, /* before a masculine noun: primer */
    NUMBER_STYLES
};

struct speller;

/* Rules are opened when a style is first asked for: ICU takes a few milliseconds. */
struct speller *speller_new(const char *language);
void speller_free(struct speller *speller);

/* Words separated by spaces; valid until the next call. Digits when ICU has no rules. */
const char *speller_spell(struct speller *speller, enum number_style style, int64_t number);

#endif
