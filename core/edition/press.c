/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/press.h"

#include "core/base/error.h"
#include "core/document/notices.h"
#include "core/edition/package.h"

#include <string.h>
#include <unistd.h>
#include <xxhash.h>

/* Each thread keeps the engine that it used last: most articles have one voice. */
struct worker {
    struct press *press;
    struct shift *shift;
    struct engine *engine;
    const struct press_voice *voice;
    uint32_t words_per_minute;
};

/* What the threads share. */
struct shift {
    const GArray *articles;
    GMutex lock;
    guint next, finished;
    uint32_t jobs; /* of each engine */
    GError *error; /* ends everything */
};

/* ---- One article ---- */

static struct engine *engine_for(struct worker *worker, const struct press_voice *voice,
                                 uint32_t words_per_minute, GError **error)
{
    const struct press *press = worker->press;

    if (worker->engine && worker->voice == voice && worker->words_per_minute == words_per_minute)
        return worker->engine;
    engine_free(worker->engine);
    worker->voice = voice;
    worker->words_per_minute = words_per_minute;
    worker->engine =
        press->engine(press->engine_data, voice, words_per_minute, worker->shift->jobs, error);
    return worker->engine;
}

/* All that an article becomes, at one rate of speech. `plan` and `document` are the same. */
static gboolean make_at(struct worker *worker, const struct press_article *article,
                        const struct package *package, const struct plan *plan,
                        const GArray *insets, uint32_t words_per_minute, struct made *made,
                        GError **error)
{
    const struct press *press = worker->press;
    g_autoptr(GArray) audio_only = g_array_new(FALSE, FALSE, sizeof(struct maker_output));
    g_autofree char *id = words_per_minute > 0
                              ? g_strdup_printf("%s-%u", article->row.id, words_per_minute)
                              : g_strdup(article->row.id);
    struct maker_job job = { .document = package->document,
                             .plan = plan,
                             .insets = insets,
                             .profile = article->voice->profile,
                             .lexicons = article->voice->lexicons,
                             .pitch = article->voice->pitch,
                             .source = article->row.source,
                             .id = id,
                             .folder = press->folder,
                             .outputs = press->outputs,
                             .words_per_minute = words_per_minute,
                             .stop = press->stop };

    job.engine = engine_for(worker, article->voice, words_per_minute, error);
    if (!job.engine)
        return FALSE;
    for (guint i = 0; words_per_minute > 0 && i < press->outputs->len; i++) {
        const struct maker_output *output = &g_array_index(press->outputs, struct maker_output, i);

        if (g_str_has_prefix(output->plugin->media_type, "audio/"))
            g_array_append_val(audio_only, *output);
    }
    if (words_per_minute > 0)
        job.outputs = audio_only;
    return maker_run(&job, made, error);
}

static void note_rung(struct package *package, uint32_t words_per_minute,
                      const struct record *record)
{
    struct package_rung rung = { .words_per_minute = words_per_minute };

    for (guint i = 0; i < record->sentences->len; i++) {
        rung.start = g_array_index(record->sentences, struct recorded_sentence, i).start;
        g_array_append_val(package->rungs, rung);
    }
    rung.start = record->length;
    g_array_append_val(package->rungs, rung);
}

/* The further rates, whose files join those of the first. */
static gboolean climb(struct worker *worker, const struct press_article *article,
                      struct package *package, const struct plan *plan, const GArray *insets,
                      struct made *made, GError **error)
{
    const GArray *ladder = worker->press->ladder;

    for (guint i = 0; ladder && i < ladder->len; i++) {
        struct made more = { 0 };
        gboolean ok = make_at(worker, article, package, plan, insets,
                              g_array_index(ladder, uint32_t, i), &more, error);

        for (guint k = 0; ok && k < more.files->len; k++) {
            struct catalogue_file file = g_array_index(more.files, struct catalogue_file, k);

            /* Their strings live as long as the first's. */
            g_array_append_val(made->files, file);
        }
        for (guint k = 0; ok && k < more.strings->len; k++)
            g_ptr_array_add(made->strings, g_steal_pointer(&more.strings->pdata[k]));
        if (ok)
            note_rung(package, g_array_index(ladder, uint32_t, i), more.record);
        made_clear(&more);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

/* Everything stands on disk: the package last, then the catalogue. */
static gboolean enter(struct worker *worker, const struct press_article *article,
                      const struct package *package, const struct made *made, GError **error)
{
    const struct press *press = worker->press;
    struct catalogue_article row = article->row;
    g_autofree char *content =
        g_strdup_printf("%016" G_GINT64_MODIFIER "x",
                        (guint64)XXH3_64bits(made->sentences->str, made->sentences->len));
    g_autofree char *name = g_strdup_printf(".crier/packages/%s-%.16s.package", row.id, row.input);
    g_autofree char *path = g_build_filename(press->folder, name, NULL);
    gboolean ok;

    if (row.version == 0) {
        row.version = 1;
    } else if (strcmp(row.content, content) != 0) {
        row.version++;
        row.modified = press->now;
        if (row.state != STATE_WITHDRAWN)
            row.state = STATE_CORRECTED;
    }
    row.content = content;
    row.sentences = made->sentences->str;
    row.package = name;
    row.files = (const struct catalogue_file *)(void *)made->files->data;
    row.file_count = made->files->len;
    if (!package_save(path, package->document, made->record, package->rungs, &row, error))
        return FALSE;
    g_mutex_lock(&worker->shift->lock);
    ok = catalogue_put(press->catalogue, &row, error);
    g_mutex_unlock(&worker->shift->lock);
    return ok;
}

static gboolean make(struct worker *worker, const struct press_article *article, GError **error)
{
    const struct profile *profile = article->voice->profile;
    g_autoptr(GArray) insets = g_array_new(FALSE, FALSE, sizeof(struct inset));
    struct package package;
    struct made made = { 0 };
    struct plan *plan = NULL;
    gboolean ok = package_load(&package, article->draft, error);

    if (ok) {
        g_array_set_size(package.rungs, 0);
        document_complete(package.document, CRIER_META_LANGUAGE, article->language);
        document_complete(package.document, CRIER_META_DATE, article->date);
        document_complete(package.document, CRIER_META_PUBLISHER, article->publisher);
    }
    if (ok && article->correction)
        document_add_notices(package.document,
                             &(struct notice){ article->correction, article->language }, 1, NULL,
                             0);
    if (ok && profile->programme)
        programme_surround(profile->programme, package.document, article->values, insets);
    if (ok)
        plan = plan_make(package.document, profile->delivery);
    ok = ok && make_at(worker, article, &package, plan, insets, 0, &made, error) &&
         climb(worker, article, &package, plan, insets, &made, error) &&
         enter(worker, article, &package, &made, error);
    g_mutex_lock(&worker->shift->lock);
    worker->press->lost += ok ? made.lost : 0;
    g_mutex_unlock(&worker->shift->lock);
    made_clear(&made);
    plan_free(plan);
    package_clear(&package);
    return ok;
}

/* ---- Threads ---- */

static gboolean ends_all(const GError *error)
{
    return error->code == ERROR_STOPPED || error->code == ERROR_ENGINE ||
           error->code == ERROR_OUTPUT;
}

/* One more is done. FALSE when everything ends. */
static gboolean note(struct worker *worker, const struct press_article *article, GError *error)
{
    struct press *press = worker->press;
    struct shift *shift = worker->shift;
    gboolean go_on = !error || !ends_all(error);
    g_autofree char *line = NULL;

    g_mutex_lock(&shift->lock);
    press->made += !error;
    press->failed += error != NULL;
    if (!go_on && !shift->error)
        shift->error = g_error_copy(error);
    if (go_on && press->done)
        press->done(press->say_data, ++shift->finished, shift->articles->len);
    g_mutex_unlock(&shift->lock);
    if (error && go_on) {
        g_autofree char *shown = error_printable(article->row.source, -1);

        line = g_strdup_printf("%s is left out: %s", shown, error->message);
        press->say(press->say_data, line);
    }
    g_clear_error(&error);
    return go_on;
}

static const struct press_article *next_article(struct shift *shift)
{
    const struct press_article *article = NULL;

    g_mutex_lock(&shift->lock);
    if (!shift->error && shift->next < shift->articles->len)
        article = &g_array_index(shift->articles, struct press_article, shift->next++);
    g_mutex_unlock(&shift->lock);
    return article;
}

static gpointer work(gpointer data)
{
    struct worker *worker = data;
    const struct press_article *article;

    while ((article = next_article(worker->shift))) {
        GError *error = NULL;

        make(worker, article, &error);
        if (!note(worker, article, error))
            break;
    }
    engine_free(worker->engine);
    worker->engine = NULL;
    return NULL;
}

gboolean press_run(struct press *press, const GArray *articles, GError **error)
{
    const guint count = MAX(1, MIN(press->jobs, articles->len));
    struct shift shift = { .articles = articles, .jobs = MAX(1, press->jobs / count) };
    g_autofree struct worker *workers = g_new0(struct worker, count);
    g_autofree GThread **threads = g_new0(GThread *, count);

    g_mutex_init(&shift.lock);
    for (guint i = 0; i < count; i++) {
        workers[i] = (struct worker){ .press = press, .shift = &shift };
        threads[i] = g_thread_new("press", work, &workers[i]);
    }
    for (guint i = 0; i < count; i++)
        g_thread_join(threads[i]);
    g_mutex_clear(&shift.lock);
    if (!shift.error)
        return TRUE;
    g_propagate_error(error, shift.error);
    return FALSE;
}
