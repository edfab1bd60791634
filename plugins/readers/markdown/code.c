/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code.h"

#include "accounts.h"
#include "place.h"
#include "send.h"
#include "source.h"
#include <string.h>

/* A line of code stands at the end of its line in the source, behind indentation
 * and marks of quotation. */
static void send_code_line(struct markdown *m, struct slice code, size_t start)
{
    size_t end = slice_line_end(m->source, start);
    size_t from = end - start >= code.size ? end - code.size : start;

    if (memcmp(m->source.at + from, code.at, end - from) != 0 || end - from != code.size)
        from = start; /* tabs that were cut in parts */
    m->host->text(m->host, code.at, code.size, from, end);
    md_tell(m, from, end);
    m->host->text(m->host, "\n", 1, end, end < m->source.size ? end + 1 : end);
}

static void skip_info(struct markdown *m)
{
    size_t end = slice_line_end(m->source, m->at);

    while (m->at < end && !md_is_word(md_char(m)))
        m->at++;
    md_skip(m, m->at, end, "code language");
}

void md_send_code(struct markdown *m, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    struct slice code = { literal, strlen(literal) };
    int line = cmark_node_get_start_line(node);
    int length, offset;
    char fence;

    m->in_body = 1;
    md_go_to_block(m, node);
    if (cmark_node_get_fenced(node, &length, &offset, &fence)) {
        skip_info(m);
        line++;
    }
    md_open(m, CRIER_ROLE_CODE, 0, 0);
    while (code.size > 0) {
        size_t end = slice_line_end(code, 0);

        send_code_line(m, slice_upto(code, end), md_line_start(m, line++));
        code = slice_from(code, slice_next_line(code, end));
    }
    m->host->close(m->host);
    m->at = md_line_start(m, line);
}
