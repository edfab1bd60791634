/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How loud a programme is: integrated loudness and true peak by ITU-R BS.1770-4 and EBU
 * R 128 (libebur128), and the level of its speech as telephone engineers measure it.
 */
#ifndef CORE_AUDIO_METER_H
#define CORE_AUDIO_METER_H

#include <glib.h>
#include <stdint.h>

struct meter;

struct level {
    double lufs;      /* integrated loudness of the mono signal; -HUGE_VAL for silence */
    double true_peak; /* dBTP */
    double rms;       /* dBFS of the frames that are not silence */
};

/* `rate`: frames per second. NULL with ERROR_OUTPUT. */
struct meter *meter_new(uint32_t rate, GError **error);
/* One that does not look for the true peak, which costs three times the rest; it says 0. */
struct meter *meter_new_without_peak(uint32_t rate, GError **error);
void meter_free(struct meter *meter);
void meter_feed(struct meter *meter, const float *samples, gsize frames);
struct level meter_level(const struct meter *meter);

#endif
