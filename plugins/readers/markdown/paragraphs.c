/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paragraphs.h"

#include "accounts.h"
#include "place.h"
#include "send.h"
#include "shared/byline.h"
#include "shared/dateline.h"
#include "shared/printed_date.h"
#include "source.h"
#include <string.h>

static struct slice words_of(const struct markdown *m)
{
    return slice_trim((struct slice){ m->words.text ? m->words.text : "", m->words.size });
}

static void send_meta(const struct markdown *m, uint32_t key, const char *value, size_t size)
{
    m->host->meta(m->host, key, value, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static int send_byline(struct markdown *m)
{
    struct printed_byline byline;
    char iso[PRINTED_ISO_SIZE];

    if (m->has_byline || !printed_byline(words_of(m), &byline))
        return 0;
    for (size_t i = 0; i < byline.count && !m->front->has_author; i++)
        send_meta(m, CRIER_META_AUTHOR, byline.names[i].at, byline.names[i].size);
    if (byline.outlet.size > 0 && printed_date(byline.outlet, iso) == 1)
        send_meta(m, CRIER_META_DATE, iso, strlen(iso));
    md_send_block(m, CRIER_ROLE_BYLINE, 0, 0);
    m->has_byline = 1;
    return 1;
}

static int send_date(struct markdown *m)
{
    char iso[PRINTED_ISO_SIZE];
    int kind = printed_date(words_of(m), iso);

    if (kind == 0)
        return 0;
    send_meta(m, kind == 2 ? CRIER_META_MODIFIED : CRIER_META_DATE, iso, strlen(iso));
    md_send_block(m, CRIER_ROLE_DATE, 0, 0);
    return 1;
}

/* The place in the source of a byte of the words of the block. */
static struct run place_of(const struct markdown *m, size_t offset)
{
    size_t index = buffer_find(&m->words, offset);
    struct run run = m->words.runs[index];

    if (run.to - run.from == buffer_run_end(&m->words, index) - run.at) {
        run.from += offset - run.at;
        run.to = run.from + 1;
    }
    return run;
}

/* The first paragraph of the body, perhaps behind a dateline. */
static void send_first(struct markdown *m)
{
    struct slice words = words_of(m);
    size_t start = (size_t)(words.at - m->words.text);
    struct printed_dateline dateline;

    m->in_body = 1;
    if (!printed_dateline(words, &dateline)) {
        md_send_block(m, CRIER_ROLE_PARAGRAPH, 0, 0);
        return;
    }
    md_open(m, CRIER_ROLE_DATELINE, 0, 0);
    md_send(m, &m->words, start, start + dateline.place);
    m->host->close(m->host);
    md_skip(m, place_of(m, start + dateline.place - 1).to, place_of(m, start + dateline.body).from,
            "dateline dash");
    md_send_block(m, CRIER_ROLE_PARAGRAPH, 0, start + dateline.body);
}

/* A container whose only child is this paragraph holds its text itself. */
static int is_direct(const struct markdown *m, cmark_node *paragraph)
{
    return m->depth > 0 && m->muted == 0 && m->pictures.run_count == 0 &&
           !cmark_node_previous(paragraph) && !cmark_node_next(paragraph);
}

/* Definitions of link addresses on top of a paragraph vanish from it. */
static void skip_definitions(struct markdown *m, cmark_node *node)
{
    int last = cmark_node_get_end_line(node);
    struct slice paragraph =
        slice_upto(m->source, last > 0 ? md_line_start(m, last + 1) : m->source.size);
    size_t end;

    while (m->at < paragraph.size && (end = md_definition(paragraph, m->at)) > 0) {
        md_skip(m, m->at, end, "link address");
        m->at = md_next_line(m->source, end);
    }
}

void md_begin_words(struct markdown *m)
{
    m->lost = 0;
    m->in_comment = 0;
    buffer_clear(&m->words);
}

void md_enter_paragraph(struct markdown *m, cmark_node *node)
{
    md_begin_words(m);
    md_go_to_block(m, node);
    skip_definitions(m, node);
}

void md_enter_heading(struct markdown *m, cmark_node *node)
{
    size_t end;

    md_enter_paragraph(m, node); /* an underlined one was a paragraph at first */
    end = m->at;
    while (end < m->source.size && m->source.at[end] == '#')
        end++;
    if (end == m->source.size || byte_is_space(m->source.at[end]))
        m->at = end; /* else they are text of an underlined one */
}

void md_leave_paragraph(struct markdown *m, cmark_node *node)
{
    if (words_of(m).size == 0)
        buffer_clear(&m->words);
    else if (is_direct(m, node))
        md_send(m, &m->words, 0, m->words.size);
    else if (m->depth > 0 || m->muted > 0 || m->in_body)
        md_send_block(m, CRIER_ROLE_PARAGRAPH, 0, 0);
    else if (!send_byline(m) && !send_date(m))
        send_first(m);
    md_send_pictures(m);
}

void md_leave_heading(struct markdown *m, cmark_node *node)
{
    struct slice words = words_of(m);

    if (node == m->headline && !m->in_body && m->depth == 0) {
        send_meta(m, CRIER_META_TITLE, words.at, words.size);
        md_send_block(m, CRIER_ROLE_HEADLINE, 0, 0);
    } else {
        md_send_block(m, CRIER_ROLE_HEADING, (uint32_t)cmark_node_get_heading_level(node), 0);
    }
    md_send_pictures(m);
}

void md_leave_cell(struct markdown *m)
{
    md_open(m, m->in_header ? CRIER_ROLE_TABLE_HEADER : CRIER_ROLE_TABLE_CELL, 0, 0);
    md_send(m, &m->words, 0, m->words.size);
    m->host->close(m->host);
}
