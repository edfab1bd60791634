/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/glyph.h"

#include <string.h>

#define REPLACEMENT 0xFFFDu

/* ---- Decoding ---- */

/* The bytes that follow a first byte, and its bits that count; 0xFF: not a first byte. */
static unsigned followers(unsigned char first, uint32_t *bits)
{
    *bits = first;
    if (first < 0x80)
        return 0;
    *bits = first & 0x1Fu;
    if (first >= 0xC2 && first < 0xE0)
        return 1;
    *bits = first & 0x0Fu;
    if (first >= 0xE0 && first < 0xF0)
        return 2;
    *bits = first & 0x07u;
    return first >= 0xF0 && first < 0xF5 ? 3 : 0xFF;
}

uint32_t glyph_next(const char *text, size_t size, size_t *at)
{
    static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
    uint32_t glyph;
    size_t start = (*at)++;
    unsigned more = followers((unsigned char)text[start], &glyph);

    if (more == 0xFF || more > size - start - 1)
        return REPLACEMENT;
    for (unsigned i = 1; i <= more; i++) {
        unsigned char byte = (unsigned char)text[start + i];

        if ((byte & 0xC0) != 0x80)
            return REPLACEMENT;
        glyph = glyph << 6 | (byte & 0x3Fu);
    }
    if (glyph < least[more] || glyph > 0x10FFFF || (glyph >= 0xD800 && glyph < 0xE000))
        return REPLACEMENT;
    *at = start + 1 + more;
    return glyph;
}

/* ---- Kinds ---- */

struct range {
    uint32_t first, last;
};

static int is_in(const struct range *ranges, size_t count, uint32_t glyph)
{
    for (size_t i = 0; i < count && ranges[i].first <= glyph; i++)
        if (glyph <= ranges[i].last)
            return 1;
    return 0;
}

#define IN(ranges, glyph) is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), glyph)

static const struct range spaces[] = {
    { 0x09, 0x0D },     { 0x20, 0x20 },     { 0x85, 0x85 },
    { 0x1680, 0x1680 }, { 0x2000, 0x2006 }, { 0x2008, 0x200A },
    { 0x2028, 0x2029 }, { 0x205F, 0x205F }, { 0x3000, 0x3000 },
};

static const struct range hidden[] = {
    { 0x00, 0x1F },     { 0x7F, 0x9F },     { 0x202A, 0x202E },
    { 0x2066, 0x2069 }, { 0xD800, 0xDFFF }, { 0xFDD0, 0xFDEF },
    { 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xFFFE, 0xFFFF },
};

static const struct range marks[] = {
    { 0x0300, 0x036F }, { 0x0483, 0x0489 },   { 0x0591, 0x05BD },   { 0x0610, 0x061A },
    { 0x064B, 0x065F }, { 0x0900, 0x0902 },   { 0x093C, 0x093C },   { 0x0E31, 0x0E31 },
    { 0x0E34, 0x0E3A }, { 0x0E47, 0x0E4E },   { 0x1AB0, 0x1AFF },   { 0x1DC0, 0x1DFF },
    { 0x200B, 0x200F }, { 0x2060, 0x2064 },   { 0x20D0, 0x20FF },   { 0xFE00, 0xFE0F },
    { 0xFE20, 0xFE2F }, { 0x1F3FB, 0x1F3FF }, { 0xE0000, 0xE01EF },
};

static const struct range wide[] = {
    { 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0x4DBF },   { 0x4E00, 0xA4CF },
    { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },   { 0xFE30, 0xFE4F },   { 0xFF01, 0xFF60 },
    { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF },
    { 0x20000, 0x3FFFD },
};

int glyph_is_space(uint32_t glyph)
{
    return IN(spaces, glyph);
}

int glyph_is_hidden(uint32_t glyph)
{
    return IN(hidden, glyph) || (glyph & 0xFFFE) == 0xFFFE;
}

uint32_t glyph_width(uint32_t glyph)
{
    if (glyph < 0x300)
        return 1;
    return IN(marks, glyph) ? 0 : IN(wide, glyph) ? 2 : 1;
}

int glyph_any(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        uint32_t glyph = glyph_next(text, size, &at);

        if (!glyph_is_space(glyph) && !glyph_is_hidden(glyph) && glyph_width(glyph) > 0)
            return 1;
    }
    return 0;
}

size_t glyph_cut(const char *text, size_t size, size_t most)
{
    size_t at = most;

    if (size <= most)
        return size;
    while (at > 0 && text[at] != ' ')
        at--;
    if (at > 0)
        return at;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

/* ---- Writing ---- */

static const char *entity(uint32_t glyph, enum glyph_form form)
{
    if (form != GLYPH_ENTITIES && form != GLYPH_MARKUP && form != GLYPH_TWICE)
        return NULL;
    switch (glyph) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return form == GLYPH_ENTITIES ? "&quot;" : NULL;
    default:
        return NULL;
    }
}

static void write_glyph(struct writer *writer, const char *bytes, size_t size, uint32_t glyph)
{
    if (glyph == REPLACEMENT)
        writer_text(writer, "\xEF\xBF\xBD");
    else
        writer_bytes(writer, bytes, size);
}

/* Where a format has tags but no escapes, "<b", "{\\" and "-->" are parted by a word
 * joiner, which nobody sees. */
static int needs_joiner(const char *text, size_t size, size_t at)
{
    char next = at + 1 < size ? text[at + 1] : '\0';

    if (text[at] == '<')
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' ||
               next == '!' || next == '?';
    if (text[at] == '{')
        return next == '\\';
    return text[at] == '-' && next == '>';
}

static void write_formed(struct writer *writer, const char *text, size_t size, size_t at,
                         uint32_t glyph, enum glyph_form form)
{
    const char *instead = entity(glyph, form);
    size_t behind = at;

    glyph_next(text, size, &behind);
    if (instead && form == GLYPH_TWICE)
        writer_text(writer, "&amp;");
    if (instead)
        writer_text(writer, instead + (form == GLYPH_TWICE));
    else
        write_glyph(writer, text + at, behind - at, glyph);
    if (form == GLYPH_APART && needs_joiner(text, size, at))
        writer_text(writer, "\xE2\x81\xA0");
}

void glyph_write_line(struct writer *writer, const char *text, size_t size, enum glyph_form form)
{
    size_t at = 0;
    int any = 0;
    int space = 0;

    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph_is_space(glyph)) {
            space = any;
        } else if (!glyph_is_hidden(glyph)) {
            if (space)
                writer_text(writer, " ");
            write_formed(writer, text, size, from, glyph, form);
            any = 1;
            space = 0;
        }
    }
}

void glyph_write_json(struct writer *writer, const char *text, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    size_t at = 0;

    writer_text(writer, "\"");
    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);
        const char escape[] = { '\\', 'u', '0', '0', hex[glyph >> 4 & 15], hex[glyph & 15] };

        if (glyph == '"' || glyph == '\\') {
            writer_text(writer, "\\");
            writer_bytes(writer, text + from, 1);
        } else if (glyph < 0x20 || glyph == 0x7F) {
            writer_bytes(writer, escape, sizeof(escape));
        } else {
            write_glyph(writer, text + from, at - from, glyph);
        }
    }
    writer_text(writer, "\"");
}
