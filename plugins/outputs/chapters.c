/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: timeline glyph writer option */
/*
 * Podcasting 2.0 chapters, JSON 1.2.0: one for the headline and each heading that is
 * spoken. The first begins at 0; players want a chapter for every moment.
 */
#include "shared/glyph.h"
#include "shared/option.h"
#include "shared/timeline.h"

#include <crier/role.h>
#include <stdlib.h>
#include <string.h>

struct chapters {
    struct writer writer;
    struct timeline timeline;
    const struct crier_output_host *host;
    const struct crier_article *article;
    struct crier_cursor cursor; /* over the blocks of the article, as far as they were looked at */
    uint32_t rate;
    uint64_t last_block; /* of the last chapter in this article */
    uint64_t count;
    int headed;
};

static void write_chapter(struct chapters *chapters, int64_t frame, const char *title, size_t size)
{
    writer_text(&chapters->writer, chapters->count++ > 0 ? ",\n" : "\n");
    writer_text(&chapters->writer, "    {\"startTime\": ");
    writer_seconds(&chapters->writer, chapters->count > 1 ? frame : 0, chapters->rate, 3);
    writer_text(&chapters->writer, ", \"title\": ");
    glyph_write_json(&chapters->writer, title, size);
    writer_text(&chapters->writer, "}");
}

/* The whole text of a block: a heading may be several sentences. */
static int find_block(struct chapters *chapters, uint64_t block)
{
    while (!chapters->cursor.entered || chapters->cursor.block < block)
        if (!chapters->host->next(chapters->host, &chapters->cursor))
            return 0;
    return chapters->cursor.block == block;
}

/* What comes before the first heading has the article's name. */
static void write_opening(struct chapters *chapters, int64_t frame)
{
    const char *title = article_meta(chapters->article, CRIER_META_TITLE);

    if (!title || !glyph_any(title, strlen(title)))
        title = chapters->article->source;
    write_chapter(chapters, frame, title, strlen(title));
}

static crier_status take_sentence(void *data, const struct spoken *spoken)
{
    struct chapters *chapters = data;
    int is_title = spoken->role == CRIER_ROLE_HEADLINE || spoken->role == CRIER_ROLE_HEADING;

    if (is_title && spoken->block != chapters->last_block) {
        if (find_block(chapters, spoken->block))
            write_chapter(chapters, spoken->from, chapters->cursor.text,
                          chapters->cursor.text_size);
        else
            write_chapter(chapters, spoken->from, spoken->text, spoken->size);
        chapters->last_block = spoken->block;
    } else if (chapters->last_block == 0) {
        write_opening(chapters, spoken->from);
        chapters->last_block = UINT64_MAX;
    }
    return writer_status(&chapters->writer);
}

static void start_article(struct chapters *chapters, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);

    chapters->article = article;
    chapters->cursor = (struct crier_cursor){ .size = sizeof(chapters->cursor) };
    chapters->last_block = 0;
    if (chapters->headed)
        return;
    chapters->headed = 1;
    writer_text(&chapters->writer, "{\n  \"version\": \"1.2.0\",");
    if (title) {
        writer_text(&chapters->writer, "\n  \"title\": ");
        glyph_write_json(&chapters->writer, title, strlen(title));
        writer_text(&chapters->writer, ",");
    }
    writer_text(&chapters->writer, "\n  \"chapters\": [");
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct chapters *chapters = calloc(1, sizeof(*chapters));
    crier_status status;

    if (!chapters)
        return CRIER_FAILED;
    chapters->host = host;
    chapters->rate = job->rate;
    chapters->timeline.each = take_sentence;
    chapters->timeline.data = chapters;
    status = writer_open(&chapters->writer, host);
    if (status != CRIER_OK)
        free(chapters);
    else
        *context = chapters;
    return status;
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct chapters *chapters = context;

    if (event->type == CRIER_EVENT_ARTICLE_START)
        start_article(chapters, event->article);
    return timeline_event(&chapters->timeline, event);
}

static void abort_job(void *context)
{
    struct chapters *chapters = context;

    timeline_clear(&chapters->timeline);
    free(chapters);
}

static crier_status finish(void *context)
{
    struct chapters *chapters = context;
    crier_status status;

    writer_text(&chapters->writer, chapters->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
    status = writer_flush(&chapters->writer);
    abort_job(chapters);
    return status;
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("chapters", "Podcasting 2.0 chapters: headline and headings"),
    .suffixes = (const char *const[]){ "chapters.json", NULL },
    .media_type = "application/json+chapters",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
};
