/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An engine that answers from the cache what was said before, and starts the
 * engine inside only when something new is to be said: a corrected article pays
 * for the sentences that changed, an unchanged one starts no process at all.
 */
#ifndef CORE_SYNTHESIS_CACHED_H
#define CORE_SYNTHESIS_CACHED_H

#include "core/synthesis/cache.h"
#include "core/synthesis/engine.h"

/* Starts the engine inside: NULL with an error when it cannot be had. */
typedef struct engine *cached_starter(void *data, GError **error);

/*
 * `cache` is borrowed and must outlive the engine, `known_identity` (copied) and
 * `known_rate` are what espeak_known_identity() gave. Without them the engine
 * inside starts at once, and NULL is returned with its error when it cannot; with
 * them such an error comes out of submit() or collect().
 */
struct engine *cached_new(struct cache *cache, const char *known_identity, uint32_t known_rate,
                          cached_starter *start, void *data, GError **error);

/* How many utterances were answered from the cache so far. */
uint64_t cached_hits(const struct engine *engine);

#endif
