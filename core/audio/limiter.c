/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each sample asks for a gain that keeps it, and the curve to its neighbours, below the
 * ceiling. The gain that is used is the least one asked for within the look-ahead on
 * both sides, averaged over the look-ahead: it has reached the least when the peak
 * comes, and never jumps.
 */
#include "core/audio/limiter.h"

#include <math.h>

#define LOOK_AHEAD_MS 20u
/* Between two samples the curve rises above both by no more than this, for speech. */
#define STEEPEST      2.0f
/* The curve between samples: at quarters, by a windowed sinc over twelve of them. */
#define QUARTERS      3
#define TAPS          12u
/* Frames worked on at once: always as many, so that the way in which samples arrive
 * makes no difference to the result. */
#define BLOCK         8192u

struct limiter {
    float ceiling;
    uint32_t reach;   /* frames of look-ahead */
    uint32_t context; /* frames before and behind a block that decide about it */
    GArray *pending;  /* of float: the context before, and what is still to come */
    float *asked;     /* for a block and its context: the gain asked for */
    float *least;     /* the least asked for within reach */
    uint32_t *line;   /* scratch of the search for it */
    float curve[QUARTERS][TAPS];
    float deepest;
    int64_t touched;
};

static double sinc(double x)
{
    return x == 0 ? 1 : sin(G_PI * x) / (G_PI * x);
}

/* Hann-windowed, between the two taps in the middle. */
static void make_curve(struct limiter *limiter)
{
    const int middle = TAPS / 2 - 1;

    for (int quarter = 0; quarter < QUARTERS; quarter++)
        for (unsigned tap = 0; tap < TAPS; tap++) {
            double x = (double)tap - middle - (quarter + 1) / 4.0;
            double window = 0.5 + 0.5 * cos(2 * G_PI * x / (TAPS + 1));

            limiter->curve[quarter][tap] = (float)(sinc(x) * window);
        }
}

static void add_silence(struct limiter *limiter, gsize frames)
{
    const guint before = limiter->pending->len;

    g_array_set_size(limiter->pending, before + (guint)frames); /* zeros: it clears */
}

struct limiter *limiter_new(uint32_t rate, double ceiling)
{
    struct limiter *limiter = g_new0(struct limiter, 1);
    gsize room;

    limiter->ceiling = (float)ceiling;
    limiter->reach = rate * LOOK_AHEAD_MS / 1000;
    limiter->context = 2 * limiter->reach + TAPS;
    limiter->deepest = 1;
    room = BLOCK + 2 * (gsize)limiter->context;
    limiter->pending = g_array_new(FALSE, TRUE, sizeof(float));
    limiter->asked = g_new(float, room);
    limiter->least = g_new(float, room);
    limiter->line = g_new(uint32_t, room);
    make_curve(limiter);
    add_silence(limiter, limiter->context);
    return limiter;
}

void limiter_free(struct limiter *limiter)
{
    if (!limiter)
        return;
    g_array_unref(limiter->pending);
    g_free(limiter->asked);
    g_free(limiter->least);
    g_free(limiter->line);
    g_free(limiter);
}

/* The highest point of the curve from samples[0] to samples[1]. */
static float peak_of(const struct limiter *limiter, const float *samples)
{
    float peak = MAX(fabsf(samples[0]), fabsf(samples[1]));

    if (peak * STEEPEST <= limiter->ceiling)
        return 0;
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
        const float *window = samples - (TAPS / 2 - 1);
        float sum = 0;

        for (unsigned tap = 0; tap < TAPS; tap++)
            sum += window[tap] * limiter->curve[quarter][tap];
        peak = MAX(peak, fabsf(sum));
    }
    return peak;
}

/* Fill `asked` for `total` samples. FALSE when all of it is loud enough as it is. */
static gboolean ask(struct limiter *limiter, const float *samples, uint32_t total)
{
    gboolean any = FALSE;

    for (uint32_t i = 0; i < total; i++)
        limiter->asked[i] = 1;
    for (uint32_t i = TAPS; i + TAPS < total; i++) {
        float peak = peak_of(limiter, samples + i);

        if (peak <= limiter->ceiling)
            continue;
        limiter->asked[i] = MIN(limiter->asked[i], limiter->ceiling / peak);
        limiter->asked[i + 1] = MIN(limiter->asked[i + 1], limiter->ceiling / peak);
        any = TRUE;
    }
    return any;
}

/* The least within reach on both sides: a line of candidates, each lower than those
 * before it. */
static void find_least(struct limiter *limiter, uint32_t total)
{
    const float *asked = limiter->asked;
    uint32_t first = 0, count = 0, next = 0;

    for (uint32_t i = 0; i < total; i++) {
        for (; next < total && next <= i + limiter->reach; next++) {
            while (count > 0 && asked[limiter->line[first + count - 1]] >= asked[next])
                count--;
            limiter->line[first + count++] = next;
        }
        if (limiter->line[first] + limiter->reach < i) {
            first++;
            count--;
        }
        limiter->least[i] = asked[limiter->line[first]];
    }
}

static void turn_down(struct limiter *limiter, uint32_t count, GArray *out)
{
    const float *samples = (const float *)(void *)limiter->pending->data;
    const uint32_t reach = limiter->reach, from = limiter->context;
    double sum = 0;

    for (uint32_t i = from - reach; i <= from + reach; i++)
        sum += limiter->least[i];
    for (uint32_t i = from; i < from + count; i++) {
        float gain = (float)MIN(sum / (2 * reach + 1), 1.0);
        float sample = gain > 0.999999f ? samples[i] : samples[i] * gain;

        limiter->touched += gain <= 0.999999f;
        limiter->deepest = MIN(limiter->deepest, gain);
        g_array_append_val(out, sample);
        sum += limiter->least[i + reach + 1] - limiter->least[i - reach];
    }
}

static void step(struct limiter *limiter, uint32_t count, GArray *out)
{
    const uint32_t total = count + 2 * limiter->context;
    const float *samples = (const float *)(void *)limiter->pending->data;

    if (ask(limiter, samples, total)) {
        find_least(limiter, total);
        turn_down(limiter, count, out);
    } else {
        g_array_append_vals(out, samples + limiter->context, count);
    }
    g_array_remove_range(limiter->pending, 0, count);
}

void limiter_feed(struct limiter *limiter, const float *in, gsize frames, GArray *out)
{
    g_array_append_vals(limiter->pending, in, (guint)frames);
    while (limiter->pending->len >= BLOCK + 2 * limiter->context)
        step(limiter, BLOCK, out);
}

void limiter_finish(struct limiter *limiter, GArray *out)
{
    uint32_t left = limiter->pending->len - limiter->context;

    add_silence(limiter, limiter->context);
    for (; left > 0; left -= MIN(left, BLOCK))
        step(limiter, MIN(left, BLOCK), out);
}

double limiter_deepest(const struct limiter *limiter)
{
    return limiter->deepest;
}

int64_t limiter_touched(const struct limiter *limiter)
{
    return limiter->touched;
}
