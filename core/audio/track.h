/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one article: where each utterance begins, in frames. */
#ifndef CORE_AUDIO_TRACK_H
#define CORE_AUDIO_TRACK_H

#include <stdint.h>

struct track {
    uint32_t rate;
    int64_t end;    /* frame behind the last sample placed */
    uint32_t pause; /* milliseconds due before the next utterance */
};

void track_init(struct track *track, uint32_t rate);
/* A pause is due after what was placed last; of several the longest counts. */
void track_pause(struct track *track, uint32_t milliseconds);
/* Place an utterance after the pause that is due. Returns its first frame. */
int64_t track_place(struct track *track, int64_t frames);
/* Length of the track, its tail included. */
int64_t track_length(const struct track *track);

#endif
