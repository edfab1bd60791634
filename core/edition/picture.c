/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/picture.h"

#include <string.h>

static guint big(const guint8 *at, guint bytes)
{
    guint value = 0;

    while (bytes-- > 0)
        value = value << 8 | *at++;
    return value;
}

/* The first chunk of a PNG, IHDR, has the size behind its own length and name. */
static gboolean measure_png(const guint8 *bytes, gsize size, struct picture *picture)
{
    if (size < 24 || memcmp(bytes + 12, "IHDR", 4) != 0)
        return FALSE;
    picture->suffix = "png";
    picture->width = big(bytes + 16, 4);
    picture->height = big(bytes + 20, 4);
    return TRUE;
}

/* SOF0 to SOF15, without DHT, JPG and DAC, which have numbers between. */
static gboolean is_frame(guint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Segments: FF, a marker, a length that counts itself. The frame's has precision, height, width
 * and how many colours there are. */
static gboolean measure_jpeg(const guint8 *bytes, gsize size, struct picture *picture)
{
    gsize at = 2;

    while (size - at >= 10 && bytes[at] == 0xff) {
        const guint8 marker = bytes[at + 1];
        const gsize length = big(bytes + at + 2, 2);

        if (marker == 0xff) { /* filling */
            at++;
            continue;
        }
        if (is_frame(marker)) {
            picture->suffix = "jpg";
            picture->height = big(bytes + at + 5, 2);
            picture->width = big(bytes + at + 7, 2);
            picture->for_print = bytes[at + 9] == 4;
            return TRUE;
        }
        if (length < 2 || length > size - at - 2)
            return FALSE;
        at += 2 + length;
    }
    return FALSE;
}

gboolean picture_measure(const guint8 *bytes, gsize size, struct picture *picture)
{
    *picture = (struct picture){ 0 };
    if (size > 10 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        return measure_png(bytes, size, picture);
    return size > 10 && memcmp(bytes, "\xff\xd8\xff", 3) == 0 && measure_jpeg(bytes, size, picture);
}
