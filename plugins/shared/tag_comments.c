/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: tag_values buffer chapter_list glyph writer option timeline */
/* shared: date */
#include "shared/tag.h"

#include "shared/tag_values.h"
#include "shared/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "00:00:00.000": a hundred hours are the most that players read. */
#define CLOCK_SIZE 12

static void add_number(struct buffer *bytes, uint32_t number)
{
    const char little[4] = { (char)(number & 255), (char)(number >> 8 & 255),
                             (char)(number >> 16 & 255), (char)(number >> 24 & 255) };

    buffer_add(bytes, little, sizeof(little));
}

static void set_number(struct buffer *bytes, size_t at, uint32_t number)
{
    for (int i = 0; i < 4 && at + 4 <= bytes->size; i++)
        bytes->data[at + (size_t)i] = (char)(number >> 8 * i & 255);
}

/* What is being built. */
struct comments {
    struct tag *tag;
    uint32_t count;
};

static void add_comment(void *data, const char *name, const char *value)
{
    struct comments *comments = data;
    struct buffer *bytes = &comments->tag->bytes;
    const size_t size = strlen(name) + 1 + strlen(value);

    add_number(bytes, (uint32_t)size);
    buffer_add(bytes, name, strlen(name));
    buffer_add(bytes, "=", 1);
    buffer_add(bytes, value, strlen(value));
    comments->count++;
}

static void add_chapter(struct comments *comments, size_t index, const char *title)
{
    char name[32];

    snprintf(name, sizeof(name), "CHAPTER%03zu", index);
    comments->tag->times[index] = comments->tag->bytes.size + 4 + strlen(name) + 1;
    add_comment(comments, name, "00:00:00.000");
    snprintf(name, sizeof(name), "CHAPTER%03zuNAME", index);
    add_comment(comments, name, title);
}

/* What tag_values() calls them, in the names that Xiph proposes. */
static const char *const names[TAG_COUNT] = {
    [TAG_TITLE] = "TITLE",         [TAG_ARTIST] = "ARTIST",     [TAG_ALBUM] = "ALBUM",
    [TAG_DATE] = "DATE",           [TAG_LANGUAGE] = "LANGUAGE", [TAG_COMMENT] = "COMMENT",
    [TAG_COPYRIGHT] = "COPYRIGHT", [TAG_URL] = "CONTACT",       [TAG_ENCODER] = "ENCODER",
};

static void add_value(void *data, enum tag_value what, const char *value)
{
    add_comment(data, names[what], value);
}

crier_status tag_comments(struct tag *tag, const char *software,
                          const struct crier_article *article, const struct chapter_list *list)
{
    struct comments comments = { .tag = tag };
    size_t count_at;

    tag->times = calloc(list->count + 1, sizeof(*tag->times));
    if (!tag->times)
        return CRIER_FAILED;
    tag->time_count = list->count;
    add_number(&tag->bytes, (uint32_t)strlen(software));
    buffer_add(&tag->bytes, software, strlen(software));
    count_at = tag->bytes.size;
    add_number(&tag->bytes, 0);
    if (tag_values(software, article, add_value, &comments) != CRIER_OK)
        return CRIER_FAILED;
    for (size_t i = 0; i < list->count; i++)
        add_chapter(&comments, i, list->all[i].title);
    if (tag->bytes.failed)
        return CRIER_FAILED;
    set_number(&tag->bytes, count_at, comments.count);
    return CRIER_OK;
}

void tag_comments_time(struct tag *tag, const struct chapter_list *list, uint32_t rate)
{
    for (size_t i = 0; i < tag->time_count && i < list->count; i++) {
        int64_t ms = writer_units(list->all[i].start, rate, 1000);
        char clock[32];

        if (ms > INT64_C(359999999))
            ms = INT64_C(359999999);
        snprintf(clock, sizeof(clock), "%02d:%02d:%02d.%03d", (int)(ms / 3600000),
                 (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
        memcpy(tag->bytes.data + tag->times[i], clock, CLOCK_SIZE);
    }
}

void tag_clear(struct tag *tag)
{
    buffer_clear(&tag->bytes);
    free(tag->times);
}
