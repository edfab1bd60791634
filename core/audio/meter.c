/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/meter.h"

#include "core/base/error.h"

#include <ebur128.h>
#include <math.h>

struct meter {
    ebur128_state *state;
    gboolean peaks;
    double squares; /* of the samples that are not zero */
    uint64_t sounding;
};

static struct meter *new_with(int mode, uint32_t rate, GError **error)
{
    struct meter *meter = g_new0(struct meter, 1);

    /* The histogram keeps the memory the same for a minute and for a week. */
    meter->state = ebur128_init(1, rate, EBUR128_MODE_I | EBUR128_MODE_HISTOGRAM | mode);
    meter->peaks = mode != 0;
    if (meter->state)
        return meter;
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "loudness at %u Hz cannot be measured", rate);
    g_free(meter);
    return NULL;
}

struct meter *meter_new(uint32_t rate, GError **error)
{
    return new_with(EBUR128_MODE_TRUE_PEAK, rate, error);
}

struct meter *meter_new_without_peak(uint32_t rate, GError **error)
{
    return new_with(0, rate, error);
}

void meter_free(struct meter *meter)
{
    if (!meter)
        return;
    ebur128_destroy(&meter->state);
    g_free(meter);
}

void meter_feed(struct meter *meter, const float *samples, gsize frames)
{
    if (frames == 0)
        return;
    ebur128_add_frames_float(meter->state, samples, frames);
    for (gsize i = 0; i < frames; i++) {
        meter->squares += (double)samples[i] * samples[i];
        meter->sounding += samples[i] != 0;
    }
}

static double decibel(double amplitude)
{
    return amplitude > 0 ? 20 * log10(amplitude) : -HUGE_VAL;
}

struct level meter_level(const struct meter *meter)
{
    struct level level = { .lufs = -HUGE_VAL };
    double peak = 0;

    ebur128_loudness_global(meter->state, &level.lufs);
    if (meter->peaks) {
        ebur128_true_peak(meter->state, 0, &peak);
        level.true_peak = decibel(peak);
    }
    level.rms = decibel(meter->sounding > 0 ? sqrt(meter->squares / (double)meter->sounding) : 0);
    return level;
}
