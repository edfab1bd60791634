/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeps the true peak of a signal below a ceiling by turning it down around its peaks
 * only, beginning before them: what needs nothing stays as it is, sample for sample.
 */
#ifndef CORE_AUDIO_LIMITER_H
#define CORE_AUDIO_LIMITER_H

#include <glib.h>
#include <stdint.h>

struct limiter;

/* `ceiling`: amplitude of the highest true peak, 1.0 is full scale. */
struct limiter *limiter_new(uint32_t rate, double ceiling);
void limiter_free(struct limiter *limiter);

/* Take `frames` samples, append what is ready to `out` (of float). In all as many come
 * out as went in, in step. */
void limiter_feed(struct limiter *limiter, const float *in, gsize frames, GArray *out);
void limiter_finish(struct limiter *limiter, GArray *out);

/* The most that it turned down, as a factor: 1 when nothing was. */
double limiter_deepest(const struct limiter *limiter);
/* Frames that were turned down. */
int64_t limiter_touched(const struct limiter *limiter);

#endif
