/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk.h"

#include "code.h"
#include "containers.h"
#include "html_block.h"
#include "inlines.h"
#include "paragraphs.h"
#include "place.h"
#include "send.h"
#include <string.h>

static void walk_table(struct markdown *m, cmark_node *node, int enter)
{
    const char *type = cmark_node_get_type_string(node);

    if (strcmp(type, "table_cell") == 0) {
        if (enter)
            md_begin_words(m); /* columns of cells are those of the table's first line */
        else
            md_leave_cell(m);
        return;
    }
    m->in_header = strcmp(type, "table_header") == 0;
    if (enter) {
        m->in_body = 1;
        md_go_to_line(m, node);
        md_open(m, strcmp(type, "table") == 0 ? CRIER_ROLE_TABLE : CRIER_ROLE_TABLE_ROW, 0, 0);
        return;
    }
    m->host->close(m->host);
    if (strcmp(type, "table") == 0)
        md_send_pictures(m);
}

static void enter_block(struct markdown *m, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        md_enter_paragraph(m, node);
        break;
    case CMARK_NODE_HEADING:
        md_enter_heading(m, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        md_enter_quotation(m);
        break;
    case CMARK_NODE_LIST:
        md_enter_list(m, node);
        break;
    case CMARK_NODE_ITEM:
        md_enter_item(m, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        md_send_code(m, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        md_html_block(m, node);
        break;
    default:
        break;
    }
}

static void leave_block(struct markdown *m, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        md_leave_paragraph(m, node);
        break;
    case CMARK_NODE_HEADING:
        md_leave_heading(m, node);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        md_leave_container(m);
        break;
    default:
        break;
    }
}

void md_walk(struct markdown *m, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        int enter = event == CMARK_EVENT_ENTER;

        if (md_inline(m, node, enter))
            continue;
        if (strncmp(cmark_node_get_type_string(node), "table", 5) == 0)
            walk_table(m, node, enter);
        else if (enter && cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            md_enter_footnote(m, node);
        else if (enter)
            enter_block(m, node);
        else
            leave_block(m, node);
    }
    cmark_iter_free(iter);
}
