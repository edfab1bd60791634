/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mastering: the same loudness for every programme. A first pass measures the whole of
 * it, then one gain is applied to all of it; a synthesiser needs no compressor. Where the
 * gain would lift a peak above the ceiling, a limiter turns down that peak alone.
 */
#ifndef CORE_AUDIO_MASTER_H
#define CORE_AUDIO_MASTER_H

#include "core/audio/meter.h"

#include <glib.h>
#include <stdint.h>

/* What a programme is mastered for. */
struct loudness {
    const char *name;
    const char *summary;
    double lufs;      /* integrated loudness of the mono signal, or 0: by `rms` */
    double rms;       /* dBFS of what sounds; used where lufs is 0 */
    double peak;      /* dBTP that nothing may exceed, before any lossy coding */
    double low, high; /* Hz let through; 0: all */
};

/* NULL when there is none of that name. */
const struct loudness *loudness_named(const char *name);
/* By index; NULL behind the last. */
const struct loudness *loudness_at(guint index);

struct master;

/* NULL with ERROR_OUTPUT. */
struct master *master_new(const struct loudness *target, uint32_t rate, GError **error);
void master_free(struct master *master);

/* First pass: all samples of the programme, silence included. */
void master_measure(struct master *master, const float *samples, gsize frames);
/* What was measured; valid from the end of the first pass on. */
struct level master_level(const struct master *master);

/*
 * Where the limiter turns peaks down, the programme comes out a little below its target.
 * TRUE when it will: then show all samples once more, and call master_rehearsed(), which
 * raises the gain by what was lost.
 */
gboolean master_rehearses(const struct master *master);
void master_rehearse(struct master *master, const float *samples, gsize frames);
void master_rehearsed(struct master *master);

/* Last pass: the same samples again; appends what is ready to `out` (of float), in all
 * as many as came in. */
void master_apply(struct master *master, const float *samples, gsize frames, GArray *out);
void master_finish(struct master *master, GArray *out);

/* What was done, in one line for people: a new string. */
char *master_report(const struct master *master);

#endif
