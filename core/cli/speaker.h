/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that choose a voice, and the engine that they ask for. */
#ifndef CORE_CLI_SPEAKER_H
#define CORE_CLI_SPEAKER_H

#include "core/production/profile.h"
#include "core/synthesis/cache.h"
#include "core/synthesis/espeak.h"

struct speaker {
    char *voice;
    int words_per_minute;
    int pitch;
    int jobs;
    gboolean no_cache;
    char *voice_data;
    char **lexicons;
    char *profile_names;
    struct profile profile; /* valid once speaker_profile() said so */

    struct espeak_options options;
    char *worker;
    char *cache_folder;
    struct cache *cache;
    GMutex lock;
    GPtrArray *starters; /* of the engines, for as long as those live */
    struct engine *engine;
};

/* Entries that fill these fields are appended to `entries` (of GOptionEntry). */
void speaker_entries(struct speaker *speaker, GArray *entries);
void speaker_init(struct speaker *speaker);
/* Look the profiles up. FALSE with ERROR_USAGE. */
gboolean speaker_profile(struct speaker *speaker, GError **error);
/* Check the options and make the engine ready (with a cache it starts when it is
 * first needed). FALSE with ERROR_USAGE or ERROR_ENGINE. */
gboolean speaker_start(struct speaker *speaker, GError **error);
/* A further engine of the same voice, at `words_per_minute` unless that is 0, with so many
 * jobs. Free it before the speaker is cleared. NULL with ERROR_USAGE or ERROR_ENGINE. Several
 * threads may call this at once. */
struct engine *speaker_engine(struct speaker *speaker, uint32_t words_per_minute, uint32_t jobs,
                              GError **error);
void speaker_clear(struct speaker *speaker);

#endif
