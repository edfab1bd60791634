/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of an article as HTML, each sentence that is heard in a span of its own. */
#include "web.h"

#include <string.h>

/* ---- Sentences ---- */

/* The first sentence of a block: they are in the order of blocks. */
static size_t first_of(const struct web *web, uint64_t block)
{
    size_t low = 0, high = web->sentence_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (web->sentences[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void write_seconds(struct writer *page, const char *name, int64_t frame, uint32_t rate)
{
    writer_text(page, " data-");
    writer_text(page, name);
    writer_text(page, "=\"");
    writer_seconds(page, frame, rate, 3);
    writer_text(page, "\"");
}

static void write_code(struct writer *page, const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        const size_t from = at;
        const uint32_t glyph = glyph_next(text, size, &at);

        if (glyph == '\n' || glyph == ' ' || glyph == '\t')
            writer_bytes(page, text + from, 1);
        else
            glyph_write_line(page, text + from, at - from, GLYPH_ENTITIES);
    }
}

static void write_piece(struct writer *page, const struct crier_cursor *block, uint64_t from,
                        uint64_t to)
{
    if (block->role == CRIER_ROLE_CODE)
        write_code(page, block->text + from, to - from);
    else
        glyph_write_line(page, block->text + from, to - from, GLYPH_ENTITIES);
}

static void write_sentences(struct web *web, struct writer *page, const struct crier_cursor *block)
{
    uint64_t done = 0;

    for (size_t i = first_of(web, block->block);
         i < web->sentence_count && web->sentences[i].block == block->block; i++) {
        const struct sentence *sentence = &web->sentences[i];

        if (sentence->from < done || sentence->to > block->text_size)
            continue;
        if (sentence->from > done) /* white space, for the most part */
            writer_text(page, " ");
        write_piece(page, block, done, sentence->from);
        writer_text(page, "<span id=\"s");
        writer_number(page, (int64_t)sentence->number, 1);
        writer_text(page, "\"");
        if (sentence->frames > 0) {
            write_seconds(page, "start", sentence->start, web->rate);
            write_seconds(page, "end", sentence->start + sentence->frames, web->rate);
        }
        writer_text(page, ">");
        write_piece(page, block, sentence->from, sentence->to);
        writer_text(page, "</span>");
        done = sentence->to;
    }
    if (done > 0 && done < block->text_size)
        writer_text(page, " ");
    write_piece(page, block, done, block->text_size);
}

/* ---- Blocks ---- */

/* What an element of a role is called; headings go by their level. */
static const struct {
    const char *name, *rest; /* rest: attributes */
} elements[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = { "h1", "" },
    [CRIER_ROLE_BYLINE] = { "p", " class=\"byline\"" },
    [CRIER_ROLE_DATELINE] = { "p", " class=\"byline\"" },
    [CRIER_ROLE_DATE] = { "p", " class=\"date\"" },
    [CRIER_ROLE_SUMMARY] = { "p", " class=\"summary\"" },
    [CRIER_ROLE_PARAGRAPH] = { "p", "" },
    [CRIER_ROLE_QUOTATION] = { "blockquote", "" },
    [CRIER_ROLE_PULL_QUOTE] = { "p", " class=\"pull\"" },
    [CRIER_ROLE_LIST_ITEM] = { "li", "" },
    [CRIER_ROLE_TABLE_ROW] = { "tr", "" },
    [CRIER_ROLE_TABLE_HEADER] = { "th", " scope=\"col\"" },
    [CRIER_ROLE_TABLE_CELL] = { "td", "" },
    [CRIER_ROLE_CAPTION] = { "p", " class=\"caption\"" },
    [CRIER_ROLE_CREDIT] = { "p", " class=\"caption\"" },
    [CRIER_ROLE_FOOTNOTE] = { "div", " role=\"note\"" },
    [CRIER_ROLE_CODE] = { "pre", "" },
    [CRIER_ROLE_NOTICE] = { "p", " class=\"notice\"" },
};

/* A walk: where we are, and what was opened. */
struct walk {
    struct web *web;
    struct writer *page;
    struct crier_cursor cursor;
    uint32_t silent;  /* depth of what is left out around us, 0: nothing */
    uint32_t top;     /* level of the highest heading so far */
    uint32_t level;   /* of the last heading, so that none is skipped */
    uint64_t ordered; /* bits: the list of this depth is numbered */
    uint64_t tables;  /* bits: the table of this depth has begun */
    int headed;       /* there is an h1 */
};

static int is_silent(uint32_t role)
{
    return role == CRIER_ROLE_EMBED || role == CRIER_ROLE_BOILERPLATE;
}

static uint64_t bit(uint32_t depth)
{
    return UINT64_C(1) << (depth & 63);
}

static void open_tag(struct walk *walk, const char *name, const char *rest)
{
    writer_text(walk->page, "<");
    writer_text(walk->page, name);
    writer_text(walk->page, rest);
    if (*walk->cursor.language)
        html_attribute(walk->page, "lang", walk->cursor.language);
}

/* Below the headline headings begin at 2, whatever the first one's level, and go down one
 * level at a time. */
static const char *heading_of(struct walk *walk)
{
    static const char *const names[] = { "h2", "h2", "h2", "h3", "h4", "h5", "h6" };
    uint32_t wanted;

    if (walk->top == 0 || walk->cursor.level < walk->top)
        walk->top = walk->cursor.level;
    wanted = 2 + walk->cursor.level - walk->top;
    if (wanted > walk->level + 1)
        wanted = walk->level + 1;
    walk->level = wanted > 6 ? 6 : wanted;
    return names[walk->level];
}

/* A list is numbered when its first item is: look ahead with a cursor of our own. */
static int is_numbered(const struct walk *walk)
{
    struct crier_cursor ahead = walk->cursor;

    return walk->web->host->next(walk->web->host, &ahead) && ahead.role == CRIER_ROLE_LIST_ITEM &&
           ahead.ordinal > 0;
}

static void enter_list(struct walk *walk)
{
    if (is_numbered(walk))
        walk->ordered |= bit(walk->cursor.depth);
    else
        walk->ordered &= ~bit(walk->cursor.depth);
    open_tag(walk, walk->ordered & bit(walk->cursor.depth) ? "ol" : "ul", "");
    writer_text(walk->page, ">\n");
}

static void enter_table(struct walk *walk)
{
    writer_text(walk->page, "<section class=\"scroll\" tabindex=\"0\"");
    html_attribute(walk->page, "aria-label", walk->web->words->table);
    writer_text(walk->page, ">");
    open_tag(walk, "table", "");
    writer_text(walk->page, ">\n");
}

static void enter_text(struct walk *walk)
{
    const struct crier_cursor *cursor = &walk->cursor;
    const char *name = elements[cursor->role].name, *rest = elements[cursor->role].rest;

    if (cursor->role == CRIER_ROLE_HEADING) {
        name = heading_of(walk);
        rest = "";
    } else if (cursor->role == CRIER_ROLE_HEADLINE && walk->headed++) {
        name = "h2";
    }
    open_tag(walk, name, rest);
    if (cursor->role == CRIER_ROLE_LIST_ITEM && cursor->ordinal > 0) {
        writer_text(walk->page, " value=\"");
        writer_number(walk->page, cursor->ordinal, 1);
        writer_text(walk->page, "\"");
    }
    writer_text(walk->page, ">");
    write_sentences(walk->web, walk->page, cursor);
}

static void enter(struct walk *walk)
{
    const uint32_t role = walk->cursor.role;

    if (role == CRIER_ROLE_LIST)
        enter_list(walk);
    else if (role == CRIER_ROLE_TABLE)
        enter_table(walk);
    else if (role < CRIER_ROLE_COUNT && (elements[role].name || role == CRIER_ROLE_HEADING))
        enter_text(walk);
    if (role == CRIER_ROLE_TABLE_ROW)
        writer_text(walk->page, "\n");
}

static void leave(struct walk *walk)
{
    static const char *const headings[] = { "", "", "h2", "h3", "h4", "h5", "h6" };
    const uint32_t role = walk->cursor.role;
    const char *name = role < CRIER_ROLE_COUNT ? elements[role].name : NULL;

    if (role == CRIER_ROLE_LIST)
        name = walk->ordered & bit(walk->cursor.depth) ? "ol" : "ul";
    else if (role == CRIER_ROLE_TABLE)
        name = "table";
    else if (role == CRIER_ROLE_HEADING)
        name = headings[walk->level];
    else if (role == CRIER_ROLE_HEADLINE && walk->headed > 1)
        name = "h2";
    if (!name)
        return;
    writer_text(walk->page, "</");
    writer_text(walk->page, name);
    writer_text(walk->page, role == CRIER_ROLE_TABLE ? "></section>\n" : ">\n");
}

void body_write(struct web *web, struct writer *page)
{
    struct walk walk = {
        .web = web, .page = page, .cursor = { .size = sizeof(walk.cursor) }, .level = 1
    };

    while (web->host->next(web->host, &walk.cursor)) {
        const struct crier_cursor *cursor = &walk.cursor;

        if (walk.silent) {
            if (!cursor->entered && cursor->depth <= walk.silent)
                walk.silent = 0;
            continue;
        }
        if (cursor->entered && is_silent(cursor->role))
            walk.silent = cursor->depth;
        else if (cursor->entered)
            enter(&walk);
        else
            leave(&walk);
    }
}
