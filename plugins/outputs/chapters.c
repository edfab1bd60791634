/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: chapter_list timeline glyph writer option */
/*
 * Podcasting 2.0 chapters, JSON 1.2.0: one for the headline and each heading that is
 * spoken. The first begins at 0; players want a chapter for every moment.
 */
#include "shared/chapter_list.h"
#include "shared/glyph.h"
#include "shared/option.h"

#include <stdlib.h>
#include <string.h>

struct chapters {
    struct writer writer;
    struct chapter_list list;
    const struct crier_output_host *host;
    uint32_t rate;
    uint64_t count;
    int headed;
};

static void write_chapter(struct chapters *chapters, const struct chapter *chapter)
{
    writer_text(&chapters->writer, chapters->count++ > 0 ? ",\n" : "\n");
    writer_text(&chapters->writer, "    {\"startTime\": ");
    writer_seconds(&chapters->writer, chapters->count > 1 ? chapter->start : 0, chapters->rate, 3);
    writer_text(&chapters->writer, ", \"title\": ");
    glyph_write_json(&chapters->writer, chapter->title, strlen(chapter->title));
    writer_text(&chapters->writer, "}");
}

static void write_head(struct chapters *chapters, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);

    chapters->headed = 1;
    writer_text(&chapters->writer, "{\n  \"version\": \"1.2.0\",");
    if (title) {
        writer_text(&chapters->writer, "\n  \"title\": ");
        glyph_write_json(&chapters->writer, title, strlen(title));
        writer_text(&chapters->writer, ",");
    }
    writer_text(&chapters->writer, "\n  \"chapters\": [");
}

static crier_status start_article(struct chapters *chapters, const struct crier_article *article)
{
    chapter_list_clear(&chapters->list);
    memset(&chapters->list, 0, sizeof(chapters->list));
    if (!chapters->headed)
        write_head(chapters, article);
    return chapter_list_start(&chapters->list, chapters->host, article);
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
    status = writer_open(&chapters->writer, host);
    if (status != CRIER_OK)
        free(chapters);
    else
        *context = chapters;
    return status;
}

/* Those that are heard; where no title is, all of it is the first one's. */
static void write_chapters(struct chapters *chapters)
{
    const struct chapter_list *list = &chapters->list;
    size_t written = 0;

    for (size_t i = 0; i < list->count; i++)
        if (list->all[i].heard) {
            write_chapter(chapters, &list->all[i]);
            written++;
        }
    if (written == 0 && list->count > 0 && list->spoken)
        write_chapter(chapters, &list->all[0]);
}

static crier_status event(void *context, const struct crier_event *event)
{
    struct chapters *chapters = context;
    crier_status status = CRIER_OK;

    if (event->type == CRIER_EVENT_ARTICLE_START)
        status = start_article(chapters, event->article);
    if (status == CRIER_OK)
        status = chapter_list_event(&chapters->list, event);
    if (status != CRIER_OK || event->type != CRIER_EVENT_ARTICLE_END)
        return status;
    write_chapters(chapters);
    return writer_status(&chapters->writer);
}

static void abort_job(void *context)
{
    struct chapters *chapters = context;

    chapter_list_clear(&chapters->list);
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
    CRIER_OUTPUT_HEAD("chapters", "chapters of the headings, Podcasting 2.0 JSON"),
    .suffixes = (const char *const[]){ "chapters.json", NULL },
    .media_type = "application/json+chapters",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
};
