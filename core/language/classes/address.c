/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streets and what belongs to them: 1026 North Beckley, 602 Elsbeth Street, 12 S 1st St.,
 * P.O. Box 2915, Santa, FL, 95051.
 */
#include "core/language/classes/classes.h"

#include <string.h>

static gboolean is_name(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->kind == ATOM_WORD && !atom_joined(reading, at) &&
           atom_at(reading, at)->letters != LETTERS_LOWER;
}

/* "1st" of "1st St": the atoms of a street's number. */
static unsigned street_number(const struct reading *reading, unsigned at)
{
    return atom_at(reading, at)->kind == ATOM_DIGITS && !atom_joined(reading, at) &&
                   atom_joined(reading, at + 1) && atom_is_cue(reading, at + 1, "ordinal suffix")
               ? 2
               : 0;
}

struct street {
    unsigned direction; /* its place, 0: none */
    unsigned kind;      /* "Street", "Ave": its place, 0: none */
    unsigned end;
};

static gboolean is_listed(const struct reading *reading, unsigned at, const char *what)
{
    const struct pack_entry *entry = atom_find(reading, at, PACK_STREETS);

    return entry && strcmp(entry->field[1], what) == 0;
}

/* A kind of street by its full or short name. */
static gboolean is_kind(const struct reading *reading, unsigned at)
{
    return is_listed(reading, at, "street") && !atom_joined(reading, at);
}

/* Behind a house number: a direction, up to three names, a kind of street. */
static gboolean read_street(const struct reading *reading, unsigned at, struct street *street)
{
    unsigned i = at, names = 0;

    *street = (struct street){ 0 };
    if (is_listed(reading, i, "direction") && is_name(reading, i)) {
        street->direction = i++;
        i += atom_is_joined_mark(reading, i, '.') ? 1 : 0;
    }
    while (names < 4 && !is_kind(reading, i)) {
        unsigned number = street_number(reading, i);

        if (number == 0 && !is_name(reading, i))
            break;
        i += number ? number : 1;
        names++;
    }
    if (names > 0 && is_kind(reading, i))
        street->kind = i++;
    street->end = i;
    return street->kind > 0 || (street->direction > 0 && names > 0);
}

/* Of 100 people on Elm Street, the number is no house: names follow it at once. */
static unsigned house(struct reading *reading, unsigned at)
{
    struct street street;

    if (atom_size(reading, at) > 5 || atom_joined(reading, at + 1) || !atom_starts(reading, at) ||
        !read_street(reading, at + 1, &street))
        return 0;
    take_begin(reading);
    say_pairs(reading, atom_at(reading, at)->span);
    return take(reading, at, 1);
}

static gboolean behind_number(const struct reading *reading, unsigned at)
{
    struct street street;

    for (unsigned back = 1; back <= 7; back++)
        if (atom_at(reading, at - back)->kind == ATOM_DIGITS &&
            read_street(reading, at - back + 1, &street) &&
            (street.kind == at || street.direction == at))
            return TRUE;
    return FALSE;
}

/* Of a street without a number: the "N." of "on N. Alder St.", and its "St." before a small
 * letter or a mark. Before a name it is a saint, and "Alder" may be the end of one. */
static gboolean in_street_name(const struct reading *reading, unsigned at)
{
    struct street street;

    if (is_listed(reading, at, "direction"))
        return atom_size(reading, at) <= 2 && atom_at(reading, at)->letters == LETTERS_UPPER &&
               !atom_joined(reading, at) && read_street(reading, at, &street) && street.kind > 0;
    return is_name(reading, at) && atom_is_joined_mark(reading, at + 1, '.') &&
           is_name(reading, at - 1) && atom_at(reading, at - 1)->letters == LETTERS_TITLE &&
           (atom_at(reading, at + 2)->kind != ATOM_WORD ||
            atom_at(reading, at + 2)->letters == LETTERS_LOWER);
}

/* "Ave" and "N" of an address in full. */
static unsigned part(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = atom_find(reading, at, PACK_STREETS);
    gboolean stop = atom_is_joined_mark(reading, at + 1, '.') && !atom_runs_on(reading, at + 2);

    if (!entry || !*entry->field[2] ||
        (!behind_number(reading, at) && !in_street_name(reading, at)))
        return 0;
    take_begin(reading);
    say(reading, entry->field[2]);
    return stop ? take_stop(reading, at, 2) : take(reading, at, 1);
}

/* Santa, FL, 95051 and FL 95051-1234 */
static unsigned zip(struct reading *reading, unsigned at)
{
    unsigned state = atom_is_mark(reading, at - 1, ',') ? at - 2 : at - 1;
    const struct pack_entry *entry = NULL;

    if (atom_size(reading, at) != 5 || atom_joined(reading, at))
        return 0;
    if (atom_is_mark(reading, state, '.'))
        state--;
    entry = atom_find(reading, state, PACK_STATES);
    if (!entry || atom_at(reading, state)->kind != ATOM_WORD)
        return 0;
    take_begin(reading);
    say_digits(reading, atom_at(reading, at)->span);
    return take(reading, at, 1);
}

/* Box 2915 */
static unsigned box(struct reading *reading, unsigned at)
{
    if (!atom_is_cue(reading, at - 1, "digit by digit") || atom_joined(reading, at) ||
        atom_size(reading, at) < 3 || atom_runs_on(reading, at + 1))
        return 0;
    take_begin(reading);
    say_digits(reading, atom_at(reading, at)->span);
    return take(reading, at, 1);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned taken;

    if (atom_at(reading, at)->kind == ATOM_DIGITS) {
        if ((taken = box(reading, at)) || (taken = zip(reading, at)))
            return taken;
        return house(reading, at);
    }
    return atom_at(reading, at)->kind == ATOM_WORD ? part(reading, at) : 0;
}

const struct semiotic_class class_address = { "address", match };
