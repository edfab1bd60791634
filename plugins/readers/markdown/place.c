/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include "source.h"

char md_char(const struct markdown *m)
{
    return m->at < m->source.size ? m->source.at[m->at] : '\0';
}

size_t md_line_start(const struct markdown *m, int line)
{
    return line >= 1 && (size_t)line <= m->line_count ? m->lines[line - 1] : m->source.size;
}

void md_find_lines(struct markdown *m, size_t body)
{
    size_t room = 0;

    for (size_t at = body;;) {
        m->lines = md_grow(m->lines, &room, m->line_count + 1, sizeof(*m->lines));
        m->lines[m->line_count++] = at;
        at = slice_next_line(m->source, at);
        if (at == m->source.size)
            return;
    }
}

void md_go_to_line(struct markdown *m, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);

    if (line >= 1 && md_line_start(m, line) > m->at)
        m->at = md_line_start(m, line);
}

void md_go_to_block(struct markdown *m, cmark_node *node)
{
    int column = cmark_node_get_start_column(node);
    size_t start = md_line_start(m, cmark_node_get_start_line(node));
    size_t end = slice_line_end(m->source, start);
    size_t at = start + (size_t)(column > 1 ? column - 1 : 0);

    if (cmark_node_get_start_line(node) < 1) {
        if (cmark_node_next(node))
            md_go_to_line(m, cmark_node_next(node));
        return;
    }
    at = at < end ? at : end;
    if (at > m->at)
        m->at = at;
}

int md_go_to(struct markdown *m, char mark)
{
    size_t at = m->at;

    while (at < m->source.size && m->source.at[at] != mark && !md_is_word(m->source.at[at]) &&
           !byte_is_newline(m->source.at[at]))
        at++;
    if (at == m->source.size || m->source.at[at] != mark)
        return 0;
    m->at = at;
    return 1;
}

void md_go_to_next_line(struct markdown *m)
{
    m->at = slice_next_line(m->source, m->at);
    while (md_char(m) == ' ' || md_char(m) == '\t')
        m->at++;
}
