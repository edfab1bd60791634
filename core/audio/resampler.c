/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/resampler.h"

#include "core/base/error.h"

#include <soxr.h>
#include <string.h>

#define BLOCK 4096u

struct resampler {
    soxr_t soxr; /* NULL: rates are equal */
    uint32_t from, to;
    int64_t taken, given;
};

int64_t resampler_place(int64_t frame, uint32_t from, uint32_t to)
{
    __extension__ typedef __int128 wide;

    return (int64_t)(((wide)frame * to * 2 + from) / ((wide)from * 2));
}

struct resampler *resampler_new(uint32_t from, uint32_t to, GError **error)
{
    struct resampler *resampler = g_new0(struct resampler, 1);
    soxr_error_t failed = NULL;

    resampler->from = from;
    resampler->to = to;
    if (from != to)
        resampler->soxr = soxr_create(from, to, 1, &failed, NULL, NULL, NULL);
    if (!failed)
        return resampler;
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "audio at %u Hz cannot be made: %s", to, failed);
    g_free(resampler);
    return NULL;
}

void resampler_free(struct resampler *resampler)
{
    if (!resampler)
        return;
    soxr_delete(resampler->soxr);
    g_free(resampler);
}

static void give(struct resampler *resampler, const float *samples, gsize frames, GArray *out)
{
    g_array_append_vals(out, samples, (guint)frames);
    resampler->given += (int64_t)frames;
}

/* NULL: no more will come. */
static void convert(struct resampler *resampler, const float *in, gsize frames, GArray *out)
{
    float block[BLOCK];
    gsize used = 0, made;

    do {
        gsize took = 0;

        made = 0;
        soxr_process(resampler->soxr, in ? in + used : NULL, in ? frames - used : 0, &took, block,
                     BLOCK, &made);
        used += took;
        give(resampler, block, made, out);
    } while (made == BLOCK || (in && used < frames));
}

void resampler_feed(struct resampler *resampler, const float *in, gsize frames, GArray *out)
{
    resampler->taken += (int64_t)frames;
    if (frames == 0)
        return;
    if (resampler->soxr)
        convert(resampler, in, frames, out);
    else
        give(resampler, in, frames, out);
}

void resampler_finish(struct resampler *resampler, GArray *out)
{
    static const float silence[BLOCK];
    int64_t due = resampler_place(resampler->taken, resampler->from, resampler->to);

    if (resampler->soxr && resampler->taken > 0)
        convert(resampler, NULL, 0, out);
    while (resampler->given < due)
        give(resampler, silence, (gsize)MIN(due - resampler->given, (int64_t)BLOCK), out);
    if (resampler->given > due) {
        g_array_set_size(out, out->len - (guint)(resampler->given - due));
        resampler->given = due;
    }
}
