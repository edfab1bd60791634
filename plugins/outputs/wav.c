/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: sndfile; link: -lm; apt: libsndfile1-dev */
/*
 * WAV: 16-bit mono, with RIFF INFO tags. Plain RIFF with a
 * plain PCM header, which every player and telephone system reads; so it ends at
 * 4 GiB, 27 hours at 22,050 Hz, and says so.
 */
#include <crier/output.h>
#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>

#define PIECE 4096

/* Sizes in a RIFF file have 32 bits; 64 KiB are left for the header and its tags. */
#define FRAMES_MAX ((INT64_C(1) << 32) / 2 - (32 << 10))

struct wav {
    const struct crier_output_host *host;
    SNDFILE *file;
    int64_t written;
    char *software;
};

static crier_status fail(const struct wav *wav)
{
    wav->host->fail(wav->host, sf_strerror(wav->file));
    return CRIER_IO;
}

static void release(struct wav *wav)
{
    if (wav->file)
        sf_close(wav->file);
    free(wav->software);
    free(wav);
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    SF_INFO info = { .samplerate = (int)job->rate,
                     .channels = 1,
                     .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16 };
    struct wav *wav = calloc(1, sizeof(*wav));
    crier_status status;
    int32_t fd;

    if (!wav)
        return CRIER_FAILED;
    wav->host = host;
    wav->software = strdup(job->software);
    status = host->open(host, NULL, &fd);
    if (status != CRIER_OK) {
        release(wav);
        return status;
    }
    wav->file = sf_open_fd(fd, SFM_WRITE, &info, SF_FALSE);
    if (!wav->file) {
        status = fail(wav);
        release(wav);
        return status;
    }
    *context = wav;
    return CRIER_OK;
}

/* Which metadata goes into which RIFF INFO chunk. */
static const struct {
    uint32_t key;
    int tag;
} tags[] = {
    { CRIER_META_TITLE, SF_STR_TITLE },
    { CRIER_META_AUTHOR, SF_STR_ARTIST },
    { CRIER_META_DATE, SF_STR_DATE },
};

static const char *find_meta(const struct crier_article *article, uint32_t key)
{
    for (uint64_t i = 0; i < article->meta_count; i++)
        if (article->meta[i].key == key)
            return article->meta[i].value;
    return NULL;
}

/* Tags stand before the samples, so that a player of a stream sees them. */
static void write_tags(const struct wav *wav, const struct crier_article *article)
{
    if (wav->written > 0)
        return;
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        const char *value = find_meta(article, tags[i].key);

        if (value)
            sf_set_string(wav->file, tags[i].tag, value);
    }
    sf_set_string(wav->file, SF_STR_SOFTWARE, wav->software);
}

/* What the engine made comes out as it went in: its samples are whole 32768ths. */
static int16_t to_sample(float amplitude)
{
    const float scaled = rintf(amplitude * 32768);

    return (int16_t)(scaled > INT16_MAX ? INT16_MAX : scaled < INT16_MIN ? INT16_MIN : scaled);
}

static crier_status write_audio(struct wav *wav, const struct crier_audio *audio)
{
    int16_t piece[PIECE];

    if (audio->start > FRAMES_MAX - (int64_t)audio->frames) {
        wav->host->fail(wav->host,
                        "a WAV file holds 4 gigabytes at most; split the text into articles");
        return CRIER_IO;
    }
    for (uint64_t done = 0; done < audio->frames;) {
        uint64_t left = audio->frames - done;
        sf_count_t count = left < PIECE ? (sf_count_t)left : PIECE;

        for (sf_count_t i = 0; i < count; i++)
            piece[i] = to_sample(audio->samples[done + (uint64_t)i]);
        if (sf_writef_short(wav->file, piece, count) != count)
            return fail(wav);
        done += (uint64_t)count;
    }
    wav->written += (int64_t)audio->frames;
    return CRIER_OK;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct wav *wav = context;

    if (event->type == CRIER_EVENT_ARTICLE_START)
        write_tags(wav, event->article);
    return event->type == CRIER_EVENT_AUDIO ? write_audio(wav, event->audio) : CRIER_OK;
}

static crier_status finish(void *context)
{
    struct wav *wav = context;
    const struct crier_output_host *host = wav->host;
    int failed = sf_error(wav->file);
    int closed = sf_close(wav->file);

    wav->file = NULL;
    release(wav);
    if (failed == SF_ERR_NO_ERROR && closed == 0)
        return CRIER_OK;
    host->fail(host, "the header could not be written; is the disk full?");
    return CRIER_IO;
}

static void abort_job(void *context)
{
    release(context);
}

static const struct crier_sound sound = { .size = sizeof(sound) };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("wav", "WAV audio, 16-bit mono, with title, author and date"),
    .suffixes = (const char *const[]){ "wav", NULL },
    .media_type = "audio/wav",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .sound = &sound,
};
