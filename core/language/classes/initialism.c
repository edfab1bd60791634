/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters said one by one, and those that are not: U.S., K.C. Maurer, R. Thomas, AFL-CIO,
 * Q&A, CEOs. Capitals that the engine reads as it should are left to it.
 */
#include "core/language/classes/classes.h"

static gboolean is_initial(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->kind == ATOM_WORD && atom_size(reading, at) == 1 &&
           atom_at(reading, at)->letters == LETTERS_UPPER;
}

/* The longest entry that begins here: AFL-CIO before AFL. */
static unsigned listed(struct reading *reading, unsigned at)
{
    unsigned most = 1;

    while (most < 5 && atom_joined(reading, at + most))
        most++;
    for (; most > 0; most--) {
        unsigned last = at + most - 1;
        const struct pack_entry *entry;

        if (atom_runs_on(reading, last + 1) && !atom_is_word(reading, last + 1, "s"))
            continue;
        entry = pack_find(reading->pack, PACK_ACRONYMS, atom_text(reading, at),
                          atom_at(reading, last)->span.to - atom_at(reading, at)->span.from);
        if (!entry)
            continue;
        take_begin(reading);
        say(reading, entry->field[1]);
        return take(reading, at, most);
    }
    return 0;
}

/* "U.S.", "U.S.A": letters with stops between. */
static unsigned dotted(struct reading *reading, unsigned at)
{
    unsigned i = at;
    gboolean stop;

    while (is_initial(reading, i) && (i == at || atom_joined(reading, i)) &&
           atom_is_joined_mark(reading, i + 1, '.') && i < at + 16)
        i += 2;
    if (i == at + 2 && !(is_initial(reading, i) && atom_joined(reading, i)))
        return 0;
    if (is_initial(reading, i) && atom_joined(reading, i) && !atom_runs_on(reading, i + 1))
        i++;
    if (i < at + 3 || atom_runs_on(reading, i))
        return 0;
    stop = atom_is_mark(reading, i - 1, '.');
    take_begin(reading);
    say_letters(reading,
                (struct span){ atom_at(reading, at)->span.from, atom_at(reading, i - 1)->span.to });
    return stop ? take_stop(reading, at, i - at) : take(reading, at, i - at);
}

/* "R. Thomas": no stop between the letter and the name. */
static unsigned initial(struct reading *reading, unsigned at)
{
    const struct atom *next = atom_at(reading, at + 2);

    if (!atom_is_joined_mark(reading, at + 1, '.') || atom_joined(reading, at + 2) ||
        next->kind != ATOM_WORD || next->letters == LETTERS_LOWER)
        return 0;
    take_begin(reading);
    say_letters(reading, atom_at(reading, at)->span);
    return take(reading, at, 2);
}

static gboolean is_short_capitals(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->kind == ATOM_WORD && atom_size(reading, at) <= 2 &&
           atom_at(reading, at)->letters == LETTERS_UPPER;
}

/* Q&A, R&D, AT&T */
static unsigned with_and(struct reading *reading, unsigned at)
{
    if (!atom_is_joined_mark(reading, at + 1, '&') || !is_short_capitals(reading, at + 2) ||
        !atom_joined(reading, at + 2) || atom_runs_on(reading, at + 3))
        return 0;
    take_begin(reading);
    say_letters(reading, atom_at(reading, at)->span);
    say_phrase(reading, "and");
    say_letters(reading, atom_at(reading, at + 2)->span);
    return take(reading, at, 3);
}

/* CEOs, MPs: letters and a plural, unless the singular is listed as a word. */
static unsigned plural(struct reading *reading, unsigned at)
{
    const char *text = atom_text(reading, at);
    unsigned size = atom_size(reading, at);
    const struct pack_entry *entry;

    if (size < 3 || size > 6 || text[size - 1] != 's' || !has_phrase(reading, "plural"))
        return 0;
    for (unsigned i = 0; i + 1 < size; i++)
        if (!g_ascii_isupper(text[i]))
            return 0;
    entry = pack_find(reading->pack, PACK_ACRONYMS, text, size - 1);
    take_begin(reading);
    if (entry)
        say(reading, entry->field[1]);
    else
        say_letters(reading, (struct span){ atom_at(reading, at)->span.from,
                                            atom_at(reading, at)->span.to - 1 });
    writer_append(&reading->writer, "'s", 2);
    return take(reading, at, 1);
}

static unsigned match(struct reading *reading, unsigned at)
{
    const struct atom *atom = atom_at(reading, at);
    unsigned taken;

    if (atom->kind != ATOM_WORD || atom->letters == LETTERS_LOWER ||
        (atom_joined(reading, at) && atom_at(reading, at - 1)->kind == ATOM_DIGITS))
        return 0;
    if ((taken = listed(reading, at)))
        return taken;
    if (atom->letters == LETTERS_OTHER)
        return plural(reading, at);
    if (is_short_capitals(reading, at) && (taken = with_and(reading, at)))
        return taken;
    if (!is_initial(reading, at) || (atom_joined(reading, at) && !atom_starts(reading, at)))
        return 0;
    taken = dotted(reading, at);
    return taken ? taken : initial(reading, at);
}

const struct semiotic_class class_initialism = { "initialism", match };
