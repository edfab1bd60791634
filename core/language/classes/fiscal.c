/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quarters and fiscal years of reports: Q3 2022 is "the third quarter of twenty
 * twenty-two", 2Q22, H1 2023, FY2023, FY 2023-24.
 */
#include "core/language/classes/classes.h"

#include <string.h>

/* 2023, 23 or '23 from there on: the atoms. Two digits must be joined or have a stroke. */
static unsigned read_year(const struct reading *reading, unsigned at, int64_t *year)
{
    unsigned stroke = atom_is_apostrophe(reading, at) && atom_joined(reading, at + 1) ? 1 : 0;
    unsigned size = atom_size(reading, at + stroke);

    *year = digits_value(reading, at + stroke);
    if (*year < 0 || atom_runs_on(reading, at + stroke + 1))
        return 0;
    if (size == 2 && (stroke || atom_joined(reading, at)))
        *year += 2000;
    else if (size != 4 || stroke || *year < 1900 || *year > 2199)
        return 0;
    return stroke + 1;
}

/* Behind a dash: the 24 of 2023-24. */
static unsigned say_second_year(struct reading *reading, unsigned at)
{
    unsigned size = atom_size(reading, at + 1);

    if (!atom_is_dash(reading, at) || !atom_joined(reading, at) || !atom_runs_on(reading, at + 1) ||
        atom_runs_on(reading, at + 2) || digits_value(reading, at + 1) < 10 ||
        (size != 2 && size != 4))
        return 0;
    say_phrase(reading, "range");
    say_year(reading, digits_value(reading, at + 1));
    return 2;
}

/* FY2023, FY23, FY 2023-24 */
static unsigned fiscal_year(struct reading *reading, unsigned at)
{
    int64_t year;
    unsigned taken;

    if (!atom_is_word(reading, at, "FY") || !(taken = read_year(reading, at + 1, &year)))
        return 0;
    take_begin(reading);
    say_phrase(reading, "fiscal year");
    say_year(reading, year);
    taken++;
    taken += say_second_year(reading, at + taken);
    return take(reading, at, taken);
}

struct part {
    int64_t number;
    gboolean half;
    unsigned atoms; /* without the year */
};

static gboolean is_letter(const struct reading *reading, unsigned at, struct part *part)
{
    part->half = atom_is_word(reading, at, "H");
    return atom_at(reading, at)->letters == LETTERS_UPPER &&
           (part->half || atom_is_word(reading, at, "Q"));
}

/* Q3, or 3Q */
static gboolean read_part(const struct reading *reading, unsigned at, struct part *part)
{
    unsigned digit;

    if (!atom_starts(reading, at) || !atom_runs_on(reading, at + 1))
        return FALSE;
    digit = is_letter(reading, at, part) ? at + 1 : at;
    if (digit == at && !is_letter(reading, at + 1, part))
        return FALSE;
    part->number = digits_value(reading, digit);
    part->atoms = 2;
    if (atom_size(reading, digit) != 1 || part->number < 1 || part->number > (part->half ? 2 : 4))
        return FALSE;
    return digit == at || !atom_runs_on(reading, at + 2);
}

static gboolean needs_article(const struct reading *reading, unsigned at)
{
    return at == 0 || atom_is_cue(reading, at - 1, "before a quarter");
}

static unsigned quarter(struct reading *reading, unsigned at)
{
    struct part part;
    int64_t year;
    unsigned taken;

    if (!read_part(reading, at, &part))
        return 0;
    taken = read_year(reading, at + part.atoms, &year);
    if (taken == 0 &&
        (part.half || atom_runs_on(reading, at + 2) || atom_is_joined_mark(reading, at + 2, ':')))
        return 0;
    take_begin(reading);
    if (needs_article(reading, at))
        say_phrase(reading, "before day");
    say_spelled(reading, NUMBER_ORDINAL, part.number);
    say_phrase(reading, part.half ? "half" : "quarter");
    if (taken > 0 || atom_is_word(reading, at + 2, "FY"))
        say_phrase(reading, "of month");
    if (taken > 0)
        say_year(reading, year);
    return take(reading, at, part.atoms + taken);
}

static unsigned match(struct reading *reading, unsigned at)
{
    const struct atom *atom = atom_at(reading, at);
    unsigned taken;

    if ((atom->kind != ATOM_DIGITS && atom->letters != LETTERS_UPPER) ||
        atom_size(reading, at) > 2 || !has_phrase(reading, "fiscal year"))
        return 0;
    taken = fiscal_year(reading, at);
    return taken ? taken : quarter(reading, at);
}

const struct semiotic_class class_fiscal = { "fiscal", match };
