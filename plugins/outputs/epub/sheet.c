/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet.h"

#include "shared/glyph.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

void sheet_parts(struct zip_text *sheet, const char *const *parts)
{
    for (; *parts; parts++)
        zip_text_add(sheet, *parts, strlen(*parts));
}

void sheet_number(struct zip_text *sheet, uint64_t number)
{
    char text[24];
    int size = snprintf(text, sizeof(text), "%" PRIu64, number);

    zip_text_add(sheet, text, (size_t)size);
}

void sheet_clock(struct zip_text *sheet, int64_t milliseconds)
{
    char text[40];
    int size = snprintf(text, sizeof(text), "%" PRId64 ".%03" PRId64 "s", milliseconds / 1000,
                        milliseconds % 1000);

    zip_text_add(sheet, text, (size_t)size);
}

/* ---- Text of others ---- */

static const char *entity(uint32_t glyph)
{
    switch (glyph) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case 0xFFFD: /* also for a byte that is no character */
        return "\xEF\xBF\xBD";
    default:
        return NULL;
    }
}

static void put_glyph(struct zip_text *sheet, const char *bytes, size_t size, uint32_t glyph)
{
    const char *instead = entity(glyph);

    if (instead)
        sheet_put(sheet, instead);
    else
        zip_text_add(sheet, bytes, size);
}

void sheet_text(struct zip_text *sheet, const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph == '\n' || glyph == '\t' || (!glyph_is_hidden(glyph) && !glyph_is_space(glyph)))
            put_glyph(sheet, text + from, at - from, glyph);
        else if (glyph_is_space(glyph))
            put_glyph(sheet, glyph < 0xA0 ? " " : text + from, glyph < 0xA0 ? 1 : at - from, glyph);
    }
}

void sheet_line(struct zip_text *sheet, const char *text, size_t size)
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
                zip_text_add(sheet, " ", 1);
            put_glyph(sheet, text + from, at - from, glyph);
            any = 1;
            space = 0;
        }
    }
}

void sheet_string(struct zip_text *sheet, const char *text)
{
    sheet_line(sheet, text, strlen(text));
}

/* ---- Direction ---- */

static int glyph_direction(uint32_t glyph)
{
    if ((glyph >= 0x590 && glyph <= 0x8FF) || (glyph >= 0xFB1D && glyph <= 0xFDFF) ||
        (glyph >= 0xFE70 && glyph <= 0xFEFC) || (glyph >= 0x10800 && glyph <= 0x10FFF) ||
        (glyph >= 0x1E800 && glyph <= 0x1EFFF))
        return 1;
    if ((glyph >= 'A' && glyph <= 'Z') || (glyph >= 'a' && glyph <= 'z') ||
        (glyph >= 0xC0 && glyph < 0x2000) || (glyph >= 0x2C00 && glyph < 0xD7FF))
        return -1;
    return 0;
}

int text_direction(const char *text, size_t size)
{
    size_t at = 0;
    int64_t sum = 0;

    while (at < size)
        sum += glyph_direction(glyph_next(text, size, &at));
    return sum > 0 ? 1 : sum < 0 ? -1 : 0;
}

int language_direction(const char *language)
{
    static const char *const leftward[] = { "ar",  "arc", "ckb", "dv",  "fa", "he", "ks",
                                            "nqo", "ps",  "sd",  "syr", "ug", "ur", "yi" };
    size_t size = strcspn(language, "-_");

    for (size_t i = 0; i < sizeof(leftward) / sizeof(leftward[0]); i++)
        if (strlen(leftward[i]) == size && strncasecmp(leftward[i], language, size) == 0)
            return 1;
    return -1;
}

static int is_alphanumeric(char c, int letter)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!letter && c >= '0' && c <= '9');
}

void language_tag(const char *language, char out[LANGUAGE_SIZE])
{
    size_t run = 0;
    size_t size = 0;
    int first = 1;

    for (; language && *language && size + 1 < LANGUAGE_SIZE; language++) {
        int parts = *language == '-' || *language == '_';

        if (parts ? run < (first ? 2 : 1) : !is_alphanumeric(*language, first) || run == 8)
            break;
        out[size++] = parts ? '-' : *language;
        first &= !parts;
        run = parts ? 0 : run + 1;
    }
    if (!language || *language || run < (first ? 2 : 1))
        snprintf(out, LANGUAGE_SIZE, "und");
    else
        out[size] = '\0';
}
