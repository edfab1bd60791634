/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/bed.h"

#include <math.h>

void bed_init(struct bed *bed, const struct clip *clip)
{
    *bed = (struct bed){ .clip = clip, .start = -1, .end = -1 };
}

void bed_start(struct bed *bed, int64_t frame)
{
    if (bed->start < 0)
        bed->start = frame;
}

void bed_end(struct bed *bed, int64_t frame)
{
    bed->end = frame;
}

/* How much of it is heard there. */
static double share(const struct bed *bed, int64_t at)
{
    if (bed->end < 0 || at < bed->end)
        return 1;
    return clip_fade(bed->end + bed->clip->fade_out - at, bed->clip->fade_out);
}

void bed_mix(const struct bed *bed, int64_t frame, int16_t *samples, gsize frames)
{
    if (!bed->clip || bed->start < 0)
        return;
    for (gsize i = 0; i < frames; i++) {
        const int64_t at = frame + (int64_t)i;
        double sum;

        if (at < bed->start)
            continue;
        if (bed->end >= 0 && at >= bed->end + bed->clip->fade_out)
            return;
        sum =
            samples[i] + bed->clip->samples[(at - bed->start) % bed->clip->frames] * share(bed, at);
        samples[i] = (int16_t)lrint(CLAMP(sum, INT16_MIN, INT16_MAX));
    }
}
