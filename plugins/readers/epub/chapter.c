/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chapter's XHTML. All of it is content: nothing is chosen here as on a web page. */
#include "epub.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PICTURES_MOST 16u

/* What a line is, by the elements around it. */
struct place {
    uint32_t role, level;
    uint32_t depth, list;
    int quotations;
    const char *language;
};

struct chapter {
    struct epub *epub;
    struct draft *draft;
    const struct tree *tree;
    struct place place;
    uint32_t lists;   /* so far */
    uint32_t ordinal; /* of the item that is open */
    int fresh;        /* it has no line yet */
    int in_table, in_note, in_code;
    const struct tree_node *notes[NOTES_MOST];
    size_t note_count;
    const char *pictures[PICTURES_MOST]; /* alternative texts of the line so far */
    size_t picture_count;
};

typedef void (*handler)(struct chapter *chapter, const struct tree_node *node);

static void flow(struct chapter *chapter, const struct tree_node *node);

/* ---- Lines ---- */

static void end_line(struct chapter *chapter)
{
    size_t count = chapter->picture_count;

    if (chapter->draft->writing && draft_end(chapter->draft))
        chapter->fresh = 0;
    chapter->picture_count = 0;
    for (size_t i = 0; i < count; i++) {
        draft_begin(chapter->draft, (struct draft_line){ .role = CRIER_ROLE_CAPTION,
                                                         .depth = chapter->place.depth,
                                                         .list = chapter->place.list,
                                                         .language = chapter->place.language });
        draft_text(chapter->draft, chapter->pictures[i], strlen(chapter->pictures[i]));
        draft_end(chapter->draft);
    }
}

static void begin_line(struct chapter *chapter)
{
    const struct place *place = &chapter->place;
    struct draft_line line = { .role = place->role,
                               .level = place->level,
                               .depth = place->depth,
                               .list = place->list,
                               .language = place->language };

    if (line.role == CRIER_ROLE_PARAGRAPH && place->quotations > 0)
        line.role = CRIER_ROLE_QUOTATION;
    if (line.depth > 0) {
        line.is_item = chapter->fresh;
        line.ordinal = chapter->fresh ? chapter->ordinal : 0;
    }
    draft_begin(chapter->draft, line);
}

static void put(struct chapter *chapter, const char *text, size_t size)
{
    if (!chapter->draft->writing && strspn(text, " \t\r\n") >= size && !chapter->in_code)
        return;
    if (!chapter->draft->writing)
        begin_line(chapter);
    draft_text(chapter->draft, text, size);
}

static void put_line(struct chapter *chapter, uint32_t role, uint32_t level, const char *text)
{
    struct place place = chapter->place;

    end_line(chapter);
    chapter->place.role = role;
    chapter->place.level = level;
    put(chapter, text, strlen(text));
    end_line(chapter);
    chapter->place = place;
}

/* NULL: that of the book. */
static const char *language_of(const struct chapter *chapter, const struct tree_node *node,
                               const char *otherwise)
{
    const char *book = chapter->epub->language;
    size_t size = strcspn(book, "-_");
    const char *language = tree_attribute(node, "xml:lang");

    if (!language)
        language = tree_attribute(node, "lang");
    if (!language || !*language)
        return otherwise;
    return strcspn(language, "-_") == size && strncasecmp(language, book, size) == 0 ? NULL
                                                                                     : language;
}

/* ---- Elements ---- */

/* Its content as lines of their own. */
static void block(struct chapter *chapter, const struct tree_node *node)
{
    struct place place = chapter->place;

    end_line(chapter);
    chapter->place.language = language_of(chapter, node, place.language);
    flow(chapter, node);
    end_line(chapter);
    chapter->place = place;
}

static void block_of(struct chapter *chapter, const struct tree_node *node, uint32_t role,
                     uint32_t level)
{
    struct place place = chapter->place;

    end_line(chapter);
    chapter->place.role = role;
    chapter->place.level = level;
    block(chapter, node);
    chapter->place = place;
}

static void paragraph(struct chapter *chapter, const struct tree_node *node)
{
    block_of(chapter, node, CRIER_ROLE_PARAGRAPH, 0);
}

static void heading(struct chapter *chapter, const struct tree_node *node)
{
    block_of(chapter, node, CRIER_ROLE_HEADING, (uint32_t)(node->name[1] - '0'));
}

static void caption(struct chapter *chapter, const struct tree_node *node)
{
    block_of(chapter, node, CRIER_ROLE_CAPTION, 0);
}

static void code(struct chapter *chapter, const struct tree_node *node)
{
    chapter->in_code++;
    block_of(chapter, node, CRIER_ROLE_CODE, 0);
    chapter->in_code--;
}

static void quotation(struct chapter *chapter, const struct tree_node *node)
{
    end_line(chapter);
    chapter->place.quotations++;
    block(chapter, node);
    chapter->place.quotations--;
}

static void list(struct chapter *chapter, const struct tree_node *node)
{
    struct place place = chapter->place;
    const char *start = tree_attribute(node, "start");
    uint32_t next = start ? (uint32_t)(strtoul(start, NULL, 10) % 1000000) : 1;

    end_line(chapter);
    if (chapter->place.depth < LISTS_MOST)
        chapter->place.depth++;
    if (chapter->place.depth == 1)
        chapter->place.list = ++chapter->lists;
    for (const struct tree_node *at = node->first; at; at = at->next) {
        const char *value = tree_attribute(at, "value");

        if (value)
            next = (uint32_t)(strtoul(value, NULL, 10) % 1000000);
        chapter->fresh = tree_is(at, "li");
        chapter->ordinal = tree_is(node, "ol") ? next++ : 0;
        if (!*at->name)
            next--;
        else
            block_of(chapter, at, CRIER_ROLE_PARAGRAPH, 0);
    }
    chapter->fresh = 0;
    chapter->place = place;
}

static void line_break(struct chapter *chapter, const struct tree_node *node)
{
    (void)node;
    draft_cut(chapter->draft);
    draft_text(chapter->draft, "\n", 1);
}

static void skip(struct chapter *chapter, const struct tree_node *node)
{
    (void)chapter;
    (void)node;
}

/* Words of a picture follow the line it stands in. */
static void picture(struct chapter *chapter, const struct tree_node *node)
{
    const char *words = tree_attribute(node, "alt");

    if (words && *words && chapter->picture_count < PICTURES_MOST)
        chapter->pictures[chapter->picture_count++] = words;
    if (!chapter->draft->writing)
        end_line(chapter);
}

static void formula(struct chapter *chapter, const struct tree_node *node)
{
    const char *words = tree_attribute(node, "alttext");

    if (words && *words)
        put(chapter, words, strlen(words));
    else
        flow(chapter, node);
    chapter->epub->formulas += !words || !*words;
}

/* Of several renderings the one for everybody. */
static void choice(struct chapter *chapter, const struct tree_node *node)
{
    const struct tree_node *otherwise = tree_child(node, "epub:default");

    if (otherwise)
        flow(chapter, otherwise);
}

static void navigation(struct chapter *chapter, const struct tree_node *node)
{
    const char *type = tree_attribute(node, "epub:type");

    if (epub_has_word(type, "page-list"))
        chapter->epub->pages++;
    else
        chapter->epub->contents++;
}

/* ---- Tables ---- */

static void table(struct chapter *chapter, const struct tree_node *node)
{
    struct place place = chapter->place;

    end_line(chapter);
    if (chapter->in_table) {
        block(chapter, node);
        return;
    }
    chapter->place = (struct place){ .role = CRIER_ROLE_PARAGRAPH, .language = place.language };
    draft_open(chapter->draft, CRIER_ROLE_TABLE, 0);
    chapter->in_table++;
    flow(chapter, node);
    end_line(chapter);
    chapter->in_table--;
    draft_close(chapter->draft);
    chapter->place = place;
}

static void row(struct chapter *chapter, const struct tree_node *node)
{
    draft_open(chapter->draft, CRIER_ROLE_TABLE_ROW, 0);
    for (const struct tree_node *at = node->first; at; at = at->next) {
        int is_header = tree_is(at, "th");

        if (!is_header && !tree_is(at, "td"))
            continue;
        draft_open(chapter->draft, is_header ? CRIER_ROLE_TABLE_HEADER : CRIER_ROLE_TABLE_CELL, 0);
        block(chapter, at);
        draft_close(chapter->draft);
    }
    draft_close(chapter->draft);
}

static void row_if_in_table(struct chapter *chapter, const struct tree_node *node)
{
    if (chapter->in_table == 1 && chapter->place.depth == 0)
        row(chapter, node);
    else
        block(chapter, node);
}

/* ---- Notes ---- */

static int is_any(const struct tree_node *node, const char *const *types, const char *const *roles)
{
    const char *type = tree_attribute(node, "epub:type");
    const char *role = tree_attribute(node, "role");

    for (; type && *types; types++)
        if (epub_has_word(type, *types))
            return 1;
    for (; role && *roles; roles++)
        if (epub_has_word(role, *roles))
            return 1;
    return 0;
}

static int is_note(const struct tree_node *node)
{
    static const char *const types[] = { "footnote", "endnote", "rearnote", "annotation", NULL };
    static const char *const roles[] = { "doc-footnote", "doc-endnote", NULL };

    return is_any(node, types, roles);
}

static int is_note_mark(const struct tree_node *node)
{
    static const char *const types[] = { "noteref", "annoref", "backlink", NULL };
    static const char *const roles[] = { "doc-noteref", "doc-backlink", NULL };

    return is_any(node, types, roles);
}

static int is_page_mark(const struct tree_node *node)
{
    static const char *const types[] = { "pagebreak", "page-list", NULL };
    static const char *const roles[] = { "doc-pagebreak", "doc-pagelist", NULL };

    return is_any(node, types, roles);
}

/* The number that the text prints where it calls this note; 0: none. */
static uint32_t ordinal_of(const struct chapter *chapter, const struct tree_node *note)
{
    const char *id = tree_attribute(note, "id");

    for (const struct tree_node *at = id ? chapter->tree->root : NULL; at;
         at = tree_after(at, chapter->tree->root)) {
        const char *address = is_note_mark(at) ? tree_attribute(at, "href") : NULL;
        const char *fragment = address ? strchr(address, '#') : NULL;
        struct buffer mark = { 0 };
        unsigned long ordinal;

        if (!fragment || strcmp(fragment + 1, id) != 0)
            continue;
        tree_text(chapter->tree, at, &mark);
        ordinal = strtoul(buffer_text(&mark) + strcspn(buffer_text(&mark), "0123456789"), NULL, 10);
        buffer_clear(&mark);
        return ordinal < 1000000 ? (uint32_t)ordinal : 0;
    }
    return 0;
}

static void write_notes(struct chapter *chapter)
{
    end_line(chapter);
    chapter->place =
        (struct place){ .role = CRIER_ROLE_PARAGRAPH, .language = chapter->place.language };
    chapter->in_note = 1;
    for (size_t i = 0; i < chapter->note_count; i++) {
        uint32_t ordinal = i < 500 ? ordinal_of(chapter, chapter->notes[i]) : 0;

        draft_open(chapter->draft, CRIER_ROLE_FOOTNOTE, ordinal);
        block(chapter, chapter->notes[i]);
        draft_close(chapter->draft);
    }
}

/* What stands outside of the text. 1: it is dealt with. */
static int is_beside(struct chapter *chapter, const struct tree_node *node)
{
    if (node->attribute_count == 0)
        return 0;
    if (tree_attribute(node, "hidden"))
        return 1;
    if (is_page_mark(node)) {
        chapter->epub->pages++;
        return 1;
    }
    if (is_note_mark(node))
        return 1;
    if (chapter->in_note || chapter->in_table || !is_note(node) ||
        chapter->note_count == NOTES_MOST)
        return 0;
    chapter->notes[chapter->note_count++] = node;
    return 1;
}

/* ---- The tables of elements; what is in neither is part of a line ---- */

static const struct {
    const char *name;
    handler handle;
} elements[] = {
    { "p", paragraph },
    { "h1", heading },
    { "h2", heading },
    { "h3", heading },
    { "h4", heading },
    { "h5", heading },
    { "h6", heading },
    { "pre", code },
    { "blockquote", quotation },
    { "ul", list },
    { "ol", list },
    { "table", table },
    { "tr", row_if_in_table },
    { "figcaption", caption },
    { "caption", caption },
    { "br", line_break },
    { "img", picture },
    { "m:math", formula },
    { "nav", navigation },
    { "epub:switch", choice },
    { "head", skip },
    { "script", skip },
    { "style", skip },
    { "rt", skip },
    { "rp", skip },
    { "template", skip },
    { "svg:svg", skip },
    { "audio", skip },
    { "video", skip },
    { "object", skip },
    { "iframe", skip },
    { "form", block },
    { "input", skip },
    { "select", skip },
    { "button", skip },
    { "epub:trigger", skip },
    { "m:annotation", skip },
    { "m:annotation-xml", skip },
};

static const char *const blocks[] = { "div",    "section", "article", "aside",    "header",
                                      "footer", "main",    "figure",  "dl",       "dt",
                                      "dd",     "address", "details", "summary",  "hr",
                                      "center", "li",      "td",      "th",       "thead",
                                      "tbody",  "tfoot",   "body",    "fieldset", "hgroup" };

static handler handler_of(const struct tree_node *node)
{
    for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
        if (tree_is(node, elements[i].name))
            return elements[i].handle;
    for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
        if (tree_is(node, blocks[i]))
            return block;
    return flow;
}

static void flow(struct chapter *chapter, const struct tree_node *node)
{
    const char *text = buffer_text(&chapter->tree->text);

    for (const struct tree_node *at = node->first; at; at = at->next) {
        if (!*at->name)
            put(chapter, text + at->from, at->size);
        else if (!is_beside(chapter, at))
            handler_of(at)(chapter, at);
    }
}

/* ---- A chapter ---- */

static int has_heading(const struct tree *tree)
{
    for (const struct tree_node *at = tree->root; at; at = tree_after(at, tree->root))
        if (at->name[0] == 'h' && at->name[1] >= '1' && at->name[1] <= '6' && !at->name[2] &&
            at->first)
            return 1;
    return 0;
}

void epub_read_chapter(struct epub *epub, const struct tree *tree, const char *label)
{
    const struct tree_node *body = tree_find(tree->root, "body");
    struct chapter *chapter = calloc(1, sizeof(*chapter));

    if (!chapter)
        return;
    chapter->epub = epub;
    chapter->draft = &epub->draft;
    chapter->tree = tree;
    chapter->place = (struct place){ .role = CRIER_ROLE_PARAGRAPH,
                                     .language = language_of(
                                         chapter, body, language_of(chapter, tree->root, NULL)) };
    if (label && !has_heading(tree))
        put_line(chapter, CRIER_ROLE_HEADING, 1, label);
    flow(chapter, body);
    write_notes(chapter);
    free(chapter);
}
