/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Emoji by name: by our table, else by the Unicode standard's. A run of the same one is
 * named once. Skin tones, joiners and variation marks say nothing of their own.
 */
#include "core/language/classes/classes.h"

#include <string.h>
#include <unicode/uchar.h>

/* Names longer than this are of no use to a listener. */
#define NAME_LONGEST 80

static gboolean is_emoji(gunichar c)
{
    return c >= 0x2190 && u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) &&
           (u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION) || c >= 0x2600) &&
           !u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER);
}

/* Belongs to the emoji before it. */
static gboolean is_part(gunichar c)
{
    return c == 0x200d || c == 0xfe0f || c == 0xfe0e || c == 0x20e3 ||
           (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f);
}

static void say_name(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = atom_find(reading, at, PACK_EMOJI);
    char name[NAME_LONGEST + 1];
    UErrorCode status = U_ZERO_ERROR;

    if (entry) {
        say(reading, entry->field[1]);
        return;
    }
    u_charName((UChar32)atom_at(reading, at)->mark, U_UNICODE_CHAR_NAME, name, sizeof(name),
               &status);
    if (U_FAILURE(status))
        return;
    for (char *c = name; *c; c++)
        *c = *c == '-' ? ' ' : g_ascii_tolower(*c);
    say(reading, name);
}

/* The end of the run of the same emoji that begins here. */
static unsigned run_end(const struct reading *reading, unsigned at)
{
    gunichar mark = atom_at(reading, at)->mark;
    unsigned i = at + 1;

    while (atom_at(reading, i)->kind == ATOM_MARK &&
           ((atom_joined(reading, i) && is_part(atom_at(reading, i)->mark)) ||
            atom_at(reading, i)->mark == mark))
        i++;
    return i;
}

/* Two letters of a flag: the country is in the table, or they are letters. */
static gboolean is_flag_letter(gunichar c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static unsigned flag(struct reading *reading, unsigned at)
{
    char letters[4];

    if (!is_flag_letter(atom_at(reading, at + 1)->mark))
        return 0;
    letters[0] = (char)('A' + (atom_at(reading, at)->mark - 0x1f1e6));
    letters[1] = ' ';
    letters[2] = (char)('A' + (atom_at(reading, at + 1)->mark - 0x1f1e6));
    letters[3] = '\0';
    take_begin(reading);
    say_phrase(reading, "flag");
    say(reading, letters);
    return take(reading, at, 2);
}

static unsigned match(struct reading *reading, unsigned at)
{
    gunichar mark = atom_at(reading, at)->mark;
    unsigned end;

    if (mark < 0x2190 || !has_phrase(reading, "emoji by name"))
        return 0;
    if (is_flag_letter(mark))
        return flag(reading, at);
    if (!is_emoji(mark))
        return 0;
    end = run_end(reading, at);
    take_begin(reading);
    say_name(reading, at);
    return take(reading, at, end - at);
}

const struct semiotic_class class_emoji = { "emoji", match };
