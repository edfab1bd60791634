/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fat_name.h"

#include "shared/glyph.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct name {
    char *bytes;
    size_t size, characters; /* so far */
    size_t most;             /* characters; those that can come have three bytes at most */
};

/* What stands instead of a character that a name cannot have; NULL: itself. */
static const char *instead_of(uint32_t glyph)
{
    if (glyph == '"')
        return "'";
    if (glyph == ':' || glyph == '|')
        return "-";
    if (glyph < 0x80 && strchr("<>/\\", (int)glyph))
        return " ";
    /* The last two mean much to the scripts that people copy sticks with. */
    if (glyph < 0x80 && strchr("?*$`", (int)glyph))
        return "";
    if (glyph_is_space(glyph) || glyph == 0xA0)
        return " ";
    /* Beyond 16 bits many a player shows boxes; marks without a letter confuse the rest. */
    return glyph_is_hidden(glyph) || glyph > 0xFFFF || glyph == 0xFFFD || glyph == 0x200B ||
                   (glyph >= 0x200D && glyph <= 0x200F) || (glyph >= 0xFE00 && glyph <= 0xFE0F)
               ? ""
               : NULL;
}

/* One character; never two spaces, none in front. 0: it has no room. */
static int add(struct name *name, const char *bytes, size_t size)
{
    if (size == 1 && *bytes == ' ' && name->bytes[name->size - 1] == ' ')
        return 1;
    if (name->characters == name->most)
        return 0;
    memcpy(name->bytes + name->size, bytes, size);
    name->size += size;
    name->characters++;
    return 1;
}

/* A word that is cut goes, unless most of the name would go with it. */
static void cut_word(struct name *name, size_t least)
{
    for (size_t at = name->size; at > least; at--)
        if (name->bytes[at - 1] == ' ' || name->bytes[at - 1] == '-') {
            name->characters = 0; /* not used any more */
            name->size = at;
            return;
        }
}

static void trim(struct name *name)
{
    while (name->size > 0 && strchr(" .-", name->bytes[name->size - 1]))
        name->size--;
}

static int add_title(struct name *name, const char *title)
{
    size_t size = strlen(title), at = 0;

    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(title, size, &at);
        const char *instead = instead_of(glyph);

        if (instead && !*instead)
            continue;
        if (!(instead ? add(name, instead, strlen(instead)) : add(name, title + from, at - from)))
            return glyph_is_space(glyph);
    }
    return 1;
}

void fat_name(char bytes[FAT_NAME_ROOM], uint64_t number, int digits, const char *title,
              const char *suffix)
{
    size_t tail = strlen(suffix) + 1;
    size_t head =
        (size_t)snprintf(bytes, FAT_NAME_ROOM - tail - 1, "%0*" PRIu64 " ", digits, number);
    struct name name = {
        .bytes = bytes, .size = head, .characters = head, .most = FAT_NAME_MOST - tail
    };

    if (!add_title(&name, title))
        cut_word(&name, head + (name.size - head) / 2);
    trim(&name);
    snprintf(bytes + name.size, FAT_NAME_ROOM - name.size, ".%s", suffix);
}
