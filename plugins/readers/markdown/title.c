/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "title.h"

#include "accounts.h"
#include "inlines.h"
#include "send.h"
#include <stdlib.h>

/* Compare by words and without case. */
static int same_words(struct slice a, struct slice b)
{
    for (;;) {
        struct slice x = slice_take_word(&a);
        struct slice y = slice_take_word(&b);

        if (x.size != y.size)
            return 0;
        if (x.size == 0)
            return 1;
        for (size_t i = 0; i < x.size; i++)
            if (byte_lower(x.at[i]) != byte_lower(y.at[i]))
                return 0;
    }
}

static int heading_says(cmark_node *heading, struct slice title)
{
    struct buffer b = { 0 };
    cmark_iter *iter = cmark_iter_new(heading);
    int same;

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        struct slice literal = md_literal(cmark_iter_get_node(iter));

        buffer_add(&b, literal.at, literal.size);
        if (cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_SOFTBREAK)
            buffer_add(&b, " ", 1);
    }
    cmark_iter_free(iter);
    same = same_words((struct slice){ b.text ? b.text : "", b.size }, title);
    free(b.text);
    return same;
}

void md_find_headline(struct markdown *m, cmark_node *document)
{
    const struct front_matter *front = m->front;
    struct slice title = { front->title_text, front->title_size };
    size_t from = title.size > 0 ? (size_t)(front->title.at - m->source.at) : 0;
    cmark_node *node = cmark_node_first_child(document);

    while (node && (cmark_node_get_type(node) != CMARK_NODE_HEADING ||
                    cmark_node_get_heading_level(node) != 1))
        node = cmark_node_next(node);
    if (title.size == 0 || (node && heading_says(node, title))) {
        md_skip(m, from, from + front->title.size, "metadata");
        m->headline = node;
        return;
    }
    md_open(m, CRIER_ROLE_HEADLINE, 0, 0);
    m->host->text(m->host, title.at, title.size, from, from + front->title.size);
    m->host->close(m->host);
}
