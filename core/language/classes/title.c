/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Titles and ranks before a name: Sen. Joe, Lt. Gov. Ann, Reps., the Rev., Gov.-elect, ex-Sen.;
 * never a stop.
 */
#include "core/language/classes/classes.h"

#include <string.h>

static gboolean before_name(const struct reading *reading, unsigned at)
{
    const struct atom *next = atom_at(reading, at);

    return next->kind == ATOM_WORD && next->letters != LETTERS_LOWER;
}

/* Gov.-elect */
static gboolean before_hyphen(const struct reading *reading, unsigned at)
{
    return atom_is_mark(reading, at, '-') && atom_runs_on(reading, at + 1) &&
           atom_at(reading, at + 1)->letters == LETTERS_LOWER;
}

/* ex-Gov. */
static gboolean behind_prefix(const struct reading *reading, unsigned at)
{
    return at > 1 && atom_is_mark(reading, at - 1, '-') &&
           atom_at(reading, at - 2)->letters == LETTERS_LOWER;
}

static unsigned match(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = NULL;

    if (atom_at(reading, at)->kind != ATOM_WORD || !atom_is_joined_mark(reading, at + 1, '.') ||
        (atom_joined(reading, at + 2) && !before_hyphen(reading, at + 2)))
        return 0;
    if (!atom_joined(reading, at) || atom_starts(reading, at) || behind_prefix(reading, at))
        entry = atom_find(reading, at, PACK_TITLES);
    if (!entry || (strcmp(entry->field[2], "name") == 0 && !before_name(reading, at + 2)))
        return 0;
    take_begin(reading);
    say(reading, entry->field[1]);
    return take_stop(reading, at, 2);
}

const struct semiotic_class class_title = { "title", match };
