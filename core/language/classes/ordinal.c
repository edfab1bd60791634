/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 2nd, 1,000th, 21st; in Spanish 3.º, 2.ª, 1er. Wrong endings (21th) are left alone. */
#include "core/language/classes/classes.h"

#include <string.h>

static const char *right_suffix(int64_t value)
{
    static const char *const endings[] = { "th", "st", "nd", "rd" };
    int64_t last = value % 10;

    return value % 100 / 10 == 1 || last > 3 ? endings[0] : endings[last];
}

static gboolean english(const struct reading *reading, unsigned at, const struct number *number)
{
    const char *right = right_suffix(number->value);

    return atom_is_word(reading, at, right) && number->fraction.to == 0;
}

/* "3d District", as lawyers write it. */
static unsigned lawyers(struct reading *reading, unsigned at, const struct number *number)
{
    unsigned suffix = at + number->atoms, last = (unsigned)(number->value % 10);

    if (number->atoms != 1 || (last != 2 && last != 3) || number->value % 100 / 10 == 1 ||
        !has_phrase(reading, "plural") || !atom_joined(reading, suffix) ||
        atom_size(reading, suffix) != 1 || *atom_text(reading, suffix) != 'd' ||
        atom_joined(reading, suffix + 1) || atom_at(reading, suffix + 1)->letters != LETTERS_TITLE)
        return 0;
    take_begin(reading);
    say_spelled(reading, NUMBER_ORDINAL, number->value);
    return take(reading, at, 2);
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct number number;
    enum number_style style = NUMBER_ORDINAL;
    unsigned suffix;

    if (atom_at(reading, at)->kind != ATOM_DIGITS || !number_read(reading, at, &number) ||
        number.value < 0)
        return 0;
    if ((suffix = lawyers(reading, at, &number)))
        return suffix;
    suffix = at + number.atoms;
    if (atom_is_joined_mark(reading, suffix, '.') && atom_joined(reading, suffix + 1))
        suffix++;
    if (!atom_joined(reading, suffix) || !atom_is_cue(reading, suffix, "ordinal suffix") ||
        atom_runs_on(reading, suffix + 1))
        return 0;
    if (atom_is_cue(reading, suffix, "feminine"))
        style = NUMBER_ORDINAL_FEMININE;
    else if (atom_is_cue(reading, suffix, "short ordinal"))
        style = NUMBER_ORDINAL_SHORT;
    else if (has_phrase(reading, "plural") && !english(reading, suffix, &number))
        return 0;
    take_begin(reading);
    say_spelled(reading, style, number.value);
    return take(reading, at, suffix + 1 - at);
}

const struct semiotic_class class_ordinal = { "ordinal", match };
