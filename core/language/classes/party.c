/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A politician's party and place: (D-Conn.), R-Ohio, (I-Vt.), D-N.Y., (D-CT), D-CT-05. */
#include "core/language/classes/classes.h"

#include <string.h>

static const struct pack_entry *party_at(const struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = NULL;

    if (atom_at(reading, at)->letters == LETTERS_UPPER && atom_at(reading, at)->kind == ATOM_WORD)
        entry = atom_find(reading, at, PACK_CUES);
    return entry && strcmp(entry->field[1], "party") == 0 ? entry : NULL;
}

/* "Conn.", "N.Y.", "CT", "Ohio", "West Virginia": the name and the atoms. */
static unsigned place_at(const struct reading *reading, unsigned at, const char **name)
{
    unsigned i = at;
    const struct pack_entry *state;

    while (i < at + 4 && atom_is_joined_mark(reading, i + 1, '.') && atom_runs_on(reading, i + 2))
        i += 2;
    state = pack_find(reading->pack, PACK_STATES, atom_text(reading, at),
                      atom_at(reading, i)->span.to - atom_at(reading, at)->span.from);
    *name = state ? state->field[1] : NULL;
    if (!state && (i > at || atom_at(reading, at)->letters != LETTERS_TITLE))
        return 0;
    i++;
    /* A town may have two names: D-Port Ellery. */
    if (!state && atom_at(reading, i)->letters == LETTERS_TITLE && !atom_joined(reading, i))
        i++;
    if (state && atom_is_joined_mark(reading, i, '.') && strcmp(state->field[2], "postal") != 0 &&
        strcmp(state->field[2], "whole") != 0)
        i++;
    return i - at;
}

/* The district of "D-CT-05" or "D-Conn.-5": the atoms. */
static unsigned district_at(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '-') && atom_runs_on(reading, at + 1) &&
                   digits_value(reading, at + 1) > 0 && atom_size(reading, at + 1) <= 2 &&
                   !atom_runs_on(reading, at + 2) && has_phrase(reading, "district")
               ? 2
               : 0;
}

/* Connecticut's fifth district */
static void say_district(struct reading *reading, unsigned at)
{
    writer_append(&reading->writer, "'s", 2);
    say_spelled(reading, NUMBER_ORDINAL, digits_value(reading, at + 1));
    say_phrase(reading, "district");
}

static unsigned closing(const struct reading *reading, unsigned at, unsigned end)
{
    return atom_is_mark(reading, at, '(') && atom_is_joined_mark(reading, end, ')') ? 1 : 0;
}

/* A town alone is none, as in D-Day: it stands in brackets or between commas. */
static gboolean is_apposition(const struct reading *reading, unsigned at, unsigned open,
                              unsigned end)
{
    return open || (at > 1 && atom_is_joined_mark(reading, at - 1, ',') &&
                    (atom_is_joined_mark(reading, end, ',') || atom_ends_sentence(reading, end)));
}

static void say_town(struct reading *reading, unsigned at, unsigned atoms)
{
    for (unsigned i = at; i < at + atoms; i++)
        say_span(reading, atom_at(reading, i)->span);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned open = atom_is_mark(reading, at, '(') ? 1 : 0, i = at + open, place, district;
    const struct pack_entry *party = party_at(reading, i);
    const char *name;
    gboolean brackets;

    if (!party || !atom_is_joined_mark(reading, i + 1, '-') || !atom_runs_on(reading, i + 2) ||
        !atom_starts(reading, at))
        return 0;
    if (!(place = place_at(reading, i + 2, &name)))
        return 0;
    district = district_at(reading, i + 2 + place);
    brackets = closing(reading, at, i + 2 + place + district);
    if ((open && !brackets) || (!name && !is_apposition(reading, at, open, i + 2 + place)))
        return 0;
    if (open)
        writer_pause(&reading->writer);
    take_begin(reading);
    say(reading, party->field[2]);
    say_phrase(reading, "state of party");
    if (name)
        say(reading, name);
    else
        say_town(reading, i + 2, place);
    if (district)
        say_district(reading, i + 2 + place);
    i += 2 + place + district + (brackets ? 1 : 0);
    if (brackets && !atom_joined(reading, i) && atom_at(reading, i)->kind != ATOM_NONE)
        writer_append(&reading->writer, ",", 1);
    return take(reading, at, i - at);
}

const struct semiotic_class class_party = { "party", match };
