/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: glyph writer */
#include "shared/daisy_text.h"

#include "shared/glyph.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- Text ---- */

static const char *instead_of(uint32_t glyph, int lines)
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
    case 0xFFFD: /* also for bytes that are no character */
        return "\xEF\xBF\xBD";
    case '\n':
        return lines ? "\n" : " ";
    default:
        return glyph_is_space(glyph) ? " " : glyph_is_hidden(glyph) ? "" : NULL;
    }
}

void daisy_text(struct writer *writer, const char *text, size_t size, int lines)
{
    size_t at = 0;

    while (at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);
        const char *instead = instead_of(glyph, lines);

        if (instead)
            writer_text(writer, instead);
        else
            writer_bytes(writer, text + from, at - from);
    }
}

void daisy_line(struct writer *writer, const char *text)
{
    glyph_write_line(writer, text, strlen(text), GLYPH_ENTITIES);
}

void daisy_meta(struct writer *writer, const char *name, const char *value)
{
    if (!value || !glyph_any(value, strlen(value)))
        return;
    writer_text(writer, "<meta name=\"");
    writer_text(writer, name);
    writer_text(writer, "\" content=\"");
    daisy_line(writer, value);
    writer_text(writer, "\" />\n");
}

/* ---- What a text is ---- */

struct range {
    uint32_t first, last;
};

static const struct range rightward[] = {
    { 'A', 'Z' },       { 'a', 'z' },         { 0xC0, 0x2AF },      { 0x370, 0x58F },
    { 0x900, 0x1FFF },  { 0x2C00, 0x2DFF },   { 0x3041, 0xD7FF },   { 0xF900, 0xFB1C },
    { 0xFF21, 0xFFDC }, { 0x10000, 0x107FF }, { 0x11000, 0x1CFFF }, { 0x20000, 0x3FFFF },
};
static const struct range leftward[] = {
    { 0x590, 0x8FF },     { 0xFB1D, 0xFDFF },   { 0xFE70, 0xFEFC },
    { 0x10800, 0x10FFF }, { 0x1E800, 0x1EFFF },
};

static int is_in(const struct range *ranges, size_t count, uint32_t glyph)
{
    for (size_t i = 0; i < count; i++)
        if (glyph >= ranges[i].first && glyph <= ranges[i].last)
            return 1;
    return 0;
}

#define IN(ranges, glyph) is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), glyph)

int daisy_is_rtl(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        uint32_t glyph = glyph_next(text, size, &at);

        if (IN(leftward, glyph))
            return 1;
        if (IN(rightward, glyph))
            return 0;
    }
    return 0;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int daisy_is_language(const char *tag)
{
    size_t part = 0;
    int first = 1;

    for (; *tag; tag++) {
        if (*tag == '-') {
            if (part == 0)
                return 0;
            part = 0;
            first = 0;
        } else if (++part > 8 || !(is_letter(*tag) || (!first && is_digit(*tag)))) {
            return 0;
        }
    }
    return part > 0;
}

void daisy_day(const char *date, char day[11])
{
    static const char form[] = "dddd-dd-dd";
    size_t good = 0;

    while (date && good < 10 && (form[good] == 'd' ? is_digit(date[good]) : date[good] == '-'))
        good++;
    good = good == 10 ? 10 : good >= 7 ? 7 : good >= 4 ? 4 : 0;
    if (good > 0)
        memcpy(day, date, good);
    day[good] = '\0';
}

void daisy_clock(int64_t frames, uint32_t rate, char *clock, size_t size)
{
    int64_t seconds = frames / rate + (frames % rate * 2 >= rate);

    snprintf(clock, size, "%02" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60),
             (int)(seconds % 60));
}

/* ---- Values that come later ---- */

/* The room is for the value, its quote and the end of its tag: blanks behind a tag say
 * nothing. */
void daisy_gap(struct writer *writer, const char *name, struct daisy_gap *gap)
{
    char blank[DAISY_GAP];
    off_t flushed;

    writer_text(writer, "<meta name=\"");
    writer_text(writer, name);
    writer_text(writer, "\" content=\"");
    flushed = lseek(writer->fd, 0, SEEK_CUR);
    gap->at = flushed < 0 ? 0 : flushed + (off_t)writer->used;
    memset(blank, ' ', sizeof(blank));
    blank[sizeof(blank) - 1] = '\n';
    writer_bytes(writer, blank, sizeof(blank));
}

void daisy_fill(struct writer *writer, const struct daisy_gap *gap, const char *value)
{
    char text[DAISY_GAP];
    int size = snprintf(text, sizeof(text), "%s\" />", value);

    if (writer_flush(writer) != CRIER_OK || size >= (int)sizeof(text))
        return;
    if (pwrite(writer->fd, text, (size_t)size, gap->at) != size) {
        const char *why = strerrordesc_np(errno);

        writer->failed = 1;
        writer->host->fail(writer->host, why ? why : "the file could not be written");
    }
}

void daisy_fill_number(struct writer *writer, const struct daisy_gap *gap, uint64_t value)
{
    char text[DAISY_GAP];

    snprintf(text, sizeof(text), "%" PRIu64, value);
    daisy_fill(writer, gap, text);
}
