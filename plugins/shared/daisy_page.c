/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy_text writer */
#include "shared/daisy_page.h"

#include "shared/daisy_text.h"

#include <string.h>

/* ---- Elements ---- */

static const struct element {
    const char *tag;
    const char *name; /* class */
    enum daisy_skip skip;
    int lines; /* line breaks are kept */
} elements[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_HEADLINE] = { .tag = "h" },
    [CRIER_ROLE_BYLINE] = { .tag = "p", .name = "byline" },
    [CRIER_ROLE_DATELINE] = { .tag = "p", .name = "dateline" },
    [CRIER_ROLE_DATE] = { .tag = "p", .name = "date" },
    [CRIER_ROLE_SUMMARY] = { .tag = "p", .name = "summary" },
    [CRIER_ROLE_HEADING] = { .tag = "h" },
    [CRIER_ROLE_PARAGRAPH] = { .tag = "p" },
    [CRIER_ROLE_QUOTATION] = { .tag = "blockquote" },
    [CRIER_ROLE_PULL_QUOTE] = { .tag = "div", .name = "sidebar", .skip = DAISY_SIDEBAR },
    [CRIER_ROLE_LIST] = { .tag = "ul" },
    [CRIER_ROLE_LIST_ITEM] = { .tag = "li" },
    [CRIER_ROLE_TABLE] = { .tag = "table" },
    [CRIER_ROLE_TABLE_ROW] = { .tag = "tr" },
    [CRIER_ROLE_TABLE_HEADER] = { .tag = "th" },
    [CRIER_ROLE_TABLE_CELL] = { .tag = "td" },
    [CRIER_ROLE_CAPTION] = { .tag = "p", .name = "caption" },
    [CRIER_ROLE_CREDIT] = { .tag = "p", .name = "credit" },
    [CRIER_ROLE_FOOTNOTE] = { .tag = "div", .name = "notebody", .skip = DAISY_FOOTNOTE },
    [CRIER_ROLE_CODE] = { .tag = "pre", .lines = 1 },
    [CRIER_ROLE_EMBED] = { .tag = "div", .name = "embed" },
    [CRIER_ROLE_BOILERPLATE] = { .tag = "div", .name = "boilerplate" },
    [CRIER_ROLE_NOTICE] = { .tag = "div", .name = "optional-prodnote", .skip = DAISY_PRODNOTE },
};

static const struct element other = { .tag = "div" };

static const struct element *element_of(uint32_t role)
{
    return role < CRIER_ROLE_COUNT && elements[role].tag ? &elements[role] : &other;
}

static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
static const char *const heading_ends[] = { "</h1>\n", "</h2>\n", "</h3>\n",
                                            "</h4>\n", "</h5>\n", "</h6>\n" };

static const struct {
    const char *tag, *end;
} ends[] = {
    { "p", "</p>\n" },
    { "div", "</div>\n" },
    { "blockquote", "</blockquote>\n" },
    { "ul", "</ul>\n" },
    { "ol", "</ol>\n" },
    { "li", "</li>\n" },
    { "tr", "</tr>\n" },
    { "table", "</table>\n" },
    { "th", "</th>\n" },
    { "td", "</td>\n" },
    { "pre", "</pre>\n" },
    { "caption", "</caption>\n" },
    { "tr><td", "</td></tr>\n" },
};

static const char *end_of(const char *tag)
{
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (strcmp(ends[i].tag, tag) == 0)
            return ends[i].end;
    return "";
}

static void write_attribute(struct daisy_page *page, const char *name, const char *value)
{
    writer_text(&page->writer, " ");
    writer_text(&page->writer, name);
    writer_text(&page->writer, "=\"");
    daisy_line(&page->writer, value);
    writer_text(&page->writer, "\"");
}

static void write_language(struct daisy_page *page, const char *language)
{
    if (!language || !daisy_is_language(language))
        return;
    write_attribute(page, "lang", language);
    write_attribute(page, "xml:lang", language);
}

/* ---- Levels ---- */

/* How deep a heading stands, whatever numbers its source gave: none is left out. */
static int heading_level(struct daisy_page *page, uint32_t level)
{
    const int room = (int)(sizeof(page->levels) / sizeof(page->levels[0]));
    int deep;

    while (page->level_count > 0 && page->levels[page->level_count - 1] >= level)
        page->level_count--;
    if (page->level_count < room)
        page->levels[page->level_count++] = level;
    deep = page->top + page->level_count;
    return deep > 6 ? 6 : deep;
}

static int level_of(struct daisy_page *page, const struct daisy_block *block)
{
    if (block->at.role == CRIER_ROLE_HEADLINE)
        return page->top;
    return block->at.role == CRIER_ROLE_HEADING ? heading_level(page, block->at.level) : 0;
}

/* ---- Blocks ---- */

/* What opens an article, and what is all that is left of one, cannot be skipped. */
static enum daisy_skip own_skip(const struct daisy_page *page, uint32_t role)
{
    enum daisy_skip skip = element_of(role)->skip;

    if (skip == DAISY_PRODNOTE &&
        (!page->headline_passed || (page->flags & CRIER_ARTICLE_WITHDRAWN)))
        return DAISY_ALWAYS;
    return skip;
}

static void enter(struct daisy_page *page)
{
    struct daisy_block *block;
    enum daisy_skip own = own_skip(page, page->cursor.role);

    if (page->depth == DAISY_DEPTH)
        return;
    block = &page->blocks[page->depth++];
    *block = (struct daisy_block){ .at = page->cursor, .skip = own, .is_skip = own != 0 };
    if (page->depth > 1 && block[-1].skip != DAISY_ALWAYS) {
        block->skip = block[-1].skip;
        block->is_skip = 0;
    }
    if (page->cursor.role == CRIER_ROLE_HEADLINE)
        page->headline_passed = 1;
    page->said = 0;
}

static int is_cell(uint32_t role)
{
    return role == CRIER_ROLE_TABLE_CELL || role == CRIER_ROLE_TABLE_HEADER;
}

static void write_until(struct daisy_page *page, const struct daisy_block *block, uint64_t to)
{
    if (to > block->at.text_size)
        to = block->at.text_size;
    if (to > page->said)
        daisy_text(&page->writer, block->at.text + page->said, to - page->said,
                   element_of(block->at.role)->lines);
    page->said = to > page->said ? to : page->said;
}

static void end_block(struct daisy_page *page)
{
    struct daisy_block *block = &page->blocks[--page->depth];

    if (block->close) {
        if (block->at.text_size > 0)
            write_until(page, block, block->at.text_size);
        if (block->rows == ONLY_CAPTION && block->at.role == CRIER_ROLE_TABLE)
            writer_text(&page->writer, "<tr><td></td></tr>\n");
        writer_text(&page->writer, block->close);
    } else if (is_cell(block->at.role) && page->depth > 0) {
        block[-1].left_out++;
    }
}

static void leave(struct daisy_page *page)
{
    if (page->depth > 0 && page->blocks[page->depth - 1].at.block == page->cursor.block)
        end_block(page);
}

/* A list is numbered when its first item is; what is said of a table stands above it. */
static const char *tag_of(const struct daisy_page *page, const struct daisy_block *block)
{
    const struct daisy_block *inner = block + 1;
    const struct daisy_block *outer = block > page->blocks ? block - 1 : NULL;

    if (block->at.role == CRIER_ROLE_LIST && inner < page->blocks + page->depth &&
        inner->at.ordinal > 0)
        return "ol";
    if (block->at.role == CRIER_ROLE_CAPTION && outer && outer->at.role == CRIER_ROLE_TABLE)
        return outer->rows != NO_ROWS ? "tr><td" : "caption";
    return element_of(block->at.role)->tag;
}

/* Columns stay where they are. */
static void fill_row(struct daisy_page *page, struct daisy_block *block)
{
    if (block == page->blocks)
        return;
    if (block->at.role == CRIER_ROLE_TABLE_ROW)
        block[-1].rows = ROWS;
    else if (block->at.role == CRIER_ROLE_CAPTION && block[-1].rows == NO_ROWS)
        block[-1].rows = ONLY_CAPTION;
    for (; is_cell(block->at.role) && block[-1].left_out > 0; block[-1].left_out--)
        writer_text(&page->writer, "<td></td>");
}

static int holds_blocks(const struct daisy_page *page, const struct daisy_block *block)
{
    return block + 1 < page->blocks + page->depth;
}

static void begin_block(struct daisy_page *page, struct daisy_block *block, int level)
{
    const char *tag = level > 0 ? headings[level - 1] : tag_of(page, block);
    const char *name = element_of(block->at.role)->name;

    fill_row(page, block);
    writer_text(&page->writer, "<");
    writer_text(&page->writer, tag);
    if (name && strcmp(tag, "caption") != 0)
        write_attribute(page, "class",
                        block->at.role == CRIER_ROLE_NOTICE && !block->skip ? "notice" : name);
    if (block->at.role == CRIER_ROLE_LIST_ITEM && block->at.ordinal > 0 && block > page->blocks &&
        strcmp(block[-1].close, "</ol>\n") == 0) {
        writer_text(&page->writer, " value=\"");
        writer_number(&page->writer, (int64_t)block->at.ordinal, 1);
        writer_text(&page->writer, "\"");
    }
    write_language(page, block->at.language);
    if (daisy_is_rtl(block->at.text, block->at.text_size))
        write_attribute(page, "dir", "rtl");
    writer_text(&page->writer, holds_blocks(page, block) ? ">\n" : ">");
    block->close = level > 0 ? heading_ends[level - 1] : end_of(tag);
}

/* Begin what is not begun; a heading gets its level now, as those before it are known. */
static int begin_blocks(struct daisy_page *page)
{
    int level = 0;

    for (unsigned i = 0; i < page->depth; i++) {
        struct daisy_block *block = &page->blocks[i];

        if (block->close)
            continue;
        level = level_of(page, block);
        begin_block(page, block, level);
    }
    return level;
}

/* Walk on to the block with this number. */
static int walk_to(struct daisy_page *page, uint64_t number)
{
    const struct crier_output_host *host = page->writer.host;

    while (page->depth == 0 || page->blocks[page->depth - 1].at.block != number) {
        if (!host->next(host, &page->cursor))
            return 0;
        if (page->cursor.entered)
            enter(page);
        else
            leave(page);
    }
    return 1;
}

/* ---- Sentences ---- */

/* What could not be said belongs to what was said before it. */
static void write_sentence(struct daisy_page *page, const struct crier_utterance *utterance,
                           int has_clip, int lines)
{
    uint64_t link = has_clip ? utterance->sentence : page->last_spoken;

    writer_text(&page->writer, "<span class=\"sentence\" id=\"s");
    writer_number(&page->writer, (int64_t)utterance->sentence, 1);
    writer_text(&page->writer, "\">");
    if (link > 0) {
        writer_text(&page->writer, "<a href=\"");
        writer_text(&page->writer, page->smil);
        writer_text(&page->writer, "#s");
        writer_number(&page->writer, (int64_t)link, 1);
        writer_text(&page->writer, "\">");
    }
    daisy_text(&page->writer, utterance->text, utterance->text_size, lines);
    writer_text(&page->writer, link > 0 ? "</a></span>" : "</span>");
}

/* The outermost block that has its place in the contents with this sentence. */
static void list_blocks(struct daisy_page *page, struct daisy_place *place)
{
    const struct daisy_block *leaf = &page->blocks[page->depth - 1];

    for (unsigned i = 0; i < page->depth; i++) {
        struct daisy_block *block = &page->blocks[i];

        if (block->is_skip && !block->listed) {
            place->item = block->skip;
            place->ordinal = block->at.ordinal;
        }
        block->listed = 1;
    }
    place->text = leaf->at.text;
    place->text_size = leaf->at.text_size;
}

crier_status daisy_page_sentence(struct daisy_page *page, const struct crier_utterance *utterance,
                                 int has_clip, struct daisy_place *place)
{
    struct daisy_block *leaf;
    int level;

    *place = (struct daisy_place){ 0 };
    if (!walk_to(page, utterance->block))
        return CRIER_BAD_CALL;
    level = begin_blocks(page);
    leaf = &page->blocks[page->depth - 1];
    if (utterance->offset < page->said ||
        utterance->offset + utterance->text_size > leaf->at.text_size)
        return CRIER_BAD_CALL;
    write_until(page, leaf, utterance->offset);
    write_sentence(page, utterance, has_clip, element_of(leaf->at.role)->lines);
    page->said = utterance->offset + utterance->text_size;
    place->skip = leaf->skip;
    if (leaf->at.role == CRIER_ROLE_HEADING && leaf->skip == DAISY_ALWAYS)
        leaf->heading = level > 0 ? level : leaf->heading;
    if (!has_clip)
        return CRIER_OK;
    page->last_spoken = utterance->sentence;
    if (!leaf->listed)
        place->heading = leaf->heading;
    list_blocks(page, place);
    return CRIER_OK;
}

/* ---- The page ---- */

void daisy_page_begin(struct daisy_page *page, const struct crier_article *article,
                      const char *title, const char *language, const char *smil, int top)
{
    struct writer *writer = &page->writer;

    page->cursor = (struct crier_cursor){ .size = sizeof(page->cursor) };
    page->depth = 0;
    page->said = 0;
    page->smil = smil;
    page->last_spoken = 0;
    page->top = top;
    page->level_count = 0;
    page->headline_passed = 0;
    page->flags = article->flags;
    writer_text(writer, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
                        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
                        "<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    write_language(page, language);
    writer_text(writer, ">\n<head>\n<meta http-equiv=\"Content-type\" "
                        "content=\"text/html; charset=utf-8\" />\n<title>");
    daisy_line(writer, title);
    writer_text(writer, "</title>\n</head>\n<body>\n");
}

void daisy_page_heading(struct daisy_page *page, int level, const char *name, const char *id,
                        const char *text)
{
    struct writer *writer = &page->writer;

    writer_text(writer, "<");
    writer_text(writer, headings[level - 1]);
    if (name)
        write_attribute(page, "class", name);
    if (daisy_is_rtl(text, strlen(text)))
        write_attribute(page, "dir", "rtl");
    writer_text(writer, "><span class=\"sentence\"");
    write_attribute(page, "id", id);
    writer_text(writer, "><a href=\"");
    writer_text(writer, page->smil);
    writer_text(writer, "#");
    writer_text(writer, id);
    writer_text(writer, "\">");
    daisy_line(writer, text);
    writer_text(writer, "</a></span>");
    writer_text(writer, heading_ends[level - 1]);
}

void daisy_page_end(struct daisy_page *page)
{
    while (page->depth > 0)
        end_block(page);
    writer_text(&page->writer, "</body>\n</html>\n");
}
