/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: encode target tag_comments tag_values chapter_list timeline glyph writer option buffer */
/* shared: date */
/*
 * FLAC: 16 or 24 bits, with tags and chapters. The library's own comments are replaced: its
 * head (the mark, STREAMINFO, its comments) is kept back until it is whole, then STREAMINFO
 * and our comments are written, and all frames behind them. At its end the library mends
 * STREAMINFO in place.
 */
#include "shared/encode.h"
#include "shared/option.h"
#include "shared/tag.h"

#include <stdlib.h>
#include <string.h>

/* "fLaC", and the block STREAMINFO with its head. */
#define FRONT        42
#define BLOCK_HEAD   4
#define COMMENTS     4    /* the type of that block */
#define LAST         0x80 /* in the type: no other follows */
#define COMMENT_MOST ((1u << 24) - 1)

struct flac {
    struct encoder encoder;
    const struct crier_output_host *host;
    struct chapter_list chapters;
    struct tag tag;
    struct buffer head; /* of the library's file, until it is whole */
    int64_t head_size;  /* then: where its frames begin */
    int64_t frames_at;  /* and where they begin in ours */
    char *software;
    uint32_t rate, bits;
};

static void release(struct flac *flac)
{
    chapter_list_clear(&flac->chapters);
    tag_clear(&flac->tag);
    buffer_clear(&flac->head);
    free(flac->software);
    free(flac);
}

/* ---- The layer ---- */

/* Where the frames begin, 0 while the head is not whole. */
static size_t find_frames(const struct buffer *head)
{
    size_t at = 4;

    while (at + BLOCK_HEAD <= head->size) {
        const uint8_t *block = (const uint8_t *)head->data + at;

        at += BLOCK_HEAD + ((size_t)block[1] << 16 | (size_t)block[2] << 8 | block[3]);
        if (block[0] & LAST)
            return at <= head->size ? at : 0;
    }
    return 0;
}

static int put_comments(struct flac *flac)
{
    const size_t size = flac->tag.bytes.size;
    const uint8_t head[BLOCK_HEAD] = { LAST | COMMENTS, (uint8_t)(size >> 16), (uint8_t)(size >> 8),
                                       (uint8_t)size };

    return size <= COMMENT_MOST && target_put(&flac->encoder.target, FRONT, head, sizeof(head)) &&
           target_put(&flac->encoder.target, FRONT + BLOCK_HEAD, flac->tag.bytes.data, size);
}

static size_t write_head(struct flac *flac, const uint8_t *bytes, size_t size)
{
    size_t frames;

    buffer_add(&flac->head, (const char *)bytes, size);
    frames = flac->head.failed ? 0 : find_frames(&flac->head);
    if (frames < FRONT)
        return flac->head.failed ? 0 : size;
    flac->head_size = (int64_t)frames;
    flac->frames_at = FRONT + BLOCK_HEAD + (int64_t)flac->tag.bytes.size;
    flac->head.data[4] = (char)(flac->head.data[4] & ~LAST);
    if (!target_put(&flac->encoder.target, 0, flac->head.data, FRONT) || !put_comments(flac) ||
        !target_put(&flac->encoder.target, flac->frames_at, flac->head.data + frames,
                    flac->head.size - frames))
        return 0;
    return size;
}

/* The library's place in our file; its comments are not there. */
static int64_t place(const struct flac *flac, int64_t at)
{
    return at < FRONT ? at : at - flac->head_size + flac->frames_at;
}

static size_t layer_write(void *data, int64_t at, const uint8_t *bytes, size_t size)
{
    struct flac *flac = data;

    if (flac->head_size == 0)
        return write_head(flac, bytes, size);
    return target_put(&flac->encoder.target, place(flac, at), bytes, size) ? size : 0;
}

static size_t layer_read(void *data, int64_t at, uint8_t *bytes, size_t size)
{
    struct flac *flac = data;

    return target_get(&flac->encoder.target, place(flac, at), bytes, size);
}

/* ---- The output ---- */

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct flac *flac = calloc(1, sizeof(*flac));
    crier_status status;

    if (!flac)
        return CRIER_FAILED;
    flac->host = host;
    flac->rate = job->rate;
    flac->bits = 16;
    flac->software = strdup(job->software);
    status = option_number(host, job, "bits", 16, 24, &flac->bits);
    if (status == CRIER_OK && flac->bits != 16 && flac->bits != 24) {
        host->fail(host, "bits must be 16 or 24");
        status = CRIER_BAD_CALL;
    }
    if (status == CRIER_OK && !flac->software)
        status = CRIER_FAILED;
    if (status == CRIER_OK)
        *context = flac;
    else
        release(flac);
    return status;
}

static crier_status start(struct flac *flac, const struct crier_article *article)
{
    const struct encoder_form form = {
        .what = "FLAC",
        .format = SF_FORMAT_FLAC | (flac->bits == 16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24)
    };
    const struct encoder_layer layer = { .write = layer_write, .read = layer_read, .data = flac };
    crier_status status;

    if (flac->encoder.file) /* a further article of the same file: its chapters have no room */
        return CRIER_OK;
    status = chapter_list_start(&flac->chapters, flac->host, article);
    if (status == CRIER_OK)
        status = tag_comments(&flac->tag, flac->software, article, &flac->chapters);
    if (status == CRIER_OK)
        status = encoder_open(&flac->encoder, flac->host, &form, flac->rate, &layer, 0);
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct flac *flac = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_AUDIO)
        return encoder_write(&flac->encoder, event->audio);
    if (event->type == CRIER_EVENT_ARTICLE_START)
        status = start(flac, event->article);
    return status == CRIER_OK ? chapter_list_event(&flac->chapters, event) : status;
}

static void abort_job(void *context)
{
    struct flac *flac = context;

    encoder_drop(&flac->encoder);
    release(flac);
}

static crier_status finish(void *context)
{
    struct flac *flac = context;
    crier_status status = encoder_close(&flac->encoder);

    if (status == CRIER_OK) {
        tag_comments_time(&flac->tag, &flac->chapters, flac->rate);
        if (flac->head_size == 0 || !put_comments(flac))
            status = target_fail(&flac->encoder.target, "the tags could not be written");
    }
    release(flac);
    return status;
}

static const struct crier_sound sound = { .size = sizeof(sound) };
static const struct crier_option_help options[] = { { "bits", "16 or 24 (16)" }, { 0 } };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("flac", "FLAC audio, mono, with tags and chapters"),
    .suffixes = (const char *const[]){ "flac", NULL },
    .media_type = "audio/flac",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .sound = &sound,
    .options = options,
};
