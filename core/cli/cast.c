/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/cast.h"

#include "core/edition/edition_file.h"
#include "core/language/coverage.h"

#include <string.h>

struct member {
    struct press_voice voice; /* stands first: the press gives it back */
    struct speaker speaker;
    char *name, *profile; /* as asked for */
};

/* Where espeak-ng's name of a language's best voice is not the language's own. */
static const struct {
    const char *language, *voice;
} voices[] = {
    { "en", "en-us" }, { "es", "es-419" }, { "fr", "fr-fr" }, { "pt", "pt-br" },
    { "zh", "cmn" },   { "vi", "vi" },     { "tl", "en-us" },
};

static char *voice_of(const char *language)
{
    g_autofree char *primary = language_primary(language);

    for (guint i = 0; i < G_N_ELEMENTS(voices); i++)
        if (strcmp(voices[i].language, primary) == 0)
            return g_strdup(voices[i].voice);
    return g_steal_pointer(&primary);
}

static void member_free(void *data)
{
    struct member *member = data;

    speaker_clear(&member->speaker);
    g_free(member->name);
    g_free(member->profile);
    g_free(member);
}

void cast_init(struct cast *cast)
{
    *cast = (struct cast){ .members = g_ptr_array_new_with_free_func(member_free) };
}

void cast_clear(struct cast *cast)
{
    g_ptr_array_unref(cast->members);
    g_free(cast->voice_data);
}

static gboolean start(const struct cast *cast, struct member *member, GError **error)
{
    const struct edition_file *edition = cast->edition;
    struct speaker *speaker = &member->speaker;

    speaker_init(speaker);
    speaker->voice = g_strdup(member->name);
    speaker->profile_names = g_strdup(member->profile);
    speaker->no_cache = cast->no_cache;
    speaker->voice_data = g_strdup(cast->voice_data);
    speaker->lexicons = g_strdupv(edition->lexicons);
    if (edition->words_per_minute > 0)
        speaker->words_per_minute = edition->words_per_minute;
    if (edition->pitch >= 0)
        speaker->pitch = edition->pitch;
    speaker->jobs = cast->jobs;
    if (!speaker_profile(speaker, error) || !speaker_start(speaker, error))
        return FALSE;
    member->voice = (struct press_voice){ .name = member->name,
                                          .words_per_minute = (uint32_t)speaker->words_per_minute,
                                          .pitch = (uint32_t)speaker->pitch,
                                          .profile = &speaker->profile,
                                          .lexicons = (const char *const *)speaker->lexicons };
    return TRUE;
}

const struct press_voice *cast_voice(void *data, const char *name, const char *profile,
                                     const char *language, GError **error)
{
    struct cast *cast = data;
    const struct edition_file *edition = cast->edition;
    g_autofree char *usual = voice_of(language ? language : edition->language);
    struct member *member;

    name = name ? name : edition->voice ? edition->voice : usual;
    profile = profile ? profile : edition->profile;
    for (guint i = 0; i < cast->members->len; i++) {
        member = cast->members->pdata[i];
        if (strcmp(member->name, name) == 0 && g_strcmp0(member->profile, profile) == 0)
            return &member->voice;
    }
    member = g_new0(struct member, 1);
    member->name = g_strdup(name);
    member->profile = g_strdup(profile);
    if (!start(cast, member, error)) {
        member_free(member);
        return NULL;
    }
    g_ptr_array_add(cast->members, member);
    return &member->voice;
}

struct engine *cast_engine(void *data, const struct press_voice *voice, uint32_t words_per_minute,
                           uint32_t jobs, GError **error)
{
    struct member *member = (struct member *)voice;

    (void)data;
    return speaker_engine(&member->speaker, words_per_minute, jobs, error);
}
