/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/publishing.h"

#include "core/cli/article.h"
#include "core/cli/command.h"
#include "core/cli/places.h"
#include "core/cli/terminal.h"
#include "core/plugin/loader.h"

#include <time.h>

static void say(void *data, const char *line)
{
    (void)data;
    terminal_say(VERBOSITY_NORMAL, "%s", line);
}

static void warn(void *data, const char *line)
{
    (void)data;
    terminal_say(VERBOSITY_QUIET, "%s", line);
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

static int publish_file(struct publishing *publishing, struct edition_file *edition, GError **error)
{
    g_autofree char *fetcher = places_fetcher(), *cache = places_cache();
    g_autofree char *folder = publishing->out
                                  ? g_strdup(publishing->out)
                                  : g_build_filename(edition->folder, "published", NULL);
    const struct fetch_options fetch = { .program = fetcher,
                                         .cache_folder = cache,
                                         .allow_private = publishing->allow_private };
    const gint64 started = g_get_monotonic_time();
    struct publish publish = { .edition = edition,
                               .folder = folder,
                               .readers = article_readers(),
                               .outputs = scan_outputs(error),
                               .fetch = &fetch,
                               .voice = cast_voice,
                               .engine = cast_engine,
                               .voice_data = &publishing->cast,
                               .jobs = (uint32_t)publishing->jobs,
                               .now = now(),
                               .wait = publishing->wait,
                               .stop = &command_stopped,
                               .say = say,
                               .warn = warn,
                               .say_more = say_more,
                               .done = done,
                               .finish = publishing->finish,
                               .finish_data = publishing->finish_data };
    int code = -1;

    publishing->cast.edition = edition;
    publishing->cast.jobs = publishing->jobs;
    if (publish.outputs && publish_run(&publish, error))
        code = say_outcome(&publish, started);
    session_free(publish.readers);
    if (publish.outputs)
        session_free(publish.outputs);
    return code;
}

int publishing_run(struct publishing *publishing, const char *path, GError **error)
{
    const struct edition_context context = { .now = now() };
    struct edition_file *edition = edition_file_load(path, &context, error);
    int code;

    if (!edition)
        return -1;
    if (publishing->change)
        publishing->change(edition);
    code = publish_file(publishing, edition, error);
    edition_file_free(edition);
    return code;
}

void publishing_init(struct publishing *publishing)
{
    *publishing = (struct publishing){ .jobs = (int)MIN(g_get_num_processors(), 64) };
    cast_init(&publishing->cast);
}

void publishing_clear(struct publishing *publishing)
{
    cast_clear(&publishing->cast);
    g_free(publishing->out);
}
