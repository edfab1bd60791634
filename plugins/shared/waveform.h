/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The highest and lowest sample of each part of a track, in few numbers however long it
 * is: when they are all taken, neighbours become one. */
#ifndef PLUGINS_SHARED_WAVEFORM_H
#define PLUGINS_SHARED_WAVEFORM_H

#include <stddef.h>
#include <stdint.h>

#define WAVEFORM_BARS 2048

struct bar {
    int16_t least, most;
};

struct waveform {
    int64_t span; /* frames a bar */
    size_t count;
    struct bar bars[WAVEFORM_BARS];
};

void waveform_init(struct waveform *wave);
/* Samples from -1 to 1; louder ones count as these. */
void waveform_add(struct waveform *wave, int64_t start, const float *samples, uint64_t frames);
/* The track is so long: what is behind the last sound is silence. */
void waveform_end(struct waveform *wave, int64_t length);
/* The middle of a bar. */
int64_t waveform_frame(const struct waveform *wave, size_t bar);

#endif
