/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/ladder.h"
#include "core/cli/places.h"
#include "core/cli/speaking.h"
#include "core/cli/terminal.h"
#include "core/plugin/loader.h"

/* Frames per second that somebody may want. */
enum { RATE_LEAST = 4000, RATE_MOST = 192000 };
/* Articles spoken at once: beyond this encoders only wait for each other. */
#define WORKERS_MOST 8

struct speak {
    struct speaking speaking;
    struct speaker speaker;
    char **articles;
    char **outputs;
    char **settings;
    char *formats, *rates, *progress_name;
    gboolean quiet, verbose;

    GArray *ladder;     /* of uint32_t: what --rates says */
    GPtrArray *targets; /* for each article and rate, an array of struct target */

    /* What the workers share. */
    GMutex lock;
    guint next;     /* the article that is taken next */
    guint done;     /* so many came out */
    int worst;      /* exit code so far */
    gboolean ended; /* there is no sense in going on */
};

/* ---- All articles ---- */

/* Is there any sense in going on with the next article? */
static gboolean ends_all(const GError *error)
{
    return error->code == ERROR_STOPPED || error->code == ERROR_ENGINE;
}

static void note(struct speak *speak, int code, GError *error)
{
    gboolean last = error && ends_all(error);

    g_mutex_lock(&speak->lock);
    if (code >= 0)
        speak->done++;
    if (error && !(last && speak->ended)) /* once is enough */
        code = terminal_fail(g_error_copy(error));
    speak->worst = last && !speak->ended ? code
                   : speak->ended        ? speak->worst
                                         : MAX(speak->worst, code);
    speak->ended = speak->ended || last;
    g_mutex_unlock(&speak->lock);
    g_clear_error(&error);
}

/* Index of the next article, -1 when there is none. */
static int take(struct speak *speak)
{
    int index = -1;

    g_mutex_lock(&speak->lock);
    if (!speak->ended && speak->articles[speak->next])
        index = (int)speak->next++;
    g_mutex_unlock(&speak->lock);
    return index;
}

static void speak_with(struct speak *speak, struct engine *engine)
{
    const guint rungs = MAX(1, speak->ladder->len);
    int index;

    while ((index = take(speak)) >= 0) {
        GPtrArray *const *targets =
            (GPtrArray *const *)speak->targets->pdata + (guint)index * rungs;
        GError *error = NULL;
        int code = speaking_run(&speak->speaking, speak->articles[index], targets, engine, &error);

        note(speak, code, error);
    }
}

static gpointer work(gpointer data)
{
    struct speak *speak = data;
    GError *error = NULL;
    struct engine *engine = speaker_engine(&speak->speaker, 0, 1, &error);

    if (engine)
        speak_with(speak, engine);
    else
        note(speak, -1, error);
    engine_free(engine);
    return NULL;
}

/* Several articles at once, each with an engine of its own, so that one is encoded while the
 * next is spoken. The main thread is one of the workers. */
static int speak_all(struct speak *speak)
{
    const guint count = g_strv_length(speak->articles);
    const guint workers = MIN(MIN(count, (guint)speak->speaker.jobs), WORKERS_MOST);
    GThread *threads[WORKERS_MOST];

    for (guint i = 1; i < workers; i++)
        threads[i] = g_thread_new("article", work, speak);
    speak_with(speak, speak->speaker.engine);
    for (guint i = 1; i < workers; i++)
        g_thread_join(threads[i]);
    /* Some came out whole, some did not: partly done. */
    return speak->done > 0 && speak->worst > 1 && !speak->ended ? 1 : speak->worst;
}

/* ---- Preparing ---- */

static gboolean check_rate(const struct speak *speak, GError **error)
{
    const int rate = speak->speaking.sample_rate;

    if (rate == 0 || (rate >= RATE_LEAST && rate <= RATE_MOST))
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--sample-rate is %d; it must be from %d to %d",
                rate, RATE_LEAST, RATE_MOST);
    return FALSE;
}

/* "--since" is a day, of a feed; or an earlier ledger, which ends in ".json". */
static gboolean check_since(struct speak *speak, GError **error)
{
    struct speaking *speaking = &speak->speaking;

    if (speaking->options.since && g_str_has_suffix(speaking->options.since, ".json"))
        speaking->since = g_steal_pointer(&speaking->options.since);
    if (!speak->speaking.since || g_strv_length(speak->articles) <= 1)
        return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "--since with a ledger goes with one article, which the ledger is of");
    return FALSE;
}

static gboolean plan_targets(struct speak *speak, GError **error)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);
    struct session *outputs = session_new(folders, CRIER_KIND_OUTPUT);
    const struct wanted wanted = { .articles = speak->articles,
                                   .outputs = speak->outputs,
                                   .formats = speak->formats,
                                   .rates = speak->ladder };

    if (session_scan(outputs, error))
        speak->targets = targets_plan(outputs, &wanted, error);
    if (speak->targets && !targets_set(speak->targets, outputs, speak->settings, error))
        g_clear_pointer(&speak->targets, g_ptr_array_unref);
    session_free(outputs);
    return speak->targets != NULL;
}

static gboolean prepare(struct speak *speak, GError **error)
{
    struct speaking *speaking = &speak->speaking;

    speak->ladder = ladder_parse(speak->rates, error);
    if (!speak->ladder ||
        !progress_mode_parse(speak->progress_name, &speaking->progress_mode, error) ||
        !speaker_profile(&speak->speaker, error) || !check_rate(speak, error) ||
        !check_since(speak, error) || !plan_targets(speak, error))
        return FALSE;
    if (speak->quiet && !speak->progress_name)
        speaking->progress_mode = PROGRESS_NONE;
    speaking->speaker = &speak->speaker;
    speaking->rates = speak->ladder;
    speaking->options.profile = &speak->speaker.profile;
    speaking->readers = article_readers();
    return speaker_start(&speak->speaker, error);
}

static void speak_clear(struct speak *speak)
{
    speaker_clear(&speak->speaker);
    session_free(speak->speaking.readers);
    g_clear_pointer(&speak->targets, g_ptr_array_unref);
    g_clear_pointer(&speak->ladder, g_array_unref);
    g_strfreev(speak->articles);
    g_strfreev(speak->outputs);
    g_strfreev(speak->settings);
    g_free(speak->formats);
    g_free(speak->rates);
    g_free(speak->speaking.since);
    article_options_clear(&speak->speaking.options);
    g_free(speak->progress_name);
    g_mutex_clear(&speak->lock);
    g_mutex_clear(&speak->speaking.reading);
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
        { "rates", 0, 0, G_OPTION_ARG_STRING, &speak.rates,
          "Everything once for each of these words a minute, as a-140.mp3 and so on, and an "
          "index of all sentences, a.rates.json",
          "LIST" },
        { "strict", 0, 0, G_OPTION_ARG_NONE, &speak.speaking.strict,
          "Exit code 1 when a word was skipped that nobody asked to skip", NULL },
        { "sample-rate", 0, 0, G_OPTION_ARG_INT, &speak.speaking.sample_rate,
          "Frames per second of the audio (what suits the format)", "HZ" },
        { "progress", 0, 0, G_OPTION_ARG_STRING, &speak.progress_name, "plain, bar, json or none",
          "MODE" },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &speak.quiet, "Say nothing but errors", NULL },
        { "verbose", 'v', 0, G_OPTION_ARG_NONE, &speak.verbose, "Say more", NULL },
    };
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    g_mutex_init(&speak.lock);
    g_mutex_init(&speak.speaking.reading);
    speaker_init(&speak.speaker);
    g_array_append_vals(entries, own, G_N_ELEMENTS(own));
    article_entries(&speak.speaking.options, entries);
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
            "  crier speak *.md -o audio/ --as mp3,vtt\n"
            "  crier speak rally.txt -o rally.mp3 -o rally.vtt -o rally.epub --profile podcast\n"
            "  crier speak - -o news.wav <news.txt\n"
            "  crier speak --voice en-gb-x-rp --rate 160 rally.txt -o slow.wav\n"
            "  crier speak rally.txt -o rally.mp3 --rates 140,175,220\n",
    .run = run,
};
