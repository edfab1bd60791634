/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interface that production speaks through. Two implementations: espeak-ng
 * in worker processes (espeak.h) and a fake one for tests (tests/support).
 * An engine answers with the same samples for the same utterance and voice,
 * whatever was said before and however many workers it has.
 */
#ifndef CORE_SYNTHESIS_ENGINE_H
#define CORE_SYNTHESIS_ENGINE_H

#include "core/synthesis/utterance.h"

struct engine;

struct engine_class {
    /*
     * Queue an utterance under a number of the caller's choosing, unique among
     * those in flight. Never blocks; at most engine->slots may be in flight.
     * FALSE with ERROR_ENGINE when the engine is gone.
     */
    gboolean (*submit)(struct engine *engine, uint64_t number, const struct utterance *utterance,
                       GError **error);
    /*
     * Wait for the utterance of this number, at most `timeout_ms` (-1: for
     * ever). Returns 1 with *speech filled, 0 when time ran out or a signal
     * came, -1 with an error when the engine is gone. A crash of the engine on
     * one utterance is no error: it is that utterance's outcome.
     */
    int (*collect)(struct engine *engine, uint64_t number, int timeout_ms, struct speech *speech,
                   GError **error);
    /* Give the samples back, freeing the slot. Every collected speech, once. */
    void (*release)(struct engine *engine, struct speech *speech);
    void (*free)(struct engine *engine);
};

struct engine {
    const struct engine_class *class;
    uint32_t slots; /* utterances in flight or not yet released, at most */
    uint32_t rate;  /* frames per second of all speech */
    /* Names engine, its version, its data and the voice: equal strings, equal
     * samples. Part of the cache key. NUL-terminated, owned by the engine. */
    const char *identity;
};

static inline gboolean engine_submit(struct engine *engine, uint64_t number,
                                     const struct utterance *utterance, GError **error)
{
    return engine->class->submit(engine, number, utterance, error);
}

static inline int engine_collect(struct engine *engine, uint64_t number, int timeout_ms,
                                 struct speech *speech, GError **error)
{
    return engine->class->collect(engine, number, timeout_ms, speech, error);
}

static inline void engine_release(struct engine *engine, struct speech *speech)
{
    engine->class->release(engine, speech);
}

static inline void engine_free(struct engine *engine)
{
    if (engine)
        engine->class->free(engine);
}

#endif
