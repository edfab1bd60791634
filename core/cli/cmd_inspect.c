/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/cli/command.h"
#include "core/cli/speaker.h"
#include "core/cli/terminal.h"
#include "core/document/plain_text.h"
#include "core/document/print.h"
#include "core/production/ledger.h"
#include "core/production/stages.h"
#include "core/source/output_file.h"

#include <string.h>
#include <unistd.h>

struct inspect {
    char *stage;
    struct article_options options;
    gboolean json;
    char *folder; /* a file there for each article, instead of standard output */
    char **articles;
    struct speaker speaker;
    GString *out;
};

/* ---- Stages that need no engine ---- */

static gboolean show_blocks(struct inspect *inspect, const struct article *article, GError **error)
{
    (void)error;
    if (inspect->json)
        document_print_json(article->document, inspect->out);
    else
        document_print(article->document, inspect->out);
    return TRUE;
}

static gboolean show_text(struct inspect *inspect, const struct article *article, GError **error)
{
    (void)error;
    document_print_text(article->document, inspect->out);
    return TRUE;
}

static gboolean show_meta(struct inspect *inspect, const struct article *article, GError **error)
{
    (void)error;
    document_print_meta(article->document, inspect->out);
    return TRUE;
}

/* ---- Stages that the language makes ---- */

static gboolean show_sentences(struct inspect *inspect, const struct article *article,
                               GError **error)
{
    struct stage_printer printer;

    stage_begin(&printer, STAGE_SENTENCES, article->document, article->plan, 0, inspect->json,
                inspect->out);
    for (uint32_t i = 0; i < plan_count(article->plan); i++) {
        stage_planned(&printer, i + 1);
        if (!terminal_drain(inspect->out, error))
            return FALSE;
    }
    stage_end(&printer, 0);
    return TRUE;
}

/* ---- Stages that a production fills ---- */

struct stage_sink {
    struct stage_printer printer;
    GString *out;
};

static gboolean print_sentence(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct stage_sink *sink = data;

    stage_spoken(&sink->printer, sentence);
    return terminal_drain(sink->out, error);
}

static struct production production_of(const struct inspect *inspect, const struct article *article,
                                       const struct sink *sinks, size_t count)
{
    return (struct production){ .document = article->document,
                                .plan = article->plan,
                                .engine = inspect->speaker.engine,
                                .sinks = sinks,
                                .sink_count = count,
                                .stop = &command_stopped,
                                .lexicons = (const char *const *)inspect->speaker.lexicons,
                                .pitch = (uint32_t)inspect->speaker.pitch,
                                .insets = article->insets,
                                .tail = programme_tail(inspect->speaker.profile.programme) };
}

static gboolean show_spoken(struct inspect *inspect, const struct article *article, GError **error)
{
    struct stage_sink sink = { .out = inspect->out };
    const struct sink sinks[] = { { .sentence = print_sentence, .data = &sink } };
    struct production production = production_of(inspect, article, sinks, 1);

    stage_begin(&sink.printer, STAGE_SPOKEN, article->document, article->plan, 0, inspect->json,
                inspect->out);
    if (!production_rehearse(&production, error))
        return FALSE;
    stage_end(&sink.printer, 0);
    return TRUE;
}

static gboolean show_heard(struct inspect *inspect, const struct article *article, enum stage stage,
                           GError **error)
{
    struct stage_sink sink = { .out = inspect->out };
    const struct sink sinks[] = { { .sentence = print_sentence, .data = &sink } };
    struct production production;

    if (!speaker_start(&inspect->speaker, error))
        return FALSE;
    production = production_of(inspect, article, sinks, 1);
    stage_begin(&sink.printer, stage, article->document, article->plan,
                inspect->speaker.engine->rate, inspect->json, inspect->out);
    if (!production_run(&production, error))
        return FALSE;
    stage_end(&sink.printer, production.length);
    return TRUE;
}

static gboolean show_phonemes(struct inspect *inspect, const struct article *article,
                              GError **error)
{
    return show_heard(inspect, article, STAGE_PHONEMES, error);
}

static gboolean show_marks(struct inspect *inspect, const struct article *article, GError **error)
{
    return show_heard(inspect, article, STAGE_MARKS, error);
}

struct ledger_sink {
    struct ledger *ledger;
    GString *out;
};

static gboolean enter_in_ledger(void *data, const struct spoken_sentence *sentence, GError **error)
{
    struct ledger_sink *sink = data;

    return ledger_sentence(sink->ledger, sentence, error) && terminal_drain(sink->out, error);
}

static gboolean show_ledger(struct inspect *inspect, const struct article *article, GError **error)
{
    struct ledger_sink sink = { .out = inspect->out };
    const struct sink sinks[] = { { .sentence = enter_in_ledger, .data = &sink } };
    struct production production;
    gboolean ok;

    if (!speaker_start(&inspect->speaker, error))
        return FALSE;
    production = production_of(inspect, article, sinks, 1);
    sink.ledger = ledger_new(article->document, article->plan->delivery, article->source.bytes,
                             article->source.size, inspect->speaker.engine->rate, inspect->json,
                             inspect->out);
    ok = production_run(&production, error);
    ledger_finish(sink.ledger);
    return ok;
}

/* How the entries of the lexicons were used. */
static gboolean show_lexicon(struct inspect *inspect, const struct article *article, GError **error)
{
    struct production production = production_of(inspect, article, NULL, 0);
    gboolean ok;

    production.usage = usage_new();
    ok = production_rehearse(&production, error);
    if (ok)
        usage_print(production.usage, inspect->json, inspect->out);
    usage_free(production.usage);
    return ok;
}

/* ---- The command ---- */

static const struct view {
    const char *name;
    gboolean (*show)(struct inspect *inspect, const struct article *article, GError **error);
    gboolean read_only; /* needs no more than what the reader made */
    const char *suffix; /* of files, unless it is JSON that was asked for */
} views[] = {
    { "text", show_text, TRUE, "txt" },       { "meta", show_meta, TRUE, "json" },
    { "blocks", show_blocks, TRUE, "txt" },   { "sentences", show_sentences, FALSE, NULL },
    { "spoken", show_spoken, FALSE, NULL },   { "phonemes", show_phonemes, FALSE, NULL },
    { "marks", show_marks, FALSE, NULL },     { "ledger", show_ledger, FALSE, NULL },
    { "lexicon", show_lexicon, FALSE, NULL },
};

static const struct view *find_view(const struct inspect *inspect, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autofree char *shown = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
        if (g_strcmp0(inspect->stage, views[i].name) == 0)
            return &views[i];
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", views[i].name);
    }
    shown = inspect->stage ? error_printable(inspect->stage, -1) : g_strdup("none");
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "--stage is %s; it is one of %s", shown,
                names->str);
    return NULL;
}

/* What the stage makes of an article, appended to inspect->out. */
static gboolean show(struct inspect *inspect, const struct view *view, struct session *readers,
                     const char *name, GError **error)
{
    struct article article = { 0 };
    gboolean (*read)(struct article *, struct session *, const char *,
                     const struct article_options *, GError **) =
        view->read_only ? article_open : article_read;
    gboolean ok = read(&article, readers, name, &inspect->options, error) &&
                  view->show(inspect, &article, error);

    article_clear(&article);
    return ok;
}

/* ---- One article, to standard output ---- */

static int inspect_one(struct inspect *inspect, const struct view *view, struct session *readers,
                       GError **error)
{
    if (show(inspect, view, readers, inspect->articles[0], error) &&
        terminal_print(inspect->out->str, (gssize)inspect->out->len, error))
        terminal_flush(error);
    return 0;
}

/* ---- Many, each to a file ---- */

static GPtrArray *plan_files(const struct inspect *inspect, const struct view *view, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);

    for (char **name = inspect->articles; *name; name++) {
        g_autofree char *stem = article_stem(*name);
        char *path = g_strdup_printf("%s/%s.%s", inspect->folder, stem,
                                     inspect->json ? "json" : view->suffix);

        g_ptr_array_add(paths, path);
        if (!g_hash_table_add(taken, path)) {
            g_autofree char *shown = error_printable(path, -1);

            g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                        "%s would be written twice; give the articles different names", shown);
            return NULL;
        }
    }
    return g_steal_pointer(&paths);
}

/* An article that cannot be read does not keep the others from it. */
static int inspect_all(struct inspect *inspect, const struct view *view, struct session *readers,
                       GError **error)
{
    g_autoptr(GPtrArray) paths = plan_files(inspect, view, error);
    int worst = 0;
    guint done = 0;

    for (guint i = 0; paths && i < paths->len; i++) {
        GError *own = NULL;
        int code;

        g_string_truncate(inspect->out, 0);
        if (show(inspect, view, readers, inspect->articles[i], &own) &&
            output_file_put(paths->pdata[i], inspect->out->str, inspect->out->len, &own)) {
            done++;
            continue;
        }
        if (own->code == ERROR_STOPPED) {
            g_propagate_error(error, own);
            return 0;
        }
        code = terminal_fail(own);
        worst = MAX(worst, code);
    }
    return done > 0 && worst > 1 ? 1 : worst;
}

static gboolean check(const struct inspect *inspect, const struct view *view, GError **error)
{
    const guint count = g_strv_length(inspect->articles);

    if (count == 0 || (count > 1 && !inspect->folder))
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "%s",
                    count == 0
                        ? "name an article, or - for standard input"
                        : "several articles need a folder for what is made of them: --out DIR");
    else if (inspect->folder && !view->read_only)
        g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                    "--out goes with the stages text, meta and blocks");
    else
        return TRUE;
    return FALSE;
}

/* Returns the exit code, unless there is an error. */
static int inspect_articles(struct inspect *inspect, GError **error)
{
    const struct view *view = find_view(inspect, error);
    struct session *readers;
    int code;

    if (!view || !check(inspect, view, error) || !speaker_profile(&inspect->speaker, error))
        return 0;
    inspect->options.profile = &inspect->speaker.profile;
    readers = article_readers();
    code = inspect->folder ? inspect_all(inspect, view, readers, error)
                           : inspect_one(inspect, view, readers, error);
    session_free(readers);
    return code;
}

static int run(int argc, char **argv)
{
    struct inspect inspect = { .out = g_string_new(NULL) };
    GError *error = NULL;
    int code = 0;
    const GOptionEntry own[] = {
        { "stage", 0, 0, G_OPTION_ARG_STRING, &inspect.stage,
          "text, meta, blocks, sentences, spoken, phonemes, marks, ledger or lexicon", "STAGE" },
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &inspect.folder,
          "Write a file for each article into this folder", "DIR" },
        { "json", 0, 0, G_OPTION_ARG_NONE, &inspect.json, "Print JSON, for programs", NULL },
    };
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    speaker_init(&inspect.speaker);
    g_array_append_vals(entries, own, G_N_ELEMENTS(own));
    article_entries(&inspect.options, entries);
    speaker_entries(&inspect.speaker, entries);
    command_catch_signals();
    if (command_parse(&command_inspect, (const GOptionEntry *)(void *)entries->data, argc, argv,
                      &inspect.articles, &error))
        code = inspect_articles(&inspect, &error);
    speaker_clear(&inspect.speaker);
    g_string_free(inspect.out, TRUE);
    g_strfreev(inspect.articles);
    g_free(inspect.stage);
    g_free(inspect.folder);
    article_options_clear(&inspect.options);
    return error ? terminal_fail(error) : code;
}

const struct command command_inspect = {
    .name = "inspect",
    .arguments = "ARTICLE…",
    .summary = "Show what a stage made of an article.",
    .more = "Examples:\n"
            "  crier inspect --stage=blocks rally.md\n"
            "  crier inspect --stage=text --out texts/ *.html\n"
            "  crier inspect --stage=ledger --json rally.txt\n",
    .run = run,
};
