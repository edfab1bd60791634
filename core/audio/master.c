/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/master.h"

#include "core/audio/band.h"
#include "core/audio/limiter.h"

#include <math.h>
#include <string.h>

/* Nothing is lifted by more: silence with a click in it stays silence. */
#define GAIN_MOST       30.0
/* A limiter that takes more than this from a programme would be heard. */
#define CORRECTION_MOST 1.5

/*
 * podcast: -16 LUFS played on two speakers is -19 of the mono signal; directories want
 * no true peak above -1 dBTP, and lossy coding lifts peaks by up to 1.3 dB (Opus, measured).
 * broadcast: EBU R 128. phone: what carriers' speech levels assume.
 */
static const struct loudness profiles[] = {
    { "podcast", "-16 LUFS on two speakers, true peak -1 dBTP after coding", -19, 0, -2.5, 0, 0 },
    { "broadcast", "-23 LUFS, true peak -1 dBTP", -23, 0, -2.5, 0, 0 },
    { "phone", "300 to 3400 Hz, -20 dBFS, peaks below -3 dBFS", 0, -20, -3.5, 300, 3400 },
};

const struct loudness *loudness_at(guint index)
{
    return index < G_N_ELEMENTS(profiles) ? &profiles[index] : NULL;
}

const struct loudness *loudness_named(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(profiles); i++)
        if (strcmp(name, profiles[i].name) == 0)
            return &profiles[i];
    return NULL;
}

struct master {
    const struct loudness *target;
    struct band *measured, *applied; /* the same filter for each pass; NULL: none */
    struct meter *meter;
    struct meter *heard; /* of the rehearsal */
    struct limiter *limiter;
    GArray *work;      /* of float: scratch */
    GArray *made;      /* of float: what a rehearsal makes */
    float gain;        /* 0 until known */
    double correction; /* dB added to the gain after a rehearsal */
    uint32_t rate;
};

/* As new: for the next pass. */
static void reset(struct master *master)
{
    const struct loudness *target = master->target;

    band_free(master->applied);
    limiter_free(master->limiter);
    master->applied = target->high > 0 ? band_new(master->rate, target->low, target->high) : NULL;
    master->limiter = limiter_new(master->rate, pow(10, target->peak / 20));
    master->gain = 0;
}

struct master *master_new(const struct loudness *target, uint32_t rate, GError **error)
{
    struct master *master = g_new0(struct master, 1);

    master->target = target;
    master->rate = rate;
    master->work = g_array_new(FALSE, FALSE, sizeof(float));
    master->made = g_array_new(FALSE, FALSE, sizeof(float));
    master->meter = meter_new(rate, error);
    master->heard = master->meter ? meter_new_without_peak(rate, error) : NULL;
    if (!master->heard) {
        master_free(master);
        return NULL;
    }
    if (target->high > 0)
        master->measured = band_new(rate, target->low, target->high);
    reset(master);
    return master;
}

void master_free(struct master *master)
{
    if (!master)
        return;
    meter_free(master->meter);
    meter_free(master->heard);
    limiter_free(master->limiter);
    band_free(master->measured);
    band_free(master->applied);
    g_array_unref(master->work);
    g_array_unref(master->made);
    g_free(master);
}

/* The samples as the filter leaves them, in `work`. */
static float *filtered(struct master *master, struct band *band, const float *samples, gsize frames)
{
    float *work;

    g_array_set_size(master->work, 0);
    g_array_append_vals(master->work, samples, (guint)frames);
    work = (float *)(void *)master->work->data;
    if (band)
        band_filter(band, work, frames);
    return work;
}

void master_measure(struct master *master, const float *samples, gsize frames)
{
    if (frames > 0)
        meter_feed(master->meter, filtered(master, master->measured, samples, frames), frames);
}

struct level master_level(const struct master *master)
{
    return meter_level(master->meter);
}

/* How far a level is from the target. */
static double distance(const struct loudness *target, struct level level)
{
    const double wanted = target->lufs < 0 ? target->lufs - level.lufs : target->rms - level.rms;

    return isfinite(wanted) ? CLAMP(wanted, -GAIN_MOST, GAIN_MOST) : 0;
}

static double wanted_decibels(const struct master *master)
{
    return distance(master->target, meter_level(master->meter)) + master->correction;
}

gboolean master_rehearses(const struct master *master)
{
    return meter_level(master->meter).true_peak + wanted_decibels(master) > master->target->peak;
}

static void listen(struct master *master)
{
    meter_feed(master->heard, (const float *)(void *)master->made->data, master->made->len);
    g_array_set_size(master->made, 0);
}

void master_rehearse(struct master *master, const float *samples, gsize frames)
{
    master_apply(master, samples, frames, master->made);
    listen(master);
}

void master_rehearsed(struct master *master)
{
    master_finish(master, master->made);
    listen(master);
    master->correction =
        CLAMP(distance(master->target, meter_level(master->heard)), 0, CORRECTION_MOST);
    reset(master);
}

void master_apply(struct master *master, const float *samples, gsize frames, GArray *out)
{
    float *work;

    if (frames == 0)
        return;
    if (master->gain == 0)
        master->gain = (float)pow(10, wanted_decibels(master) / 20);
    work = filtered(master, master->applied, samples, frames);
    for (gsize i = 0; i < frames; i++)
        work[i] *= master->gain;
    limiter_feed(master->limiter, work, frames, out);
}

void master_finish(struct master *master, GArray *out)
{
    limiter_finish(master->limiter, out);
}

char *master_report(const struct master *master)
{
    const struct level level = meter_level(master->meter);
    const double deepest = 20 * log10(limiter_deepest(master->limiter));
    g_autoptr(GString) line = g_string_new(NULL);

    if (!isfinite(level.lufs) && !isfinite(level.rms))
        return g_strdup("silence: nothing to master");
    g_string_append_printf(
        line, "measured %.1f %s and a true peak of %.1f dBTP, changed by %+.1f dB",
        master->target->lufs < 0 ? level.lufs : level.rms,
        master->target->lufs < 0 ? "LUFS" : "dBFS", level.true_peak, wanted_decibels(master));
    if (limiter_touched(master->limiter) > 0)
        g_string_append_printf(line, "; peaks turned down by up to %.1f dB", -deepest);
    return g_string_free(g_steal_pointer(&line), FALSE);
}
