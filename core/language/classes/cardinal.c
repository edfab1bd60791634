/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers and decimals as they stand: 197, 1,300, 4.75, .22, 30,000. */
#include "core/language/classes/classes.h"

static unsigned minus_at(const struct reading *reading, unsigned at)
{
    gunichar mark = atom_at(reading, at)->mark;

    return (mark == '-' || mark == 0x2212) && !atom_joined(reading, at) &&
                   atom_joined(reading, at + 1)
               ? 1
               : 0;
}

/* A part of a longer chain: 9.8.7 is no decimal. */
static gboolean in_chain(const struct reading *reading, unsigned at, const struct number *number)
{
    unsigned to = at + number->atoms;

    return number->fraction.to > 0 && atom_is_joined_mark(reading, to, '.') &&
           atom_joined(reading, to + 1) && atom_at(reading, to + 1)->kind == ATOM_DIGITS;
}

/* 007 and 0345 are codes. */
static gboolean is_code(const struct reading *reading, const struct number *number)
{
    return number->digits > 1 && reading->text[number->whole.from] == '0';
}

/* A .22 caliber rifle is a twenty-two. */
static gboolean is_caliber(const struct reading *reading, unsigned at)
{
    return atom_is_cue(reading, at + (atom_is_joined_mark(reading, at, '-') ? 1 : 0), "caliber");
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned minus = minus_at(reading, at);
    struct number number;

    if (atom_at(reading, at)->kind != ATOM_DIGITS && !minus && !atom_is_mark(reading, at, '.') &&
        !atom_is_mark(reading, at, ','))
        return 0;
    if (!number_read(reading, at + minus, &number))
        return 0;
    if (number.whole.to == 0 && !atom_starts(reading, at))
        return 0;
    if (in_chain(reading, at + minus, &number)) {
        if (number.whole.to == 0) /* .5.5 is neither .5 nor 5 */
            return 0;
        number.fraction = (struct span){ 0 };
        number.atoms -= 2;
    }
    take_begin(reading);
    if (number.whole.to == 0 && is_caliber(reading, at + number.atoms)) {
        say_pairs(reading, number.fraction);
        return take(reading, at, number.atoms);
    }
    if (minus)
        say_phrase(reading, "minus");
    number.style = style_before(reading, at + minus + number.atoms);
    if (is_code(reading, &number) && number.fraction.to == 0)
        say_digits(reading, number.whole);
    else
        say_number(reading, &number);
    return take(reading, at, minus + number.atoms);
}

const struct semiotic_class class_cardinal = { "cardinal", match };
