/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"

#include <crier/role.h>

struct body {
    struct book *book;
    struct zip_text *text, *overlay;
    struct crier_cursor cursor;
    size_t at; /* the sentence to come */
    int64_t length;
    /* Headings around here, and how deep the first of them is. */
    uint32_t levels[LEVELS_MOST];
    unsigned level_count, base;
    int in_table, table_open, rows, in_row;
};

/* How blocks of a role are written. */
struct element {
    const char *tag;
    const char *attributes;
    const char *inner; /* around text that stands in it directly */
    const char *type;  /* of its seq in the overlay; NULL: it has none */
};

static const struct element elements[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = { "h1", "", NULL, NULL },
    [CRIER_ROLE_BYLINE] = { "p", " class=\"byline\"", NULL, NULL },
    [CRIER_ROLE_DATELINE] = { "p", " class=\"dateline\"", NULL, NULL },
    [CRIER_ROLE_DATE] = { "p", " class=\"date\"", NULL, NULL },
    [CRIER_ROLE_SUMMARY] = { "p", " class=\"summary\"", NULL, NULL },
    [CRIER_ROLE_PARAGRAPH] = { "p", "", NULL, NULL },
    [CRIER_ROLE_QUOTATION] = { "blockquote", "", "p", NULL },
    [CRIER_ROLE_PULL_QUOTE] = { "aside", " epub:type=\"pullquote\" role=\"doc-pullquote\"", "p",
                                "pullquote" },
    [CRIER_ROLE_LIST] = { "ul", "", NULL, "list" },
    [CRIER_ROLE_LIST_ITEM] = { "li", "", NULL, "list-item" },
    [CRIER_ROLE_TABLE] = { "div", " class=\"table\"", NULL, "table" },
    [CRIER_ROLE_TABLE_ROW] = { "tr", "", NULL, "table-row" },
    [CRIER_ROLE_TABLE_HEADER] = { "th", "", NULL, "table-cell" },
    [CRIER_ROLE_TABLE_CELL] = { "td", "", NULL, "table-cell" },
    [CRIER_ROLE_CAPTION] = { "p", " class=\"caption\"", NULL, NULL },
    [CRIER_ROLE_CREDIT] = { "p", " class=\"credit\"", NULL, NULL },
    [CRIER_ROLE_FOOTNOTE] = { "aside", " epub:type=\"footnote\" role=\"doc-footnote\"", "p",
                              "footnote" },
    [CRIER_ROLE_CODE] = { "pre", "", "code", NULL },
    [CRIER_ROLE_EMBED] = { "div", " class=\"embed\"", "p", NULL },
    [CRIER_ROLE_BOILERPLATE] = { "div", "", "p", NULL },
    [CRIER_ROLE_NOTICE] = { "div", " class=\"notice\" epub:type=\"notice\" role=\"doc-notice\"",
                            "p", NULL },
};

/* What is newer than this. */
static const struct element other = { "div", "", NULL, NULL };

static const struct element *element_of(uint32_t role)
{
    return role < CRIER_ROLE_COUNT && elements[role].tag ? &elements[role] : &other;
}

/* ---- Sentences ---- */

static void put_par(struct body *body, const struct sentence *sentence)
{
    const struct article *article = &body->book->article;
    struct zip_text *overlay = body->overlay;

    sheet_put(overlay, "<par id=\"p");
    sheet_number(overlay, sentence->number);
    sheet_put(overlay, "\"><text src=\"", article->told->id, ".xhtml#s");
    sheet_number(overlay, sentence->number);
    sheet_put(overlay, "\"/>");
    if (sentence->from < sentence->to) {
        sheet_put(overlay, "<audio src=\"../audio/", article->told->id, ".",
                  medium_suffixes[article->medium], "\" clipBegin=\"");
        sheet_clock(overlay, sentence->from);
        sheet_put(overlay, "\" clipEnd=\"");
        sheet_clock(overlay, sentence->to);
        sheet_put(overlay, "\"/>");
        body->length += sentence->to - sentence->from;
    }
    sheet_put(overlay, "</par>\n");
}

/* The text of the block with an element around each sentence. */
static void put_sentences(struct body *body)
{
    const struct crier_cursor *cursor = &body->cursor;
    const struct article *article = &body->book->article;
    uint64_t done = 0;

    for (; body->at < article->count; body->at++) {
        const struct sentence *sentence = &article->sentences[body->at];

        if (sentence->block > cursor->block)
            break;
        if (sentence->block < cursor->block || sentence->offset < done ||
            sentence->size > cursor->text_size - done ||
            sentence->offset > cursor->text_size - sentence->size)
            continue;
        sheet_text(body->text, cursor->text + done, sentence->offset - done);
        sheet_put(body->text, "<span id=\"s");
        sheet_number(body->text, sentence->number);
        sheet_put(body->text, "\">");
        sheet_text(body->text, cursor->text + sentence->offset, sentence->size);
        sheet_put(body->text, "</span>");
        done = sentence->offset + sentence->size;
        put_par(body, sentence);
    }
    sheet_text(body->text, cursor->text + done, cursor->text_size - done);
}

/* ---- Elements ---- */

static void put_id(struct zip_text *sheet, char kind, uint64_t number)
{
    const char start[] = { ' ', 'i', 'd', '=', '"', kind, '\0' };

    sheet_put(sheet, start);
    sheet_number(sheet, number);
    sheet_put(sheet, "\"");
}

/* What any element of the current block may need besides its name. */
static void put_common(struct body *body)
{
    const struct crier_cursor *cursor = &body->cursor;
    int around = body->book->article.direction;
    int own = text_direction(cursor->text, cursor->text_size);
    char language[LANGUAGE_SIZE];

    put_id(body->text, 'b', cursor->block);
    if (*cursor->language) {
        language_tag(cursor->language, language);
        put_language(body->text, language);
        own = own ? own : language_direction(language);
    }
    put_direction(body->text, own ? own : around, around);
}

static void open_seq(struct body *body, char kind, const char *type)
{
    sheet_put(body->overlay, "<seq");
    put_id(body->overlay, kind == 'b' ? 'q' : 'x', body->cursor.block);
    sheet_put(body->overlay, " epub:textref=\"", body->book->article.told->id, ".xhtml#",
              kind == 'b' ? "b" : "h");
    sheet_number(body->overlay, body->cursor.block);
    sheet_put(body->overlay, "\" epub:type=\"", type, "\">\n");
}

static void close_section(struct body *body)
{
    sheet_put(body->text, "</section>\n");
    sheet_put(body->overlay, "</seq>\n");
    body->level_count--;
}

static const char *heading_tag(const struct body *body, unsigned deeper)
{
    static const char *const tags[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
    unsigned level = body->base + body->level_count + deeper;

    return tags[level > 6 ? 5 : level > 0 ? level - 1 : 0];
}

static void name_heading(struct body *body)
{
    const struct crier_cursor *cursor = &body->cursor;
    struct entry entry = { .level = body->level_count,
                           .block = cursor->block,
                           .text = cursor->text,
                           .size = cursor->text_size,
                           .language = cursor->language };

    contents_entry(body->book, &entry);
}

/* A heading opens a section, which reaches to the next one of its level or above. */
static void open_section(struct body *body)
{
    uint32_t level = body->cursor.level > 0 ? body->cursor.level : 2;

    while (body->level_count > 0 &&
           (body->levels[body->level_count - 1] >= level || body->level_count == LEVELS_MOST))
        close_section(body);
    sheet_put(body->text, "<section");
    put_id(body->text, 'h', body->cursor.block);
    sheet_put(body->text, " epub:type=\"subchapter\" aria-labelledby=\"b");
    sheet_number(body->text, body->cursor.block);
    sheet_put(body->text, "\">\n");
    open_seq(body, 'h', "subchapter");
    body->levels[body->level_count++] = level;
    name_heading(body);
}

static void put_heading(struct body *body)
{
    int top = body->cursor.depth == 1;
    const char *tag;

    if (top)
        open_section(body);
    tag = heading_tag(body, top ? 0 : 1);
    sheet_put(body->text, "<", tag);
    put_common(body);
    sheet_put(body->text, ">");
    put_sentences(body);
    sheet_put(body->text, "</", tag, ">\n");
}

/* ---- Tables ---- */

static void set_table(struct body *body, int open)
{
    if (open != body->table_open)
        sheet_put(body->text, open ? "<table>\n" : "</table>\n");
    body->table_open = open;
}

/* In front of the rows it is the table's own; elsewhere HTML has no place for it, and it
 * stays where it is read. */
static void put_caption(struct body *body)
{
    const char *tag = body->rows == 0 && !body->table_open ? "caption" : "p";

    set_table(body, body->rows == 0 && !body->table_open);
    sheet_put(body->text, "<", tag, " class=\"caption\"");
    put_common(body);
    sheet_put(body->text, ">");
    put_sentences(body);
    sheet_put(body->text, "</", tag, ">\n");
}

/* ---- The walk ---- */

static const char *tag_of(const struct body *body, const struct element *element)
{
    if (body->cursor.role == CRIER_ROLE_LIST &&
        block_is(&body->book->article, body->cursor.block, BLOCK_ORDERED))
        return "ol";
    return element->tag;
}

static void put_particular(struct body *body)
{
    uint32_t role = body->cursor.role;

    if (role == CRIER_ROLE_TABLE_HEADER)
        sheet_put(body->text, body->rows == 1 ? " scope=\"col\"" : " scope=\"row\"");
    if (body->cursor.ordinal == 0 || (role != CRIER_ROLE_LIST_ITEM && role != CRIER_ROLE_FOOTNOTE))
        return;
    sheet_put(body->text, role == CRIER_ROLE_FOOTNOTE ? " data-number=\"" : " value=\"");
    sheet_number(body->text, body->cursor.ordinal);
    sheet_put(body->text, "\"");
}

static void enter(struct body *body)
{
    const struct element *element = element_of(body->cursor.role);
    const char *inner = body->cursor.text_size > 0 ? element->inner : NULL;

    if (body->cursor.role == CRIER_ROLE_TABLE_ROW) {
        set_table(body, 1);
        body->rows++;
        body->in_row = 1;
    }
    if (body->cursor.role == CRIER_ROLE_TABLE) {
        body->in_table = 1;
        body->rows = body->table_open = 0;
    }
    sheet_put(body->text, "<", tag_of(body, element), element->attributes);
    put_common(body);
    put_particular(body);
    sheet_put(body->text, ">");
    if (element->type)
        open_seq(body, 'b', element->type);
    if (inner)
        sheet_put(body->text, "<", inner, ">");
    if (body->cursor.text_size > 0)
        put_sentences(body);
    else
        sheet_put(body->text, "\n");
    if (inner)
        sheet_put(body->text, "</", inner, ">");
}

static void leave(struct body *body)
{
    const struct element *element = element_of(body->cursor.role);

    if (body->cursor.role == CRIER_ROLE_TABLE) {
        set_table(body, 0);
        body->in_table = 0;
    }
    if (body->cursor.role == CRIER_ROLE_TABLE_ROW)
        body->in_row = 0;
    if (element->type)
        sheet_put(body->overlay, "</seq>\n");
    sheet_put(body->text, "</", tag_of(body, element), ">\n");
}

/* What nobody says is left out; only its place in a table stays. */
static void skip(struct body *body)
{
    uint32_t role = body->cursor.role;

    if (body->cursor.entered && body->in_row &&
        (role == CRIER_ROLE_TABLE_CELL || role == CRIER_ROLE_TABLE_HEADER))
        sheet_put(body->text, "<td></td>\n");
}

static void step(struct body *body)
{
    uint32_t role = body->cursor.role;
    int whole = role == CRIER_ROLE_HEADING || (role == CRIER_ROLE_CAPTION && body->in_table);

    if (!block_is(&body->book->article, body->cursor.block, BLOCK_SPOKEN))
        skip(body);
    else if (whole && !body->cursor.entered)
        return;
    else if (role == CRIER_ROLE_HEADING)
        put_heading(body);
    else if (whole)
        put_caption(body);
    else if (body->cursor.entered)
        enter(body);
    else
        leave(body);
}

int64_t body_write(struct book *book, const struct survey *survey)
{
    struct body body = { .book = book,
                         .text = &book->text,
                         .overlay = &book->overlay,
                         .cursor = { .size = sizeof(body.cursor) } };

    body.base = survey->headline > 0;
    while (book->host->next(book->host, &body.cursor))
        step(&body);
    while (body.level_count > 0)
        close_section(&body);
    return book->article.medium != MEDIUM_NONE ? body.length : 0;
}
