/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: buffer */
#include "shared/draft.h"

#include <stdlib.h>
#include <string.h>

/* The host takes 64 blocks deep; a list and its item are two. */
#define LISTS_MOST  20u
#define SCOPES_MOST 8u
/* Stands for a cut; XML has no such character. */
#define CUT         '\x1e'

/* ---- Writing ---- */

static struct draft_line *add_line(struct draft *draft)
{
    if (draft->count == draft->room) {
        size_t room = draft->room ? draft->room * 2 : 256;
        struct draft_line *more = reallocarray(draft->lines, room, sizeof(*more));

        if (!more) {
            draft->failed = 1;
            return NULL;
        }
        draft->lines = more;
        draft->room = room;
    }
    return &draft->lines[draft->count++];
}

void draft_begin(struct draft *draft, struct draft_line line)
{
    int goes_on = draft->writing && draft->count > 0;
    struct draft_line *added = goes_on ? &draft->lines[draft->count - 1] : add_line(draft);

    draft->writing = added != NULL;
    if (!added)
        return;
    line.kind = DRAFT_LINE;
    line.from = goes_on ? added->from : draft->text.size;
    line.size = 0;
    *added = line;
}

void draft_text(struct draft *draft, const char *text, size_t size)
{
    if (draft->writing)
        buffer_add(&draft->text, text, size);
}

void draft_cut(struct draft *draft)
{
    static const char cut = CUT;

    draft_text(draft, &cut, 1);
}

static int is_blank(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n\x1e", text[i]))
            return 0;
    return 1;
}

int draft_end(struct draft *draft)
{
    struct draft_line *line = draft->count > 0 ? &draft->lines[draft->count - 1] : NULL;

    if (!draft->writing || !line)
        return 0;
    draft->writing = 0;
    line->size = draft->text.size - line->from;
    if (is_blank(buffer_text(&draft->text) + line->from, line->size)) {
        draft->text.size = line->from;
        draft->count--;
        return 0;
    }
    return 1;
}

void draft_open(struct draft *draft, uint32_t role, uint32_t ordinal)
{
    struct draft_line *line;

    draft_end(draft);
    line = add_line(draft);
    if (line)
        *line = (struct draft_line){ .kind = DRAFT_OPEN, .role = role, .ordinal = ordinal };
}

void draft_close(struct draft *draft)
{
    struct draft_line *line;

    draft_end(draft);
    line = add_line(draft);
    if (line)
        *line = (struct draft_line){ .kind = DRAFT_CLOSE };
}

void draft_split(struct draft *draft, size_t index, uint32_t role, size_t size, size_t rest)
{
    struct draft_line *line;

    if (!add_line(draft))
        return;
    line = &draft->lines[index];
    memmove(line + 1, line, (draft->count - 1 - index) * sizeof(*line));
    line[0].role = role;
    line[0].size = size;
    line[1].from += rest;
    line[1].size -= rest;
}

void draft_reset(struct draft *draft)
{
    buffer_reset(&draft->text);
    draft->count = 0;
    draft->writing = 0;
}

void draft_clear(struct draft *draft)
{
    buffer_clear(&draft->text);
    free(draft->lines);
    *draft = (struct draft){ 0 };
}

/* ---- Sending ---- */

struct list {
    uint32_t depth, list;
};

struct sending {
    const struct crier_reader_host *host;
    struct draft *draft;
    struct list lists[LISTS_MOST];
    uint32_t list_count;
    uint32_t frame;   /* TABLE or TABLE_ROW while one is open and no cell in it, or NONE */
    uint32_t in_cell; /* opened blocks inside of a cell, with itself: they are text only */
    int whole;        /* the open quotation or note takes text itself */
    uint32_t run;     /* role of the quotation or code that neighbours share, or NONE */
};

static void open_block(const struct sending *s, const struct draft_line *line, uint32_t role)
{
    const struct crier_block block = {
        .size = sizeof(block),
        .role = role,
        .level = role == CRIER_ROLE_HEADING ? line->level : 0,
        .ordinal = role == CRIER_ROLE_LIST_ITEM || role == CRIER_ROLE_FOOTNOTE ? line->ordinal : 0,
        .language = line->language
    };

    s->host->open(s->host, &block);
}

static void send_text(const struct sending *s, const struct draft_line *line)
{
    const char *text = buffer_text(&s->draft->text) + line->from;
    const char *end = text + line->size;

    while (text < end) {
        const char *cut = memchr(text, CUT, (size_t)(end - text));
        size_t size = (size_t)((cut ? cut : end) - text);

        if (size > 0)
            s->host->text(s->host, text, size, CRIER_NOWHERE, CRIER_NOWHERE);
        if (cut)
            s->host->cut(s->host);
        text += size + 1;
    }
}

static void close_lists(struct sending *s, uint32_t deeper_than)
{
    while (s->list_count > 0 && s->lists[s->list_count - 1].depth > deeper_than) {
        s->host->close(s->host);
        s->host->close(s->host);
        s->list_count--;
    }
}

static void close_run(struct sending *s)
{
    if (s->run != CRIER_ROLE_NONE)
        s->host->close(s->host);
    s->run = CRIER_ROLE_NONE;
}

static const struct draft_line *line_after(const struct sending *s, const struct draft_line *line)
{
    const struct draft_line *next = line + 1;

    return next < s->draft->lines + s->draft->count ? next : NULL;
}

/* Does the item that begins here hold nothing but this line? */
static int is_alone(const struct sending *s, const struct draft_line *line)
{
    const struct draft_line *next = line_after(s, line);

    if (!next || next->kind != DRAFT_LINE)
        return 1;
    return next->depth < line->depth || (next->is_item && next->depth == line->depth);
}

/* Come to the item in which this line stands. */
static void enter_item(struct sending *s, const struct draft_line *line)
{
    struct list *top;

    close_lists(s, line->depth);
    top = s->list_count > 0 ? &s->lists[s->list_count - 1] : NULL;
    if (!line->is_item || (!top && line->depth == 0))
        return;
    if (top && top->depth == line->depth && top->list != line->list) {
        close_lists(s, line->depth - 1);
        top = s->list_count > 0 ? &s->lists[s->list_count - 1] : NULL;
    }
    if (top && (top->depth == line->depth || s->list_count == LISTS_MOST)) {
        s->host->close(s->host);
    } else {
        crier_open(s->host, CRIER_ROLE_LIST);
        s->lists[s->list_count++] = (struct list){ line->depth, line->list };
    }
    open_block(s, line, CRIER_ROLE_LIST_ITEM);
}

static void send_in_list(struct sending *s, const struct draft_line *line)
{
    uint32_t role = line->role == CRIER_ROLE_HEADLINE ? CRIER_ROLE_HEADING : line->role;

    enter_item(s, line);
    if (line->is_item && role == CRIER_ROLE_PARAGRAPH && s->list_count < LISTS_MOST &&
        is_alone(s, line)) {
        send_text(s, line);
        return;
    }
    open_block(s, line, role);
    send_text(s, line);
    s->host->close(s->host);
}

/* Neighbours of one quotation or one piece of code. */
static void send_in_run(struct sending *s, const struct draft_line *line)
{
    const struct draft_line *next = line_after(s, line);
    int first = s->run != line->role;
    int more = next && next->kind == DRAFT_LINE && next->role == line->role && next->depth == 0;

    if (first) {
        close_run(s);
        open_block(s, line, line->role);
        s->run = line->role;
    }
    if (line->role == CRIER_ROLE_CODE) {
        if (!first)
            s->host->text(s->host, "\n", 1, CRIER_NOWHERE, CRIER_NOWHERE);
        send_text(s, line);
    } else if (first && !more) {
        send_text(s, line);
    } else {
        crier_open(s->host, CRIER_ROLE_PARAGRAPH);
        send_text(s, line);
        s->host->close(s->host);
    }
    if (!more)
        close_run(s);
}

/* What stands in a table beside its cells is its caption, or a cell of its own. */
static void send_in_frame(struct sending *s, const struct draft_line *line)
{
    open_block(s, line, s->frame == CRIER_ROLE_TABLE ? CRIER_ROLE_CAPTION : CRIER_ROLE_TABLE_CELL);
    send_text(s, line);
    s->host->close(s->host);
}

static void send_line(struct sending *s, const struct draft_line *line)
{
    if (s->frame != CRIER_ROLE_NONE && s->in_cell == 0) {
        send_in_frame(s, line);
    } else if (s->in_cell > 0 || s->whole) {
        send_text(s, line);
        s->host->cut(s->host);
        s->host->text(s->host, " ", 1, CRIER_NOWHERE, CRIER_NOWHERE);
    } else if (line->depth > 0) {
        send_in_list(s, line);
    } else {
        close_lists(s, 0);
        if (line->role == CRIER_ROLE_QUOTATION || line->role == CRIER_ROLE_CODE) {
            send_in_run(s, line);
            return;
        }
        open_block(s, line, line->role);
        send_text(s, line);
        s->host->close(s->host);
    }
}

static int is_cell(uint32_t role)
{
    return role == CRIER_ROLE_TABLE_CELL || role == CRIER_ROLE_TABLE_HEADER;
}

static void send_open(struct sending *s, const struct draft_line *line)
{
    const struct draft_line *first = line_after(s, line);
    const struct draft_line *second = first ? line_after(s, first) : NULL;

    if (s->in_cell > 0) {
        s->in_cell++;
        return;
    }
    close_lists(s, 0);
    open_block(s, line, line->role);
    s->in_cell = is_cell(line->role);
    if (line->role == CRIER_ROLE_TABLE || line->role == CRIER_ROLE_TABLE_ROW)
        s->frame = line->role;
    s->whole = (line->role == CRIER_ROLE_FOOTNOTE || line->role == CRIER_ROLE_QUOTATION) &&
               second && first->kind == DRAFT_LINE && first->depth == 0 &&
               first->role == CRIER_ROLE_PARAGRAPH && second->kind == DRAFT_CLOSE;
}

static void send_close(struct sending *s)
{
    if (s->in_cell > 1) {
        s->in_cell--;
        return;
    }
    if (s->in_cell == 0)
        s->frame = s->frame == CRIER_ROLE_TABLE_ROW ? CRIER_ROLE_TABLE : CRIER_ROLE_NONE;
    s->in_cell = 0;
    s->whole = 0;
    close_lists(s, 0);
    s->host->close(s->host);
}

void draft_send(struct draft *draft, const struct crier_reader_host *host)
{
    struct sending s = { .host = host, .draft = draft };

    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_line *line = &draft->lines[i];

        if (line->kind == DRAFT_LINE)
            send_line(&s, line);
        else if (line->kind == DRAFT_OPEN)
            send_open(&s, line);
        else
            send_close(&s);
    }
    close_lists(&s, 0);
    if (draft->failed || draft->text.failed)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                   "it is too large; the end of it is not read");
}
