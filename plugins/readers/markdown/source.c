/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#define TITLE_MAX 4096 /* so that a bracket never closed costs no more than this */

size_t md_next_line(struct slice s, size_t at)
{
    if (at + 1 < s.size && s.at[at] == '\r' && s.at[at + 1] == '\n')
        at++;
    if (at < s.size && byte_is_newline(s.at[at]))
        at++;
    while (at < s.size && (s.at[at] == ' ' || s.at[at] == '\t' || s.at[at] == '>'))
        at++;
    return at;
}

/* Over white space with at most one line break. */
static size_t md_gap(struct slice s, size_t at)
{
    int lines = 0;

    while (at < s.size && byte_is_space(s.at[at])) {
        if (!byte_is_newline(s.at[at]))
            at++;
        else if (lines++ == 0)
            at = md_next_line(s, at);
        else
            break;
    }
    return at;
}

/* The end of an address: "<…>" or a run with balanced brackets. */
static size_t md_address(struct slice s, size_t at)
{
    size_t start = at;
    int open = 0;

    if (at < s.size && s.at[at] == '<') {
        for (at++; at < s.size && !byte_is_newline(s.at[at]) && s.at[at] != '<'; at++) {
            if (s.at[at] == '>')
                return at + 1;
            if (s.at[at] == '\\')
                at++;
        }
        return 0;
    }
    for (; at < s.size && (unsigned char)s.at[at] > ' '; at++) {
        if (s.at[at] == '\\' && at + 1 < s.size && md_is_punctuation(s.at[at + 1]))
            at++;
        else if (s.at[at] == '(')
            open++;
        else if (s.at[at] == ')' && open-- == 0)
            break;
    }
    return at > start ? at : 0;
}

/* Is the line blank that begins behind the line break at this place? */
static int md_ends_paragraph(struct slice s, size_t at)
{
    at = byte_is_newline(s.at[at]) ? md_next_line(s, at) : at;
    return at < s.size && byte_is_newline(s.at[at]);
}

/* The end of a title in quotes or brackets. */
static size_t md_title(struct slice s, size_t at)
{
    char open = at < s.size ? s.at[at] : '\0';
    char close = open == '(' ? ')' : open;
    size_t end = s.size - at > TITLE_MAX ? at + TITLE_MAX : s.size;

    if (open != '"' && open != '\'' && open != '(')
        return 0;
    for (at++; at < end; at++) {
        if (s.at[at] == close)
            return at + 1;
        if ((open == '(' && s.at[at] == open) ||
            (byte_is_newline(s.at[at]) && md_ends_paragraph(s, at)))
            return 0;
        if (s.at[at] == '\\')
            at++;
    }
    return 0;
}

size_t md_inline_address(struct slice s, size_t at)
{
    size_t end;
    size_t title;

    if (at >= s.size || s.at[at] != '(')
        return 0;
    at = md_gap(s, at + 1);
    if (at < s.size && s.at[at] == ')')
        return at + 1;
    end = md_address(s, at);
    if (end == 0)
        return 0;
    at = md_gap(s, end);
    title = at > end ? md_title(s, at) : 0;
    if (title > 0)
        at = md_gap(s, title);
    return at < s.size && s.at[at] == ')' ? at + 1 : 0;
}

size_t md_label(struct slice s, size_t at)
{
    size_t start = at;

    if (at >= s.size || s.at[at] != '[')
        return 0;
    for (at++; at < s.size && at - start <= 1000 && s.at[at] != '['; at++) {
        if (s.at[at] == ']')
            return at + 1;
        if (byte_is_newline(s.at[at]) && md_ends_paragraph(s, at))
            return 0;
        if (s.at[at] == '\\')
            at++;
    }
    return 0;
}

static size_t md_blank_rest(struct slice s, size_t at)
{
    while (at < s.size && (s.at[at] == ' ' || s.at[at] == '\t'))
        at++;
    return at == s.size || byte_is_newline(s.at[at]) ? at : 0;
}

size_t md_definition(struct slice s, size_t at)
{
    size_t end = md_label(s, at);
    size_t title;
    size_t title_end;

    if (end == 0 || end >= s.size || s.at[end] != ':' || s.at[at + 1] == '^' ||
        slice_trim(slice_upto(slice_from(s, at + 1), end - at - 2)).size == 0)
        return 0;
    end = md_address(s, md_gap(s, end + 1));
    if (end == 0)
        return 0;
    title = md_gap(s, end);
    title_end = title > end ? md_title(s, title) : 0;
    if (title_end > 0 && md_blank_rest(s, title_end))
        return md_blank_rest(s, title_end);
    return md_blank_rest(s, end);
}
