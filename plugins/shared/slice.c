/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/slice.h"

#include <string.h>

uint32_t slice_char(struct slice s, size_t *length)
{
    const unsigned char *p = (const unsigned char *)s.at;

    *length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (*length > s.size)
        *length = s.size;
    switch (*length) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    case 3:
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    default:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    }
}

int case_of(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? -1 : 0;
    if (c >= 0xc0 && c <= 0xff)
        return c == 0xd7 || c == 0xf7 ? 0 : c <= 0xde ? 1 : -1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
        return c & 1 ? 1 : -1;
    if (c >= 0x100 && c <= 0x17f)
        return c == 0x178 ? 1 : c & 1 ? -1 : 1;
    if (c >= 0x386 && c <= 0x3ce)
        return c <= 0x3ab && c != 0x390 ? 1 : -1;
    if (c >= 0x400 && c <= 0x45f)
        return c <= 0x42f ? 1 : -1;
    return 0;
}

struct slice slice_trim(struct slice s)
{
    for (; s.size > 0 && byte_is_space(s.at[0]); s.size--)
        s.at++;
    while (s.size > 0 && byte_is_space(s.at[s.size - 1]))
        s.size--;
    return s;
}

struct slice slice_take_word(struct slice *s)
{
    struct slice word;

    *s = slice_trim(*s);
    word = slice_upto(*s, 0);
    while (word.size < s->size && !byte_is_space(word.at[word.size]))
        word.size++;
    *s = slice_from(*s, word.size);
    return word;
}

int slice_is(struct slice s, const char *lower)
{
    size_t i = 0;

    while (i < s.size && lower[i] && byte_lower(s.at[i]) == lower[i])
        i++;
    return i == s.size && !lower[i];
}

int slice_starts(struct slice s, const char *lower)
{
    size_t size = strlen(lower);

    return s.size >= size && slice_is(slice_upto(s, size), lower);
}

int slice_is_one_of(struct slice s, const char *const *lower)
{
    for (; *lower; lower++)
        if (slice_is(s, *lower))
            return 1;
    return 0;
}

size_t slice_next_line(struct slice text, size_t from)
{
    while (from < text.size && text.at[from] != '\n' && text.at[from] != '\r')
        from++;
    if (from + 1 < text.size && text.at[from] == '\r' && text.at[from + 1] == '\n')
        from++;
    return from < text.size ? from + 1 : from;
}

size_t slice_line_end(struct slice s, size_t at)
{
    while (at < s.size && !byte_is_newline(s.at[at]))
        at++;
    return at;
}

struct slice_counts slice_count(struct slice s)
{
    struct slice_counts counts = { 0 };
    int in_word = 0;

    while (s.size > 0) {
        size_t length;
        uint32_t c = slice_char(s, &length);
        int letter_case = case_of(c);
        int space = c < 0x80 && byte_is_space((char)c);

        counts.capitals += letter_case > 0;
        counts.smalls += letter_case < 0;
        counts.digits += c < 0x80 && byte_is_digit((char)c);
        counts.words += !space && !in_word;
        in_word = !space;
        s = slice_from(s, length);
    }
    return counts;
}

int slice_is_capitalised(struct slice s)
{
    while (s.size > 0) {
        size_t length;
        int letter_case = case_of(slice_char(s, &length));

        if (letter_case != 0)
            return letter_case > 0;
        s = slice_from(s, length);
    }
    return 0;
}
