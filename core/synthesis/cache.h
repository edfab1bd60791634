/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Utterances already spoken, on disk, keyed by everything that decides their
 * samples. Safe for several threads and processes at once: entries appear by rename, are
 * checked whole when read, and a damaged one counts as absent and is remade.
 */
#ifndef CORE_SYNTHESIS_CACHE_H
#define CORE_SYNTHESIS_CACHE_H

#include "core/synthesis/utterance.h"

struct cache;

/*
 * Open the cache in a folder, made if need be. Never fails for good: a folder
 * that cannot be used gives a cache that finds and keeps nothing, and *why
 * (owned by the caller, NULL when all is well) says so once.
 */
struct cache *cache_new(const char *folder, uint64_t size_cap, char **why);
/* Drops the least recently used entries down to the cap, then frees. */
void cache_free(struct cache *cache);

/* The key of an utterance said by an engine of this identity: 32 bytes. */
#define CACHE_KEY_SIZE 32
void cache_key(const char *identity, const struct utterance *utterance,
               uint8_t key[CACHE_KEY_SIZE]);

/* Find an entry. TRUE with *speech filled; give it back with cache_release(). */
gboolean cache_find(struct cache *cache, const uint8_t key[CACHE_KEY_SIZE], struct speech *speech);
void cache_release(struct cache *cache, struct speech *speech);

/* Keep a speech whose outcome is SPEECH_DONE or SPEECH_EMPTY. Errors are silent:
 * a cache that cannot be written costs time, not speech. */
void cache_keep(struct cache *cache, const uint8_t key[CACHE_KEY_SIZE],
                const struct speech *speech);

#endif
