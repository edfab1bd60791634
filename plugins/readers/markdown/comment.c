/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comment.h"

#include "accounts.h"
#include "align.h"
#include "inlines.h"
#include "place.h"

#include <string.h>

/* Where these bytes begin in the text; its size when they are not there. */
static size_t find(struct slice text, const char *what)
{
    const char *found = memmem(text.at, text.size, what, strlen(what));

    return found ? (size_t)(found - text.at) : text.size;
}

/* Behind the comment that begins the text, "<!-->" and "<!--->" included; 0: it goes on. */
static size_t comment_end(struct slice text)
{
    size_t at = 2 + find(slice_from(text, 2), "-->");

    return at < text.size ? at + 3 : 0;
}

/* Does one of the nodes behind this one end a comment? */
static int ends_later(struct markdown *m, cmark_node *node)
{
    if (m->endless == cmark_node_parent(node))
        return 0;
    for (cmark_node *next = cmark_node_next(node); next; next = cmark_node_next(next))
        if (cmark_node_get_type(next) == CMARK_NODE_TEXT) {
            struct slice text = md_literal(next);

            if (find(text, "-->") < text.size)
                return 1;
        }
    m->endless = cmark_node_parent(node); /* not to be looked through again */
    return 0;
}

/* Over the comment in the source. FALSE: there is an escape or an entity, and no comment. */
static int skip_comment(struct markdown *m)
{
    struct slice rest;
    size_t size;

    if (m->lost || !md_go_to(m, '<') || (m->at > 0 && m->source.at[m->at - 1] == '\\'))
        return 0;
    rest = slice_from(m->source, m->at);
    size = slice_starts(rest, "<!--") ? comment_end(rest) : 0;
    if (size == 0)
        return 0;
    md_skip(m, m->at, m->at + size, "comment");
    m->at += size;
    return 1;
}

void md_text(struct markdown *m, cmark_node *node)
{
    struct slice text = md_literal(node);
    size_t at;

    if (m->in_comment) {
        at = find(text, "-->");
        if (at == text.size)
            return;
        m->in_comment = 0;
        text = slice_from(text, at + 3);
    }
    while ((at = find(text, "<!--")) < text.size) {
        size_t end = comment_end(slice_from(text, at));

        if (end == 0 && !ends_later(m, node))
            break;
        md_align(m, slice_upto(text, at), 1);
        text = slice_from(text, at);
        if (!skip_comment(m))
            break;
        m->in_comment = end == 0;
        text = slice_from(text, end == 0 ? text.size : end);
    }
    md_align(m, text, 1);
}
