/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/law.h"

enum { BIAS = 0x84, CLIP = 32635, A_FLIPPED = 0x55 };

gint16 law_linear_of_u(guint8 u)
{
    int bits = ~u & 0xFF;
    int size = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;

    return (gint16)(bits & 0x80 ? -size : size);
}

gint16 law_linear_of_a(guint8 a)
{
    int bits = a ^ A_FLIPPED;
    int segment = (bits & 0x70) >> 4;
    int size = ((bits & 0x0F) << 4) + 8;

    if (segment)
        size = (size + 0x100) << (segment - 1);
    return (gint16)(bits & 0x80 ? size : -size);
}

/* The number of the highest bit that is set, from 0; below `least`: `least`. */
static int highest(int value, int least)
{
    int bit = least;

    while (value >> (bit + 1))
        bit++;
    return bit;
}

guint8 law_u_of_linear(gint16 linear)
{
    int size = MIN(linear < 0 ? -(int)linear : linear, CLIP) + BIAS;
    int segment = highest(size, 7) - 7;

    return (guint8) ~((linear < 0 ? 0x80 : 0) | segment << 4 | ((size >> (segment + 3)) & 0x0F));
}

guint8 law_a_of_linear(gint16 linear)
{
    /* One less than the size, so that both signs have as many steps. */
    int size = linear < 0 ? -(int)linear - 1 : linear;
    int segment = highest(size, 7) - 7;
    int step = size >> (segment ? segment + 3 : 4);

    return (guint8)(((linear < 0 ? 0 : 0x80) | segment << 4 | (step & 0x0F)) ^ A_FLIPPED);
}

void law_a_table(guint8 table[256])
{
    for (int u = 0; u < 256; u++)
        table[u] = law_a_of_linear(law_linear_of_u((guint8)u));
}
