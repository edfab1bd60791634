/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sound_file.h"

#include <string.h>

#define FRAMES 100
#define SIZE   417 /* of a frame of 128 kbit/s */

static void add_big(GByteArray *to, guint32 value, guint bytes)
{
    while (bytes-- > 0) {
        const guint8 byte = (guint8)(value >> 8 * bytes);

        g_byte_array_append(to, &byte, 1);
    }
}

static void add(GByteArray *to, const char *bytes, gsize size)
{
    g_byte_array_append(to, (const guint8 *)bytes, (guint)size);
}

static void add_id3(GByteArray *tag, const char *name, const GByteArray *body, guint32 more)
{
    add(tag, name, 4);
    add_big(tag, body->len + more, 4);
    add_big(tag, 0, 2);
    g_byte_array_append(tag, body->data, body->len);
}

static void add_text(GByteArray *tag, const char *name, const char *text, guint32 more)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    add(body, "", 1); /* ISO 8859-1 */
    add(body, text, strlen(text));
    add_id3(tag, name, body, more);
}

static void add_contents(GByteArray *tag, const char *id)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    add(body, id, strlen(id) + 1);
    add(body, "\3\2c1\0c2", 8); /* top level, ordered, two */
    add_id3(tag, "CTOC", body, 0);
}

static void add_chapter(GByteArray *tag, const char *id, guint32 begin, guint32 end)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    add(body, id, strlen(id) + 1);
    add_big(body, begin, 4);
    add_big(body, end, 4);
    add_big(body, G_MAXUINT32, 4);
    add_big(body, G_MAXUINT32, 4);
    add_id3(tag, "CHAP", body, 0);
}

static void add_tag(GByteArray *file, guint flaws)
{
    g_autoptr(GByteArray) tag = g_byte_array_new();

    add_text(tag, "TIT2", "Title", 0);
    if (!(flaws & SOUND_NO_ARTIST))
        add_text(tag, "TPE1", "Artist", 0);
    add_text(tag, "TALB", "Album", 0);
    add_text(tag, "TYER", "2026", 0);
    add_contents(tag, "toc");
    if (flaws & SOUND_TWO_TOPS)
        add_contents(tag, "toc2");
    add_chapter(tag, "c1", flaws & SOUND_UNSORTED ? 2000 : 0, 1000);
    add_chapter(tag, "c2", flaws & SOUND_LATE ? 60000 : 1000, 2000);
    add_text(tag, "TLAN", "eng", flaws & SOUND_TAG_TOO_LONG ? 5000 : 0);
    add(file, "ID3\3\0\0", 6);
    for (int shift = 21; shift >= 0; shift -= 7)
        add_big(file, tag->len >> shift & 127, 1);
    g_byte_array_append(file, tag->data, tag->len);
}

static void add_frame(GByteArray *file, guint flaws, gboolean other_rate, gsize size)
{
    guint8 frame[600] = { 0xff, 0xfb, other_rate ? 0xa0 : 0x90,
                          flaws & SOUND_STEREO ? 0x00 : 0xc0 };

    g_byte_array_append(file, frame, (guint)size);
}

/* "Info", how many frames follow, and a LAME header with what to cut off at both ends. */
static void add_info(GByteArray *file, guint flaws)
{
    const guint side = flaws & SOUND_STEREO ? 32 : 17;
    const guint32 count = flaws & SOUND_MISCOUNTED ? FRAMES + 7 : FRAMES;
    const gsize at = file->len + 4 + side;

    add_frame(file, flaws, FALSE, SIZE);
    memcpy(file->data + at, "Info\0\0\0\1", 8);
    for (guint i = 0; i < 4; i++)
        file->data[at + 8 + i] = (guint8)(count >> 8 * (3 - i));
    memcpy(file->data + at + 12, "LAME3.100", 9);
    memcpy(file->data + at + 12 + 21, "\x24\x04\x80", 3); /* 576 and 1152 samples */
}

GBytes *sound_file(guint flaws)
{
    GByteArray *file = g_byte_array_new();

    if (!(flaws & SOUND_NO_TAG))
        add_tag(file, flaws);
    if (flaws & SOUND_NOISE) {
        add(file, "this is no sound at all", 23);
        return g_byte_array_free_to_bytes(file);
    }
    if (!(flaws & SOUND_NO_INFO))
        add_info(file, flaws);
    for (guint i = 0; i < FRAMES; i++) {
        const gboolean other = (flaws & SOUND_VARYING) && i == 50;

        add_frame(file, flaws, other, other ? 522 : SIZE);
    }
    if (flaws & SOUND_CUT)
        g_byte_array_set_size(file, file->len - 100);
    return g_byte_array_free_to_bytes(file);
}
