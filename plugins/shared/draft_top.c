/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: draft slice headline printed_date byline dateline */
#include "shared/draft_top.h"

#include "shared/byline.h"
#include "shared/dateline.h"
#include "shared/printed_date.h"

#include <string.h>

/* A byline or a date stands among the first lines below the headline. */
#define TOP_LINES 5u

static struct slice text_of(const struct draft *draft, const struct draft_line *line)
{
    return (struct slice){ buffer_text(&draft->text) + line->from, line->size };
}

static struct draft_line *find_role(const struct draft *draft, uint32_t role)
{
    for (size_t i = 0; i < draft->count; i++)
        if (draft->lines[i].kind == DRAFT_LINE && draft->lines[i].role == role)
            return &draft->lines[i];
    return NULL;
}

/* The first line of all, when it is a heading above all others. */
static struct draft_line *top_heading(const struct draft *draft)
{
    struct draft_line *first = draft->count > 0 ? &draft->lines[0] : NULL;

    if (!first || first->kind != DRAFT_LINE || first->role != CRIER_ROLE_HEADING ||
        first->depth > 0)
        return NULL;
    for (size_t i = 1; i < draft->count; i++)
        if (draft->lines[i].kind == DRAFT_LINE && draft->lines[i].role == CRIER_ROLE_HEADING &&
            draft->lines[i].level <= first->level)
            return NULL;
    return draft->count > 1 ? first : NULL;
}

/* The first line of all, when metadata gives it as the title. */
static struct draft_line *told_title(const struct draft *draft, const char *title)
{
    struct draft_line *first = draft->count > 0 ? &draft->lines[0] : NULL;
    struct slice text;

    if (!title || !first || first->kind != DRAFT_LINE || first->depth > 0)
        return NULL;
    text = slice_trim(text_of(draft, first));
    return text.size == strlen(title) && memcmp(text.at, title, text.size) == 0 ? first : NULL;
}

static void tell_byline(const struct draft *draft, const struct crier_reader_host *host,
                        struct draft_line *line)
{
    struct printed_byline byline;

    line->role = CRIER_ROLE_BYLINE;
    printed_byline(text_of(draft, line), &byline);
    for (size_t i = 0; i < byline.count; i++)
        host->meta(host, CRIER_META_AUTHOR, byline.names[i].at, byline.names[i].size, CRIER_NOWHERE,
                   CRIER_NOWHERE);
}

static void tell_date(const struct crier_reader_host *host, struct draft_line *line, int kind,
                      const char *iso)
{
    line->role = CRIER_ROLE_DATE;
    host->meta(host, kind == 2 ? CRIER_META_MODIFIED : CRIER_META_DATE, iso, strlen(iso),
               CRIER_NOWHERE, CRIER_NOWHERE);
}

static void look_below(const struct draft *draft, const struct crier_reader_host *host,
                       struct draft_line *headline)
{
    struct draft_line *end = draft->lines + draft->count;

    for (struct draft_line *line = headline + 1; line < end && line <= headline + TOP_LINES;
         line++) {
        char iso[PRINTED_ISO_SIZE] = "";
        struct printed_byline byline;
        struct slice text = text_of(draft, line);
        int named = line->role == CRIER_ROLE_BYLINE || line->role == CRIER_ROLE_DATE;
        int kind;

        if (line->kind != DRAFT_LINE || line->depth > 0)
            return;
        if (line->role == CRIER_ROLE_SUMMARY)
            continue;
        if (line->role != CRIER_ROLE_PARAGRAPH && !named)
            return;
        kind = printed_date(slice_trim(text), iso);
        if (kind)
            tell_date(host, line, kind, iso);
        else if (line->role == CRIER_ROLE_BYLINE || printed_byline(text, &byline))
            tell_byline(draft, host, line);
    }
}

/* The article's first paragraph may begin with the place it was written at. */
static void look_for_dateline(struct draft *draft)
{
    struct draft_line *line = find_role(draft, CRIER_ROLE_PARAGRAPH);
    struct printed_dateline found;
    size_t index = line ? (size_t)(line - draft->lines) : 0;

    if (line && line->depth == 0 && index <= TOP_LINES + 1 &&
        printed_dateline(text_of(draft, line), &found))
        draft_split(draft, index, CRIER_ROLE_DATELINE, found.place, found.body);
}

void draft_top(struct draft *draft, const struct crier_reader_host *host, const char *title)
{
    struct draft_line *headline = find_role(draft, CRIER_ROLE_HEADLINE);
    struct slice text;

    if (!headline)
        headline = told_title(draft, title);
    if (!headline)
        headline = top_heading(draft);
    if (headline) {
        headline->role = CRIER_ROLE_HEADLINE;
        headline->level = 1;
        text = text_of(draft, headline);
        host->meta(host, CRIER_META_TITLE, text.at, text.size, CRIER_NOWHERE, CRIER_NOWHERE);
        look_below(draft, host, headline);
    }
    look_for_dateline(draft);
    if (title)
        host->meta(host, CRIER_META_TITLE, title, strlen(title), CRIER_NOWHERE, CRIER_NOWHERE);
}
