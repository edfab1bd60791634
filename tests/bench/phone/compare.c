/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is what a telephone recorded what it was sent?
 *
 *   compare RECORDING.wav CLIP.ulaw…
 *
 * RECORDING is 16-bit mono at 8,000 Hz. The clips are looked for in a row, from any sample on:
 * prints where they begin, how many samples are the same row, and the largest difference, of
 * 32,768. Exit code 1 when less than a second of them is found.
 */
#include "core/phone/law.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 8000, HEAD = RATE / 4, NEAR = 64 };

/* The samples of a WAV: where its "data" begins. */
static const gint16 *samples_of(const guint8 *wav, gsize size, gsize *count)
{
    for (gsize at = 12; at + 8 <= size;) {
        const gsize length = (gsize)wav[at + 4] | (gsize)wav[at + 5] << 8 |
                             (gsize)wav[at + 6] << 16 | (gsize)wav[at + 7] << 24;

        if (memcmp(wav + at, "data", 4) == 0) {
            /* A recording that was broken off tells no length. */
            *count = MIN(length ? length : size, size - at - 8) / 2;
            return (const gint16 *)(const void *)(wav + at + 8);
        }
        at += 8 + length + (length & 1);
    }
    *count = 0;
    return NULL;
}

static GArray *clips_in_a_row(char **paths)
{
    GArray *row = g_array_new(FALSE, FALSE, sizeof(gint16));

    for (; *paths; paths++) {
        g_autofree char *bytes = NULL;
        gsize size;

        if (!g_file_get_contents(*paths, &bytes, &size, NULL))
            exit(3);
        for (gsize i = 0; i < size; i++) {
            const gint16 sample = (gint16)law_linear_of_u((guint8)bytes[i]);

            g_array_append_val(row, sample);
        }
    }
    return row;
}

/* How many samples from here on are near enough; the largest difference among them. */
static gsize run_from(const gint16 *heard, gsize count, const GArray *row, int *largest)
{
    gsize i = 0;

    *largest = 0;
    for (; i < MIN(count, row->len); i++) {
        const int difference = ABS(heard[i] - g_array_index(row, gint16, i));

        if (difference > NEAR)
            break;
        *largest = MAX(*largest, difference);
    }
    return i;
}

int main(int argc, char **argv)
{
    g_autofree char *wav = NULL;
    g_autoptr(GArray) row = NULL;
    gsize size, count, longest = 0, where = 0;
    const gint16 *heard;
    int difference = 0;

    if (argc < 3 || !g_file_get_contents(argv[1], &wav, &size, NULL))
        return 3;
    heard = samples_of((const guint8 *)wav, size, &count);
    row = clips_in_a_row(argv + 2);
    for (gsize at = 0; at < count; at++) {
        int largest;
        const gsize run = run_from(heard + at, count - at, row, &largest);

        if (run > longest) {
            longest = run;
            where = at;
            difference = largest;
        }
        if (longest > HEAD && at > where + RATE)
            break;
    }
    printf("from sample %zu on %zu samples in step, differing by at most %d of 32768\n", where,
           longest, difference);
    return longest >= RATE ? 0 : 1;
}
