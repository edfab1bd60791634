/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters and digits in one: C2766 is "C two seven six six", G7, F-16, COVID-19, es3. */
#include "core/language/classes/classes.h"

static unsigned hyphen(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '-') ? 1 : 0;
}

static void say_code_digits(struct reading *reading, struct span digits)
{
    if (digits.to - digits.from > 3)
        say_digits(reading, digits);
    else
        say_pairs(reading, digits);
}

/* Capitals of a code are letters, unless they make a word (COVID). */
static void say_code_letters(struct reading *reading, unsigned at)
{
    if (atom_at(reading, at)->letters == LETTERS_UPPER && atom_size(reading, at) <= 3)
        say_letters(reading, atom_at(reading, at)->span);
    else
        say_span(reading, atom_at(reading, at)->span);
}

/* 09-RC-318842: a case number, digit by digit. */
static unsigned case_number(struct reading *reading, unsigned at)
{
    unsigned last = at + 4;

    for (unsigned i = at + 1; i <= last; i++)
        if (!atom_joined(reading, i))
            return 0;
    if (!hyphen(reading, at + 1) || !hyphen(reading, at + 3) || atom_joined(reading, at) ||
        atom_at(reading, at + 2)->letters != LETTERS_UPPER ||
        atom_at(reading, last)->kind != ATOM_DIGITS || atom_size(reading, last) < 3 ||
        atom_runs_on(reading, last + 1))
        return 0;
    take_begin(reading);
    say_digits(reading, atom_at(reading, at)->span);
    say_code_letters(reading, at + 2);
    say_digits(reading, atom_at(reading, last)->span);
    return take(reading, at, 5);
}

/* A hyphen joins only what begins with capitals: F-16 but not mid-90. */
static unsigned match(struct reading *reading, unsigned at)
{
    const struct atom *atom = atom_at(reading, at);
    unsigned gap = hyphen(reading, at + 1), digits = at + 1 + gap, i;

    if (atom->kind == ATOM_DIGITS)
        return case_number(reading, at);
    if (atom->kind != ATOM_WORD || atom_at(reading, digits)->kind != ATOM_DIGITS ||
        !atom_joined(reading, digits) || (gap && atom->letters != LETTERS_UPPER) ||
        (atom_joined(reading, at) && !atom_starts(reading, at)) ||
        (gap && hyphen(reading, digits + 1)))
        return 0;
    take_begin(reading);
    say_code_letters(reading, at);
    say_code_digits(reading, atom_at(reading, digits)->span);
    for (i = digits + 1; i < at + 8 && atom_runs_on(reading, i); i++) {
        if (atom_at(reading, i)->kind == ATOM_DIGITS)
            say_code_digits(reading, atom_at(reading, i)->span);
        else
            say_code_letters(reading, i);
    }
    return take(reading, at, i - at);
}

const struct semiotic_class class_code = { "code", match };
