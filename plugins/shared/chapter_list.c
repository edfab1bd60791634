/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: timeline glyph writer option */
#include "shared/chapter_list.h"

#include "shared/glyph.h"
#include "shared/option.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_MOST    200
#define CHAPTERS_MOST 2000

/* The text as one line without hidden characters, cut at a character; NULL without memory. */
static char *clean(const char *text, size_t size)
{
    char *line = malloc(TITLE_MOST + 8);
    size_t at = 0, used = 0;
    int space = 0;

    while (line && at < size) {
        size_t from = at;
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph_is_space(glyph) || glyph_is_hidden(glyph) || glyph == 0xFFFD) {
            space = used > 0;
            continue;
        }
        if (used + 1 + (at - from) > TITLE_MOST)
            break;
        if (space)
            line[used++] = ' ';
        memcpy(line + used, text + from, at - from);
        used += at - from;
        space = 0;
    }
    if (line)
        line[used] = '\0';
    return line;
}

static crier_status add(struct chapter_list *list, uint64_t block, const char *text, size_t size)
{
    struct chapter *more = reallocarray(list->all, list->count + 1, sizeof(*more));

    if (!more)
        return CRIER_FAILED;
    list->all = more;
    more[list->count] = (struct chapter){ .title = clean(text, size), .block = block };
    return more[list->count++].title ? CRIER_OK : CRIER_FAILED;
}

static int is_title(uint32_t role)
{
    return role == CRIER_ROLE_HEADLINE || role == CRIER_ROLE_HEADING;
}

static int is_silent(uint32_t role)
{
    return role == CRIER_ROLE_EMBED || role == CRIER_ROLE_BOILERPLATE;
}

/* What comes before the first title; the programme's own lines need no chapter. */
static crier_status open_untitled(struct chapter_list *list, const struct crier_article *article,
                                  uint64_t block)
{
    const char *title = article_meta(article, CRIER_META_TITLE);

    if (!title || !glyph_any(title, strlen(title)))
        title = article->source;
    return add(list, block, title, strlen(title));
}

crier_status chapter_list_start(struct chapter_list *list, const struct crier_output_host *host,
                                const struct crier_article *article)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    uint32_t silent = 0; /* depth of what is left out around the cursor */
    crier_status status = CRIER_OK;

    while (status == CRIER_OK && list->count < CHAPTERS_MOST && host->next(host, &cursor)) {
        if (silent && cursor.depth <= silent && !cursor.entered)
            silent = 0;
        if (silent || !cursor.entered)
            continue;
        if (is_silent(cursor.role))
            silent = cursor.depth;
        else if (is_title(cursor.role) && glyph_any(cursor.text, cursor.text_size))
            status = add(list, cursor.block, cursor.text, cursor.text_size);
        else if (list->count == 0 && cursor.text_size > 0 && cursor.role != CRIER_ROLE_NOTICE)
            status = open_untitled(list, article, cursor.block);
    }
    if (status == CRIER_OK && list->count == 0)
        status = open_untitled(list, article, 1);
    return status;
}

static crier_status begin_chapters(void *data, const struct spoken *spoken)
{
    struct chapter_list *list = data;

    list->spoken = 1;
    while (list->known < list->count && list->all[list->known].block <= spoken->block) {
        list->all[list->known].start = list->known > 0 ? spoken->from : 0;
        list->all[list->known].heard = list->all[list->known].block == spoken->block;
        list->known++;
    }
    return CRIER_OK;
}

crier_status chapter_list_event(struct chapter_list *list, const struct crier_event *event)
{
    crier_status status;

    list->timeline.each = begin_chapters;
    list->timeline.data = list;
    status = timeline_event(&list->timeline, event);
    if (event->type == CRIER_EVENT_ARTICLE_END)
        for (; list->known < list->count; list->known++)
            list->all[list->known].start = list->known > 0 ? event->frame : 0;
    return status;
}

void chapter_list_clear(struct chapter_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->all[i].title);
    free(list->all);
    timeline_clear(&list->timeline);
}
