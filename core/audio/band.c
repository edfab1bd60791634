/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/band.h"

#include <math.h>

/* A high and a low pass of the fourth order (Butterworth), two sections each. */
#define SECTIONS 4

/* y = b0 x + z1, and so on: direct form II, transposed. */
struct section {
    double b0, b1, b2, a1, a2;
    double z1, z2;
};

struct band {
    struct section sections[SECTIONS];
};

/* Quality of the two sections that make a Butterworth filter of the fourth order:
 * 1 / (2 cos(pi / 8)) and 1 / (2 cos(3 pi / 8)). */
static const double qualities[2] = { 0.541196100146197, 1.306562964876377 };

/* By the bilinear transform. `high_pass`: what lies above goes through. */
static struct section make_section(uint32_t rate, double hertz, double quality, gboolean high_pass)
{
    const double w = 2 * G_PI * hertz / rate;
    const double alpha = sin(w) / (2 * quality), c = cos(w), a0 = 1 + alpha;
    const double edge = high_pass ? (1 + c) / 2 : (1 - c) / 2;

    return (struct section){ .b0 = edge / a0,
                             .b1 = (high_pass ? -2 : 2) * edge / a0,
                             .b2 = edge / a0,
                             .a1 = -2 * c / a0,
                             .a2 = (1 - alpha) / a0 };
}

struct band *band_new(uint32_t rate, double low, double high)
{
    struct band *band = g_new0(struct band, 1);

    for (int i = 0; i < 2; i++) {
        band->sections[i] = make_section(rate, low, qualities[i], TRUE);
        band->sections[2 + i] = make_section(rate, high, qualities[i], FALSE);
    }
    return band;
}

void band_free(struct band *band)
{
    g_free(band);
}

static void run(struct section *s, float *samples, gsize frames)
{
    for (gsize i = 0; i < frames; i++) {
        const double x = samples[i], y = s->b0 * x + s->z1;

        s->z1 = s->b1 * x - s->a1 * y + s->z2;
        s->z2 = s->b2 * x - s->a2 * y;
        samples[i] = (float)y;
    }
    /* Numbers too small to matter cost a hundred times as much to count with. */
    if (fabs(s->z1) < 1e-30)
        s->z1 = 0;
    if (fabs(s->z2) < 1e-30)
        s->z2 = 0;
}

void band_filter(struct band *band, float *samples, gsize frames)
{
    for (int i = 0; i < SECTIONS; i++)
        run(&band->sections[i], samples, frames);
}
