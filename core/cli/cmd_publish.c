/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/publishing.h"
#include "core/cli/rounds.h"
#include "core/cli/terminal.h"
#include "core/cli/unit.h"
#include "core/edition/init.h"

enum { EVERY_USUAL = 10, EVERY_MOST = 24 * 60, EVERY_UNSAID = G_MININT };

struct publication_options {
    char *samples;
    int every; /* minutes between rounds, or EVERY_UNSAID */
    gboolean watch, unit;
    gboolean init, quiet, verbose;
    char **files;
    struct publishing publishing;
};

static int init(const struct publication_options *options, GError **error)
{
    g_autofree char *samples = options->samples ? g_strdup(options->samples) : places_samples();
    g_autofree char *path = edition_init(".", samples, error);

    if (!path)
        return -1;
    terminal_say(VERBOSITY_NORMAL, "wrote %s; look it over, then: crier publish %s", path, path);
    return 0;
}

/* A round of a watch: a process of its own, which says itself what went wrong. */
static int watched_round(void *data)
{
    GError *error = NULL;
    const struct publication_options *options = data;
    const int code = publishing_run(&((struct publication_options *)data)->publishing,
                                    options->files[0], &error);

    return error ? terminal_fail(error) : code;
}

/* The watch itself, or the unit that starts it. */
static int publish_again(struct publication_options *options, GError **error)
{
    g_autofree char *path = g_canonicalize_filename(options->files[0], NULL);
    g_autofree char *beside = g_path_get_dirname(path), *cache = places_cache();
    g_autofree char *folder =
        g_canonicalize_filename(options->publishing.out ? options->publishing.out : "published",
                                options->publishing.out ? NULL : beside);
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
    else if (options->publishing.jobs < 1 || options->publishing.jobs > 64)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--jobs is %d; it must be from 1 to 64",
                    options->publishing.jobs);
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
    return publishing_run(&options->publishing, options->files[0], error);
}

static int run(int argc, char **argv)
{
    struct publication_options options = { .every = EVERY_UNSAID };
    GError *error = NULL;
    int code = -1;
    const GOptionEntry entries[] = {
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.publishing.out,
          "Folder to publish into (published, beside the edition file)", "DIR" },
        { "init", 0, 0, G_OPTION_ARG_NONE, &options.init,
          "Write a commented edition.ini into this folder, with the sample articles", NULL },
        { "samples", 0, 0, G_OPTION_ARG_FILENAME, &options.samples,
          "With --init: folder of the articles (Crier's own)", "DIR" },
        { "jobs", 0, 0, G_OPTION_ARG_INT, &options.publishing.jobs,
          "Articles made at once (the number of cores)", "N" },
        { "wait", 0, 0, G_OPTION_ARG_NONE, &options.publishing.wait,
          "When another run publishes into the folder, wait for it", NULL },
        { "watch", 0, 0, G_OPTION_ARG_NONE, &options.watch,
          "Go on: publish again when something changes, until stopped", NULL },
        { "every", 0, 0, G_OPTION_ARG_INT, &options.every,
          "With --watch: publish again after so many minutes in any case (10)", "MINUTES" },
        { "unit", 0, 0, G_OPTION_ARG_NONE, &options.unit,
          "Print a service of systemd that watches this edition", NULL },
        { "no-cache", 0, 0, G_OPTION_ARG_NONE, &options.publishing.cast.no_cache,
          "Speak everything anew, keep nothing", NULL },
        { "voice-data", 0, 0, G_OPTION_ARG_FILENAME, &options.publishing.cast.voice_data,
          "Folder that holds espeak-ng-data", "DIR" },
        { "allow-private", 0, 0, G_OPTION_ARG_NONE, &options.publishing.allow_private,
          "Fetch from private addresses and this machine too", NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "Say nothing but errors", NULL },
        { "verbose", 'v', 0, G_OPTION_ARG_NONE, &options.verbose, "Say more", NULL },
        { 0 },
    };

    publishing_init(&options.publishing);
    command_catch_signals();
    if (command_parse(&command_publish, entries, argc, argv, &options.files, &error)) {
        terminal_set_verbosity(options.quiet     ? VERBOSITY_QUIET
                               : options.verbose ? VERBOSITY_VERBOSE
                                                 : VERBOSITY_NORMAL);
        code = publish(&options, &error);
    }
    publishing_clear(&options.publishing);
    g_strfreev(options.files);
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
