/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * espeak-ng in processes of its own: one warm parent (the program crier-voice,
 * the only one that links the library) that has loaded the voice and never
 * spoken, and one forked child for each utterance, which speaks into a shared
 * mapping and ends.
 */
#ifndef CORE_SYNTHESIS_ESPEAK_H
#define CORE_SYNTHESIS_ESPEAK_H

#include "core/synthesis/engine.h"

struct espeak_options {
    struct voice voice;
    uint32_t jobs;           /* children at once, 1 to 64 */
    const char *worker_path; /* the program crier-voice */
    const char *data_path; /* espeak-ng-data or the folder that holds it, NULL: the library's own */
    uint32_t deadline_ms;  /* wall time for one utterance, 0: LIMIT_UTTERANCE_SECONDS */
};

/*
 * Start the engine. NULL with ERROR_USAGE for a voice that does not exist,
 * ERROR_ENGINE when the worker or its data cannot be had; the message says how
 * to mend it.
 */
struct engine *espeak_new(const struct espeak_options *options, GError **error);

/*
 * What espeak_new(options)->identity and ->rate would be, without starting
 * anything: remembered in `cache_dir` from the last start, checked against the
 * size and time of every file of the engine. NULL when not known: start it then.
 */
char *espeak_known_identity(const struct espeak_options *options, const char *cache_dir,
                            uint32_t *rate);
/* Remember them for the next run. Failure is harmless. */
void espeak_remember_identity(struct engine *engine, const struct espeak_options *options,
                              const char *cache_dir);

/* One voice of the installed engine. Strings are owned by the list. */
struct voice_info {
    char *name;
    char *language; /* BCP 47, lower case as espeak-ng has it */
    char *gender;   /* "male", "female", "" */
    char *title;    /* espeak-ng's own display name */
};

/* All voices, sorted by language, then name: array of struct voice_info, freed
 * with g_ptr_array_unref(). NULL with ERROR_ENGINE. */
GPtrArray *espeak_voices(const struct espeak_options *options, char **version, GError **error);

#endif
