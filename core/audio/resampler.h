/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One stream of mono samples at another rate, by soxr. The length is exact: n frames
 * become round(n * to / from), so that a mark that is moved by the same rule fits for
 * ever, however long the stream is.
 */
#ifndef CORE_AUDIO_RESAMPLER_H
#define CORE_AUDIO_RESAMPLER_H

#include <glib.h>
#include <stdint.h>

struct resampler;

/* Frames per second; equal rates pass the samples through. NULL with ERROR_OUTPUT. */
struct resampler *resampler_new(uint32_t from, uint32_t to, GError **error);
void resampler_free(struct resampler *resampler);

/* Take `frames` samples, append what is ready to `out` (of float). */
void resampler_feed(struct resampler *resampler, const float *in, gsize frames, GArray *out);
/* Append the rest; call it once, at the end. */
void resampler_finish(struct resampler *resampler, GArray *out);

/* Where a frame of the old rate lies at the new one. */
int64_t resampler_place(int64_t frame, uint32_t from, uint32_t to);

#endif
