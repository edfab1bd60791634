/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line in, what the language stage makes of it out: for scripts and scorers. */
#include "core/base/error.h"
#include "core/cli/command.h"
#include "core/cli/terminal.h"
#include "core/language/segmenter.h"
#include "core/production/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct filter {
    struct segmenter *segmenter;
    struct tongue tongue;
    struct request request;
    GArray *spans;
};

/* A paragraph of several lines comes as one: its breaks are the two characters \n. */
static void restore_breaks(char *line)
{
    char *at = line;

    while ((at = strstr(at, "\\n"))) {
        at[0] = ' ';
        at[1] = '\n';
    }
}

static void filter_sentences(struct filter *filter, const char *given, uint32_t size, GString *out)
{
    g_autofree char *line = g_strndup(given, size);

    restore_breaks(line);
    g_array_set_size(filter->spans, 0);
    segmenter_split(filter->segmenter, line, size, filter->spans);
    for (guint i = 0; i < filter->spans->len; i++) {
        const struct span *span = &g_array_index(filter->spans, struct span, i);
        gsize from = out->len;

        g_string_append_len(out, line + span->from, span->to - span->from);
        g_strdelimit(out->str + from, "\n", ' '); /* one sentence a line */
        g_string_append_c(out, '\n');
    }
    g_string_append_c(out, '\n');
}

static void filter_normalize(struct filter *filter, const char *line, uint32_t size, GString *out)
{
    struct plain *plain = &filter->request.plain;

    plain_make(plain, line, size);
    normaliser_speak(filter->tongue.normaliser, plain->text, plain->size, &filter->request.form);
    g_string_append_len(out, filter->request.form.text->str,
                        (gssize)filter->request.form.text->len);
    g_string_append_c(out, '\n');
}

static void filter_pronounce(struct filter *filter, const char *line, uint32_t size, GString *out)
{
    const struct saying saying = { .text = line, .size = size };

    request_prepare(&filter->request, &filter->tongue, &saying);
    g_string_append_len(out, filter->request.text->str, (gssize)filter->request.text->len);
    g_string_append_c(out, '\n');
}

static const struct {
    const char *name;
    void (*apply)(struct filter *filter, const char *line, uint32_t size, GString *out);
} filters[] = {
    { "sentences", filter_sentences },
    { "normalize", filter_normalize },
    { "pronounce", filter_pronounce },
};

/* A broken line is mended, not dropped: one line in is one answer out. */
static void apply_to_line(struct filter *filter, size_t which, char *line, size_t size,
                          GString *out)
{
    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        size--;
    if (g_utf8_validate(line, (gssize)size, NULL)) {
        filters[which].apply(filter, line, (uint32_t)size, out);
    } else {
        g_autofree char *valid = g_utf8_make_valid(line, (gssize)size);

        filters[which].apply(filter, valid, (uint32_t)strlen(valid), out);
    }
}

static gboolean filter_input(struct filter *filter, size_t which, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    gboolean ok = TRUE;

    while (ok && !command_stopped && (size = getline(&line, &room, stdin)) >= 0) {
        apply_to_line(filter, which, line, (size_t)size, out);
        ok = terminal_drain(out, error);
    }
    free(line);
    if (ok && ferror(stdin)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read standard input");
        ok = FALSE;
    }
    return ok && terminal_print(out->str, (gssize)out->len, error) && terminal_flush(error);
}

static gboolean find_filter(char **rest, size_t *which, GError **error)
{
    g_autofree char *given = g_strjoinv(" ", rest);
    g_autofree char *shown = error_printable(given, -1);

    for (*which = 0; *which < G_N_ELEMENTS(filters); (*which)++)
        if (strcmp(given, filters[*which].name) == 0)
            return TRUE;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "there is no filter %s; name one of sentences, normalize, pronounce",
                *shown ? shown : "without a name");
    return FALSE;
}

static int run(int argc, char **argv)
{
    struct filter filter = { 0 };
    g_autofree char *language = NULL;
    g_auto(GStrv) rest = NULL;
    g_auto(GStrv) lexicons = NULL;
    GError *error = NULL;
    size_t which;
    const GOptionEntry entries[] = {
        { "language", 0, 0, G_OPTION_ARG_STRING, &language, "Language of the text (en)", "TAG" },
        { "lexicon", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &lexicons,
          "Pronunciations of the newsroom; may be given several times", "FILE" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };

    if (command_parse(&command_filter, entries, argc, argv, &rest, &error) &&
        find_filter(rest, &which, &error)) {
        filter.segmenter = segmenter_new(language);
        filter.spans = g_array_new(FALSE, FALSE, sizeof(struct span));
        request_init(&filter.request);
        if (tongue_init(&filter.tongue, language, (const char *const *)lexicons, &error))
            filter_input(&filter, which, &error);
        request_clear(&filter.request);
        g_array_unref(filter.spans);
        tongue_clear(&filter.tongue);
        segmenter_free(filter.segmenter);
    }
    return error ? terminal_fail(error) : 0;
}

const struct command command_filter = {
    .name = "filter",
    .arguments = "sentences|normalize|pronounce",
    .summary = "Read lines, print their sentences, spoken form or engine text.",
    .more = "`sentences` prints one sentence a line and an empty line after each input line;\n"
            "the others print one line for each.\n\n"
            "Examples:\n"
            "  echo 'Mr. Ash left. He won.' | crier filter sentences\n"
            "  crier filter normalize <lines.txt\n",
    .run = run,
};
