/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Years, decades and eras: 1938, 1960-80, the 1980s, '80s, mid-80s, 275 B.C., 1994's. */
#include "core/language/classes/classes.h"

static gboolean is_year(const struct reading *reading, unsigned at)
{
    int64_t value = digits_value(reading, at);

    return atom_size(reading, at) == 4 && value >= 1100 && value < 2200;
}

/* A number that only looks like a year: 1938.5, 1990/5, 1800-555-1212, B1800. */
static gboolean part_of_more(const struct reading *reading, unsigned at, unsigned to)
{
    gunichar mark = atom_at(reading, to)->mark;

    if (atom_runs_on(reading, to))
        return TRUE;
    if (atom_joined(reading, at) &&
        (atom_at(reading, at - 1)->kind == ATOM_WORD || atom_is_mark(reading, at - 1, '.') ||
         atom_is_mark(reading, at - 1, '#')))
        return TRUE;
    return (mark == '.' || mark == ',' || mark == ':' || mark == '/') && atom_joined(reading, to) &&
           atom_joined(reading, to + 1) && atom_at(reading, to + 1)->kind == ATOM_DIGITS &&
           !(mark == ',' && atom_size(reading, to + 1) == 4);
}

static gboolean is_decade(const struct reading *reading, unsigned at)
{
    unsigned s =
        atom_is_apostrophe(reading, at + 1) && atom_joined(reading, at + 1) ? at + 2 : at + 1;

    return atom_size(reading, at) >= 2 &&
           atom_text(reading, at)[atom_size(reading, at) - 1] == '0' && atom_joined(reading, s) &&
           atom_at(reading, s)->letters == LETTERS_LOWER && atom_is_word(reading, s, "s") &&
           !atom_runs_on(reading, s + 1);
}

static unsigned decade_atoms(const struct reading *reading, unsigned at)
{
    return atom_is_apostrophe(reading, at + 1) ? 3 : 2;
}

/* 1980s, '80s, 80s, 1900s */
static unsigned decade(struct reading *reading, unsigned at)
{
    unsigned digits = atom_is_apostrophe(reading, at) ? at + 1 : at;
    int64_t value = digits_value(reading, digits);
    unsigned taken;

    if (value < 0 || (digits > at && !atom_joined(reading, digits)) ||
        !is_decade(reading, digits) || !has_phrase(reading, "plural"))
        return 0;
    if (!is_year(reading, digits) && (value < 20 || value > 90))
        return 0;
    take_begin(reading);
    say_year(reading, value);
    say_plural(reading);
    taken = digits - at + decade_atoms(reading, digits);
    if (atom_is_dash(reading, at + taken) && atom_joined(reading, at + taken + 1) &&
        atom_at(reading, at + taken + 1)->kind == ATOM_DIGITS) {
        say_phrase(reading, "range");
        taken++;
    }
    return take(reading, at, taken);
}

/* A quotation in single marks ends with one that nothing is joined to. */
static gboolean quotes(const struct reading *reading, unsigned at)
{
    if (!atom_is_mark(reading, at, '\''))
        return atom_is_mark(reading, at, 0x2018);
    for (unsigned i = at + 1; i < at + 48 && i < reading->count; i++)
        if (atom_is_apostrophe(reading, i) && !atom_runs_on(reading, i + 1) &&
            atom_joined(reading, i))
            return TRUE;
    return FALSE;
}

/* the '68 strike, class of '04 */
static unsigned cut_short(struct reading *reading, unsigned at)
{
    int64_t value = digits_value(reading, at + 1);

    if (!atom_is_apostrophe(reading, at) || atom_joined(reading, at) || value < 0 ||
        !atom_joined(reading, at + 1) || atom_size(reading, at + 1) != 2 ||
        atom_runs_on(reading, at + 2) || quotes(reading, at) || !has_phrase(reading, "plural"))
        return 0;
    take_begin(reading);
    if (value < 10)
        say_phrase(reading, "oh");
    say_year(reading, value);
    return take(reading, at, 2);
}

/* 100s of people */
static unsigned hundreds(struct reading *reading, unsigned at)
{
    int64_t value = digits_value(reading, at);
    const char *phrase = value == 100 ? "hundreds" : value == 1000 ? "thousands" : NULL;

    if (!phrase || !atom_starts(reading, at) || !is_decade(reading, at) ||
        !has_phrase(reading, phrase))
        return 0;
    take_begin(reading);
    say_phrase(reading, phrase);
    return take(reading, at, decade_atoms(reading, at));
}

/* 1980/81 */
static gboolean is_season(const struct reading *reading, unsigned at)
{
    return atom_is_mark(reading, at + 1, '/') && atom_size(reading, at + 2) == 2 &&
           digits_value(reading, at + 2) == (digits_value(reading, at) + 1) % 100;
}

/* 1965-70, 2006–2012, 1980/81 */
static unsigned span_of_years(struct reading *reading, unsigned at)
{
    unsigned second = at + 2;
    int64_t value = digits_value(reading, second);

    if (!(atom_is_dash(reading, at + 1) || is_season(reading, at)) ||
        !atom_joined(reading, at + 1) || !atom_joined(reading, second) ||
        part_of_more(reading, second, second + 1) || is_decade(reading, second))
        return 0;
    if (!is_year(reading, second) &&
        (atom_size(reading, second) != 2 || value <= digits_value(reading, at) % 100))
        return 0;
    take_begin(reading);
    say_year(reading, digits_value(reading, at));
    say_phrase(reading, "range");
    if (atom_size(reading, second) == 2 && value < 10)
        say_phrase(reading, "oh");
    say_year(reading, value);
    return take(reading, at, 3);
}

/* The atoms of "B.C.", "BC", "A.D.", "B.C.E." from there on, or 0; its letters in order. */
static unsigned era_at(const struct reading *reading, unsigned at, unsigned *letters)
{
    unsigned i = at;

    *letters = 0;
    if (atom_is_cue(reading, at, "era"))
        return 1;
    while (atom_at(reading, i)->letters == LETTERS_UPPER && atom_size(reading, i) == 1 &&
           (i == at || atom_joined(reading, i)) && *letters < 3) {
        (*letters)++;
        i++;
        if (atom_is_joined_mark(reading, i, '.'))
            i++;
    }
    if (*letters < 2 || !(atom_is_word(reading, at, "B") || atom_is_word(reading, at, "A") ||
                          atom_is_word(reading, at, "C")))
        return 0;
    if (!atom_is_word(reading, at + 2, "C") && !atom_is_word(reading, at + 2, "D"))
        return 0;
    return i - at;
}

static unsigned year_of_era(struct reading *reading, unsigned at)
{
    unsigned letters, atoms = 0, size = atom_size(reading, at);
    gboolean stop;

    if (!has_phrase(reading, "plural") || size > 4 || atom_runs_on(reading, at + 1))
        return 0;
    if (!(atoms = era_at(reading, at + 1, &letters)))
        return 0;
    take_begin(reading);
    if (size == 4)
        say_year(reading, digits_value(reading, at));
    else
        say_pairs(reading, atom_at(reading, at)->span);
    say_letters(reading, (struct span){ atom_at(reading, at + 1)->span.from,
                                        atom_at(reading, at + atoms)->span.to });
    stop = atom_is_mark(reading, at + atoms, '.');
    return stop ? take_stop(reading, at, 1 + atoms) : take(reading, at, 1 + atoms);
}

/* "In 605," and "In 538 the city fell": what follows tells that nothing is counted. */
static gboolean is_early(const struct reading *reading, unsigned at)
{
    const struct atom *next = atom_at(reading, at + 1);

    if (atom_size(reading, at) != 3 || !atom_is_cue(reading, at - 1, "before a year") ||
        !has_phrase(reading, "oh") || atom_text(reading, at)[0] == '0')
        return FALSE;
    if (atom_is_word(reading, at - 1, "year"))
        return TRUE;
    return atom_is_joined_mark(reading, at + 1, ',')
               ? !atom_joined(reading, at + 2)
               : atom_is_cue(reading, at + 1, "article") || next->letters == LETTERS_TITLE;
}

static unsigned early(struct reading *reading, unsigned at)
{
    if (!is_early(reading, at))
        return 0;
    take_begin(reading);
    say_pairs(reading, atom_at(reading, at)->span);
    return take(reading, at, 1);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned taken = 0;

    if (atom_at(reading, at)->kind != ATOM_DIGITS && !atom_is_apostrophe(reading, at))
        return 0;
    if ((taken = decade(reading, at)) || (taken = hundreds(reading, at)) ||
        (taken = cut_short(reading, at)) || atom_at(reading, at)->kind != ATOM_DIGITS)
        return taken;
    if ((taken = year_of_era(reading, at)) || (taken = early(reading, at)))
        return taken;
    if (!is_year(reading, at))
        return 0;
    if (part_of_more(reading, at, at + 1))
        return is_season(reading, at) ? span_of_years(reading, at) : 0;
    if ((taken = span_of_years(reading, at)))
        return taken;
    /* 1500 personas: they are counted. */
    if (style_before(reading, at + 1) == NUMBER_FEMININE)
        return 0;
    take_begin(reading);
    say_year(reading, digits_value(reading, at));
    return take(reading, at, 1);
}

const struct semiotic_class class_year = { "year", match };
