/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/cli/command.h"
#include "core/cli/speaker.h"
#include "core/cli/terminal.h"
#include "core/document/print.h"
#include "core/production/ledger.h"
#include "core/production/stages.h"

#include <string.h>

struct inspect {
    char *stage;
    struct article_options options;
    gboolean json;
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
                                .pitch = (uint32_t)inspect->speaker.pitch };
}

static gboolean show_spoken(struct inspect *inspect, const struct article *article, GError **error)
{
    struct stage_sink sink = { .out = inspect->out };
    const struct sink sinks[] = { { print_sentence, &sink } };
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
    const struct sink sinks[] = { { print_sentence, &sink } };
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
    const struct sink sinks[] = { { enter_in_ledger, &sink } };
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

static const struct {
    const char *name;
    gboolean (*show)(struct inspect *inspect, const struct article *article, GError **error);
} stages[] = {
    { "blocks", show_blocks },     { "sentences", show_sentences }, { "spoken", show_spoken },
    { "phonemes", show_phonemes }, { "marks", show_marks },         { "ledger", show_ledger },
    { "lexicon", show_lexicon },
};

static gboolean find_stage(const struct inspect *inspect, size_t *index, GError **error)
{
    g_autofree char *shown = NULL;

    for (*index = 0; *index < G_N_ELEMENTS(stages); (*index)++)
        if (g_strcmp0(inspect->stage, stages[*index].name) == 0)
            return TRUE;
    shown = inspect->stage ? error_printable(inspect->stage, -1) : g_strdup("none");
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "--stage is %s; it is one of blocks, sentences, spoken, phonemes, marks, ledger, "
                "lexicon",
                shown);
    return FALSE;
}

static gboolean inspect_article(struct inspect *inspect, GError **error)
{
    struct article article = { 0 };
    struct session *readers = NULL;
    size_t stage;
    gboolean ok = find_stage(inspect, &stage, error) &&
                  speaker_delivery(&inspect->speaker, &inspect->options.delivery, error);

    if (ok && g_strv_length(inspect->articles) != 1) {
        g_set_error(error, CRIER_ERROR, ERROR_USAGE, "name one article, or - for standard input");
        ok = FALSE;
    }
    if (ok) {
        readers = article_readers();
        ok = article_read(&article, readers, inspect->articles[0], &inspect->options, error) &&
             stages[stage].show(inspect, &article, error) &&
             terminal_print(inspect->out->str, (gssize)inspect->out->len, error) &&
             terminal_flush(error);
    }
    article_clear(&article);
    session_free(readers);
    return ok;
}

static int run(int argc, char **argv)
{
    struct inspect inspect = { .out = g_string_new(NULL) };
    GError *error = NULL;
    const GOptionEntry own[] = {
        { "stage", 0, 0, G_OPTION_ARG_STRING, &inspect.stage,
          "blocks, sentences, spoken, phonemes, marks, ledger or lexicon", "STAGE" },
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
        inspect_article(&inspect, &error);
    speaker_clear(&inspect.speaker);
    g_string_free(inspect.out, TRUE);
    g_strfreev(inspect.articles);
    g_free(inspect.stage);
    article_options_clear(&inspect.options);
    return error ? terminal_fail(error) : 0;
}

const struct command command_inspect = {
    .name = "inspect",
    .arguments = "ARTICLE",
    .summary = "Show what a stage made of an article.",
    .more = "Examples:\n"
            "  crier inspect --stage=blocks rally.md\n"
            "  crier inspect --stage=ledger --json rally.txt\n",
    .run = run,
};
