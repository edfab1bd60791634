/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/lane.h"

#include "core/audio/resampler.h"
#include "core/base/error.h"

#include <string.h>

/* Parcels waiting in one lane: two seconds of audio, or as many sentences. */
#define LINE_MOST 64u

/* ---- Parcels ---- */

struct parcel {
    gint refs;
    uint32_t type; /* CRIER_EVENT_… */
    int64_t frame; /* at the engine's rate */
    const struct crier_article *article;
    const char *title;
    struct crier_utterance utterance; /* of CRIER_EVENT_UTTERANCE, times at the engine's rate */
    struct crier_file file;           /* of CRIER_EVENT_FILE; its strings are ours */
    float *samples;                   /* of CRIER_EVENT_AUDIO */
    gsize frames;
};

static struct parcel *parcel_new(uint32_t type, int64_t frame, const struct crier_article *article)
{
    struct parcel *parcel = g_new0(struct parcel, 1);

    parcel->refs = 1;
    parcel->type = type;
    parcel->frame = frame;
    parcel->article = article;
    return parcel;
}

struct parcel *parcel_event(uint32_t type, int64_t frame, const struct crier_article *article)
{
    return parcel_new(type, frame, article);
}

struct parcel *parcel_titled(uint32_t type, int64_t frame, const char *title,
                             const struct crier_article *article)
{
    struct parcel *parcel = parcel_new(type, frame, article);

    parcel->title = title;
    return parcel;
}

struct parcel *parcel_audio(const float *samples, gsize frames)
{
    struct parcel *parcel = parcel_new(CRIER_EVENT_AUDIO, 0, NULL);

    parcel->samples = g_memdup2(samples, frames * sizeof(*samples));
    parcel->frames = frames;
    return parcel;
}

struct parcel *parcel_file(const struct crier_file *file, const struct crier_article *article)
{
    struct parcel *parcel = parcel_new(CRIER_EVENT_FILE, file->frames, article);

    parcel->file = *file;
    parcel->file.path = g_strdup(file->path);
    parcel->file.media_type = g_strdup(file->media_type);
    return parcel;
}

struct parcel *parcel_utterance(const struct spoken_sentence *sentence, gboolean with_pcm)
{
    struct parcel *parcel = parcel_new(CRIER_EVENT_UTTERANCE, sentence->start, NULL);
    const GArray *words = sentence->words, *phonemes = sentence->phonemes;

    parcel->utterance = (struct crier_utterance){
        .size = sizeof(parcel->utterance),
        .block_role = sentence->block->role,
        .block = sentence->planned->block + 1,
        .sentence = sentence->number,
        .text = sentence->text,
        .text_size = sentence->size,
        .frames = sentence->frames,
        .start = sentence->start,
        .words = g_memdup2(words->data, words->len * sizeof(struct crier_mark)),
        .word_count = words->len,
        .phonemes = g_memdup2(phonemes->data, phonemes->len * sizeof(struct crier_phoneme)),
        .phoneme_count = phonemes->len,
        .offset = sentence->planned->from,
    };
    if (with_pcm)
        parcel->utterance.pcm = g_memdup2(sentence->pcm, sentence->frames * sizeof(*sentence->pcm));
    return parcel;
}

static struct parcel *parcel_ref(struct parcel *parcel)
{
    g_atomic_int_inc(&parcel->refs);
    return parcel;
}

void parcel_unref(struct parcel *parcel)
{
    if (!g_atomic_int_dec_and_test(&parcel->refs))
        return;
    g_free((void *)parcel->utterance.words);
    g_free((void *)parcel->utterance.phonemes);
    g_free((void *)parcel->utterance.pcm);
    g_free((void *)parcel->file.path);
    g_free((void *)parcel->file.media_type);
    g_free(parcel->samples);
    g_free(parcel);
}

/* ---- The line ---- */

struct lane {
    struct lane_job job;
    const struct crier_sound *sound; /* NULL: takes none */
    uint32_t rate;
    GThread *thread;

    /* Shared by the two threads, under the lock. */
    GMutex lock;
    GCond changed;
    struct parcel *line[LINE_MOST];
    guint first, count;
    gboolean busy;    /* with a parcel that it has taken */
    gboolean started; /* the output's job has begun, or failed to */
    gboolean closed;  /* no more parcels will come */
    gboolean finish;  /* and the files are wanted */
    gboolean failed;

    /* The thread's own; after its end the caller's. */
    struct output *output;
    struct resampler *resampler;
    const struct crier_article *article;
    GArray *made;     /* of float: scratch */
    GArray *words;    /* of struct crier_mark: scratch */
    GArray *phonemes; /* of struct crier_phoneme: scratch */
    int64_t written;  /* frames of audio handed on */
    uint64_t bytes;
    GError *error;
};

/* The next parcel, NULL when the line is closed and empty. */
static struct parcel *next_parcel(struct lane *lane)
{
    struct parcel *parcel = NULL;

    g_mutex_lock(&lane->lock);
    lane->busy = FALSE;
    g_cond_broadcast(&lane->changed);
    while (lane->count == 0 && !lane->closed)
        g_cond_wait(&lane->changed, &lane->lock);
    if (lane->count > 0) {
        parcel = lane->line[lane->first];
        lane->first = (lane->first + 1) % LINE_MOST;
        lane->count--;
        lane->busy = TRUE;
        g_cond_broadcast(&lane->changed);
    }
    g_mutex_unlock(&lane->lock);
    return parcel;
}

gboolean lane_tell(struct lane *lane, struct parcel *parcel)
{
    gboolean ok;

    g_mutex_lock(&lane->lock);
    while (lane->count == LINE_MOST && !lane->failed)
        g_cond_wait(&lane->changed, &lane->lock);
    ok = !lane->failed;
    if (ok) {
        lane->line[(lane->first + lane->count++) % LINE_MOST] = parcel_ref(parcel);
        g_cond_broadcast(&lane->changed);
    }
    g_mutex_unlock(&lane->lock);
    return ok;
}

gboolean lane_settle(struct lane *lane)
{
    gboolean ok;

    g_mutex_lock(&lane->lock);
    while ((lane->count > 0 || lane->busy) && !lane->failed)
        g_cond_wait(&lane->changed, &lane->lock);
    ok = !lane->failed;
    g_mutex_unlock(&lane->lock);
    return ok;
}

static void close_line(struct lane *lane, gboolean finish)
{
    g_mutex_lock(&lane->lock);
    if (!lane->closed) {
        lane->closed = TRUE;
        lane->finish = finish;
        for (; !finish && lane->count > 0;
             lane->count--, lane->first = (lane->first + 1) % LINE_MOST)
            parcel_unref(lane->line[lane->first]);
        g_cond_broadcast(&lane->changed);
    }
    g_mutex_unlock(&lane->lock);
}

/* ---- The output's side ---- */

static int64_t place(const struct lane *lane, int64_t frame)
{
    return resampler_place(frame, lane->job.engine_rate, lane->rate);
}

static gboolean tell_output(struct lane *lane, struct crier_event event)
{
    event.size = sizeof(event);
    event.article = lane->article;
    return output_event(lane->output, &event, &lane->error);
}

/* Hand on the samples that the change of rate has made. */
static gboolean hand_on(struct lane *lane)
{
    const struct crier_audio audio = { .size = sizeof(audio),
                                       .samples = (const float *)(void *)lane->made->data,
                                       .frames = lane->made->len,
                                       .start = lane->written };
    gboolean ok =
        audio.frames == 0 ||
        tell_output(lane, (struct crier_event){
                              .type = CRIER_EVENT_AUDIO, .frame = audio.start, .audio = &audio });

    lane->written += (int64_t)audio.frames;
    g_array_set_size(lane->made, 0);
    return ok;
}

/* The utterance with its times at the output's rate. */
static struct crier_utterance timed(struct lane *lane, const struct crier_utterance *given)
{
    struct crier_utterance utterance = *given;

    if (lane->rate == lane->job.engine_rate)
        return utterance;
    g_array_set_size(lane->words, 0);
    g_array_set_size(lane->phonemes, 0);
    g_array_append_vals(lane->words, given->words, (guint)given->word_count);
    g_array_append_vals(lane->phonemes, given->phonemes, (guint)given->phoneme_count);
    for (guint i = 0; i < lane->words->len; i++) {
        struct crier_mark *mark = &g_array_index(lane->words, struct crier_mark, i);

        mark->start = place(lane, mark->start);
        mark->end = place(lane, mark->end);
    }
    for (guint i = 0; i < lane->phonemes->len; i++) {
        struct crier_phoneme *phoneme = &g_array_index(lane->phonemes, struct crier_phoneme, i);

        phoneme->start = place(lane, phoneme->start);
    }
    utterance.words = (const struct crier_mark *)(void *)lane->words->data;
    utterance.phonemes = (const struct crier_phoneme *)(void *)lane->phonemes->data;
    utterance.frames =
        (uint64_t)(place(lane, given->start + (int64_t)given->frames) - place(lane, given->start));
    utterance.start = place(lane, given->start);
    return utterance;
}

static gboolean take(struct lane *lane, const struct parcel *parcel)
{
    struct crier_event event = { .type = parcel->type,
                                 .frame = place(lane, parcel->frame),
                                 .title = parcel->title };
    struct crier_utterance utterance;
    struct crier_file file;

    switch (parcel->type) {
    case CRIER_EVENT_AUDIO:
        resampler_feed(lane->resampler, parcel->samples, parcel->frames, lane->made);
        return hand_on(lane);
    case CRIER_EVENT_UTTERANCE:
        utterance = timed(lane, &parcel->utterance);
        if (lane->sound)
            utterance.pcm = NULL;
        event.utterance = &utterance;
        return tell_output(lane, event);
    case CRIER_EVENT_FILE:
        file = parcel->file;
        file.frames = event.frame;
        event.file = &file;
        return tell_output(lane, event);
    case CRIER_EVENT_ARTICLE_END:
        if (lane->resampler)
            resampler_finish(lane->resampler, lane->made);
        return hand_on(lane) && tell_output(lane, event);
    default:
        lane->article = parcel->article;
        return tell_output(lane, event);
    }
}

/* Tell whoever waits that this lane is lost, and empty the line. */
static void give_up(struct lane *lane)
{
    struct parcel *parcel;

    g_mutex_lock(&lane->lock);
    lane->failed = TRUE;
    lane->started = TRUE;
    g_cond_broadcast(&lane->changed);
    g_mutex_unlock(&lane->lock);
    while ((parcel = next_parcel(lane)))
        parcel_unref(parcel);
}

static gboolean begin(struct lane *lane)
{
    lane->output = output_new_with_options(lane->job.plugin, lane->job.path, lane->rate,
                                           lane->job.options, lane->job.document, &lane->error);
    if (!lane->output)
        return FALSE;
    g_mutex_lock(&lane->lock);
    lane->started = TRUE;
    g_cond_broadcast(&lane->changed);
    g_mutex_unlock(&lane->lock);
    return TRUE;
}

static gpointer run(gpointer data)
{
    struct lane *lane = data;
    struct parcel *parcel;
    gboolean ok = begin(lane);

    while (ok && (parcel = next_parcel(lane))) {
        ok = take(lane, parcel);
        parcel_unref(parcel);
    }
    if (ok && lane->finish)
        ok = output_finish(g_steal_pointer(&lane->output), &lane->bytes, &lane->error);
    output_abort(lane->output);
    lane->output = NULL;
    if (!ok)
        give_up(lane);
    return NULL;
}

/* ---- Life ---- */

static void lane_free(struct lane *lane)
{
    resampler_free(lane->resampler);
    g_array_unref(lane->made);
    g_array_unref(lane->words);
    g_array_unref(lane->phonemes);
    g_mutex_clear(&lane->lock);
    g_cond_clear(&lane->changed);
    g_clear_error(&lane->error);
    g_free(lane);
}

static gboolean has_begun(struct lane *lane)
{
    gboolean ok;

    g_mutex_lock(&lane->lock);
    while (!lane->started)
        g_cond_wait(&lane->changed, &lane->lock);
    ok = !lane->failed;
    g_mutex_unlock(&lane->lock);
    return ok;
}

struct lane *lane_new(const struct lane_job *job, GError **error)
{
    struct lane *lane = g_new0(struct lane, 1);

    lane->job = *job;
    lane->sound = output_sound(job->plugin);
    lane->rate = lane->sound ? output_rate(lane->sound, job->asked_rate, job->engine_rate)
                             : job->engine_rate;
    lane->made = g_array_new(FALSE, FALSE, sizeof(float));
    lane->words = g_array_new(FALSE, FALSE, sizeof(struct crier_mark));
    lane->phonemes = g_array_new(FALSE, FALSE, sizeof(struct crier_phoneme));
    g_mutex_init(&lane->lock);
    g_cond_init(&lane->changed);
    if (lane->sound && !(lane->resampler = resampler_new(job->engine_rate, lane->rate, error))) {
        lane_free(lane);
        return NULL;
    }
    lane->thread = g_thread_new("output", run, lane);
    if (has_begun(lane))
        return lane;
    lane_end(lane, NULL, error);
    return NULL;
}

gboolean lane_takes_sound(const struct lane *lane)
{
    return lane->sound != NULL;
}

uint32_t lane_rate(const struct lane *lane)
{
    return lane->rate;
}

void lane_finish(struct lane *lane)
{
    close_line(lane, TRUE);
}

gboolean lane_end(struct lane *lane, uint64_t *bytes, GError **error)
{
    gboolean ok;

    close_line(lane, FALSE);
    g_thread_join(lane->thread);
    ok = !lane->failed;
    if (bytes)
        *bytes = lane->bytes;
    if (!ok)
        g_propagate_error(error, g_steal_pointer(&lane->error));
    lane_free(lane);
    return ok;
}
