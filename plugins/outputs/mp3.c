/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: encode tag_id3 tag_comments tag_values chapter_list timeline glyph writer option */
/* shared: buffer date */
/*
 * MP3: mono, constant bit rate unless a quality is asked for, with the LAME header that lets
 * players drop what the encoder put before and behind the audio, so that times fit. An
 * ID3v2.3 tag with chapters stands in front; talking books want none.
 */
#include "shared/encode.h"
#include "shared/option.h"
#include "shared/tag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mp3 {
    struct encoder encoder;
    const struct crier_output_host *host;
    struct chapter_list chapters;
    struct tag tag;
    char *software;
    uint32_t rate;
    uint32_t bitrate, quality, id3;
    int64_t length;
};

/* Constant bit rates of speech: MPEG 1 begins at 32, its lower rates are MPEG 2's. */
#define BITRATE_USUAL 64
#define UNSET         UINT32_MAX

static void release(struct mp3 *mp3)
{
    chapter_list_clear(&mp3->chapters);
    tag_clear(&mp3->tag);
    free(mp3->software);
    free(mp3);
}

/* The rates that a version of MPEG has: 1 from 32,000 Hz on, 2, and 2.5 below 16,000. */
static crier_status check_bitrate(struct mp3 *mp3, const struct crier_job *job)
{
    const uint32_t least = mp3->rate >= 32000 ? 32 : 8;
    const uint32_t most = mp3->rate >= 32000 ? 320 : mp3->rate >= 16000 ? 160 : 64;
    char message[160];
    int asked = 0;

    for (uint64_t i = 0; i < job->option_count; i++)
        asked |= strcmp(job->options[i].key, "bitrate") == 0;
    if (asked && mp3->quality != UNSET) {
        mp3->host->fail(mp3->host, "bitrate and quality exclude each other");
        return CRIER_BAD_CALL;
    }
    if (mp3->bitrate >= least && mp3->bitrate <= most)
        return CRIER_OK;
    snprintf(message, sizeof(message), "bitrate is %u; at %u Hz MP3 has %u to %u", mp3->bitrate,
             mp3->rate, least, most);
    mp3->host->fail(mp3->host, message);
    return CRIER_BAD_CALL;
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct mp3 *mp3 = calloc(1, sizeof(*mp3));
    crier_status status;

    if (!mp3)
        return CRIER_FAILED;
    mp3->host = host;
    mp3->rate = job->rate;
    mp3->bitrate = BITRATE_USUAL;
    mp3->quality = UNSET;
    mp3->id3 = 1;
    mp3->software = strdup(job->software);
    status = option_number(host, job, "bitrate", 8, 320, &mp3->bitrate);
    if (status == CRIER_OK)
        status = option_number(host, job, "quality", 0, 9, &mp3->quality);
    if (status == CRIER_OK)
        status = option_number(host, job, "id3", 0, 1, &mp3->id3);
    if (status == CRIER_OK)
        status = check_bitrate(mp3, job);
    if (status == CRIER_OK && !mp3->software)
        status = CRIER_FAILED;
    if (status == CRIER_OK)
        *context = mp3;
    else
        release(mp3);
    return status;
}

/*
 * What LAME multiplies all samples with at a constant rate, for fear of clipping (measured,
 * LAME 3.100). What is mastered needs that no more, and directories measure it afterwards.
 */
static float scale_of(uint32_t bitrate)
{
    return bitrate < 192 ? 0.95f : bitrate < 224 ? 0.97f : bitrate < 256 ? 0.98f : 1;
}

/* libsndfile has a scale from 0 (best) to 1; of a constant rate it means the rate between the
 * highest and the lowest that the version of MPEG has. */
static void choose_rate(struct mp3 *mp3)
{
    const double most = mp3->rate >= 32000 ? 320 : 160, least = mp3->rate >= 32000 ? 32 : 8;
    int mode = mp3->quality == UNSET ? SF_BITRATE_MODE_CONSTANT : SF_BITRATE_MODE_VARIABLE;
    double level =
        mp3->quality == UNSET ? (most - (double)mp3->bitrate) / (most - least) : mp3->quality / 9.0;

    if (mp3->quality == UNSET)
        mp3->encoder.gain = 1 / scale_of(mp3->bitrate);
    level = level < 0 ? 0 : level > 1 ? 1 : level;
    /* What they return says nothing (libsndfile 1.2.0): the tests look at the file. */
    sf_command(mp3->encoder.file, SFC_SET_BITRATE_MODE, &mode, sizeof(mode));
    sf_command(mp3->encoder.file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof(level));
}

static crier_status start(struct mp3 *mp3, const struct crier_article *article)
{
    static const struct encoder_form form = { .what = "MP3",
                                              .format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III };
    crier_status status;

    if (mp3->encoder.file) /* a further article of the same file: its chapters have no room */
        return CRIER_OK;
    status = chapter_list_start(&mp3->chapters, mp3->host, article);
    if (status == CRIER_OK && mp3->id3)
        status = tag_id3(&mp3->tag, mp3->software, article, &mp3->chapters);
    if (status == CRIER_OK)
        status = encoder_open(&mp3->encoder, mp3->host, &form, mp3->rate, NULL,
                              (int64_t)mp3->tag.bytes.size);
    if (status == CRIER_OK)
        choose_rate(mp3);
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct mp3 *mp3 = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_ARTICLE_START)
        status = start(mp3, event->article);
    if (event->type == CRIER_EVENT_ARTICLE_END)
        mp3->length = event->frame;
    if (event->type == CRIER_EVENT_AUDIO)
        return encoder_write(&mp3->encoder, event->audio);
    return status == CRIER_OK ? chapter_list_event(&mp3->chapters, event) : status;
}

static void abort_job(void *context)
{
    struct mp3 *mp3 = context;

    encoder_drop(&mp3->encoder);
    release(mp3);
}

static crier_status finish(void *context)
{
    struct mp3 *mp3 = context;
    crier_status status = encoder_close(&mp3->encoder);

    if (status == CRIER_OK && mp3->id3) {
        tag_id3_time(&mp3->tag, &mp3->chapters, mp3->rate, mp3->length);
        if (!encoder_put(&mp3->encoder, 0, mp3->tag.bytes.data, mp3->tag.bytes.size))
            status = CRIER_IO;
    }
    release(mp3);
    return status;
}

static const uint32_t rates[] = { 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 0 };
static const struct crier_sound sound = { .size = sizeof(sound),
                                          .preferred = 44100,
                                          .rates = rates };
static const struct crier_option_help options[] = {
    { "bitrate", "kilobits a second, 32 to 320; 8 to 160 below 32,000 Hz (64)" },
    { "quality", "variable bit rate instead, 0 best to 9 smallest" },
    { "id3", "1 a tag with chapters in front, 0 none (1)" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("mp3", "MP3 audio, mono, with tags and chapters"),
    .suffixes = (const char *const[]){ "mp3", NULL },
    .media_type = "audio/mpeg",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .sound = &sound,
    .options = options,
};
