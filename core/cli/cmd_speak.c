/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/progress.h"
#include "core/cli/reports.h"
#include "core/cli/speaker.h"
#include "core/cli/targets.h"
#include "core/cli/terminal.h"
#include "core/plugin/loader.h"
#include "core/production/publication.h"

/* Frames per second that somebody may want. */
enum { RATE_LEAST = 4000, RATE_MOST = 192000 };

struct speak {
    char **outputs;
    char **settings;
    char *formats;
    struct article_options options;
    char *progress_name;
    int sample_rate; /* 0: each format's own */
    gboolean quiet, verbose, strict;

    char **articles;
    enum progress_mode progress_mode;
    struct speaker speaker;
    struct session *readers;
    GPtrArray *targets; /* for each article, an array of struct target */
};

/* What happens beside the outputs while an article is spoken. */
struct watch {
    struct progress progress;
    uint32_t rate;
    guint64 lost_words; /* words that should have been heard and were not */
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

/* ---- One article ---- */

/* A rate that a format cannot have is replaced by the next one that it can. */
static void say_rate(const struct speak *speak, const char *path, uint32_t rate)
{
    g_autofree char *shown = error_printable(path, -1);

    if (speak->sample_rate > 0 && rate > 0 && rate != (uint32_t)speak->sample_rate)
        terminal_say(VERBOSITY_NORMAL, "note on %s: this format has no %d Hz; it is made at %u Hz",
                     shown, speak->sample_rate, rate);
}

static gboolean open_outputs(const struct speak *speak, struct publication *publication,
                             const GPtrArray *targets, GError **error)
{
    for (guint i = 0; i < targets->len; i++) {
        const struct target *target = targets->pdata[i];
        uint32_t rate;

        if (!target->plugin)
            continue;
        if (!publication_add(publication, target->plugin, target->path, target->options, &rate,
                             error))
            return FALSE;
        say_rate(speak, target->path, rate);
    }
    return publication_start(publication, error);
}

static void say_written(const GPtrArray *targets, double seconds, gint64 started)
{
    g_autofree char *plays = terminal_duration(seconds);
    g_autofree char *took =
        terminal_duration((double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC);

    for (guint i = 0; i < targets->len; i++) {
        const struct target *target = targets->pdata[i];
        g_autofree char *path = error_printable(target->path, -1);

        if (target->plugin && g_str_has_prefix(target->plugin->media_type, "audio/"))
            terminal_say(VERBOSITY_NORMAL, "wrote %s: it plays %s, it took %s", path, plays, took);
        else
            terminal_say(VERBOSITY_NORMAL, "wrote %s", path);
    }
}

/* `report` is used up. */
static void say_mastering(const struct article *article, char *report)
{
    if (report)
        terminal_say(VERBOSITY_NORMAL, "mastered %s: %s", article->source.display, report);
    g_free(report);
}

/* Exit code 1 when something that should be heard was not. */
static int say_losses(const struct article *article, const struct watch *watch, guint64 sentences)
{
    if (watch->lost_words == 0 && sentences == 0)
        return 0;
    terminal_say(VERBOSITY_QUIET,
                 "partly done: %s lost %" G_GUINT64_FORMAT
                 " words too long to speak and %" G_GUINT64_FORMAT
                 " sentences that broke the engine; "
                 "`crier inspect --stage=ledger` names them",
                 article->source.display, watch->lost_words, sentences);
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

/* All that comes of one article: outputs, ledgers, progress. */
struct products {
    struct publication *publication;
    struct reports reports;
    char *mastering; /* what was done, or NULL */
    struct watch watch;
};

static gboolean produce(struct speak *speak, const struct article *article,
                        const GPtrArray *targets, struct products *products,
                        struct production *production, GError **error)
{
    const struct sink sinks[] = { { publication_sentence, products->publication,
                                    publication_sound },
                                  { .sentence = reports_sentence, .data = &products->reports },
                                  { .sentence = watch_sentence, .data = &products->watch } };
    gboolean ok;

    production->sinks = sinks;
    production->sink_count = G_N_ELEMENTS(sinks);
    progress_begin(&products->watch.progress, speak->progress_mode, plan_count(article->plan));
    ok = open_outputs(speak, products->publication, targets, error) &&
         reports_open(&products->reports, targets, speak->strict, article, production->engine->rate,
                      error) &&
         production_run(production, error) &&
         reports_write(&products->reports, production->length, production->usage, error);
    progress_end(&products->watch.progress);
    production->sinks = NULL;
    if (!ok) {
        publication_abort(products->publication);
        return FALSE;
    }
    say_unused(production->usage);
    return publication_finish(products->publication, production->length, &products->mastering,
                              error) &&
           reports_commit(&products->reports, error);
}

static int publish(struct speak *speak, const struct article *article, const GPtrArray *targets,
                   gint64 started, GError **error)
{
    struct engine *engine = speak->speaker.engine;
    const struct programme *programme = speak->speaker.profile.programme;
    const struct publication_job job = { .document = article->document,
                                         .source = article->source.name,
                                         .sentences = plan_count(article->plan),
                                         .rate = engine->rate,
                                         .asked_rate = (uint32_t)speak->sample_rate,
                                         .loudness = speak->speaker.profile.loudness,
                                         .bed = programme_bed(programme) };
    struct products products = { .publication = publication_new(&job),
                                 .watch = { .rate = engine->rate } };
    struct production production = { .document = article->document,
                                     .plan = article->plan,
                                     .engine = engine,
                                     .stop = &command_stopped,
                                     .lexicons = (const char *const *)speak->speaker.lexicons,
                                     .pitch = (uint32_t)speak->speaker.pitch,
                                     .insets = article->insets,
                                     .tail = programme_tail(programme),
                                     .usage = usage_new() };
    gboolean ok = produce(speak, article, targets, &products, &production, error);
    int losses;
    int strict;

    reports_abort(&products.reports);
    usage_free(production.usage);
    if (!ok) {
        g_free(products.mastering);
        return -1;
    }
    say_mastering(article, products.mastering);
    say_written(targets, (double)production.length / engine->rate, started);
    losses = say_losses(article, &products.watch, production.lost);
    strict = reports_judge(&products.reports, article);
    return MAX(losses, strict);
}

/* Returns 0 or 1, or -1 with an error. */
static int speak_article(struct speak *speak, guint index, GError **error)
{
    gint64 started = g_get_monotonic_time();
    struct article article;
    int code = -1;

    if (article_read(&article, speak->readers, speak->articles[index], &speak->options, error)) {
        const GPtrArray *targets = speak->targets->pdata[index];

        /* The text lives in the document now; only a ledger looks at the source again. */
        if (!reports_wanted(targets, speak->strict))
            g_clear_pointer(&article.source.bytes, g_free);
        code = publish(speak, &article, targets, started, error);
    }
    article_clear(&article);
    return code;
}

/* ---- All of them ---- */

/* Is there any sense in going on with the next article? */
static gboolean ends_all(const GError *error)
{
    return error->code == ERROR_STOPPED || error->code == ERROR_ENGINE;
}

static int speak_all(struct speak *speak)
{
    guint count = g_strv_length(speak->articles);
    int worst = 0;
    guint done = 0;

    for (guint i = 0; i < count; i++) {
        GError *error = NULL;
        int code = speak_article(speak, i, &error);

        if (code >= 0)
            done++;
        if (error) {
            gboolean last = ends_all(error);

            code = terminal_fail(error);
            if (last)
                return code;
        }
        worst = MAX(worst, code);
    }
    /* Some came out whole, some did not: partly done. */
    return done > 0 && worst > 1 ? 1 : worst;
}

static gboolean check_rate(const struct speak *speak, GError **error)
{
    if (speak->sample_rate == 0 ||
        (speak->sample_rate >= RATE_LEAST && speak->sample_rate <= RATE_MOST))
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--sample-rate is %d; it must be from %d to %d",
                speak->sample_rate, RATE_LEAST, RATE_MOST);
    return FALSE;
}

static gboolean prepare(struct speak *speak, GError **error)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);
    struct session *outputs = session_new(folders, CRIER_KIND_OUTPUT);
    gboolean ok = progress_mode_parse(speak->progress_name, &speak->progress_mode, error) &&
                  speaker_profile(&speak->speaker, error) && check_rate(speak, error) &&
                  session_scan(outputs, error);

    if (speak->quiet && !speak->progress_name)
        speak->progress_mode = PROGRESS_NONE;
    speak->options.profile = &speak->speaker.profile;
    if (ok)
        speak->targets =
            targets_plan(outputs, speak->articles, speak->outputs, speak->formats, error);
    ok = speak->targets && targets_set(speak->targets, outputs, speak->settings, error);
    session_free(outputs);
    if (!ok)
        return FALSE;
    speak->readers = article_readers();
    return speaker_start(&speak->speaker, error);
}

static void speak_clear(struct speak *speak)
{
    speaker_clear(&speak->speaker);
    session_free(speak->readers);
    g_clear_pointer(&speak->targets, g_ptr_array_unref);
    g_strfreev(speak->articles);
    g_strfreev(speak->outputs);
    g_strfreev(speak->settings);
    g_free(speak->formats);
    article_options_clear(&speak->options);
    g_free(speak->progress_name);
}

static int run(int argc, char **argv)
{
    struct speak speak = { 0 };
    GError *error = NULL;
    int code;
    const GOptionEntry own[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &speak.outputs,
          "File to write; its suffix says what it becomes. Or a folder", "PATH" },
        { "as", 0, 0, G_OPTION_ARG_STRING, &speak.formats,
          "With a folder: what to make, separated by commas (wav)", "LIST" },
        { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &speak.settings,
          "An option of an output, such as vtt.words=1; may be given several times",
          "OUTPUT.KEY=VALUE" },
        { "strict", 0, 0, G_OPTION_ARG_NONE, &speak.strict,
          "Exit code 1 when a word was skipped that nobody asked to skip", NULL },
        { "sample-rate", 0, 0, G_OPTION_ARG_INT, &speak.sample_rate,
          "Frames per second of the audio (what suits the format)", "HZ" },
        { "progress", 0, 0, G_OPTION_ARG_STRING, &speak.progress_name, "plain, bar, json or none",
          "MODE" },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &speak.quiet, "Say nothing but errors", NULL },
        { "verbose", 'v', 0, G_OPTION_ARG_NONE, &speak.verbose, "Say more", NULL },
    };
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    speaker_init(&speak.speaker);
    g_array_append_vals(entries, own, G_N_ELEMENTS(own));
    article_entries(&speak.options, entries);
    speaker_entries(&speak.speaker, entries);
    command_catch_signals();
    if (command_parse(&command_speak, (const GOptionEntry *)(void *)entries->data, argc, argv,
                      &speak.articles, &error)) {
        terminal_set_verbosity(speak.quiet     ? VERBOSITY_QUIET
                               : speak.verbose ? VERBOSITY_VERBOSE
                                               : VERBOSITY_NORMAL);
        prepare(&speak, &error);
    }
    code = error ? terminal_fail(error) : speak_all(&speak);
    speak_clear(&speak);
    return code;
}

const struct command command_speak = {
    .name = "speak",
    .arguments = "ARTICLE…",
    .summary = "Speak articles into audio files.",
    .more = "Examples:\n"
            "  crier speak rally.txt -o rally.wav\n"
            "  crier speak *.md -o audio/ --as wav\n"
            "  crier speak rally.txt -o rally.wav -o rally.vtt -o rally.ledger.html\n"
            "  crier speak - -o news.wav <news.txt\n"
            "  crier speak --voice en-gb-x-rp --rate 160 rally.txt -o slow.wav\n",
    .run = run,
};
