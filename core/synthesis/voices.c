/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of voices, asked of a process that ends with the answer. */
#include "core/base/error.h"
#include "core/synthesis/voice_process.h"
#include <string.h>

static void voice_info_free(void *data)
{
    struct voice_info *info = data;

    g_free(info->name);
    g_free(info->language);
    g_free(info->gender);
    g_free(info->title);
    g_free(info);
}

static struct voice_info *voice_info_new(const struct message_voice *voice)
{
    static const char *const genders[] = { "", "male", "female" };
    struct voice_info *info = g_new(struct voice_info, 1);

    info->name = error_printable(voice->name, -1);
    info->language = g_ascii_strdown(voice->language, -1);
    info->gender = g_strdup(genders[voice->gender < G_N_ELEMENTS(genders) ? voice->gender : 0]);
    info->title = error_printable(voice->title, -1);
    return info;
}

static int by_language(const void *a, const void *b)
{
    const struct voice_info *const *left = a, *const *right = b;
    int order = strcmp((*left)->language, (*right)->language);

    return order ? order : strcmp((*left)->name, (*right)->name);
}

static GPtrArray *take_voices(struct voice_process *process, const struct espeak_options *options,
                              char **version, GError **error)
{
    g_autoptr(GPtrArray) voices = g_ptr_array_new_with_free_func(voice_info_free);
    union message message;

    while (voice_take(process, options, &message, error)) {
        if (message.type == MESSAGE_END) {
            if (version)
                *version = error_printable(message.end.version, -1);
            g_ptr_array_sort(voices, by_language);
            return g_steal_pointer(&voices);
        }
        if (message.type == MESSAGE_VOICE)
            g_ptr_array_add(voices, voice_info_new(&message.voice));
    }
    return NULL;
}

GPtrArray *espeak_voices(const struct espeak_options *options, char **version, GError **error)
{
    struct voice_process process;
    struct message_config config;
    GPtrArray *voices;

    if (!voice_config(options, &config, error))
        return NULL;
    config.mode = CONFIG_LIST;
    if (!voice_start(&process, options, &config, -1, error))
        return NULL;
    voices = take_voices(&process, options, version, error);
    voice_stop(&process);
    return voices;
}
