/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/waveform.h"

#include <string.h>

void waveform_init(struct waveform *wave)
{
    memset(wave, 0, sizeof(*wave));
    wave->span = 16;
}

static void widen(struct bar *bar, struct bar by)
{
    if (by.least < bar->least)
        bar->least = by.least;
    if (by.most > bar->most)
        bar->most = by.most;
}

static void halve(struct waveform *wave)
{
    for (size_t i = 0; i < WAVEFORM_BARS / 2; i++) {
        wave->bars[i] = wave->bars[2 * i];
        widen(&wave->bars[i], wave->bars[2 * i + 1]);
    }
    memset(wave->bars + WAVEFORM_BARS / 2, 0, WAVEFORM_BARS / 2 * sizeof(wave->bars[0]));
    wave->count = (wave->count + 1) / 2;
    wave->span *= 2;
}

/* The bar of a frame, made if need be. */
static struct bar *bar_at(struct waveform *wave, int64_t frame)
{
    while (frame / wave->span >= WAVEFORM_BARS)
        halve(wave);
    if ((size_t)(frame / wave->span) >= wave->count)
        wave->count = (size_t)(frame / wave->span) + 1;
    return &wave->bars[frame / wave->span];
}

static int16_t level(float sample)
{
    return (int16_t)(sample <= -1 ? -32767 : sample >= 1 ? 32767 : sample * 32767);
}

void waveform_add(struct waveform *wave, int64_t start, const float *samples, uint64_t frames)
{
    uint64_t done = 0;

    if (start < 0)
        return;
    while (done < frames) {
        struct bar *bar = bar_at(wave, start + (int64_t)done);
        int64_t ends = ((start + (int64_t)done) / wave->span + 1) * wave->span - start;

        for (; done < frames && (int64_t)done < ends; done++) {
            int16_t now = level(samples[done]);

            widen(bar, (struct bar){ now, now });
        }
    }
}

void waveform_end(struct waveform *wave, int64_t length)
{
    if (length > 0)
        bar_at(wave, length - 1);
}

int64_t waveform_frame(const struct waveform *wave, size_t bar)
{
    return wave->span * (int64_t)bar + wave->span / 2;
}
