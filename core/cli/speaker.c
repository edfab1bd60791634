/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/speaker.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/synthesis/cached.h"

#include <string.h>

enum { RATE_LEAST = 80, RATE_MOST = 449, JOBS_MOST = 64 };

void speaker_init(struct speaker *speaker)
{
    *speaker = (struct speaker){ .words_per_minute = 175,
                                 .pitch = 50,
                                 .jobs = (int)MIN(g_get_num_processors(), JOBS_MOST),
                                 .starters = g_ptr_array_new_with_free_func(g_free) };
    g_mutex_init(&speaker->lock);
}

void speaker_entries(struct speaker *speaker, GArray *entries)
{
    const GOptionEntry voice[] = {
        { "voice", 0, 0, G_OPTION_ARG_STRING, &speaker->voice,
          "Voice, as `crier voices` lists them (en-us)", "NAME" },
        { "rate", 0, 0, G_OPTION_ARG_INT, &speaker->words_per_minute,
          "Words a minute, 80 to 449 (175)", "N" },
        { "pitch", 0, 0, G_OPTION_ARG_INT, &speaker->pitch, "Pitch, 0 to 99 (50)", "N" },
        { "jobs", 0, 0, G_OPTION_ARG_INT, &speaker->jobs,
          "Sentences spoken at once (the number of cores)", "N" },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &speaker->no_cache,
          "Speak everything anew, keep nothing", NULL },
        { "voice-data", 0, 0, G_OPTION_ARG_FILENAME, &speaker->voice_data,
          "Folder that holds espeak-ng-data", "DIR" },
        { "lexicon", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &speaker->lexicons,
          "Pronunciations of the newsroom; may be given several times", "FILE" },
        { "profile", 0, 0, G_OPTION_ARG_STRING, &speaker->profile_names,
          "Delivery (plain, quote-voice, quote-words, brief) and loudness (none, podcast, "
          "broadcast, phone), or a file NAME.ini with what stands around an article, separated by "
          "commas (plain,none)",
          "NAMES" },
    };

    g_array_append_vals(entries, voice, G_N_ELEMENTS(voice));
}

static gboolean in_range(const char *option, int value, int least, int most, GError **error)
{
    if (value >= least && value <= most)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--%s is %d; it must be from %d to %d", option,
                value, least, most);
    return FALSE;
}

static gboolean check(const struct speaker *speaker, GError **error)
{
    if (speaker->voice && strlen(speaker->voice) >= sizeof(speaker->options.voice.name)) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "no voice has so long a name; `crier voices` lists them");
        return FALSE;
    }
    return in_range("rate", speaker->words_per_minute, RATE_LEAST, RATE_MOST, error) &&
           in_range("pitch", speaker->pitch, 0, 99, error) &&
           in_range("jobs", speaker->jobs, 1, JOBS_MOST, error);
}

/* What an engine inside of a cached one is started with, whenever that is. */
struct starter {
    const struct speaker *speaker;
    struct espeak_options options;
};

static struct engine *start_espeak(void *data, GError **error)
{
    const struct starter *starter = data;
    struct engine *engine = espeak_new(&starter->options, error);

    if (engine)
        espeak_remember_identity(engine, &starter->options, starter->speaker->cache_folder);
    return engine;
}

static void open_cache(struct speaker *speaker)
{
    g_autofree char *why = NULL;

    speaker->cache_folder = places_cache();
    speaker->cache = cache_new(speaker->cache_folder, LIMIT_CACHE, &why);
    if (why)
        terminal_say(VERBOSITY_VERBOSE, "%s", why);
}

struct engine *speaker_engine(struct speaker *speaker, uint32_t words_per_minute, uint32_t jobs,
                              GError **error)
{
    struct starter *starter = g_new0(struct starter, 1);
    g_autofree char *identity = NULL;
    uint32_t rate = 0;

    *starter = (struct starter){ speaker, speaker->options };
    starter->options.jobs = jobs;
    if (words_per_minute > 0)
        starter->options.voice.words_per_minute = words_per_minute;
    g_mutex_lock(&speaker->lock);
    g_ptr_array_add(speaker->starters, starter);
    g_mutex_unlock(&speaker->lock);
    if (speaker->no_cache)
        return espeak_new(&starter->options, error);
    identity = espeak_known_identity(&starter->options, speaker->cache_folder, &rate);
    return cached_new(speaker->cache, identity, rate, start_espeak, starter, error);
}

gboolean speaker_profile(struct speaker *speaker, GError **error)
{
    return profile_parse(speaker->profile_names, &speaker->profile, error);
}

gboolean speaker_start(struct speaker *speaker, GError **error)
{
    struct voice *voice = &speaker->options.voice;

    if (!check(speaker, error))
        return FALSE;
    g_strlcpy(voice->name, speaker->voice ? speaker->voice : "en-us", sizeof(voice->name));
    voice->words_per_minute = (uint32_t)speaker->words_per_minute;
    voice->pitch = (uint32_t)speaker->pitch;
    voice->pitch_range = 50;
    speaker->worker = places_worker();
    speaker->options.jobs = (uint32_t)speaker->jobs;
    speaker->options.worker_path = speaker->worker;
    speaker->options.data_path = speaker->voice_data;
    if (!speaker->no_cache)
        open_cache(speaker);
    speaker->engine = speaker_engine(speaker, 0, speaker->options.jobs, error);
    return speaker->engine &&
           (!speaker->profile.programme ||
            programme_tune(speaker->profile.programme, speaker->engine->rate, error));
}

void speaker_clear(struct speaker *speaker)
{
    engine_free(speaker->engine);
    if (speaker->cache)
        cache_free(speaker->cache);
    g_ptr_array_unref(speaker->starters);
    g_mutex_clear(&speaker->lock);
    g_free(speaker->worker);
    g_free(speaker->cache_folder);
    g_free(speaker->voice);
    g_free(speaker->voice_data);
    g_strfreev(speaker->lexicons);
    g_free(speaker->profile_names);
    profile_clear(&speaker->profile);
}
