/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The written form of Markdown: what the parser has consumed without a trace.
 * Offsets in, offsets out; 0 stands for "there is none here".
 */
#ifndef PLUGINS_READERS_MARKDOWN_SOURCE_H
#define PLUGINS_READERS_MARKDOWN_SOURCE_H

#include "shared/slice.h"

static inline int md_is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* Letters, digits and all beyond ASCII: never markup. */
static inline int md_is_word(char c)
{
    return byte_is_digit(c) || (byte_lower(c) >= 'a' && byte_lower(c) <= 'z') ||
           (unsigned char)c >= 0x80;
}

/* Behind a line break and the "> " or indentation that the next line begins with. */
size_t md_next_line(struct slice s, size_t at);

/* The end of "(address "title")" behind a link's text. */
size_t md_inline_address(struct slice s, size_t at);

/* The end of "[label]". */
size_t md_label(struct slice s, size_t at);

/* The end of "[label]: address "title"", which a paragraph may begin with. */
size_t md_definition(struct slice s, size_t at);

#endif
