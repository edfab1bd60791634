/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two numbers that belong together: 2-5 is "two to five", a vote of 54–46 "fifty-four to
 * forty-six", 4x6 "four by six"; sums as 2+3 and x=1.
 */
#include "core/language/classes/classes.h"

#include <string.h>

static const struct {
    gunichar mark;
    const char *phrase;
} signs[] = {
    { '-', "range" },  { 0x2013, "range" }, { 0x2014, "range" }, { '+', "plus" },
    { '=', "equals" }, { ':', "range" },    { 0xd7, "by" },
};

/* "1-2=5" is a sum: there the dash is a minus. */
static gboolean is_sum(const struct reading *reading, unsigned at)
{
    for (unsigned i = at; i < at + 6; i++)
        if (atom_is_mark(reading, i, '='))
            return TRUE;
    return FALSE;
}

static const char *phrase_for(const struct reading *reading, unsigned at, unsigned digits)
{
    gunichar mark = atom_at(reading, at)->mark;

    if (mark == ':' && digits > 1)
        return NULL;
    if (atom_is_word(reading, at, "x"))
        return "by";
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        if (signs[i].mark == mark)
            return atom_is_dash(reading, at) && is_sum(reading, at) ? "minus" : signs[i].phrase;
    return NULL;
}

/* 5-3-1 and 1-413-555 are chains of numbers, not ranges. */
static gboolean in_chain(const struct reading *reading, unsigned at, unsigned to)
{
    if (atom_joined(reading, at) && !atom_starts(reading, at))
        return TRUE;
    return (atom_is_joined_mark(reading, to, '-') || atom_is_joined_mark(reading, to, '/')) &&
           atom_joined(reading, to + 1) &&
           (atom_at(reading, to + 1)->kind == ATOM_DIGITS || atom_size(reading, to + 1) <= 2);
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct number first, second;
    const char *phrase;
    unsigned sign, to;

    if (atom_at(reading, at)->kind != ATOM_DIGITS || !number_read(reading, at, &first))
        return 0;
    sign = at + first.atoms;
    phrase = phrase_for(reading, sign, first.digits);
    /* A dash with white space on one side only is a pause. */
    if (!phrase || !has_phrase(reading, phrase) || !number_read(reading, sign + 1, &second) ||
        (strcmp(phrase, "minus") != 0 &&
         atom_joined(reading, sign) != atom_joined(reading, sign + 1)))
        return 0;
    to = sign + 1 + second.atoms;
    if (in_chain(reading, at, to) ||
        (!atom_joined(reading, sign) && atom_is_dash(reading, sign) && !is_sum(reading, at)))
        return 0;
    take_begin(reading);
    say_number(reading, &first);
    say_phrase(reading, phrase);
    return take(reading, at, first.atoms + 1);
}

const struct semiotic_class class_range = { "range", match };
