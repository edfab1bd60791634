/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the raw events of the engine to trimmed samples and a time for every
 * token. Pure functions.
 */
#ifndef CORE_SYNTHESIS_ALIGN_H
#define CORE_SYNTHESIS_ALIGN_H

#include "core/synthesis/protocol.h"
#include "core/synthesis/utterance.h"

struct recording {
    const struct slot_event *events;
    uint32_t event_count;
    uint32_t frames;
};

/* May the events be used: known types, frames in order and inside? They come
 * from a process that may have gone wrong. */
gboolean align_valid(const struct recording *recording);

/*
 * The part that holds sound: from the first phoneme that is no pause to the
 * pause after the last one. FALSE when there is no sound at all.
 */
gboolean align_trim(const struct recording *recording, uint32_t *from, uint32_t *to);

/*
 * Times of all tokens, in frames from `from`: `times` has room for every token.
 * They never decrease and never leave [0, to - from].
 */
void align_tokens(const struct recording *recording, const struct utterance *utterance,
                  uint32_t from, uint32_t to, struct spoken_token *times);

/* Append the phonemes of the trimmed part, pauses included, of struct crier_phoneme. */
void align_phonemes(const struct recording *recording, uint32_t from, uint32_t to,
                    GArray *phonemes);

#endif
