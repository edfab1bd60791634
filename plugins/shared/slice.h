/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a text, looked at and never copied: characters, words, lines. */
#ifndef PLUGINS_SHARED_SLICE_H
#define PLUGINS_SHARED_SLICE_H

#include <stddef.h>
#include <stdint.h>

/* A part of a text, borrowed. */
struct slice {
    const char *at;
    size_t size;
};

static inline int byte_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline int byte_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline int byte_is_newline(char c)
{
    return c == '\n' || c == '\r';
}

static inline char byte_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The character at the start of a non-empty slice, and its length in bytes. */
uint32_t slice_char(struct slice s, size_t *length);

/* 1: a capital, -1: a small letter, 0: neither. Latin, Greek and Cyrillic. */
int case_of(uint32_t c);

/* Without white space at both ends. */
struct slice slice_trim(struct slice s);

static inline struct slice slice_from(struct slice s, size_t offset)
{
    return (struct slice){ s.at + offset, s.size - offset };
}

static inline struct slice slice_upto(struct slice s, size_t size)
{
    return (struct slice){ s.at, size };
}

/* Take the next run without white space off the front; empty at the end. */
struct slice slice_take_word(struct slice *s);

/* Equal but for the case of ASCII letters? `lower` is in lower case. */
int slice_is(struct slice s, const char *lower);
int slice_starts(struct slice s, const char *lower);

/* Of a list that NULL ends. */
int slice_is_one_of(struct slice s, const char *const *lower);

/* Offset behind the line that begins at `from`. */
size_t slice_next_line(struct slice text, size_t from);

/* Where the line ends that this offset is in. */
size_t slice_line_end(struct slice s, size_t at);

/* How many capitals, small letters, digits and words it has. */
struct slice_counts {
    size_t capitals, smalls, digits, words;
};
struct slice_counts slice_count(struct slice s);

/* Does it begin with a capital, behind quotation marks and brackets? */
int slice_is_capitalised(struct slice s);

#endif
