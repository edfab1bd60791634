/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: encode target chapter_list timeline glyph writer option tag_values buffer */
/* shared: date */
/*
 * WAV, mono, with RIFF INFO tags and a cue point for each chapter. Plain RIFF, which every
 * player and telephone system reads; so it ends at 4 GiB, 27 hours at 22,050 Hz and 16 bits,
 * and says so.
 */
#include "shared/buffer.h"
#include "shared/chapter_list.h"
#include "shared/encode.h"
#include "shared/option.h"
#include "shared/tag_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes in a RIFF file have 32 bits; 64 KiB are left for the head, its tags and cues. */
#define BYTES_MOST ((INT64_C(1) << 32) - (64 << 10))

struct wav {
    struct encoder encoder;
    const struct crier_output_host *host;
    const struct form *form;
    struct chapter_list chapters;
    SF_CUES_VAR(100) cues; /* the most that libsndfile writes */
    struct buffer artists; /* RIFF INFO has one field for all */
    char *software;
    uint32_t rate;
};

static const struct form {
    const char *name;
    int format, bytes;
} forms[] = {
    { "16", SF_FORMAT_PCM_16, 2 }, { "24", SF_FORMAT_PCM_24, 3 }, { "float", SF_FORMAT_FLOAT, 4 },
    { "ulaw", SF_FORMAT_ULAW, 1 }, { "alaw", SF_FORMAT_ALAW, 1 },
};

static void release(struct wav *wav)
{
    chapter_list_clear(&wav->chapters);
    buffer_clear(&wav->artists);
    free(wav->software);
    free(wav);
}

static crier_status choose_form(struct wav *wav, const struct crier_job *job)
{
    wav->form = &forms[0];
    for (uint64_t i = 0; i < job->option_count; i++) {
        if (strcmp(job->options[i].key, "bits") != 0)
            continue;
        wav->form = NULL;
        for (size_t k = 0; k < sizeof(forms) / sizeof(forms[0]); k++)
            if (strcmp(job->options[i].value, forms[k].name) == 0)
                wav->form = &forms[k];
        if (!wav->form) {
            wav->host->fail(wav->host, "bits must be 16, 24, float, ulaw or alaw");
            return CRIER_BAD_CALL;
        }
    }
    return CRIER_OK;
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct wav *wav = calloc(1, sizeof(*wav));
    struct encoder_form form = { .what = "WAV" };
    crier_status status;

    if (!wav)
        return CRIER_FAILED;
    wav->host = host;
    wav->rate = job->rate;
    wav->software = strdup(job->software);
    status = choose_form(wav, job);
    if (status == CRIER_OK) {
        form.format = SF_FORMAT_WAV | wav->form->format;
        form.most = BYTES_MOST / wav->form->bytes;
        status = encoder_open(&wav->encoder, host, &form, job->rate, NULL, 0);
    }
    if (status == CRIER_OK)
        *context = wav;
    else
        release(wav);
    return status;
}

/* ---- Tags and cues ---- */

/* What libsndfile has a chunk of RIFF INFO for. */
static const int tags[TAG_COUNT] = {
    [TAG_TITLE] = SF_STR_TITLE,      [TAG_ARTIST] = SF_STR_ARTIST,
    [TAG_ALBUM] = SF_STR_ALBUM,      [TAG_DATE] = SF_STR_DATE,
    [TAG_COMMENT] = SF_STR_COMMENT,  [TAG_COPYRIGHT] = SF_STR_COPYRIGHT,
    [TAG_ENCODER] = SF_STR_SOFTWARE,
};

static void set_tag(void *data, enum tag_value what, const char *value)
{
    struct wav *wav = data;

    if (what == TAG_ARTIST) {
        buffer_add(&wav->artists, "; ", wav->artists.size > 0 ? 2 : 0);
        buffer_add(&wav->artists, value, strlen(value));
        value = buffer_text(&wav->artists);
    }
    if (tags[what])
        sf_set_string(wav->encoder.file, tags[what], value);
}

/* libsndfile takes cues before the first sample only, when nobody knows their times. */
static void reserve_cues(struct wav *wav)
{
    const size_t most = sizeof(wav->cues.cue_points) / sizeof(wav->cues.cue_points[0]);

    wav->cues.cue_count = (uint32_t)(wav->chapters.count < most ? wav->chapters.count : most);
    for (uint32_t i = 0; i < wav->cues.cue_count; i++) {
        wav->cues.cue_points[i].indx = (int32_t)i + 1;
        wav->cues.cue_points[i].fcc_chunk = 0x61746164; /* "data" */
        snprintf(wav->cues.cue_points[i].name, sizeof(wav->cues.cue_points[i].name), "%s",
                 wav->chapters.all[i].title);
    }
    sf_command(wav->encoder.file, SFC_SET_CUE, &wav->cues, sizeof(wav->cues));
}

static uint32_t little(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* Where the body of the chunk "cue " stands in the head of the file, 0: nowhere. */
static int64_t find_cues(struct wav *wav)
{
    int64_t at = 12; /* behind "RIFF", a size and "WAVE" */
    uint8_t head[8];

    while (target_get(&wav->encoder.target, at, head, sizeof(head)) == sizeof(head)) {
        if (memcmp(head, "cue ", 4) == 0)
            return at + (int64_t)sizeof(head);
        if (memcmp(head, "data", 4) == 0)
            return 0;
        at += (int64_t)sizeof(head) + ((little(head + 4) + 1) & ~UINT32_C(1));
    }
    return 0;
}

/* In each record of 24 bytes the place stands twice: at byte 4 and at byte 20. */
static int put_cues(struct wav *wav)
{
    const int64_t at = wav->cues.cue_count > 0 ? find_cues(wav) : 0;

    for (uint32_t i = 0; at > 0 && i < wav->cues.cue_count; i++) {
        const uint32_t start = (uint32_t)wav->chapters.all[i].start;
        const uint8_t place[4] = { (uint8_t)start, (uint8_t)(start >> 8), (uint8_t)(start >> 16),
                                   (uint8_t)(start >> 24) };
        const int64_t record = at + 4 + 24 * (int64_t)i;

        if (!target_put(&wav->encoder.target, record + 4, place, 4) ||
            !target_put(&wav->encoder.target, record + 20, place, 4))
            return 0;
    }
    return 1;
}

/* Tags stand before the samples, so that a player of a stream sees them. */
static crier_status start(struct wav *wav, const struct crier_article *article)
{
    crier_status status;

    if (wav->encoder.taken > 0 || wav->chapters.count > 0)
        return CRIER_OK;
    status = chapter_list_start(&wav->chapters, wav->host, article);
    if (status == CRIER_OK)
        status = tag_values(wav->software, article, set_tag, wav);
    if (status == CRIER_OK)
        reserve_cues(wav);
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct wav *wav = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_AUDIO)
        return encoder_write(&wav->encoder, event->audio);
    if (event->type == CRIER_EVENT_ARTICLE_START)
        status = start(wav, event->article);
    return status == CRIER_OK ? chapter_list_event(&wav->chapters, event) : status;
}

static void abort_job(void *context)
{
    struct wav *wav = context;

    encoder_drop(&wav->encoder);
    release(wav);
}

static crier_status finish(void *context)
{
    struct wav *wav = context;
    crier_status status = encoder_close(&wav->encoder);

    if (status == CRIER_OK && !put_cues(wav))
        status = CRIER_IO;
    release(wav);
    return status;
}

static const struct crier_sound sound = { .size = sizeof(sound) };
static const struct crier_option_help options[] = {
    { "bits", "16, 24, float, ulaw or alaw (16)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("wav", "WAV audio, mono, with title, author, date and cue points"),
    .suffixes = (const char *const[]){ "wav", NULL },
    .media_type = "audio/wav",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .sound = &sound,
    .options = options,
};
