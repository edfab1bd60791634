/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: tag_values buffer chapter_list glyph writer option timeline  */
/* shared: date */
/*
 * ID3v2.3 (id3.org, 1999) with the chapter frames of "ID3v2 Chapter Frame Addendum" (2005):
 * the form that most players read. Text is UTF-16 with a byte order mark.
 */
#include "shared/tag.h"

#include "shared/glyph.h"
#include "shared/tag_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 10, ENTRIES_MOST = 255, NAME_ROOM = 32 };
/* A tag of ID3 ends below 2^28 bytes; ours far before. */

static void add_be(struct buffer *bytes, uint32_t number, int size)
{
    for (int i = size - 1; i >= 0; i--)
        buffer_add(bytes, (const char[]){ (char)(number >> 8 * i & 255) }, 1);
}

static void set_be(struct buffer *bytes, size_t at, uint32_t number)
{
    for (int i = 0; i < 4 && at + 4 <= bytes->size; i++)
        bytes->data[at + (size_t)i] = (char)(number >> 8 * (3 - i) & 255);
}

/* A frame begins; returns where its size stands. */
static size_t open_frame(struct buffer *bytes, const char *name)
{
    size_t at = bytes->size + 4;

    buffer_add(bytes, name, 4);
    add_be(bytes, 0, 4);
    add_be(bytes, 0, 2); /* no flags */
    return at;
}

static void close_frame(struct buffer *bytes, size_t at)
{
    set_be(bytes, at, (uint32_t)(bytes->size - at - 6));
}

static void add_unit(struct buffer *bytes, uint32_t unit)
{
    buffer_add(bytes, (const char[]){ (char)(unit & 255), (char)(unit >> 8 & 255) }, 2);
}

/* UTF-16, little-endian, with its mark; `ended`: by a NUL. */
static void add_text(struct buffer *bytes, const char *text, int ended)
{
    const size_t size = strlen(text);
    size_t at = 0;

    add_unit(bytes, 0xFEFF);
    while (at < size) {
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph < 0x10000) {
            add_unit(bytes, glyph);
        } else {
            add_unit(bytes, 0xD800 + ((glyph - 0x10000) >> 10));
            add_unit(bytes, 0xDC00 + ((glyph - 0x10000) & 0x3FF));
        }
    }
    if (ended)
        add_unit(bytes, 0);
}

static void add_text_frame(struct buffer *bytes, const char *name, const char *text)
{
    size_t at = open_frame(bytes, name);

    add_be(bytes, 1, 1); /* UTF-16 */
    add_text(bytes, text, 0);
    close_frame(bytes, at);
}

static void add_plain_frame(struct buffer *bytes, const char *name, const char *ascii)
{
    size_t at = open_frame(bytes, name);

    add_be(bytes, 0, 1); /* ISO 8859-1 */
    buffer_add(bytes, ascii, strlen(ascii));
    close_frame(bytes, at);
}

/* ---- Values ---- */

/* ISO 639-2 of the languages that campaign news is written in most; others are "und". */
static const char *const languages[][2] = {
    { "ar", "ara" }, { "bn", "ben" }, { "de", "ger" }, { "en", "eng" }, { "es", "spa" },
    { "fa", "per" }, { "fr", "fre" }, { "hi", "hin" }, { "ht", "hat" }, { "it", "ita" },
    { "ja", "jpn" }, { "km", "khm" }, { "ko", "kor" }, { "nl", "dut" }, { "pl", "pol" },
    { "pt", "por" }, { "ru", "rus" }, { "so", "som" }, { "sw", "swa" }, { "ta", "tam" },
    { "th", "tha" }, { "tl", "tgl" }, { "uk", "ukr" }, { "ur", "urd" }, { "vi", "vie" },
    { "zh", "chi" },
};

static const char *language_code(const char *tag)
{
    for (size_t i = 0; tag && i < sizeof(languages) / sizeof(languages[0]); i++)
        if (strncmp(tag, languages[i][0], 2) == 0 && (!tag[2] || tag[2] == '-'))
            return languages[i][1];
    return tag ? "und" : "eng";
}

/* Authors are one frame in this version, with a stroke between them. */
struct values {
    struct buffer *bytes;
    struct buffer artists;
    const char *language;
};

static void add_date(struct buffer *bytes, const char *iso)
{
    char year[5] = "", day[5] = "";

    add_plain_frame(bytes, "TDRC", iso);
    if (strlen(iso) < 4)
        return;
    memcpy(year, iso, 4);
    add_plain_frame(bytes, "TYER", year);
    if (strlen(iso) < 10)
        return;
    memcpy(day, iso + 8, 2);
    memcpy(day + 2, iso + 5, 2);
    add_plain_frame(bytes, "TDAT", day);
}

static void add_comment(const struct values *values, const char *text)
{
    size_t at = open_frame(values->bytes, "COMM");

    add_be(values->bytes, 1, 1);
    buffer_add(values->bytes, values->language, 3);
    add_text(values->bytes, "", 1);
    add_text(values->bytes, text, 0);
    close_frame(values->bytes, at);
}

static int is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return 0;
    return 1;
}

static const char *const frames[TAG_COUNT] = {
    [TAG_TITLE] = "TIT2", [TAG_ALBUM] = "TALB", [TAG_COPYRIGHT] = "TCOP", [TAG_ENCODER] = "TSSE"
};

static void add_value(void *data, enum tag_value what, const char *value)
{
    struct values *values = data;

    if (what == TAG_ARTIST) {
        buffer_add(&values->artists, "/", values->artists.size > 0);
        buffer_add(&values->artists, value, strlen(value));
    } else if (what == TAG_DATE && is_ascii(value)) {
        add_date(values->bytes, value);
    } else if (what == TAG_LANGUAGE) {
        values->language = language_code(value);
        add_plain_frame(values->bytes, "TLAN", values->language);
    } else if (what == TAG_COMMENT) {
        add_comment(values, value);
    } else if (what == TAG_URL && is_ascii(value)) {
        size_t at = open_frame(values->bytes, "WOAF");

        buffer_add(values->bytes, value, strlen(value));
        close_frame(values->bytes, at);
    } else if (frames[what]) {
        add_text_frame(values->bytes, frames[what], value);
    }
}

/* ---- Chapters ---- */

static void add_entry(struct buffer *bytes, const char *kind, size_t index)
{
    char name[NAME_ROOM];

    snprintf(name, sizeof(name), "%s%zu", kind, index);
    buffer_add(bytes, name, strlen(name) + 1);
}

static void add_chapter(struct tag *tag, const struct chapter *chapter, size_t index)
{
    size_t at = open_frame(&tag->bytes, "CHAP");

    add_entry(&tag->bytes, "ch", index);
    tag->times[index] = tag->bytes.size;
    add_be(&tag->bytes, 0, 4);
    add_be(&tag->bytes, 0, 4);
    add_be(&tag->bytes, UINT32_MAX, 4); /* no byte offsets */
    add_be(&tag->bytes, UINT32_MAX, 4);
    add_text_frame(&tag->bytes, "TIT2", chapter->title);
    close_frame(&tag->bytes, at);
}

/* A table of contents: `flags` 1 ordered, 2 the top. */
static void add_contents(struct buffer *bytes, const char *name, uint32_t flags, const char *kind,
                         size_t first, size_t count)
{
    size_t at = open_frame(bytes, "CTOC");

    buffer_add(bytes, name, strlen(name) + 1);
    add_be(bytes, flags, 1);
    add_be(bytes, (uint32_t)count, 1);
    for (size_t i = 0; i < count; i++)
        add_entry(bytes, kind, first + i);
    close_frame(bytes, at);
}

/* A table holds 255 entries: beyond that the top one holds tables. */
static void add_all_contents(struct buffer *bytes, size_t count)
{
    const size_t parts = (count + ENTRIES_MOST - 1) / ENTRIES_MOST;

    if (parts <= 1) {
        add_contents(bytes, "toc", 3, "ch", 0, count);
        return;
    }
    add_contents(bytes, "toc", 3, "part", 0, parts);
    for (size_t i = 0; i < parts; i++) {
        size_t first = i * ENTRIES_MOST;
        char name[NAME_ROOM];

        snprintf(name, sizeof(name), "part%zu", i);
        add_contents(bytes, name, 1, "ch", first,
                     count - first < ENTRIES_MOST ? count - first : ENTRIES_MOST);
    }
}

crier_status tag_id3(struct tag *tag, const char *software, const struct crier_article *article,
                     const struct chapter_list *list)
{
    struct values values = { .bytes = &tag->bytes, .language = "eng" };
    crier_status status;
    size_t size;

    tag->times = calloc(list->count + 1, sizeof(*tag->times));
    if (!tag->times)
        return CRIER_FAILED;
    tag->time_count = list->count;
    buffer_add(&tag->bytes, "ID3\3\0\0\0\0\0\0", HEAD);
    status = tag_values(software, article, add_value, &values);
    if (values.artists.size > 0)
        add_text_frame(&tag->bytes, "TPE1", buffer_text(&values.artists));
    tag->length = tag->bytes.size + HEAD + 1;
    add_plain_frame(&tag->bytes, "TLEN", "0000000000");
    add_all_contents(&tag->bytes, list->count);
    for (size_t i = 0; i < list->count; i++)
        add_chapter(tag, &list->all[i], i);
    size = tag->bytes.size - HEAD;
    for (int i = 0; i < 4 && !tag->bytes.failed; i++)
        tag->bytes.data[6 + i] = (char)(size >> 7 * (3 - i) & 127);
    if (tag->bytes.failed || values.artists.failed)
        status = CRIER_FAILED;
    buffer_clear(&values.artists);
    return status;
}

void tag_id3_time(struct tag *tag, const struct chapter_list *list, uint32_t rate, int64_t length)
{
    char digits[16];
    int64_t whole = writer_units(length, rate, 1000);

    snprintf(digits, sizeof(digits), "%010u", (unsigned)(whole < UINT32_MAX ? whole : UINT32_MAX));
    memcpy(tag->bytes.data + tag->length, digits, 10);
    for (size_t i = 0; i < tag->time_count && i < list->count; i++) {
        int64_t start = writer_units(list->all[i].start, rate, 1000);
        int64_t end =
            i + 1 < list->count ? writer_units(list->all[i + 1].start, rate, 1000) : whole;

        set_be(&tag->bytes, tag->times[i], (uint32_t)start);
        set_be(&tag->bytes, tag->times[i] + 4, (uint32_t)end);
    }
}
