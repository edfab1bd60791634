/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The library and its voices. Its own calls report little: a wrong data folder
 * falls back to another one, an unknown variant is dropped, an unknown voice
 * leaves the default in force, an MBROLA voice without data is silent. So what
 * was loaded is compared with what was asked for.
 */
#include "core/synthesis/worker/worker.h"
#include <ctype.h>
#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <string.h>

/* Samples for one callback. Any length costs the same; long ones fault more pages. */
#define BUFFER_MS   60
/* The library copies a variant's name into 40 bytes, a voice's into 60. */
#define VARIANT_MAX 30u
#define BASE_MAX    36u

/* Is the folder in use the one asked for, or the espeak-ng-data inside it? */
static int same_folder(const char *asked, const char *found)
{
    char inside[VOICE_PATH + sizeof "/espeak-ng-data"];

    snprintf(inside, sizeof inside, "%s/espeak-ng-data", asked);
    return !strcmp(asked, found) || !strcmp(inside, found);
}

uint32_t library_open(const char *data_path, const char **version, const char **found_path)
{
    int rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, data_path[0] ? data_path : NULL,
                          espeakINITIALIZE_DONT_EXIT | espeakINITIALIZE_PHONEME_EVENTS);

    *version = espeak_Info(found_path);
    if (data_path[0] && !same_folder(data_path, *found_path))
        packet_fail(FAILURE_DATA, "%s holds no espeak-ng-data", data_path);
    if (rate <= 0)
        packet_fail(FAILURE_DATA, "%s holds no data for espeak-ng %s", *found_path, *version);
    return (uint32_t)rate;
}

static int usable_name(const char *name)
{
    const char *variant = strchr(name, '+');
    size_t base = variant ? (size_t)(variant - name) : strlen(name);

    if (base < 1 || base > BASE_MAX || name[0] == '/' || strstr(name, ".."))
        return 0;
    if (variant && (!variant[1] || strlen(variant) > VARIANT_MAX || strpbrk(variant + 1, "+/")))
        return 0;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && !strchr("-_+./ ()", *name))
            return 0;
    return 1;
}

/* Is this one of the languages of the voice of this identifier? */
static int speaks(const char *identifier, const char *language)
{
    const espeak_VOICE **voices = espeak_ListVoices(NULL);

    for (; *voices; voices++) {
        if (strcmp((*voices)->identifier, identifier) != 0)
            continue;
        /* a priority byte, a name, NUL; again and again to a priority of 0 */
        for (const char *at = (*voices)->languages; *at; at += strlen(at) + 1)
            if (!strcasecmp(at + 1, language))
                return 1;
    }
    return 0;
}

/* As the espeak-ng command does when a voice has no such name: take the best one
 * of that language. But only when it speaks that very language. */
static int load_by_language(const char *name)
{
    const char *variant = strchr(name, '+');
    char language[VOICE_NAME], found[2 * VOICE_NAME], varied[3 * VOICE_NAME];
    espeak_VOICE wanted = { .languages = language };

    snprintf(language, sizeof language, "%.*s", (int)strcspn(name, "+"), name);
    if (espeak_SetVoiceByProperties(&wanted))
        return 0;
    if (!espeak_GetCurrentVoice()->identifier)
        return 0;
    snprintf(found, sizeof found, "%s", espeak_GetCurrentVoice()->identifier);
    if (!speaks(found, language))
        return 0;
    if (!variant)
        return 1;
    snprintf(varied, sizeof varied, "%s%s", found, variant);
    return espeak_SetVoiceByName(varied) == EE_OK;
}

/* Did the library take the variant too? It drops one that it does not know. */
static int same_variant(const char *name, const char *identifier)
{
    const char *wanted = strchr(name, '+'), *got = strchr(identifier, '+');

    return wanted ? got && !strcmp(wanted, got) : !got;
}

static void set_parameters(const struct message_config *config)
{
    espeak_SetParameter(espeakRATE, (int)config->words_per_minute, 0);
    espeak_SetParameter(espeakPITCH, (int)config->pitch, 0);
    espeak_SetParameter(espeakRANGE, (int)config->pitch_range, 0);
}

void voice_load(const struct message_config *config, char loaded[VOICE_TITLE])
{
    const char *name = config->voice, *identifier;
    int found =
        usable_name(name) && (espeak_SetVoiceByName(name) == EE_OK || load_by_language(name));

    identifier = espeak_GetCurrentVoice()->identifier;
    if (usable_name(name) && identifier && !strncmp(identifier, "mb/", 3))
        packet_fail(FAILURE_VOICE, "voice %s is an MBROLA voice, which Crier cannot use", name);
    if (!found || !identifier || !same_variant(name, identifier))
        packet_fail(FAILURE_VOICE, "no voice named %s", name);
    packet_text(loaded, VOICE_TITLE, identifier);
    set_parameters(config);
}

/* The last part of the file's name, in lower case: short, unique, and what the
 * library finds a voice by. */
static void short_name(char *to, size_t size, const char *identifier)
{
    const char *slash = strrchr(identifier, '/');

    packet_text(to, size, slash ? slash + 1 : identifier);
    for (; *to; to++)
        *to = (char)tolower((unsigned char)*to);
}

void voices_send(const char *version)
{
    struct message_end end = { .type = MESSAGE_END };

    for (const espeak_VOICE **voices = espeak_ListVoices(NULL); *voices; voices++) {
        struct message_voice voice = { .type = MESSAGE_VOICE, .gender = (*voices)->gender };

        short_name(voice.name, sizeof voice.name, (*voices)->identifier);
        packet_text(voice.language, sizeof voice.language, (*voices)->languages + 1);
        packet_text(voice.title, sizeof voice.title, (*voices)->name);
        packet_send(&voice, sizeof voice);
    }
    packet_text(end.version, sizeof end.version, version);
    packet_send(&end, sizeof end);
}
