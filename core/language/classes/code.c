/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters and digits in one: C2766 is "C two seven six six", G7, F-16, COVID-19, es3, 32BJ,
 * K-12, V-O-T-E.
 */
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

/* Aircraft and highways in the plural: F-35s, B-52s. */
static unsigned say_plural_code(struct reading *reading, unsigned at)
{
    if (!atom_runs_on(reading, at) || atom_at(reading, at)->letters != LETTERS_LOWER ||
        !atom_is_word(reading, at, "s") || atom_runs_on(reading, at + 1))
        return 0;
    say_plural(reading);
    return 1;
}

/* V-O-T-E, b-c-1-5: three or more single letters and digits. */
static unsigned spelled_out(struct reading *reading, unsigned at)
{
    unsigned i = at, letters = 0;

    for (; atom_size(reading, i) == 1 && atom_at(reading, i)->kind != ATOM_MARK && i < at + 32;
         i += 2) {
        letters += atom_at(reading, i)->kind == ATOM_WORD ? 1 : 0;
        if (atom_runs_on(reading, i + 1) || !hyphen(reading, i + 1) || !atom_joined(reading, i + 2))
            break;
    }
    if (atom_size(reading, i) != 1 || atom_at(reading, i)->kind == ATOM_MARK || i < at + 4 ||
        letters < 2 || !atom_starts(reading, at) || !has_phrase(reading, "letter A"))
        return 0;
    take_begin(reading);
    for (unsigned piece = at; piece <= i; piece += 2) {
        if (atom_at(reading, piece)->kind == ATOM_WORD)
            say_letters(reading, atom_at(reading, piece)->span);
        else
            say_digits(reading, atom_at(reading, piece)->span);
    }
    return take(reading, at, i + 1 - at);
}

/* 32BJ, 1199SEIU: a number and capitals that are no unit. */
static unsigned digits_first(struct reading *reading, unsigned at)
{
    const struct atom *letters = atom_at(reading, at + 1);
    const struct pack_entry *known;

    if (letters->kind != ATOM_WORD || !atom_joined(reading, at + 1) ||
        letters->letters != LETTERS_UPPER || atom_size(reading, at + 1) < 2 ||
        atom_size(reading, at) > 4 || !atom_starts(reading, at) || atom_runs_on(reading, at + 2))
        return 0;
    known = atom_find(reading, at + 1, PACK_ACRONYMS);
    take_begin(reading);
    if (atom_size(reading, at) == 4)
        say_pairs(reading, atom_at(reading, at)->span);
    else
        say_spelled(reading, NUMBER_CARDINAL, digits_value(reading, at));
    if (known)
        say(reading, known->field[1]);
    else
        say_letters(reading, letters->span);
    return take(reading, at, 2);
}

/* K-12 and pre-K-12: kindergarten through twelfth grade; K-2 alone may be a mountain. */
static gboolean is_school(const struct reading *reading, unsigned at)
{
    int64_t grade = digits_value(reading, at + 2);
    gboolean sure =
        atom_is_cue(reading, at - 1, "before grades") || atom_is_joined_mark(reading, at - 1, '-');

    return atom_is_word(reading, at, "K") && hyphen(reading, at + 1) && grade >= (sure ? 1 : 5) &&
           grade <= 12 && !atom_runs_on(reading, at + 3) && has_phrase(reading, "through");
}

static unsigned school(struct reading *reading, unsigned at)
{
    if (!is_school(reading, at))
        return 0;
    take_begin(reading);
    say_letters(reading, atom_at(reading, at)->span);
    say_phrase(reading, "through");
    say_spelled(reading, NUMBER_CARDINAL, digits_value(reading, at + 2));
    return take(reading, at, 3);
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

    if ((i = spelled_out(reading, at)) || (i = school(reading, at)))
        return i;
    if (atom->kind == ATOM_DIGITS)
        return (i = case_number(reading, at)) ? i : digits_first(reading, at);
    if (atom->kind != ATOM_WORD || atom_at(reading, digits)->kind != ATOM_DIGITS ||
        !atom_joined(reading, digits) || (gap && atom->letters != LETTERS_UPPER) ||
        (atom_joined(reading, at) && !atom_starts(reading, at)) ||
        (gap && hyphen(reading, digits + 1)))
        return 0;
    take_begin(reading);
    say_code_letters(reading, at);
    say_code_digits(reading, atom_at(reading, digits)->span);
    i = digits + 1;
    i += say_plural_code(reading, i);
    for (; i < at + 8 && atom_runs_on(reading, i); i++) {
        if (atom_at(reading, i)->kind == ATOM_DIGITS)
            say_code_digits(reading, atom_at(reading, i)->span);
        else
            say_code_letters(reading, i);
    }
    return take(reading, at, i - at);
}

const struct semiotic_class class_code = { "code", match };
