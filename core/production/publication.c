/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/publication.h"

#include "core/audio/bed.h"
#include "core/audio/spool.h"
#include "core/production/lane.h"
#include "core/production/told.h"

#include <string.h>

/* Frames handed on at once. */
#define PIECE 32768u

struct target_output {
    struct lane *lane;
    char *path;
    const struct crier_output *plugin;
};

struct publication {
    struct publication_job job;
    GArray *outputs; /* of struct target_output */
    GArray *meta;    /* of struct crier_meta, values borrowed from the document */
    struct crier_article article;
    gboolean any_sound, any_pcm; /* some output takes audio; some takes samples of sentences */
    int64_t made;                /* frames of audio so far */
    struct master *master;       /* NULL: no target, or nobody takes audio */
    struct spool *spool;
    struct bed bed;
    int64_t length; /* once it has settled */
};

static struct target_output *output_at(const struct publication *publication, guint index)
{
    return &g_array_index(publication->outputs, struct target_output, index);
}

struct publication *publication_new(const struct publication_job *job)
{
    struct publication *publication = g_new0(struct publication, 1);

    publication->job = *job;
    bed_init(&publication->bed, job->bed);
    publication->outputs = g_array_new(FALSE, FALSE, sizeof(struct target_output));
    publication->meta = told_meta(job->document);
    publication->article =
        (struct crier_article){ .size = sizeof(struct crier_article),
                                .source = job->source,
                                .meta = (const struct crier_meta *)(void *)publication->meta->data,
                                .meta_count = publication->meta->len,
                                .sentence_count = job->sentences };
    return publication;
}

gboolean publication_add(struct publication *publication, const struct crier_output *plugin,
                         const char *path, const GArray *options, uint32_t *rate, GError **error)
{
    const struct lane_job job = { .plugin = plugin,
                                  .path = path,
                                  .options = options,
                                  .document = publication->job.document,
                                  .engine_rate = publication->job.rate,
                                  .asked_rate = publication->job.asked_rate };
    struct target_output target = { .plugin = plugin };

    target.lane = lane_new(&job, error);
    if (!target.lane)
        return FALSE;
    target.path = g_strdup(path);
    g_array_append_val(publication->outputs, target);
    if (lane_takes_sound(target.lane))
        publication->any_sound = TRUE;
    else
        publication->any_pcm = TRUE;
    *rate = lane_takes_sound(target.lane) ? lane_rate(target.lane) : 0;
    return TRUE;
}

/* ---- Telling the outputs ---- */

/* Why a lane is lost: it is ended for that. */
static gboolean lane_lost(struct publication *publication, guint index, GError **error)
{
    struct target_output *target = output_at(publication, index);

    lane_end(g_steal_pointer(&target->lane), NULL, error);
    return FALSE;
}

/* Which outputs. */
enum whom { EVERYBODY, WITH_SOUND, WITHOUT_SOUND };

/* Tell outputs that are still open. The parcel is used up. */
static gboolean tell(struct publication *publication, struct parcel *parcel, enum whom whom,
                     GError **error)
{
    gboolean ok = TRUE;

    for (guint i = 0; ok && i < publication->outputs->len; i++) {
        struct lane *lane = output_at(publication, i)->lane;

        if (lane && (whom == EVERYBODY || lane_takes_sound(lane) == (whom == WITH_SOUND)) &&
            !lane_tell(lane, parcel))
            ok = lane_lost(publication, i, error);
    }
    parcel_unref(parcel);
    return ok;
}

static gboolean prepare_mastering(struct publication *publication, GError **error)
{
    g_autofree char *folder = NULL;

    if (!publication->job.loudness || !publication->any_sound)
        return TRUE;
    folder = g_path_get_dirname(output_at(publication, 0)->path);
    publication->master = master_new(publication->job.loudness, publication->job.rate, error);
    if (publication->master)
        publication->spool = spool_new(folder, error);
    return publication->spool != NULL;
}

gboolean publication_start(struct publication *publication, GError **error)
{
    return prepare_mastering(publication, error) &&
           tell(publication, parcel_event(CRIER_EVENT_ARTICLE_START, 0, &publication->article),
                EVERYBODY, error);
}

/* ---- Audio ---- */

static void to_float(const int16_t *samples, gsize frames, float *out)
{
    for (gsize i = 0; i < frames; i++)
        out[i] = (float)samples[i] / 32768;
}

/* The next samples of the programme: at once, or by way of the disk. */
static gboolean make_audio(struct publication *publication, const int16_t *samples, gsize frames,
                           GError **error)
{
    int16_t mixed[PIECE];
    float piece[PIECE];

    for (gsize done = 0; done < frames;) {
        gsize count = MIN(frames - done, PIECE);

        memcpy(mixed, samples + done, count * sizeof(*mixed));
        bed_mix(&publication->bed, publication->made, mixed, count);
        publication->made += (int64_t)count;
        to_float(mixed, count, piece);
        if (!publication->master) {
            if (!tell(publication, parcel_audio(piece, count), WITH_SOUND, error))
                return FALSE;
        } else {
            master_measure(publication->master, piece, count);
            if (!spool_write(publication->spool, mixed, count, error))
                return FALSE;
        }
        done += count;
    }
    return TRUE;
}

static gboolean make_silence(struct publication *publication, int64_t until, GError **error)
{
    static const int16_t silence[PIECE];

    while (publication->made < until)
        if (!make_audio(publication, silence, (gsize)MIN(until - publication->made, (int64_t)PIECE),
                        error))
            return FALSE;
    return TRUE;
}

/* What a pass does with each piece. */
typedef gboolean (*pass_piece)(struct publication *publication, const float *samples, gsize frames,
                               GError **error);

static gboolean pass(struct publication *publication, pass_piece each, GError **error)
{
    int16_t samples[PIECE];
    float piece[PIECE];
    gsize got;

    do {
        if (!spool_read(publication->spool, samples, PIECE, &got, error))
            return FALSE;
        to_float(samples, got, piece);
        if (!each(publication, piece, got, error))
            return FALSE;
    } while (got > 0);
    return TRUE;
}

static gboolean rehearse_piece(struct publication *publication, const float *samples, gsize frames,
                               GError **error)
{
    (void)error;
    master_rehearse(publication->master, samples, frames);
    return TRUE;
}

static gboolean master_piece(struct publication *publication, const float *samples, gsize frames,
                             GError **error)
{
    g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(float));

    if (frames > 0)
        master_apply(publication->master, samples, frames, made);
    else
        master_finish(publication->master, made);
    return made->len == 0 ||
           tell(publication, parcel_audio((const float *)(void *)made->data, made->len), WITH_SOUND,
                error);
}

/* All of it has been measured: once more, now to be heard. */
static gboolean master_all(struct publication *publication, GError **error)
{
    if (!publication->master)
        return TRUE;
    if (master_rehearses(publication->master)) {
        if (!pass(publication, rehearse_piece, error))
            return FALSE;
        master_rehearsed(publication->master);
    }
    return pass(publication, master_piece, error);
}

gboolean publication_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct publication *publication = data;

    bed_start(&publication->bed, sentence->start);
    if (publication->any_sound &&
        (!make_silence(publication, sentence->start, error) ||
         !make_audio(publication, sentence->pcm, sentence->frames, error)))
        return FALSE;
    if (sentence->number == publication->job.sentences)
        bed_end(&publication->bed, sentence->start + sentence->frames);
    return tell(publication, parcel_utterance(sentence, publication->any_pcm), EVERYBODY, error);
}

gboolean publication_sound(void *data, const struct inset *inset, int64_t start, GError **error)
{
    struct publication *publication = data;
    const struct clip *clip = *inset->clip;
    const int64_t end = start + clip->frames;

    if (publication->any_sound &&
        (!make_silence(publication, start, error) ||
         !make_audio(publication, clip->samples, (gsize)clip->frames, error)))
        return FALSE;
    return tell(publication,
                parcel_titled(CRIER_EVENT_SOUND_START, start, inset->label, &publication->article),
                EVERYBODY, error) &&
           tell(publication,
                parcel_titled(CRIER_EVENT_SOUND_END, end, inset->label, &publication->article),
                EVERYBODY, error);
}

/* ---- The end ---- */

static void publication_free(struct publication *publication)
{
    for (guint i = 0; i < publication->outputs->len; i++) {
        struct target_output *target = output_at(publication, i);

        if (target->lane)
            lane_end(target->lane, NULL, NULL);
        g_free(target->path);
    }
    g_array_unref(publication->outputs);
    g_array_unref(publication->meta);
    master_free(publication->master);
    spool_free(publication->spool);
    g_free(publication);
}

/* Nobody finishes before everybody could: a failure must leave no file at all. */
static gboolean settle_all(struct publication *publication, GError **error)
{
    for (guint i = 0; i < publication->outputs->len; i++)
        if (!lane_settle(output_at(publication, i)->lane))
            return lane_lost(publication, i, error);
    return TRUE;
}

/* End one output; tell those without audio that are still open of its file. */
static gboolean end_output(struct publication *publication, struct target_output *target,
                           int64_t length, GError **error)
{
    struct crier_file file = { .size = sizeof(file),
                               .path = target->path,
                               .media_type = target->plugin->media_type,
                               .frames = length };

    return lane_end(g_steal_pointer(&target->lane), &file.bytes, error) &&
           tell(publication, parcel_file(&file, &publication->article), WITHOUT_SOUND, error);
}

/* Those with audio first, beside each other: the others may refer to their files. */
static gboolean finish_all(struct publication *publication, int64_t length, GError **error)
{
    for (guint i = 0; i < publication->outputs->len; i++)
        if (lane_takes_sound(output_at(publication, i)->lane))
            lane_finish(output_at(publication, i)->lane);
    for (int sound = 1; sound >= 0; sound--)
        for (guint i = 0; i < publication->outputs->len; i++) {
            struct target_output *target = output_at(publication, i);

            if (!target->lane || lane_takes_sound(target->lane) != sound)
                continue;
            lane_finish(target->lane);
            if (!end_output(publication, target, length, error))
                return FALSE;
        }
    return TRUE;
}

gboolean publication_settle(struct publication *publication, int64_t length, GError **error)
{
    publication->length = length;
    return (!publication->any_sound || make_silence(publication, length, error)) &&
           master_all(publication, error) &&
           tell(publication, parcel_event(CRIER_EVENT_ARTICLE_END, length, &publication->article),
                EVERYBODY, error) &&
           settle_all(publication, error);
}

gboolean publication_finish(struct publication *publication, char **mastering, GError **error)
{
    gboolean ok = finish_all(publication, publication->length, error);

    *mastering = ok && publication->master ? master_report(publication->master) : NULL;
    publication_free(publication);
    return ok;
}

void publication_abort(struct publication *publication)
{
    if (publication)
        publication_free(publication);
}
