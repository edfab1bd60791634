/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The written form of Markdown: what the parser has consumed without a trace.
 * Offsets in, offsets out; 0 stands for "there is none here".
 */
#ifndef PLUGINS_READERS_MARKDOWN_SOURCE_H
#define PLUGINS_READERS_MARKDOWN_SOURCE_H

#include "shared/newswire.h"

#include <cmark-gfm.h>
#include <stdlib.h>

#define MS_TITLE 4096 /* so that a bracket never closed costs no more than this */

static inline int ms_is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static inline int ms_is_newline(char c)
{
    return c == '\n' || c == '\r';
}

/* Letters, digits and all beyond ASCII: never markup. */
static inline int ms_is_word(char c)
{
    return nw_is_digit(c) || (nw_lower(c) >= 'a' && nw_lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static inline size_t ms_line_end(struct slice s, size_t at)
{
    while (at < s.size && !ms_is_newline(s.at[at]))
        at++;
    return at;
}

/* Behind a line break and the "> " or indentation that the next line begins with. */
static inline size_t ms_next_line(struct slice s, size_t at)
{
    if (at + 1 < s.size && s.at[at] == '\r' && s.at[at + 1] == '\n')
        at++;
    if (at < s.size && ms_is_newline(s.at[at]))
        at++;
    while (at < s.size && (s.at[at] == ' ' || s.at[at] == '\t' || s.at[at] == '>'))
        at++;
    return at;
}

/* Over white space with at most one line break. */
static inline size_t ms_gap(struct slice s, size_t at)
{
    int lines = 0;

    while (at < s.size && nw_is_space(s.at[at])) {
        if (!ms_is_newline(s.at[at]))
            at++;
        else if (lines++ == 0)
            at = ms_next_line(s, at);
        else
            break;
    }
    return at;
}

/* The end of an address: "<…>" or a run with balanced brackets. */
static inline size_t ms_address(struct slice s, size_t at)
{
    size_t start = at;
    int open = 0;

    if (at < s.size && s.at[at] == '<') {
        for (at++; at < s.size && !ms_is_newline(s.at[at]) && s.at[at] != '<'; at++) {
            if (s.at[at] == '>')
                return at + 1;
            if (s.at[at] == '\\')
                at++;
        }
        return 0;
    }
    for (; at < s.size && (unsigned char)s.at[at] > ' '; at++) {
        if (s.at[at] == '\\' && at + 1 < s.size && ms_is_punctuation(s.at[at + 1]))
            at++;
        else if (s.at[at] == '(')
            open++;
        else if (s.at[at] == ')' && open-- == 0)
            break;
    }
    return at > start ? at : 0;
}

/* Is the line blank that begins behind the line break at this place? */
static inline int ms_ends_paragraph(struct slice s, size_t at)
{
    at = ms_is_newline(s.at[at]) ? ms_next_line(s, at) : at;
    return at < s.size && ms_is_newline(s.at[at]);
}

/* The end of a title in quotes or brackets. */
static inline size_t ms_title(struct slice s, size_t at)
{
    char open = at < s.size ? s.at[at] : '\0';
    char close = open == '(' ? ')' : open;
    size_t end = s.size - at > MS_TITLE ? at + MS_TITLE : s.size;

    if (open != '"' && open != '\'' && open != '(')
        return 0;
    for (at++; at < end; at++) {
        if (s.at[at] == close)
            return at + 1;
        if ((open == '(' && s.at[at] == open) ||
            (ms_is_newline(s.at[at]) && ms_ends_paragraph(s, at)))
            return 0;
        if (s.at[at] == '\\')
            at++;
    }
    return 0;
}

/* The end of "(address "title")" behind a link's text. */
static inline size_t ms_inline_address(struct slice s, size_t at)
{
    size_t end;
    size_t title;

    if (at >= s.size || s.at[at] != '(')
        return 0;
    at = ms_gap(s, at + 1);
    if (at < s.size && s.at[at] == ')')
        return at + 1;
    end = ms_address(s, at);
    if (end == 0)
        return 0;
    at = ms_gap(s, end);
    title = at > end ? ms_title(s, at) : 0;
    if (title > 0)
        at = ms_gap(s, title);
    return at < s.size && s.at[at] == ')' ? at + 1 : 0;
}

/* The end of "[label]". */
static inline size_t ms_label(struct slice s, size_t at)
{
    size_t start = at;

    if (at >= s.size || s.at[at] != '[')
        return 0;
    for (at++; at < s.size && at - start <= 1000 && s.at[at] != '['; at++) {
        if (s.at[at] == ']')
            return at + 1;
        if (ms_is_newline(s.at[at]) && ms_ends_paragraph(s, at))
            return 0;
        if (s.at[at] == '\\')
            at++;
    }
    return 0;
}

static inline size_t ms_blank_rest(struct slice s, size_t at)
{
    while (at < s.size && (s.at[at] == ' ' || s.at[at] == '\t'))
        at++;
    return at == s.size || ms_is_newline(s.at[at]) ? at : 0;
}

/* The end of "[label]: address "title"", which a paragraph may begin with. */
static inline size_t ms_definition(struct slice s, size_t at)
{
    size_t end = ms_label(s, at);
    size_t title;
    size_t title_end;

    if (end == 0 || end >= s.size || s.at[end] != ':' || s.at[at + 1] == '^' ||
        nw_trim(nw_upto(nw_from(s, at + 1), end - at - 2)).size == 0)
        return 0;
    end = ms_address(s, ms_gap(s, end + 1));
    if (end == 0)
        return 0;
    title = ms_gap(s, end);
    title_end = title > end ? ms_title(s, title) : 0;
    if (title_end > 0 && ms_blank_rest(s, title_end))
        return ms_blank_rest(s, title_end);
    return ms_blank_rest(s, end);
}

/* ---- Entities ---- */

/* Bytes of "&name;" or "&#1234;" at this place. */
static inline size_t ms_entity(struct slice s, size_t at)
{
    size_t end = at + 1;

    if (at >= s.size || s.at[at] != '&')
        return 0;
    if (end < s.size && s.at[end] == '#')
        end++;
    while (end < s.size && end - at < 40 && ms_is_word(s.at[end]) &&
           (unsigned char)s.at[end] < 0x80)
        end++;
    return end > at + 1 && end < s.size && s.at[end] == ';' ? end + 1 - at : 0;
}

/* What an entity means, as the parser itself reads it. Returns the bytes it is, 0 when
 * the parser leaves it as it stands. There are 2,000 names: better not to list them. */
static inline size_t ms_decode_entity(struct slice entity, char *out, size_t room)
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

#endif
