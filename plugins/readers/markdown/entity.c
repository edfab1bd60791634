/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entity.h"

#include "source.h"
#include <cmark-gfm.h>
#include <string.h>

size_t md_entity(struct slice s, size_t at)
{
    size_t end = at + 1;

    if (at >= s.size || s.at[at] != '&')
        return 0;
    if (end < s.size && s.at[end] == '#')
        end++;
    while (end < s.size && end - at < 40 && md_is_word(s.at[end]) &&
           (unsigned char)s.at[end] < 0x80)
        end++;
    return end > at + 1 && end < s.size && s.at[end] == ';' ? end + 1 - at : 0;
}

size_t md_decode_entity(struct slice entity, char *out, size_t room)
{
    cmark_node *document = cmark_parse_document(entity.at, entity.size, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = cmark_node_first_child(document);
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    const char *literal = text ? cmark_node_get_literal(text) : NULL;
    size_t size = literal ? strlen(literal) : 0;

    if (size >= room || (size > 1 && literal[0] == '&'))
        size = 0;
    if (size > 0)
        memcpy(out, literal, size + 1);
    cmark_node_free(document);
    return size;
}
