/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shortened words: Co., Corp., vs., e.g., Jr.; states: East Hartford, Conn. and Tampa, FL.
 * Their stop is none, save at the end of a sentence.
 */
#include "core/language/classes/classes.h"

#include <string.h>

/* "e.g." and "Ph.D.": the atoms of letters and stops, without the last stop. */
static unsigned dotted(const struct reading *reading, unsigned at)
{
    unsigned i = at;

    while (i < at + 8 && atom_is_joined_mark(reading, i + 1, '.') && atom_runs_on(reading, i + 2) &&
           atom_at(reading, i + 2)->kind == ATOM_WORD)
        i += 2;
    return i + 1 - at;
}

static const struct pack_entry *find(const struct reading *reading, unsigned at, unsigned atoms,
                                     enum pack_table table)
{
    return pack_find(reading->pack, table, atom_text(reading, at),
                     atom_at(reading, at + atoms - 1)->span.to - atom_at(reading, at)->span.from);
}

/* "EE. UU." and "et al." have white space inside. */
static const struct pack_entry *find_longest(const struct reading *reading, unsigned at,
                                             unsigned *atoms)
{
    const struct pack_entry *entry = NULL;

    *atoms = 3;
    if (atom_is_joined_mark(reading, at + 1, '.') && atom_at(reading, at + 2)->kind == ATOM_WORD)
        entry = find(reading, at, 3, PACK_SHORTENINGS);
    if (entry)
        return entry;
    *atoms = 2;
    if (atom_at(reading, at + 1)->kind == ATOM_WORD && !atom_joined(reading, at + 1) &&
        atom_is_joined_mark(reading, at + 2, '.'))
        entry = find(reading, at, 2, PACK_SHORTENINGS);
    if (entry)
        return entry;
    *atoms = dotted(reading, at);
    entry = find(reading, at, *atoms, PACK_SHORTENINGS);
    return entry ? entry : find(reading, at, *atoms, PACK_STATES);
}

static gboolean behind_place(const struct reading *reading, unsigned at)
{
    return atom_is_mark(reading, at - 1, ',') && atom_at(reading, at - 2)->kind == ATOM_WORD &&
           atom_at(reading, at - 2)->letters != LETTERS_LOWER;
}

static gboolean fits(const struct reading *reading, unsigned at, const struct pack_entry *entry,
                     gboolean stop)
{
    const char *kind = entry->field[2];

    if (strcmp(kind, "bare") == 0)
        return TRUE;
    if (strcmp(kind, "postal") == 0)
        return behind_place(reading, at);
    if (strcmp(kind, "whole") == 0)
        return FALSE;
    if (strcmp(kind, "place") == 0)
        return stop && behind_place(reading, at);
    if (strcmp(kind, "number") == 0)
        return stop && (atom_at(reading, at + 2)->kind == ATOM_DIGITS ||
                        (atom_at(reading, at + 2)->letters == LETTERS_UPPER &&
                         strspn(atom_text(reading, at + 2), "IVX") >= atom_size(reading, at + 2)));
    return stop;
}

/* The s of "Ph.D.s". */
static gboolean has_plural(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '.') && atom_runs_on(reading, at + 1) &&
           atom_is_word(reading, at + 1, "s") && !atom_runs_on(reading, at + 2) &&
           has_phrase(reading, "plural");
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned atoms, end;
    const struct pack_entry *entry;
    gboolean stop;

    if (atom_at(reading, at)->kind != ATOM_WORD ||
        (atom_joined(reading, at) && !atom_starts(reading, at) &&
         !atom_is_joined_mark(reading, at - 1, '/')))
        return 0;
    if (!(entry = find_longest(reading, at, &atoms)))
        return 0;
    end = at + atoms;
    stop = atom_is_joined_mark(reading, end, '.') && !atom_runs_on(reading, end + 1);
    if (!fits(reading, at, entry, stop) || atom_runs_on(reading, end))
        return 0;
    take_begin(reading);
    if (strcmp(entry->field[2], "and") == 0 && atom_is_mark(reading, at - 1, '&'))
        say_span(reading, atom_at(reading, at)->span);
    else
        say(reading, entry->field[1]);
    if (has_plural(reading, end)) {
        writer_append(&reading->writer, "'s", 2);
        return take(reading, at, atoms + 2);
    }
    return stop ? take_stop(reading, at, atoms + 1) : take(reading, at, atoms);
}

const struct semiotic_class class_abbreviation = { "abbreviation", match };
