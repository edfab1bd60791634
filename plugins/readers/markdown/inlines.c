/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inlines.h"

#include "accounts.h"
#include "align.h"
#include "comment.h"
#include "place.h"
#include "source.h"
#include <stdlib.h>
#include <string.h>

/* Inline HTML, as it stands but for what lines of quotations begin with. */
static void skip_html(struct markdown *m, struct slice html)
{
    size_t from;

    if (m->lost || !md_go_to(m, '<'))
        return;
    from = m->at;
    while (html.size > 0) {
        size_t n = md_agreement(m, html, 0);

        while (n > 0 && n < html.size && byte_is_newline(html.at[n - 1]))
            n--;
        m->at += n;
        html = slice_from(html, n);
        if (html.size == 0 || !byte_is_newline(html.at[0]) || !byte_is_newline(md_char(m)))
            break;
        m->at = md_next_line(m->source, m->at);
        html = slice_from(html, md_next_line(html, 0));
    }
    md_skip(m, from, m->at, "raw HTML");
}

void md_note_html(struct markdown *m, size_t at)
{
    if (m->html_noted++ == 0)
        m->host->note(m->host, CRIER_NOTE_INFO, at, "of raw HTML in it only the words are read");
}

static void enter_link(struct markdown *m)
{
    size_t at = m->at;

    while (at < m->source.size && strchr("*_~", m->source.at[at]) && m->source.at[at])
        at++;
    m->link = at < m->source.size ? m->source.at[at] : '\0';
    if (m->link == '[' || m->link == '<')
        m->at = at + 1;
    else
        m->link = 0; /* an address in plain text */
}

static void enter_image(struct markdown *m)
{
    if (md_go_to(m, '!'))
        m->at++;
    if (md_char(m) == '[')
        m->at++;
    m->images++;
}

/* Behind the text of a link or picture: what it leads to. */
static void leave_brackets(struct markdown *m, const char *reason)
{
    size_t end;

    if (m->lost || !md_go_to(m, ']'))
        return;
    m->at++;
    end = md_inline_address(m->source, m->at);
    if (end == 0 && (m->at + 1 >= m->source.size || m->source.at[m->at + 1] != '^'))
        end = md_label(m->source, m->at); /* and no footnote behind the link */
    if (end > 0) {
        md_skip(m, m->at, end, reason);
        m->at = end;
    }
}

static void leave_link(struct markdown *m)
{
    if (m->link == '[')
        leave_brackets(m, "link address");
    else if (m->link == '<' && md_go_to(m, '>'))
        m->at++;
    m->link = 0;
}

static void leave_image(struct markdown *m)
{
    char link = m->link;

    leave_brackets(m, "picture address");
    m->link = link;
    m->images--;
    if (m->images == 0) /* a picture in the words of another belongs to them */
        buffer_add_run(&m->pictures, (struct run){ .cut = 1 });
}

static void skip_footnote_mark(struct markdown *m)
{
    size_t end = !m->lost && md_go_to(m, '[') ? md_label(m->source, m->at) : 0;

    if (end > 0) {
        md_skip(m, m->at, end, "footnote mark");
        m->at = end;
    }
}

/* 0: no whole character stands here. */
static size_t character_size(const char *at)
{
    unsigned char lead = (unsigned char)*at;
    size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;

    for (size_t i = 1; i < size; i++)
        if (((unsigned char)at[i] & 0xc0) != 0x80)
            return 0;
    return size;
}

/* Where "[^" stands before a line end, the parser cuts inside of characters and goes on
 * with a bracket: a question mark takes the place of each half. */
struct slice md_literal(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    size_t size = 0;

    while (literal && literal[size] && character_size(literal + size) > 0)
        size += character_size(literal + size);
    if (literal && literal[size]) {
        char *mended = strdup(literal);

        for (size_t step; mended && mended[size]; size += step ? step : 1) {
            step = character_size(mended + size);
            if (step == 0)
                mended[size] = '?';
        }
        if (mended)
            cmark_node_set_literal(node, mended);
        free(mended);
        literal = cmark_node_get_literal(node);
        size = strlen(literal);
    }
    return (struct slice){ literal ? literal : "", size };
}

static int is_break(struct slice html)
{
    return slice_is(html, "<br>") || slice_is(html, "<br/>") || slice_is(html, "<br />");
}

static void inline_html(struct markdown *m, struct slice html)
{
    size_t at = m->at;

    skip_html(m, html);
    if (is_break(html))
        buffer_add_run(md_target(m), (struct run){ .cut = 1 });
    else
        md_note_html(m, at);
}

int md_inline(struct markdown *m, cmark_node *node, int enter)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (m->in_comment && type != CMARK_NODE_TEXT &&
        (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
        return 1;
    if (type == CMARK_NODE_TEXT)
        md_text(m, node);
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        md_put_break(m, type == CMARK_NODE_LINEBREAK);
    else if (type == CMARK_NODE_CODE)
        md_align_code(m, md_literal(node));
    else if (type == CMARK_NODE_HTML_INLINE)
        inline_html(m, md_literal(node));
    else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
        skip_footnote_mark(m);
    else if (type == CMARK_NODE_LINK)
        (enter ? enter_link : leave_link)(m);
    else if (type == CMARK_NODE_IMAGE)
        (enter ? enter_image : leave_image)(m);
    else
        return 0;
    return 1;
}
