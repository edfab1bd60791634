/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single signs that have a name: &, +, =, ©, a slash that stands alone, #5. */
#include "core/language/classes/classes.h"

#include <string.h>

static gboolean before_digits(const struct reading *reading, unsigned at)
{
    return atom_joined(reading, at + 1) && atom_at(reading, at + 1)->kind == ATOM_DIGITS;
}

static unsigned number_sign(struct reading *reading, unsigned at)
{
    take_begin(reading);
    say_phrase(reading, before_digits(reading, at) ? "number" : "hash");
    return take(reading, at, 1);
}

/* 31/31/100, 1/f-4s: a stroke beside a number that is no fraction and no date. */
static gboolean between_codes(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '/') && atom_runs_on(reading, at + 1) &&
           (atom_at(reading, at - 1)->kind == ATOM_DIGITS ||
            atom_at(reading, at + 1)->kind == ATOM_DIGITS) &&
           has_phrase(reading, "slash");
}

static unsigned match(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry;
    gboolean alone = !atom_joined(reading, at) && !atom_joined(reading, at + 1);
    const char *kind;

    /* In a table a line that begins with # is a comment. */
    if (atom_is_mark(reading, at, '#'))
        return number_sign(reading, at);
    if (between_codes(reading, at)) {
        take_begin(reading);
        say_phrase(reading, "slash");
        return take(reading, at, 1);
    }
    if (atom_at(reading, at)->kind != ATOM_MARK || !(entry = atom_find(reading, at, PACK_SYMBOLS)))
        return 0;
    kind = entry->field[2];
    if (strcmp(kind, "alone") == 0 && !alone)
        return 0;
    if (strcmp(kind, "number") == 0 && (atom_joined(reading, at) || !before_digits(reading, at)))
        return 0;
    take_begin(reading);
    say(reading, entry->field[1]);
    return take(reading, at, 1);
}

const struct semiotic_class class_symbol = { "symbol", match };
