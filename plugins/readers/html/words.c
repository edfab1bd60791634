/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include "shared/buffer.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 2000u
#define WORDS   64

static int is_ascii_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static int is_blank(unsigned char c)
{
    return c <= ' ' || c == 0x7f;
}

/* Folds white space in place; a character is never cut. */
static size_t fold(char *text, size_t size)
{
    size_t out = 0;
    int space = 0;

    for (size_t i = 0; i < size; i++) {
        int no_break = (unsigned char)text[i] == 0xc2 && i + 1 < size &&
                       ((unsigned char)text[i + 1] == 0xa0 || (unsigned char)text[i + 1] < 0xa0);

        if (is_blank((unsigned char)text[i]) || no_break) {
            space = 1;
            i += (size_t)no_break;
            continue;
        }
        if (space && out > 0)
            text[out++] = ' ';
        space = 0;
        text[out++] = text[i];
    }
    if (out > LONGEST)
        for (out = LONGEST; out > 0 && ((unsigned char)text[out] & 0xc0) == 0x80; out--)
            ;
    return out;
}

/* Entities that are escaped twice in linked data and meta elements; gumbo knows all of
 * them, but it has seen the first escape only. */
static const struct {
    const char *name;
    uint32_t character;
} entities[] = {
    { "amp;", '&' },       { "quot;", '"' },     { "apos;", '\'' },    { "lt;", '<' },
    { "gt;", '>' },        { "nbsp;", ' ' },     { "rsquo;", 0x2019 }, { "lsquo;", 0x2018 },
    { "rdquo;", 0x201d },  { "ldquo;", 0x201c }, { "ndash;", 0x2013 }, { "mdash;", 0x2014 },
    { "hellip;", 0x2026 }, { "eacute;", 0xe9 },  { "aacute;", 0xe1 },  { "ntilde;", 0xf1 },
    { "oacute;", 0xf3 },   { "iacute;", 0xed },  { "uacute;", 0xfa },  { "uuml;", 0xfc },
    { "ouml;", 0xf6 },     { "auml;", 0xe4 },    { "szlig;", 0xdf },   { "egrave;", 0xe8 },
    { "ccedil;", 0xe7 },
};

/* Bytes of the entity at the ampersand, and its character; 0: it is none. */
static size_t entity(const char *at, const char *end, uint32_t *character)
{
    char *stop;

    if (end - at > 3 && at[1] == '#') {
        int hex = (at[2] | 0x20) == 'x';

        *character = (uint32_t)strtoul(at + 2 + hex, &stop, hex ? 16 : 10);
        return stop > at + 2 + hex && *stop == ';' ? (size_t)(stop + 1 - at) : 0;
    }
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        size_t size = strlen(entities[i].name);

        if ((size_t)(end - at) > size && memcmp(at + 1, entities[i].name, size) == 0) {
            *character = entities[i].character;
            return size + 1;
        }
    }
    return 0;
}

/* Bytes of the tag here, 0: it is none. */
static size_t tag(const char *at, const char *end)
{
    const char *close = NULL;

    if (end - at > 2 && (at[1] == '/' || is_ascii_letter(at[1])))
        close = memchr(at, '>', (size_t)(end - at < 300 ? end - at : 300));
    return close ? (size_t)(close + 1 - at) : 0;
}

static void add_plain(struct buffer *out, const char *text, size_t size)
{
    const char *end = text + size;

    while (text < end) {
        uint32_t character = 0;
        size_t skip = *text == '&' ? entity(text, end, &character) : 0;

        if (skip > 0)
            buffer_add_char(out, character);
        else if (*text == '<' && (skip = tag(text, end)) > 0)
            buffer_add_char(out, ' ');
        else
            buffer_add(out, text, skip = 1);
        text += skip;
    }
}

const char *words_clean(struct arena *arena, const char *text, size_t size)
{
    struct buffer plain = { 0 };
    char *copy;
    size_t length;

    if (memchr(text, '&', size) || memchr(text, '<', size))
        add_plain(&plain, text, size);
    else
        buffer_add(&plain, text, size);
    copy = arena_take(arena, plain.size + 1);
    if (!copy) {
        buffer_clear(&plain);
        return NULL;
    }
    memcpy(copy, buffer_text(&plain), plain.size);
    length = fold(copy, plain.size);
    copy[length] = '\0';
    buffer_clear(&plain);
    return length > 0 ? copy : NULL;
}

/* ---- Comparing ---- */

struct word {
    const char *at;
    size_t size;
    int used;
};

static int is_letter(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Typographic marks are three bytes that begin with e2 80. */
static size_t mark_size(const char *at)
{
    return (unsigned char)at[0] == 0xe2 && (unsigned char)at[1] == 0x80 && at[2] ? 3 : 0;
}

static size_t split(const char *text, struct word *words)
{
    size_t count = 0;

    while (*text && count < WORDS) {
        const char *from = text;

        while (*text && is_letter((unsigned char)*text) && !mark_size(text))
            text++;
        if (text > from)
            words[count++] = (struct word){ from, (size_t)(text - from), 0 };
        else
            text += mark_size(text) ? 3 : 1;
    }
    return count;
}

static int same_word(const struct word *a, const struct word *b)
{
    if (a->size != b->size)
        return 0;
    for (size_t i = 0; i < a->size; i++) {
        char x = a->at[i], y = b->at[i];

        if (x != y && ((unsigned char)x >= 0x80 || (x | 0x20) != (y | 0x20)))
            return 0;
    }
    return 1;
}

unsigned words_overlap(const char *a, const char *b)
{
    struct word left[WORDS], right[WORDS];
    size_t lefts = a ? split(a, left) : 0, rights = b ? split(b, right) : 0;
    size_t common = 0;

    for (size_t i = 0; i < lefts; i++)
        for (size_t k = 0; k < rights; k++)
            if (!right[k].used && same_word(&left[i], &right[k])) {
                right[k].used = 1;
                common++;
                break;
            }
    return lefts + rights > 0 ? (unsigned)(200 * common / (lefts + rights)) : 0;
}

int words_same(const char *a, const char *b)
{
    return words_overlap(a, b) == 100;
}
