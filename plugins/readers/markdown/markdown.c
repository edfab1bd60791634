/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: libcmark-gfm; link: -lcmark-gfm-extensions */
/* apt: libcmark-gfm-dev libcmark-gfm-extensions-dev */
/* shared: slice looks_like_text headline printed_date byline dateline */
/*
 * CommonMark with the extensions of GitHub. The parser gives the structure and the
 * text; where each word stands is found by walking the source beside it, because
 * the parser's columns of inline text cannot be relied upon.
 */
#include "accounts.h"
#include "front_matter.h"
#include "place.h"
#include "shared/looks_like_text.h"
#include "state.h"
#include "title.h"
#include "walk.h"

#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
#include <string.h>

/* A table that anybody listens to has some hundred cells. */
#define TABLE_CELLS_MAX 500000

/* Columns that a line like "|---|:--:|" gives a table; 0: it is another line. */
static size_t delimiter_columns(struct slice line)
{
    size_t bars = 0;
    int dashes = 0;

    for (size_t i = 0; i < line.size; i++) {
        if (!strchr("|-: \t>\r\n", line.at[i]) || !line.at[i])
            return 0;
        bars += line.at[i] == '|';
        dashes |= line.at[i] == '-';
    }
    return dashes ? bars + 1 : 0;
}

/* The parser fills each row up to all columns: 3,000 columns above 3,000 short lines
 * cost it two gigabytes. */
static int tables_are_small(struct slice body)
{
    size_t columns = 0;
    size_t cells = 0;

    for (size_t at = 0; at < body.size; at = slice_next_line(body, at)) {
        struct slice line = slice_upto(slice_from(body, at), slice_line_end(body, at) - at);
        size_t more = delimiter_columns(line);

        if (slice_trim(line).size == 0)
            columns = 0;
        columns = more > columns ? more : columns;
        cells += columns;
    }
    return cells <= TABLE_CELLS_MAX;
}

static cmark_node *parse(struct slice body, int with_tables)
{
    static const char *const extensions[] = { "strikethrough", "autolink", "tasklist", "table" };
    cmark_parser *parser;
    cmark_node *document;

    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < (with_tables ? 4 : 3); i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, body.at, body.size);
    document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

static crier_status unreadable(const struct crier_reader_host *host, const char *why)
{
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, why);
    return CRIER_UNREADABLE;
}

static void read_body(struct markdown *m, size_t body)
{
    int with_tables = tables_are_small(slice_from(m->source, body));
    cmark_node *document = parse(slice_from(m->source, body), with_tables);

    if (!with_tables)
        m->host->note(m->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                      "its tables are too large to be read as tables");
    m->at = body;
    md_find_lines(m, body);
    m->told = calloc(m->source.size / 8 + 1, 1);
    if (!m->told)
        abort();
    md_find_headline(m, document);
    md_walk(m, document);
    md_skip_rest(m, body);
    cmark_node_free(document);
    free(m->told);
    free(m->lines);
    free(m->words.text);
    free(m->words.runs);
    free(m->pictures.text);
    free(m->pictures.runs);
}

static crier_status read_markdown(const struct crier_reader_host *host,
                                  const struct crier_source *source)
{
    struct markdown m = { .host = host };
    struct front_matter fm = { .host = host };
    struct crier_text text;
    crier_status status = host->decode(host, source, NULL, &text);

    if (status == CRIER_UNREADABLE)
        return unreadable(host, "it is not text");
    if (status != CRIER_OK)
        return status;
    m.source = (struct slice){ text.data, text.size };
    if (slice_trim(m.source).size == 0)
        return unreadable(host, "there is no text in it");
    fm.data = text.data;
    fm_read(&fm, m.source);
    m.front = &fm;
    read_body(&m, fm.end);
    return CRIER_OK;
}

/* Kinds of markup in these first bytes that plain text does not have. */
static int evidence(struct slice s)
{
    int heading = 0, link = 0, fence = 0, strong = 0;

    for (size_t at = 0; at < s.size; at = slice_next_line(s, at)) {
        struct slice line = slice_upto(slice_from(s, at), slice_line_end(s, at) - at);
        const char *bracket = memmem(line.at, line.size, "](", 2);

        heading |=
            slice_starts(line, "# ") || slice_starts(line, "## ") || slice_starts(line, "### ");
        fence |= slice_starts(line, "```");
        link |= bracket && memchr(bracket, ')', line.size - (size_t)(bracket - line.at)) != NULL;
        strong |= slice_starts(line, "**") || slice_starts(line, "> ");
    }
    return heading + link + fence + strong;
}

static int32_t probe(const struct crier_source *source)
{
    static const char *const suffixes[] = { "md", "markdown", "mdown", "mkd" };
    struct slice s = { (const char *)source->bytes, source->length };
    int named = strcmp(source->media_type, "text/markdown") == 0;
    int found;

    if (!looks_like_text(source->bytes, source->length))
        return 0;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        named |= crier_has_suffix(source->name, suffixes[i]);
    if (s.size >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0)
        s = slice_from(s, 3);
    found = evidence(s);
    if (named)
        return fm_size(s) > 0 ? 60 : found > 0 ? 50 : 35;
    if (crier_has_suffix(source->name, "txt") || crier_has_suffix(source->name, "text"))
        return found > 0 ? 8 : 4;
    return fm_size(s) > 0 ? 55 : found > 1 ? 45 : 4;
}

CRIER_READER = {
    CRIER_READER_HEAD("markdown", "CommonMark and GitHub Markdown"),
    .suffixes = (const char *const[]){ "md", "markdown", "mdown", "mkd", NULL },
    .media_types = (const char *const[]){ "text/markdown", NULL },
    .probe = probe,
    .read = read_markdown,
};
