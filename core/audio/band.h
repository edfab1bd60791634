/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The band of a telephone: what lies below and above it only makes noise there. */
#ifndef CORE_AUDIO_BAND_H
#define CORE_AUDIO_BAND_H

#include <glib.h>
#include <stdint.h>

struct band;

/* Let pass what lies between two frequencies in Hz; 24 dB an octave outside, 3 dB less at
 * the edges themselves. */
struct band *band_new(uint32_t rate, double low, double high);
void band_free(struct band *band);
/* Filter in place; the stream goes on from call to call. */
void band_filter(struct band *band, float *samples, gsize frames);

#endif
