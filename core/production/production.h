/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One article through all stages: planned sentences are given their spoken form,
 * go to the engine a window at a time, come back in order, take their place in
 * the track, and are shown to the sinks (outputs, ledger, progress).
 */
#ifndef CORE_PRODUCTION_PRODUCTION_H
#define CORE_PRODUCTION_PRODUCTION_H

#include "core/document/document.h"
#include "core/language/normaliser.h"
#include "core/production/plan.h"
#include "core/production/programme.h"
#include "core/production/usage.h"
#include "core/synthesis/engine.h"

#include <crier/output.h>
#include <signal.h>

/* A sentence that has been spoken, or has not. Valid during the sink's call. */
struct spoken_sentence {
    uint64_t number; /* from 1 */
    const struct planned_sentence *planned;
    const struct block *block;
    const char *text; /* as written */
    uint32_t size;
    const struct spoken_form *form;
    const char *engine_text; /* what the engine was handed, NUL-terminated */
    enum speech_outcome outcome;
    const int16_t *pcm;
    uint32_t frames;
    int64_t start;    /* frame of the track */
    GArray *words;    /* of struct crier_mark */
    GArray *phonemes; /* of struct crier_phoneme, frames of the track */
};

struct sink {
    /* FALSE with an error ends the production. */
    gboolean (*sentence)(void *data, const struct spoken_sentence *sentence, GError **error);
    void *data;
    /* A sound that is no speech, at `start`; may be NULL. */
    gboolean (*sound)(void *data, const struct inset *inset, int64_t start, GError **error);
};

struct production {
    const struct document *document;
    const struct plan *plan;
    struct engine *engine;
    const struct sink *sinks;
    size_t sink_count;
    const volatile sig_atomic_t *stop; /* may be NULL */
    const char *const *lexicons;       /* the newsroom's own, NULL-ended, or NULL */
    uint32_t pitch;                    /* of the voice; quoted words may differ from it */
    const GArray *insets;              /* of struct inset, by block; NULL: none */
    int64_t tail;                      /* frames that must follow the last sentence at least */
    /* When not NULL: filled with how each entry of the lexicons was used. */
    struct lexicon_usage *usage;

    /* Results. */
    int64_t length; /* frames of the whole track */
    uint64_t lost;  /* sentences that the engine could not say */
};

/*
 * Give every planned sentence its spoken form and show it to the sinks, without
 * an engine: no samples, no marks.
 */
gboolean production_rehearse(struct production *production, GError **error);

/*
 * Speak all of the plan. FALSE with ERROR_ENGINE when the engine is gone,
 * ERROR_STOPPED when *stop was set, or a sink's own error.
 */
gboolean production_run(struct production *production, GError **error);

#endif
