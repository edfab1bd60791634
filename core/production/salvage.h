/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence that broke the engine is said again, and if that breaks it too in halves, and halves
 * of halves, until only the words remain that break it by themselves. The rest is heard.
 */
#ifndef CORE_PRODUCTION_SALVAGE_H
#define CORE_PRODUCTION_SALVAGE_H

#include "core/synthesis/engine.h"

#include <signal.h>

struct salvage {
    GArray *pcm;      /* of int16_t */
    GArray *times;    /* of struct spoken_token, one for each token; -1 where there is no sound */
    GArray *phonemes; /* of struct crier_phoneme */
    GArray *lost;     /* of uint32_t: tokens that broke the engine */
    enum speech_outcome cause; /* of the last one */
};

/* How the engine is reached. One of its slots must be free. */
struct salvage_with {
    struct engine *engine;
    uint64_t *number;                  /* counted down: of utterances that nobody else has */
    const volatile sig_atomic_t *stop; /* may be NULL */
    int tick_ms;                       /* how long one wait may be */
};

/* `broken`: the outcome that the utterance had. FALSE with ERROR_ENGINE or ERROR_STOPPED. Clear
 * it in any case. */
gboolean salvage_run(struct salvage *salvage, const struct salvage_with *with,
                     const struct utterance *utterance, enum speech_outcome broken, GError **error);
void salvage_clear(struct salvage *salvage);

/* All of it as one speech, borrowed. SPEECH_DONE when there is any sound in it. */
struct speech salvage_speech(const struct salvage *salvage, uint32_t rate);

#endif
