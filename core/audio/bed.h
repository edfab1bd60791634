/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sound beneath a programme, begun again whenever it ends, faded out behind the last
 * word. */
#ifndef CORE_AUDIO_BED_H
#define CORE_AUDIO_BED_H

#include "core/audio/clip.h"

struct bed {
    const struct clip *clip; /* NULL: none; everything below does nothing */
    int64_t start, end;      /* frames of the track; -1 until known */
};

/* The clip is borrowed. */
void bed_init(struct bed *bed, const struct clip *clip);
/* It begins here; the first call counts. */
void bed_start(struct bed *bed, int64_t frame);
/* From here on it fades out, as long as its clip does at its end. */
void bed_end(struct bed *bed, int64_t frame);
/* Add it to the samples at `frame` of the track. */
void bed_mix(const struct bed *bed, int64_t frame, int16_t *samples, gsize frames);

#endif
