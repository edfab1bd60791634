/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: lame; apt: libmp3lame-dev */
/* shared: target tag_id3 tag_comments tag_values chapter_list timeline glyph writer option */
/* shared: buffer date */
/*
 * MP3: mono, constant bit rate unless a quality is asked for, with the LAME header that lets
 * players drop what the encoder put before and behind the audio, so that times fit. An
 * ID3v2.3 tag with chapters stands in front; talking books want none.
 *
 * LAME itself and not libsndfile, which has it too but no word for its effort, scales all
 * samples by 0.95 with it, and turns a bit rate into a share of those there are.
 */
#include "shared/option.h"
#include "shared/tag.h"
#include "shared/target.h"

#include <lame/lame.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE 8192 /* frames at a time */
/* What LAME can return of so many, by its manual. */
#define ROOM  (PIECE + PIECE / 4 + 7200)

struct mp3 {
    struct target target;
    const struct crier_output_host *host;
    lame_global_flags *lame;
    struct chapter_list chapters;
    struct tag tag;
    char *software;
    uint32_t rate;
    uint32_t bitrate, quality, effort, id3;
    int64_t at; /* where the next bytes go */
    int64_t length;
    unsigned char bytes[ROOM];
};

/* Constant bit rates of speech: MPEG 1 begins at 32, its lower rates are MPEG 2's. */
#define BITRATE_USUAL 64
/* LAME's effort: 7 takes 0.4 of the time of its usual 3, which shapes the noise of music. Of
 * speech at 64 kbit/s it measured as low in each of 14 bands, within 2 dB. */
#define EFFORT_USUAL  7
#define UNSET         UINT32_MAX

static void release(struct mp3 *mp3)
{
    if (mp3->lame)
        lame_close(mp3->lame);
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
    mp3->effort = EFFORT_USUAL;
    mp3->id3 = 1;
    mp3->software = strdup(job->software);
    status = option_number(host, job, "bitrate", 8, 320, &mp3->bitrate);
    if (status == CRIER_OK)
        status = option_number(host, job, "quality", 0, 9, &mp3->quality);
    if (status == CRIER_OK)
        status = option_number(host, job, "effort", 0, 9, &mp3->effort);
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

/* ---- Encoding ---- */

static int set_up(struct mp3 *mp3)
{
    lame_global_flags *lame = mp3->lame;

    /* What goes wrong is told by what its functions return. */
    lame_set_errorf(lame, NULL);
    lame_set_debugf(lame, NULL);
    lame_set_msgf(lame, NULL);
    lame_set_num_channels(lame, 1);
    lame_set_mode(lame, MONO);
    lame_set_in_samplerate(lame, (int)mp3->rate);
    lame_set_out_samplerate(lame, (int)mp3->rate);
    lame_set_scale(lame, 1);
    lame_set_quality(lame, (int)mp3->effort);
    lame_set_write_id3tag_automatic(lame, 0);
    lame_set_bWriteVbrTag(lame, 1);
    if (mp3->quality == UNSET) {
        lame_set_VBR(lame, vbr_off);
        lame_set_brate(lame, (int)mp3->bitrate);
    } else {
        lame_set_VBR(lame, vbr_mtrh);
        lame_set_VBR_q(lame, (int)mp3->quality);
    }
    return lame_init_params(lame) >= 0;
}

static crier_status open_lame(struct mp3 *mp3)
{
    const crier_status status = target_open(&mp3->target, mp3->host, "MP3");

    if (status != CRIER_OK)
        return status;
    mp3->at = (int64_t)mp3->tag.bytes.size;
    mp3->lame = lame_init();
    return mp3->lame && set_up(mp3) ? CRIER_OK : target_fail(&mp3->target, "LAME does not start");
}

/* What an encoding function returned: so many of `bytes`, or an error. */
static crier_status put_encoded(struct mp3 *mp3, int size)
{
    if (size < 0)
        return target_fail(&mp3->target, "LAME gives up");
    if (!target_put(&mp3->target, mp3->at, mp3->bytes, (size_t)size))
        return CRIER_IO;
    mp3->at += size;
    return CRIER_OK;
}

static crier_status encode(struct mp3 *mp3, const struct crier_audio *audio)
{
    crier_status status = CRIER_OK;

    for (uint64_t done = 0; done < audio->frames && status == CRIER_OK;) {
        const uint64_t left = audio->frames - done;
        const uint64_t count = left < PIECE ? left : PIECE;

        status =
            put_encoded(mp3, lame_encode_buffer_ieee_float(mp3->lame, audio->samples + done, NULL,
                                                           (int)count, mp3->bytes, ROOM));
        done += count;
    }
    return status;
}

/* The rest of the audio; then the frame in front that tells how long all of it is, for which
 * LAME left room. */
static crier_status close_lame(struct mp3 *mp3)
{
    crier_status status;
    size_t size;

    if (!mp3->lame) /* no article ever began */
        return CRIER_FAILED;
    status = put_encoded(mp3, lame_encode_flush(mp3->lame, mp3->bytes, ROOM));
    if (status != CRIER_OK)
        return status;
    size = lame_get_lametag_frame(mp3->lame, mp3->bytes, ROOM);
    if (size > ROOM)
        return target_fail(&mp3->target, "LAME's header is too long");
    return target_put(&mp3->target, (int64_t)mp3->tag.bytes.size, mp3->bytes, size) ? CRIER_OK
                                                                                    : CRIER_IO;
}

static crier_status start(struct mp3 *mp3, const struct crier_article *article)
{
    crier_status status;

    if (mp3->lame) /* a further article of the same file: its chapters have no room */
        return CRIER_OK;
    status = chapter_list_start(&mp3->chapters, mp3->host, article);
    if (status == CRIER_OK && mp3->id3)
        status = tag_id3(&mp3->tag, mp3->software, article, &mp3->chapters);
    return status == CRIER_OK ? open_lame(mp3) : status;
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
        return encode(mp3, event->audio);
    return status == CRIER_OK ? chapter_list_event(&mp3->chapters, event) : status;
}

static void abort_job(void *context)
{
    release(context);
}

static crier_status finish(void *context)
{
    struct mp3 *mp3 = context;
    crier_status status = close_lame(mp3);

    if (status == CRIER_OK && mp3->id3) {
        tag_id3_time(&mp3->tag, &mp3->chapters, mp3->rate, mp3->length);
        if (!target_put(&mp3->target, 0, mp3->tag.bytes.data, mp3->tag.bytes.size))
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
    { "effort", "0 slowest to 9 fastest (7)" },
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
