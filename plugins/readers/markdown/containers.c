/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "containers.h"

#include "accounts.h"
#include "place.h"
#include "send.h"
#include "source.h"
#include <string.h>

/* Enter something that can nest without end. FALSE: too deep, it is left out. */
static int enter_container(struct markdown *m, size_t levels)
{
    if (m->muted > 0 || m->depth + levels > DEPTH_MAX) {
        m->muted++;
        return 0;
    }
    m->depth++;
    return 1;
}

void md_leave_container(struct markdown *m)
{
    if (m->muted > 0) {
        m->muted--;
        return;
    }
    m->depth--;
    m->host->close(m->host);
}

void md_enter_list(struct markdown *m, cmark_node *node)
{
    m->in_body = 1;
    if (!enter_container(m, 2)) /* its items must fit as well */
        return;
    m->ordinals[m->depth] = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                                ? (uint32_t)cmark_node_get_list_start(node)
                                : UINT32_MAX;
    md_open(m, CRIER_ROLE_LIST, 0, 0);
}

static void skip_marker(struct markdown *m, int is_task)
{
    size_t end = m->at;

    while (end < m->source.size && byte_is_digit(m->source.at[end]))
        end++;
    if (end < m->source.size && !md_is_word(m->source.at[end]))
        end++;
    md_skip(m, m->at, end, "list marker");
    m->at = end;
    if (is_task && md_go_to(m, '[') && (end = md_label(m->source, m->at)) > 0) {
        md_skip(m, m->at, end, "task mark");
        m->at = end;
    }
}

void md_enter_item(struct markdown *m, cmark_node *node)
{
    uint32_t *ordinal = &m->ordinals[m->depth];

    md_go_to_block(m, node);
    skip_marker(m, strcmp(cmark_node_get_type_string(node), "tasklist") == 0);
    if (!enter_container(m, 1))
        return;
    md_open(m, CRIER_ROLE_LIST_ITEM, 0, *ordinal == UINT32_MAX ? 0 : *ordinal);
    if (*ordinal < UINT32_MAX - 1)
        ++*ordinal;
}

void md_enter_quotation(struct markdown *m)
{
    m->in_body = 1;
    if (enter_container(m, 1))
        md_open(m, CRIER_ROLE_QUOTATION, 0, 0);
}

void md_enter_footnote(struct markdown *m, cmark_node *node)
{
    size_t end;

    m->at = md_line_start(m, cmark_node_get_start_line(node));
    end = md_go_to(m, '[') ? md_label(m->source, m->at) : 0;
    if (end > 0) {
        md_skip(m, m->at, end, "footnote mark");
        m->at = end;
    }
    m->in_body = 1;
    m->footnotes++;
    if (enter_container(m, 1))
        md_open(m, CRIER_ROLE_FOOTNOTE, 0, m->footnotes);
}
