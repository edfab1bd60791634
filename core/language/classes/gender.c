/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that a number takes before what it counts, where the language has genders. */
#include "core/language/classes/classes.h"

#include <string.h>

/* Endings have at most this many letters. */
#define ENDING_LONGEST 6

static const struct pack_entry *by_ending(const struct reading *reading, unsigned at)
{
    const char *text = atom_text(reading, at), *end = text + atom_size(reading, at);
    const char *from = end;
    const struct pack_entry *found = NULL;
    char key[4 * ENDING_LONGEST + 2] = "-";

    for (unsigned i = 0; i < ENDING_LONGEST && from > text; i++) {
        const struct pack_entry *entry;
        gsize size;

        from = g_utf8_prev_char(from);
        size = (gsize)(end - from);
        if (size + 1 >= sizeof(key))
            break;
        memcpy(key + 1, from, size);
        entry = pack_find(reading->pack, PACK_GENDERS, key, size + 1);
        found = entry ? entry : found;
    }
    return found;
}

/* "f", "m", "none", or "" when the tables do not tell. */
static const char *gender_of(const struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = NULL;

    if (atom_at(reading, at)->kind != ATOM_WORD || atom_joined(reading, at))
        return "none";
    if (!(entry = atom_find(reading, at, PACK_GENDERS)))
        entry = by_ending(reading, at);
    return entry ? entry->field[1] : "";
}

enum number_style style_before(const struct reading *reading, unsigned at)
{
    const char *gender;

    if (!has_phrase(reading, "genders"))
        return NUMBER_CARDINAL;
    gender = gender_of(reading, at);
    if (strcmp(gender, "none") == 0)
        return NUMBER_CARDINAL;
    /* "200 grandes empresas": the adjective does not tell, the noun does. */
    if (*gender == '\0')
        gender = gender_of(reading, at + 1);
    return *gender == 'f' ? NUMBER_FEMININE : NUMBER_MASCULINE;
}
