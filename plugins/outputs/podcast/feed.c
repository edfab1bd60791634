/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "podcast.h"

#include "shared/date.h"

#include <stdio.h>
#include <string.h>

void feed_text(struct writer *writer, const char *text, size_t size)
{
    glyph_write_line(writer, text, size, GLYPH_ENTITIES);
}

void feed_html(struct writer *writer, const char *text, size_t size)
{
    glyph_write_line(writer, text, size, GLYPH_TWICE);
}

void feed_element(struct writer *writer, const char *name, const char *text)
{
    if (!text || !glyph_any(text, strlen(text)))
        return;
    writer_text(writer, "<");
    writer_text(writer, name);
    writer_text(writer, ">");
    feed_text(writer, text, strlen(text));
    writer_text(writer, "</");
    writer_text(writer, name);
    writer_text(writer, ">\n");
}

void feed_attribute(struct writer *writer, const char *name, const char *text)
{
    writer_text(writer, " ");
    writer_text(writer, name);
    writer_text(writer, "=\"");
    feed_text(writer, text, strlen(text));
    writer_text(writer, "\"");
}

void feed_number(struct writer *writer, const char *name, uint64_t number)
{
    writer_text(writer, " ");
    writer_text(writer, name);
    writer_text(writer, "=\"");
    writer_number(writer, (int64_t)number, 1);
    writer_text(writer, "\"");
}

void feed_address(struct writer *writer, const struct show *show, const char *name)
{
    static const char hex[] = "0123456789ABCDEF";

    feed_text(writer, show->base, strlen(show->base));
    for (; *name; name++) {
        const char byte = *name;

        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= '0' && byte <= '9') || strchr("-_./~", byte)) {
            writer_bytes(writer, &byte, 1);
        } else {
            const char escape[3] = { '%', hex[(unsigned char)byte >> 4], hex[byte & 15] };

            writer_bytes(writer, escape, sizeof(escape));
        }
    }
}

/* 0 is Sunday; the days of 1970 began with a Thursday. */
static int weekday_of(int64_t seconds)
{
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);

    return (int)(((days + 4) % 7 + 7) % 7);
}

void feed_date(struct writer *writer, const char *name, const char *iso)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct date date, local;
    char text[64];
    int zone;

    if (!iso || !date_read(iso, &date) || date.month < 1 || date.day < 1)
        return;
    zone = date.has_zone ? date.zone : 0;
    local = date;
    local.has_zone = 1;
    local.zone = 0; /* the weekday is the one of the day that is written */
    snprintf(text, sizeof(text), "%.3s, %02d %.3s %04d %02d:%02d:%02d %c%02d%02d",
             days + weekday_of(date_seconds(&local)) * 3, date.day, months + (date.month - 1) * 3,
             date.year, date.has_time ? date.hour : 0, date.has_time ? date.minute : 0,
             date.has_time ? date.second : 0, zone < 0 ? '-' : '+', (zone < 0 ? -zone : zone) / 60,
             (zone < 0 ? -zone : zone) % 60);
    feed_element(writer, name, text);
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

void feed_integrity(struct writer *writer, const char *hash)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t size = strlen(hash) / 2;

    writer_text(writer, "sha256-");
    for (size_t i = 0; i < size; i += 3) {
        uint32_t group = 0;

        for (size_t k = i; k < i + 3; k++)
            group =
                group << 8 |
                (k < size ? (uint32_t)(digit_of(hash[2 * k]) << 4 | digit_of(hash[2 * k + 1])) : 0);
        for (size_t k = 0; k < 4; k++)
            writer_bytes(writer, i + k <= size ? &letters[group >> (18 - 6 * k) & 63] : "=", 1);
    }
}

const char *edition_meta(const struct crier_edition *edition, uint32_t key)
{
    for (uint64_t i = 0; i < edition->meta_count; i++)
        if (edition->meta[i].key == key)
            return edition->meta[i].value;
    return NULL;
}
