/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/clock.h"
#include "core/verify/media_parts.h"

#include <string.h>

static const struct {
    const char *frame, *field;
    guint tag;
} tags[] = {
    { "TIT2", "TITLE=", TAG_TITLE }, { "TPE1", "ARTIST=", TAG_ARTIST },
    { "TALB", "ALBUM=", TAG_ALBUM }, { "TDRC", "DATE=", TAG_DATE },
    { "TYER", "YEAR=", TAG_DATE },   { "TLAN", "LANGUAGE=", TAG_LANGUAGE },
};

static void add_chapter(struct media *media, gint64 begin)
{
    if (!media->chapters)
        media->chapters = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_array_append_val(media->chapters, begin);
}

/* ---- ID3v2 ---- */

static void id3_frame(struct media *media, const guint8 *name, const guint8 *at, gsize size)
{
    const guint8 *end = memchr(at, '\0', size);

    /* One byte says how the text is written: a tag of that alone is empty. */
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
        if (memcmp(name, tags[i].frame, 4) == 0 && size > 1)
            media->tags |= tags[i].tag;
    if (!end)
        return;
    if (memcmp(name, "CHAP", 4) == 0 && size - (gsize)(end - at) > 16)
        add_chapter(media, bytes_big(end + 1, 4));
    if (memcmp(name, "CTOC", 4) == 0 && size - (gsize)(end - at) > 1 && (end[1] & 2))
        media->tops++;
}

static guint32 synchsafe(const guint8 *at)
{
    return (guint32)(at[0] & 127) << 21 | (guint32)(at[1] & 127) << 14 |
           (guint32)(at[2] & 127) << 7 | (at[3] & 127);
}

void media_id3(struct media *media, const guint8 *at, gsize size, guint version)
{
    while (size >= 10 && *at) {
        guint32 length = version >= 4 ? synchsafe(at + 4) : bytes_big(at + 4, 4);

        if (length > size - 10) {
            media->cut = TRUE;
            return;
        }
        id3_frame(media, at, at + 10, length);
        at += 10 + length;
        size -= 10 + length;
    }
}

/* ---- Vorbis comments ---- */

static void comment(struct media *media, const char *text, gsize size)
{
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
        gsize name = strlen(tags[i].field);

        if (size > name && g_ascii_strncasecmp(text, tags[i].field, name) == 0)
            media->tags |= tags[i].tag;
    }
    /* CHAPTER001=00:01:02.345; CHAPTER001NAME= says what it is called. */
    if (size > 11 && g_ascii_strncasecmp(text, "CHAPTER", 7) == 0 && text[10] == '=')
        add_chapter(media, clock_cue(text + 11, size - 11, '.', FALSE));
}

void media_comments(struct media *media, const guint8 *at, gsize size)
{
    gsize length, count;

    if (size < 4)
        return;
    length = bytes_little(at, 4);
    if (length > size - 4 || size - 4 - length < 4)
        return;
    at += 4 + length;
    size -= 4 + length;
    count = bytes_little(at, 4);
    at += 4;
    size -= 4;
    for (; count > 0 && size >= 4; count--) {
        length = bytes_little(at, 4);
        if (length > size - 4)
            break;
        comment(media, (const char *)at + 4, length);
        at += 4 + length;
        size -= 4 + length;
    }
    media->cut = media->cut || count > 0;
}
