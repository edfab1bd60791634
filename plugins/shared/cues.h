/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A spoken sentence cut into cues of at most two lines. Cues part at clause marks
 * where there are some, else between words, at the times of the words; no more of
 * them than needed, of like lengths. They fill the sentence's span without gaps.
 */
#ifndef PLUGINS_SHARED_CUES_H
#define PLUGINS_SHARED_CUES_H

#include "shared/timeline.h"

/* A run of characters without white space, or a part of one that is longer than a line. */
struct piece {
    uint32_t from, to; /* bytes of the sentence's text */
    uint32_t width;    /* columns */
    uint8_t glued;     /* no space before it */
    uint8_t new_line;  /* a line begins with it, inside of a cue */
    uint16_t parting;  /* how bad it is to part a cue behind it */
};

struct cue {
    uint32_t first, behind; /* its pieces */
    int64_t start, end;     /* milliseconds, never alike */
};

/* Zero it first; what it holds is of the last sentence. */
struct cues {
    struct piece *pieces;
    size_t piece_count, piece_room;
    struct cue *cues;
    size_t cue_count;
    uint64_t *best; /* scratch: the cost of the best cut up to each piece */
    uint32_t *back; /* scratch: where its last cue begins */
    size_t scratch_room;
};

/* `columns`: the most in a line, at least 8. CRIER_FAILED without memory. */
crier_status cues_cut(struct cues *cues, const struct spoken *spoken, uint32_t rate,
                      uint32_t columns);
void cues_clear(struct cues *cues);

#endif
