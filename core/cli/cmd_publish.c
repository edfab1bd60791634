/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/cli/cast.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/rounds.h"
#include "core/cli/terminal.h"
#include "core/cli/unit.h"
#include "core/edition/init.h"
#include "core/edition/publish.h"
#include "core/plugin/loader.h"

#include <time.h>

enum { EVERY_USUAL = 10, EVERY_MOST = 24 * 60, EVERY_UNSAID = G_MININT };

struct publication_options {
    char *out;
    char *samples;
    int jobs;
    int every; /* minutes between rounds, or EVERY_UNSAID */
    gboolean watch, unit;
    gboolean init, wait, quiet, verbose, allow_private;
    char **files;
    struct cast cast;
};

static void say(void *data, const char *line)
{
    (void)data;
    terminal_say(VERBOSITY_NORMAL, "%s", line);
}

static void say_more(void *data, const char *line)
{
    (void)data;
    terminal_say(VERBOSITY_VERBOSE, "%s", line);
}

static void done(void *data, guint number, guint of)
{
    (void)data;
    terminal_say(of > 20 && number % 10 != 0 && number != of ? VERBOSITY_VERBOSE : VERBOSITY_NORMAL,
                 "spoken: %u of %u articles", number, of);
}

/* The moment that counts as now; builds that must come out the same again say it. */
static int64_t now(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");

    return epoch ? g_ascii_strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
}

static int init(const struct publication_options *options, GError **error)
{
    g_autofree char *samples = options->samples ? g_strdup(options->samples) : places_samples();
    g_autofree char *path = edition_init(".", samples, error);

    if (!path)
        return -1;
    terminal_say(VERBOSITY_NORMAL, "wrote %s; look it over, then: crier publish %s", path, path);
    return 0;
}

static int say_outcome(const struct publish *publish, gint64 started)
{
    g_autofree char *took =
        terminal_duration((double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC);

    terminal_say(VERBOSITY_NORMAL,
                 "published %u articles, %u of them made now, %u outputs written; it took %s",
                 publish->articles, publish->made, publish->outputs_made, took);
    if (publish->failed == 0 && publish->missing == 0)
        return 0;
    terminal_say(VERBOSITY_QUIET,
                 "partly done: %u articles could not be spoken, %u sources could not be read",
                 publish->failed, publish->missing);
    return 1;
}

static struct session *scan_outputs(GError **error)
{
    g_autofree char *installed = places_plugins();
    g_auto(GStrv) folders = loader_folders(installed);
    struct session *outputs = session_new(folders, CRIER_KIND_OUTPUT);

    if (session_scan(outputs, error))
        return outputs;
    session_free(outputs);
    return NULL;
}

static int publish_file(struct publication_options *options, const struct edition_file *edition,
                        GError **error)
{
    g_autofree char *fetcher = places_fetcher(), *cache = places_cache();
    g_autofree char *folder = options->out ? g_strdup(options->out)
                                           : g_build_filename(edition->folder, "published", NULL);
    const struct fetch_options fetch = { .program = fetcher,
                                         .cache_folder = cache,
                                         .allow_private = options->allow_private };
    const gint64 started = g_get_monotonic_time();
    struct publish publish = { .edition = edition,
                               .folder = folder,
                               .readers = article_readers(),
                               .outputs = scan_outputs(error),
                               .fetch = &fetch,
                               .voice = cast_voice,
                               .engine = cast_engine,
                               .voice_data = &options->cast,
                               .jobs = (uint32_t)options->jobs,
                               .now = now(),
                               .wait = options->wait,
                               .stop = &command_stopped,
                               .say = say,
                               .say_more = say_more,
                               .done = done };
    int code = -1;

    options->cast.edition = edition;
    options->cast.jobs = options->jobs;
    if (publish.outputs && publish_run(&publish, error))
        code = say_outcome(&publish, started);
    session_free(publish.readers);
    if (publish.outputs)
        session_free(publish.outputs);
    return code;
}

static int publish_round(struct publication_options *options, GError **error)
{
    const struct edition_context context = { .now = now() };
    struct edition_file *edition = edition_file_load(options->files[0], &context, error);
    int code;

    if (!edition)
        return -1;
    code = publish_file(options, edition, error);
    edition_file_free(edition);
    return code;
}

/* A round of a watch: a process of its own, which says itself what went wrong. */
static int watched_round(void *data)
{
    GError *error = NULL;
    const int code = publish_round(data, &error);

    return error ? terminal_fail(error) : code;
}

/* The watch itself, or the unit that starts it. */
static int publish_again(struct publication_options *options, GError **error)
{
    g_autofree char *path = g_canonicalize_filename(options->files[0], NULL);
    g_autofree char *beside = g_path_get_dirname(path), *cache = places_cache();
    g_autofree char *folder = g_canonicalize_filename(options->out ? options->out : "published",
                                                      options->out ? NULL : beside);
    const int minutes = options->every == EVERY_UNSAID ? EVERY_USUAL : options->every;
    const char *const without[] = { folder, cache, NULL };
    const struct rounds rounds = { path, without, minutes, watched_round, options };
    g_autofree char *program = NULL, *text = NULL;

    if (options->watch)
        return rounds_run(&rounds);
    program = g_file_read_link("/proc/self/exe", NULL);
    text = unit_text(program ? program : "/usr/local/bin/crier", path, folder, minutes, error);
    return text && terminal_print(text, -1, error) && terminal_flush(error) ? 0 : -1;
}

static gboolean check(const struct publication_options *options, GError **error)
{
    const gboolean again = options->watch || options->unit;

    if (!options->files[0] || options->files[1])
        g_set_error(
            error, CRIER_ERROR, ERROR_USAGE,
            "name one edition file, such as edition.ini; `crier publish --init` writes one");
    else if (options->jobs < 1 || options->jobs > 64)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--jobs is %d; it must be from 1 to 64",
                    options->jobs);
    else if (options->watch && options->unit)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--watch and --unit exclude each other; the unit that is printed watches");
    else if (options->every != EVERY_UNSAID && !again)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--every is of use only with --watch");
    else if (options->every != EVERY_UNSAID && (options->every < 1 || options->every > EVERY_MOST))
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--every is %d; it must be from 1 to %d minutes", options->every, EVERY_MOST);
    else
        return TRUE;
    return FALSE;
}

static int publish(struct publication_options *options, GError **error)
{
    if (options->init)
        return init(options, error);
    if (!check(options, error))
        return -1;
    if (options->watch || options->unit)
        return publish_again(options, error);
    return publish_round(options, error);
}

static int run(int argc, char **argv)
{
    struct publication_options options = { .jobs = (int)MIN(g_get_num_processors(), 64),
                                           .every = EVERY_UNSAID };
    GError *error = NULL;
    int code = -1;
    const GOptionEntry entries[] = {
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out,
          "Folder to publish into (published, beside the edition file)", "DIR" },
        { "init", 0, 0, G_OPTION_ARG_NONE, &options.init,
          "Write a commented edition.ini into this folder, with the sample articles", NULL },
        { "samples", 0, 0, G_OPTION_ARG_FILENAME, &options.samples,
          "With --init: folder of the articles (Crier's own)", "DIR" },
        { "jobs", 0, 0, G_OPTION_ARG_INT, &options.jobs,
          "Articles made at once (the number of cores)", "N" },
        { "wait", 0, 0, G_OPTION_ARG_NONE, &options.wait,
          "When another run publishes into the folder, wait for it", NULL },
        { "watch", 0, 0, G_OPTION_ARG_NONE, &options.watch,
          "Go on: publish again when something changes, until stopped", NULL },
        { "every", 0, 0, G_OPTION_ARG_INT, &options.every,
          "With --watch: publish again after so many minutes in any case (10)", "MINUTES" },
        { "unit", 0, 0, G_OPTION_ARG_NONE, &options.unit,
          "Print a service of systemd that watches this edition", NULL },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &options.cast.no_cache,
          "Speak everything anew, keep nothing", NULL },
        { "voice-data", 0, 0, G_OPTION_ARG_FILENAME, &options.cast.voice_data,
          "Folder that holds espeak-ng-data", "DIR" },
        { "allow-private", 0, 0, G_OPTION_ARG_NONE, &options.allow_private,
          "Fetch from private addresses and this machine too", NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "Say nothing but errors", NULL },
        { "verbose", 'v', 0, G_OPTION_ARG_NONE, &options.verbose, "Say more", NULL },
        { 0 },
    };

    cast_init(&options.cast);
    command_catch_signals();
    if (command_parse(&command_publish, entries, argc, argv, &options.files, &error)) {
        terminal_set_verbosity(options.quiet     ? VERBOSITY_QUIET
                               : options.verbose ? VERBOSITY_VERBOSE
                                                 : VERBOSITY_NORMAL);
        code = publish(&options, &error);
    }
    cast_clear(&options.cast);
    g_strfreev(options.files);
    g_free(options.out);
    g_free(options.samples);
    return error ? terminal_fail(error) : code;
}

const struct command command_publish = {
    .name = "publish",
    .arguments = "EDITION.ini",
    .summary = "Build or update everything an edition asks for.",
    .more = "Examples:\n"
            "  crier publish --init\n"
            "  crier publish edition.ini\n"
            "  crier publish edition.ini --out /var/www/audio\n"
            "  crier publish edition.ini --watch --every 5\n",
    .run = run,
};
