/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single signs that have a name: &, +, =, ©, a slash that stands alone, #5. */
#include "core/language/classes/classes.h"

#include <string.h>

static unsigned match(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry;
    gboolean alone = !atom_joined(reading, at) && !atom_joined(reading, at + 1);
    const char *kind;

    if (atom_at(reading, at)->kind != ATOM_MARK || !(entry = atom_find(reading, at, PACK_SYMBOLS)))
        return 0;
    kind = entry->field[2];
    if (strcmp(kind, "alone") == 0 && !alone)
        return 0;
    if (strcmp(kind, "number") == 0 && (atom_joined(reading, at) ||
        !atom_joined(reading, at + 1) || atom_at(reading, at + 1)->kind != ATOM_DIGITS))
        return 0;
    take_begin(reading);
    say(reading, entry->field[1]);
    return take(reading, at, 1);
}

const struct semiotic_class class_symbol = { "symbol", match };
