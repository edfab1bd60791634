/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbered things of politics, courts and unions: H.R. 5376, S. 1, 8(a)(1), 401(k), CT-1,
 * No. 133-A, Local 1199, Exhibit 150. Such numbers are said in pairs.
 */
#include "core/language/classes/classes.h"

#include <string.h>

/* (a)(1): the atoms, said as letters and numbers. */
static unsigned brackets(const struct reading *reading, unsigned at)
{
    const struct atom *inner = atom_at(reading, at + 1);

    if (!atom_is_joined_mark(reading, at, '(') || !atom_joined(reading, at + 1) ||
        !atom_is_joined_mark(reading, at + 2, ')') ||
        (inner->kind != ATOM_DIGITS && inner->kind != ATOM_WORD) || atom_size(reading, at + 1) > 3)
        return 0;
    return 3;
}

static void say_inner(struct reading *reading, unsigned at)
{
    const struct atom *inner = atom_at(reading, at);

    if (inner->kind == ATOM_DIGITS)
        say_pairs(reading, inner->span);
    else
        say_letters(reading, inner->span);
}

/* 8(a)(1), 501(c)(3) */
static unsigned clause(struct reading *reading, unsigned at)
{
    unsigned i = at + 1, more;

    /* 555(123) would be odd: the first bracket holds letters. */
    if (atom_at(reading, at + 2)->kind != ATOM_WORD || brackets(reading, i) == 0)
        return 0;
    take_begin(reading);
    say_pairs(reading, atom_at(reading, at)->span);
    while (i < at + 16 && (more = brackets(reading, i))) {
        say_inner(reading, i + 1);
        i += more;
    }
    if (atom_runs_on(reading, i) && atom_is_word(reading, i, "s")) {
        writer_append(&reading->writer, "'s", 2);
        i++;
    }
    return take(reading, at, i - at);
}

/* The letter of 133-A or 133A, the letters of 1199NE. */
static unsigned letter_behind(const struct reading *reading, unsigned at)
{
    unsigned hyphen = atom_is_joined_mark(reading, at, '-') ? 1 : 0;

    if (!atom_runs_on(reading, at + hyphen) || atom_size(reading, at + hyphen) > (hyphen ? 1 : 4) ||
        atom_at(reading, at + hyphen)->letters != LETTERS_UPPER ||
        atom_joined(reading, at + hyphen + 1) !=
            (atom_at(reading, at + hyphen + 1)->kind == ATOM_MARK &&
             atom_joined(reading, at + hyphen + 1)))
        return 0;
    return hyphen + 1;
}

/* Letters, unless they are a union that has a name: 1199SEIU. */
static void say_letters_behind(struct reading *reading, unsigned at)
{
    const struct pack_entry *known = atom_find(reading, at, PACK_ACRONYMS);

    if (known)
        say(reading, known->field[1]);
    else
        say_letters(reading, atom_at(reading, at)->span);
}

static unsigned say_code(struct reading *reading, unsigned at)
{
    unsigned letter = letter_behind(reading, at + 1);

    say_pairs(reading, atom_at(reading, at)->span);
    if (letter > 0)
        say_letters_behind(reading, at + letter);
    return 1 + letter;
}

/* A plain number, no decimal and no group behind it. */
static gboolean is_plain(const struct reading *reading, unsigned at)
{
    struct number number;

    return number_read(reading, at, &number) && number.atoms == 1 &&
           !atom_is_joined_mark(reading, at + 1, '%') && !atom_is_joined_mark(reading, at + 1, ':');
}

/* 09-RC-318842, which code.c knows. */
static gboolean is_case_number(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at + 1, '-') && atom_runs_on(reading, at + 2) &&
           atom_at(reading, at + 2)->kind == ATOM_WORD && atom_size(reading, at + 2) > 1;
}

/* No. 5, Nos. 5, no. 5 */
static unsigned number_word(struct reading *reading, unsigned at)
{
    gboolean many = atom_is_cue(reading, at, "numbers");
    unsigned i = at + 2;

    if ((!many && !atom_is_cue(reading, at, "number")) ||
        !atom_is_joined_mark(reading, at + 1, '.'))
        return 0;
    if (atom_at(reading, i)->kind != ATOM_DIGITS &&
        !(atom_at(reading, i)->kind == ATOM_WORD && atom_runs_on(reading, i + 1) &&
          atom_at(reading, i + 1)->kind == ATOM_DIGITS))
        return 0;
    take_begin(reading);
    say_phrase(reading, many ? "numbers" : "number");
    if (!many && is_plain(reading, i) && !is_case_number(reading, i))
        i += say_code(reading, i);
    return take(reading, at, i - at);
}

static gboolean is_dotted_letter(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->letters == LETTERS_UPPER && atom_size(reading, at) == 1 &&
           atom_is_joined_mark(reading, at + 1, '.');
}

/* H.R. 5376, H. R. 5376, S. 1, H.J.Res. 7, HR 1, SB 5 */
static unsigned bill(struct reading *reading, unsigned at)
{
    unsigned i = at;

    if (atom_at(reading, at)->letters != LETTERS_UPPER || !atom_starts(reading, at) ||
        !atom_is_cue(reading, at, "bill"))
        return 0;
    i++;
    while (i < at + 8 && atom_is_joined_mark(reading, i, '.')) {
        i++;
        if (!atom_runs_on(reading, i) && !is_dotted_letter(reading, i))
            break;
        if (atom_at(reading, i)->kind != ATOM_WORD)
            return 0;
        i++;
    }
    if ((i == at + 1 && atom_size(reading, at) == 1) || !is_plain(reading, i) ||
        atom_joined(reading, i))
        return 0;
    take_begin(reading);
    for (unsigned word = at; word < i; word++) {
        if (atom_is_word(reading, word, "Res"))
            say_phrase(reading, "resolution");
        else if (atom_is_word(reading, word, "Con"))
            say_phrase(reading, "concurrent");
        else
            say_letters(reading, atom_at(reading, word)->span);
    }
    say_pairs(reading, atom_at(reading, i)->span);
    return take(reading, at, i + 1 - at);
}

/* CT-1, NY-14 */
static unsigned district(struct reading *reading, unsigned at)
{
    const struct pack_entry *state;

    if (atom_size(reading, at) != 2 || atom_at(reading, at)->letters != LETTERS_UPPER ||
        !atom_is_joined_mark(reading, at + 1, '-') || !atom_runs_on(reading, at + 2) ||
        atom_at(reading, at + 2)->kind != ATOM_DIGITS || atom_size(reading, at + 2) > 2 ||
        atom_runs_on(reading, at + 3))
        return 0;
    state = atom_find(reading, at, PACK_STATES);
    if (!state || strcmp(state->field[2], "postal") != 0)
        return 0;
    take_begin(reading);
    say(reading, state->field[1]);
    say_spelled(reading, NUMBER_CARDINAL, digits_value(reading, at + 2));
    return take(reading, at, 3);
}

/* The number behind Local, Exhibit, Flight, Route: 1199, 150, 133-A. */
static unsigned numbered(struct reading *reading, unsigned at)
{
    const struct atom *before = atom_at(reading, at - 1);
    unsigned taken;

    if (before->kind != ATOM_WORD || atom_joined(reading, at) || !is_plain(reading, at) ||
        !atom_is_cue(reading, at - 1, "in pairs"))
        return 0;
    if (atom_runs_on(reading, at + 1) && letter_behind(reading, at + 1) == 0)
        return 0;
    if (atom_is_dash(reading, at + 1) && atom_at(reading, at + 2)->kind == ATOM_DIGITS)
        return 0;
    take_begin(reading);
    taken = say_code(reading, at);
    return take(reading, at, taken);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned taken;

    if (atom_at(reading, at)->kind == ATOM_DIGITS)
        return (taken = clause(reading, at)) ? taken : numbered(reading, at);
    if (atom_at(reading, at)->kind != ATOM_WORD)
        return 0;
    if ((taken = number_word(reading, at)) || (taken = bill(reading, at)))
        return taken;
    return district(reading, at);
}

const struct semiotic_class class_law = { "law", match };
