/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/speaking.h"

#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/ladder.h"
#include "core/cli/reports.h"
#include "core/cli/terminal.h"
#include "core/cli/wrap.h"
#include "core/production/changes.h"
#include "core/production/publication.h"
#include "core/synthesis/cached.h"

/* What happens beside the outputs while an article is spoken. */
struct watch {
    struct progress progress;
    uint32_t rate;
    guint64 lost_words; /* words that should have been heard and were not */
};

/* One article, at one rate, and all that comes of it. */
struct rung {
    struct speaking *speaking;
    const struct article *article;
    const GPtrArray *targets;
    struct engine *engine;
    struct engine *own; /* the same, when it is of this rung alone */
    uint32_t rate;      /* words a minute, 0: the speaker's */
    gboolean first;     /* of all rates */
    uint64_t hits;      /* of the cache before it */
    struct production production;
    struct publication *publication;
    struct reports reports;
    struct record *record;   /* NULL: nobody asks for it */
    struct changes *changes; /* likewise */
    char *mastering;         /* what was done, or NULL */
    struct watch watch;
    gint64 started;
};

static gboolean watch_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct watch *watch = data;
    const GArray *silent = sentence->form->silent;

    (void)error;
    for (guint i = 0; i < silent->len; i++)
        watch->lost_words += g_array_index(silent, struct silent_word, i).lost ? 1 : 0;
    progress_step(&watch->progress, sentence->number,
                  (double)(sentence->start + sentence->frames) / watch->rate);
    return TRUE;
}

/* ---- What people hear of it ---- */

/* A rate that a format cannot have is replaced by the next one that it can. */
static void say_rate(const struct speaking *speaking, const char *path, uint32_t rate)
{
    g_autofree char *shown = error_printable(path, -1);

    if (speaking->sample_rate > 0 && rate > 0 && rate != (uint32_t)speaking->sample_rate)
        terminal_say(VERBOSITY_NORMAL, "note on %s: this format has no %d Hz; it is made at %u Hz",
                     shown, speaking->sample_rate, rate);
}

static void say_written(const struct rung *rung, double seconds)
{
    g_autofree char *plays = terminal_duration(seconds);
    g_autofree char *took =
        terminal_duration((double)(g_get_monotonic_time() - rung->started) / G_USEC_PER_SEC);

    for (guint i = 0; i < rung->targets->len; i++) {
        const struct target *target = rung->targets->pdata[i];
        g_autofree char *path = error_printable(target->path, -1);

        if (target->plugin && g_str_has_prefix(target->plugin->media_type, "audio/"))
            terminal_say(VERBOSITY_NORMAL, "wrote %s: it plays %s, it took %s", path, plays, took);
        else
            terminal_say(VERBOSITY_NORMAL, "wrote %s", path);
    }
}

static void say_mastering(const struct rung *rung)
{
    if (rung->mastering)
        terminal_say(VERBOSITY_NORMAL, "mastered %s: %s", rung->article->source.display,
                     rung->mastering);
}

/* Exit code 1 when something that should be heard was not. */
static int say_losses(const struct rung *rung, guint64 sentences)
{
    if (rung->watch.lost_words == 0 && sentences == 0)
        return 0;
    terminal_say(VERBOSITY_QUIET,
                 "partly done: %s lost %" G_GUINT64_FORMAT " words and %" G_GUINT64_FORMAT
                 " whole sentences that cannot be spoken; "
                 "`crier inspect --stage=ledger` names them",
                 rung->article->source.display, rung->watch.lost_words, sentences);
    return 1;
}

/* An entry that never applied is often misspelled: worth a word to those who ask. */
static void say_unused(const struct lexicon_usage *usage)
{
    guint unused = usage_unused(usage);

    if (unused > 0)
        terminal_say(VERBOSITY_VERBOSE,
                     "%u of %u lexicon entries never applied; "
                     "`crier inspect --stage=lexicon` names them",
                     unused, usage->entries->len);
}

static void say_changes(const struct rung *rung)
{
    const char *name = rung->article->source.display;
    struct changes_totals totals;

    if (!rung->changes)
        return;
    totals = changes_end(rung->changes);
    if (totals.other_voice)
        terminal_say(VERBOSITY_NORMAL, "%s: the ledger is of another voice, or of another rate",
                     name);
    terminal_say(VERBOSITY_NORMAL,
                 "%s: of %" G_GUINT64_FORMAT " sentences %" G_GUINT64_FORMAT
                 " are as before, %" G_GUINT64_FORMAT " sound different, %" G_GUINT64_FORMAT
                 " are new; %" G_GUINT64_FORMAT " are gone",
                 name, totals.all, totals.same, totals.altered, totals.added, totals.gone);
    for (guint i = 0; i < changes_lines(rung->changes)->len; i++)
        terminal_say(VERBOSITY_VERBOSE, "%s: %s", name,
                     (const char *)changes_lines(rung->changes)->pdata[i]);
}

/* How much of it was spoken anew. */
static void say_cache(const struct rung *rung, uint64_t hits)
{
    const uint64_t all = plan_count(rung->article->plan);

    if (!rung->speaking->speaker->no_cache)
        terminal_say(VERBOSITY_VERBOSE,
                     "%s: synthesised %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                     " sentences; the others were in the cache",
                     rung->article->source.display, all > hits ? all - hits : 0, all);
}

/* ---- One rate ---- */

static gboolean open_outputs(struct rung *rung, GError **error)
{
    for (guint i = 0; i < rung->targets->len; i++) {
        const struct target *target = rung->targets->pdata[i];
        uint32_t rate;

        if (!target->plugin || output_media(target->plugin))
            continue;
        if (!publication_add(rung->publication, target->plugin, target->path, target->options,
                             &rate, error))
            return FALSE;
        say_rate(rung->speaking, target->path, rate);
    }
    return wrap_open(rung->targets, rung->publication, error) &&
           publication_start(rung->publication, error);
}

static gboolean run(struct rung *rung, struct production *production, GError **error)
{
    struct sink sinks[5] = { { publication_sentence, rung->publication, publication_sound },
                             { .sentence = reports_sentence, .data = &rung->reports },
                             { .sentence = watch_sentence, .data = &rung->watch } };
    size_t count = 3;

    if (rung->record)
        sinks[count++] = (struct sink){ .sentence = record_sentence, .data = rung->record };
    if (rung->changes)
        sinks[count++] = (struct sink){ .sentence = changes_sentence, .data = rung->changes };
    production->sinks = sinks;
    production->sink_count = count;
    if (!production_run(production, error))
        return FALSE;
    production->sinks = NULL;
    if (rung->record)
        rung->record->length = production->length;
    return TRUE;
}

/* Everything is made, and nothing has appeared yet. */
static gboolean produce(struct rung *rung, GError **error)
{
    struct speaking *speaking = rung->speaking;
    struct production *production = &rung->production;
    gboolean ok;

    progress_begin(&rung->watch.progress, speaking->progress_mode, rung->article->source.display,
                   plan_count(rung->article->plan));
    ok = open_outputs(rung, error) &&
         reports_open(&rung->reports, rung->targets, speaking->strict, rung->article, rung->engine,
                      error) &&
         run(rung, production, error) &&
         reports_write(&rung->reports, production->length, production->usage, error) &&
         publication_settle(rung->publication, production->length, error);
    progress_end(&rung->watch.progress);
    return ok;
}

static gboolean prepare(struct rung *rung, GError **error)
{
    struct speaking *speaking = rung->speaking;

    if (rung->rate > 0)
        rung->engine = rung->own =
            speaker_engine(speaking->speaker, rung->rate, speaking->speaker->options.jobs, error);
    if (!rung->engine)
        return FALSE;
    if (rung->rate > 0 || wrap_wanted(rung->targets))
        rung->record = record_new(rung->engine->rate);
    if (!speaking->since || !rung->first)
        return TRUE;
    rung->changes = changes_load(speaking->since, rung->engine->identity, error);
    return rung->changes != NULL;
}

static gboolean climb(struct rung *rung, GError **error)
{
    struct speaker *speaker = rung->speaking->speaker;
    const struct programme *programme = speaker->profile.programme;
    struct publication_job job = { .document = rung->article->document,
                                   .source = rung->article->source.name,
                                   .sentences = plan_count(rung->article->plan),
                                   .asked_rate = (uint32_t)rung->speaking->sample_rate,
                                   .loudness = speaker->profile.loudness,
                                   .bed = programme_bed(programme) };

    if (!prepare(rung, error))
        return FALSE;
    job.rate = rung->engine->rate;
    rung->hits = speaker->no_cache ? 0 : cached_hits(rung->engine);
    rung->watch.rate = rung->engine->rate;
    rung->production = (struct production){ .document = rung->article->document,
                                            .plan = rung->article->plan,
                                            .engine = rung->engine,
                                            .stop = &command_stopped,
                                            .lexicons = (const char *const *)speaker->lexicons,
                                            .pitch = (uint32_t)speaker->pitch,
                                            .usage = usage_new(),
                                            .insets = rung->article->insets,
                                            .tail = programme_tail(programme) };
    rung->publication = publication_new(&job);
    return produce(rung, error);
}

/* Now all of it appears. Returns 0 or 1, or -1 with an error. */
static int land(struct rung *rung, GError **error)
{
    const struct production *production = &rung->production;
    const struct speaker *speaker = rung->speaking->speaker;
    int code;

    if (!publication_finish(g_steal_pointer(&rung->publication), &rung->mastering, error) ||
        !wrap_all(rung->targets, rung->article, rung->record, speaker, error) ||
        !reports_commit(&rung->reports, error))
        return -1;
    say_unused(production->usage);
    say_mastering(rung);
    say_written(rung, (double)production->length / rung->engine->rate);
    say_changes(rung);
    say_cache(rung, speaker->no_cache ? 0 : cached_hits(rung->engine) - rung->hits);
    code = say_losses(rung, production->lost);
    return reports_judge(&rung->reports, rung->article) == 0 ? code : 1;
}

static void rung_clear(struct rung *rung)
{
    publication_abort(rung->publication);
    wrap_close(rung->targets);
    reports_abort(&rung->reports);
    record_free(rung->record);
    changes_free(rung->changes);
    usage_free(rung->production.usage);
    engine_free(rung->own);
    g_free(rung->mastering);
}

/* ---- All rates: either everything of an article appears, or nothing ---- */

static gboolean write_index(struct speaking *speaking, const struct article *article,
                            const struct rung *rungs, GPtrArray *const *targets, GError **error)
{
    g_autoptr(GPtrArray) records = g_ptr_array_new();
    g_autofree char *path = NULL, *shown = NULL;

    if (speaking->rates->len == 0)
        return TRUE;
    path = targets_index(targets[0], rungs[0].rate);
    for (guint i = 0; i < speaking->rates->len; i++)
        g_ptr_array_add(records, rungs[i].record);
    if (!ladder_write(path, article, speaking->rates, targets, records, error))
        return FALSE;
    shown = error_printable(path, -1);
    terminal_say(VERBOSITY_NORMAL, "wrote %s", shown);
    return TRUE;
}

static int climb_all(struct speaking *speaking, const struct article *article,
                     GPtrArray *const *targets, struct engine *engine, GError **error)
{
    const guint count = MAX(1, speaking->rates->len);
    g_autofree struct rung *rungs = g_new0(struct rung, count);
    const gint64 started = g_get_monotonic_time();
    gboolean ok = TRUE;
    int worst = 0;

    for (guint i = 0; i < count; i++)
        rungs[i] = (struct rung){ .speaking = speaking,
                                  .article = article,
                                  .targets = targets[i],
                                  .engine = speaking->rates->len > 0 ? NULL : engine,
                                  .rate = speaking->rates->len > 0
                                              ? g_array_index(speaking->rates, uint32_t, i)
                                              : 0,
                                  .first = i == 0,
                                  .started = started };
    for (guint i = 0; ok && i < count; i++)
        ok = climb(&rungs[i], error);
    /* The index comes first: where it cannot be written nothing else appears. */
    ok = ok && write_index(speaking, article, rungs, targets, error);
    for (guint i = 0; ok && i < count; i++) {
        int code = land(&rungs[i], error);

        ok = code >= 0;
        worst = MAX(worst, code);
    }
    for (guint i = 0; i < count; i++)
        rung_clear(&rungs[i]);
    return ok ? worst : -1;
}

int speaking_run(struct speaking *speaking, const char *name, GPtrArray *const *rungs,
                 struct engine *engine, GError **error)
{
    struct article article;
    gboolean read;
    int code = -1;

    g_mutex_lock(&speaking->reading);
    read = article_read(&article, speaking->readers, name, &speaking->options, error);
    g_mutex_unlock(&speaking->reading);
    if (read) {
        /* The text lives in the document now; only a ledger looks at the source again. */
        if (!reports_wanted(rungs[0], speaking->strict))
            g_clear_pointer(&article.source.bytes, g_free);
        code = climb_all(speaking, &article, rungs, engine, error);
    }
    article_clear(&article);
    return code;
}
