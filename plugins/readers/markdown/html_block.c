/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html_block.h"

#include "accounts.h"
#include "align.h"
#include "entity.h"
#include "html.h"
#include "inlines.h"
#include "paragraphs.h"
#include "place.h"
#include "send.h"
#include "source.h"

/* A line of the block and the line of the source that it was. */
struct line {
    int number;
    size_t from, to, next; /* in the block */
    size_t source, source_end;
};

struct html_block {
    struct markdown *m;
    struct slice html;
    size_t at;
    struct line line;     /* that was looked at last */
    struct slice unheard; /* the element whose end is waited for */
    size_t unheard_at;    /* where it began */
    unsigned nested;      /* of the same name in it */
    unsigned level;       /* of the heading around, or 0 */
    unsigned lists, quotations, captions, codes;
    int in_item;
    uint32_t open; /* CRIER_ROLE_LIST or _QUOTATION, while one is open for the host */
};

static void look_at_line(struct html_block *b, size_t at, int number)
{
    b->line = (struct line){ .number = number,
                             .from = at,
                             .to = slice_line_end(b->html, at),
                             .next = slice_next_line(b->html, at),
                             .source = md_line_start(b->m, number) };
    b->line.source_end = slice_line_end(b->m->source, b->line.source);
}

/* Where a byte of the block stands in the source. The parser took marks of quotation
 * and indentation off the front of its lines. */
static size_t source_of(struct html_block *b, size_t at)
{
    const struct line *line = &b->line;

    while (line->next <= at && line->next < b->html.size)
        look_at_line(b, line->next, line->number + 1);
    if (at < line->from)
        return line->source;
    if (at >= line->to)
        return line->source_end;
    return line->source_end - line->source >= line->to - at ? line->source_end - (line->to - at)
                                                            : line->source;
}

/* Behind a byte, that is: behind the one before. */
static size_t source_behind(struct html_block *b, size_t at)
{
    size_t place = source_of(b, at - 1);

    return place < b->m->source.size ? place + 1 : place;
}

/* Bytes of the block up to `to` are not spoken. Places are asked for in their order. */
static void skip_marks(struct html_block *b, size_t to)
{
    size_t from = source_of(b, b->at);

    if (to > b->at)
        md_skip(b->m, from, source_behind(b, to), "raw HTML");
    b->at = to;
}

/* ---- Words ---- */

/* Bytes up to `to` that stand in the source as they are, or one entity. */
static void put_piece(struct html_block *b, size_t to)
{
    size_t entity = md_entity(b->html, b->at);
    char meaning[16];
    size_t size = 0;
    size_t from;

    if (entity > 0 && b->at + entity <= to)
        size = md_decode_entity(slice_upto(slice_from(b->html, b->at), entity), meaning,
                                sizeof(meaning));
    from = source_of(b, b->at);
    if (size > 0) {
        md_put_entity(b->m, (struct slice){ meaning, size }, from,
                      source_behind(b, b->at + entity));
        b->at += entity;
        return;
    }
    for (size = 1; b->at + size < to && b->html.at[b->at + size] != '&' &&
                   !byte_is_newline(b->html.at[b->at + size - 1]);)
        size++;
    md_put(b->m, b->html.at + b->at, size, from, source_behind(b, b->at + size));
    b->at += size;
}

static void put_words(struct html_block *b, size_t to)
{
    while (b->at < to)
        put_piece(b, to);
}

/* ---- Blocks ---- */

static void open_around(struct html_block *b, uint32_t role)
{
    if (b->open == role)
        return;
    if (b->open)
        b->m->host->close(b->m->host);
    if (role)
        md_open(b->m, role, 0, 0);
    b->open = role;
}

/* The role of the words collected, and of what has to be open around them. */
static uint32_t role_of(const struct html_block *b, uint32_t *around)
{
    *around = CRIER_ROLE_NONE;
    if (b->level)
        return CRIER_ROLE_HEADING;
    if (b->captions)
        return CRIER_ROLE_CAPTION;
    if (b->codes)
        return CRIER_ROLE_CODE;
    *around = b->in_item ? CRIER_ROLE_LIST : b->quotations ? CRIER_ROLE_QUOTATION : CRIER_ROLE_NONE;
    return b->in_item ? CRIER_ROLE_LIST_ITEM : CRIER_ROLE_PARAGRAPH;
}

/* What was collected becomes a block. */
static void end_words(struct html_block *b)
{
    struct markdown *m = b->m;
    struct slice words = { m->words.text ? m->words.text : "", m->words.size };
    uint32_t around;
    uint32_t role = role_of(b, &around);

    if (slice_trim(words).size > 0) {
        open_around(b, around);
        md_send_block(m, role, b->level, 0);
        m->in_body = 1;
    }
    md_begin_words(m);
}

static void count(unsigned *inside, int is_end)
{
    if (!is_end)
        ++*inside;
    else if (*inside > 0)
        --*inside;
}

/* ---- Marks ---- */

static void put_picture(struct html_block *b, struct slice mark)
{
    struct slice text = html_attribute(mark, "alt");
    size_t behind = b->at + mark.size;
    size_t from = (size_t)(text.at - b->html.at);

    if (text.size > 0) {
        skip_marks(b, from);
        b->m->images++;
        put_words(b, from + text.size);
        b->m->images--;
        buffer_add_run(&b->m->pictures, (struct run){ .cut = 1 });
    }
    skip_marks(b, behind);
}

/* Items need no end tags: the end of their list is enough. */
static void take_list(struct html_block *b, int is_end)
{
    count(&b->lists, is_end);
    if (is_end)
        b->in_item = b->lists > 0;
}

static void take_tag(struct html_block *b, struct html_tag tag)
{
    if (tag.kind == HTML_OTHER || tag.kind == HTML_PICTURE)
        return;
    if (tag.kind == HTML_BREAK) {
        buffer_add_run(&b->m->words, (struct run){ .cut = 1 });
        return;
    }
    end_words(b);
    if (tag.kind == HTML_HEADING)
        b->level = tag.is_end ? 0 : tag.level;
    else if (tag.kind == HTML_ITEM)
        b->in_item = !tag.is_end || b->lists > 1;
    else if (tag.kind == HTML_LIST)
        take_list(b, tag.is_end);
    else if (tag.kind == HTML_QUOTATION)
        count(&b->quotations, tag.is_end);
    else if (tag.kind == HTML_CAPTION)
        count(&b->captions, tag.is_end);
    else if (tag.kind == HTML_CODE)
        count(&b->codes, tag.is_end);
}

static int same_name(struct slice a, struct slice b)
{
    if (a.size != b.size)
        return 0;
    for (size_t i = 0; i < a.size; i++)
        if (byte_lower(a.at[i]) != byte_lower(b.at[i]))
            return 0;
    return 1;
}

/* In an element that is not heard: only its own end counts. */
static void take_unheard(struct html_block *b, struct html_tag tag, size_t behind)
{
    if (same_name(tag.name, b->unheard)) {
        if (!tag.is_end)
            b->nested++;
        else if (b->nested-- == 0) {
            md_skip(b->m, b->unheard_at, source_behind(b, behind), "raw HTML");
            b->unheard.size = 0;
        }
    }
    b->at = behind;
}

static void take_mark(struct html_block *b, size_t size)
{
    struct slice mark = slice_upto(slice_from(b->html, b->at), size);
    struct html_tag tag = html_tag(mark);

    if (b->unheard.size > 0) {
        take_unheard(b, tag, b->at + size);
        return;
    }
    take_tag(b, tag);
    if (tag.kind == HTML_PICTURE) {
        put_picture(b, mark);
        return;
    }
    if (tag.kind == HTML_UNHEARD && !tag.is_end && size > 1 && mark.at[size - 2] != '/') {
        b->unheard = tag.name;
        b->unheard_at = source_of(b, b->at);
        b->nested = 0;
        b->at += size;
    } else {
        skip_marks(b, b->at + size);
    }
}

/* In scripts and styles "<" is a mark only where their own end begins. */
static int is_mark(const struct html_block *b)
{
    struct slice rest = slice_from(b->html, b->at);

    if (!slice_is(b->unheard, "script") && !slice_is(b->unheard, "style"))
        return 1;
    return rest.size > 2 + b->unheard.size && rest.at[1] == '/' &&
           same_name(slice_upto(slice_from(rest, 2), b->unheard.size), b->unheard);
}

void md_html_block(struct markdown *m, cmark_node *node)
{
    struct html_block b = { .m = m, .html = md_literal(node) };

    look_at_line(&b, 0, cmark_node_get_start_line(node));
    md_go_to_block(m, node);
    md_note_html(m, m->at);
    md_begin_words(m);
    while (b.at < b.html.size) {
        size_t mark = is_mark(&b) ? html_mark(b.html, b.at) : 0;
        size_t to = b.at + 1;

        if (mark > 0) {
            take_mark(&b, mark);
            continue;
        }
        while (to < b.html.size && b.html.at[to] != '<')
            to++;
        if (b.unheard.size > 0)
            b.at = to;
        else
            put_words(&b, to);
    }
    end_words(&b);
    open_around(&b, CRIER_ROLE_NONE);
    if (b.unheard.size > 0)
        md_skip(m, b.unheard_at, source_behind(&b, b.html.size), "raw HTML");
    md_send_pictures(m);
    if (b.html.size > 0)
        source_of(&b, b.html.size - 1);
    m->at = md_line_start(m, b.line.number + 1);
}
