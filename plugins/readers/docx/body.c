/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs and tables, one after the other. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>

/* A paragraph set this far in is a quotation. */
#define QUOTATION_INDENT 360
#define BASES_MOST       16

/* ---- What a paragraph is ---- */

/* A paragraph's own words on its looks before those of its styles. */
struct looks {
    uint32_t role, level;
    const char *number, *language;
    uint32_t depth;
    int has_depth, hidden, is_contents;
};

static const char *value_of(const struct tree_node *node, const char *name)
{
    return tree_attribute(tree_child(node, name), "w:val");
}

static void take_style(struct looks *looks, const struct style *style)
{
    if (!looks->role && !looks->level) {
        looks->role = style->role;
        looks->level = style->level;
    }
    if (!looks->number && style->number) {
        looks->number = style->number;
        if (!looks->has_depth)
            looks->depth = style->depth;
    }
    if (!looks->language)
        looks->language = style->language;
    looks->hidden |= style->hidden;
    looks->is_contents |= style->is_contents;
}

static struct looks looks_of(const struct docx *docx, const struct tree_node *paragraph)
{
    const struct tree_node *own = tree_child(paragraph, "w:pPr");
    const struct tree_node *number = tree_child(own, "w:numPr");
    const char *depth = value_of(number, "w:ilvl");
    const char *outline = value_of(own, "w:outlineLvl");
    const struct style *style = docx_style(docx, value_of(own, "w:pStyle"));
    struct looks looks = { .number = value_of(number, "w:numId") };

    if (!style)
        style = docx_default_style(docx);
    if (depth && *depth >= '0' && *depth <= '8') {
        looks.depth = (uint32_t)(*depth - '0');
        looks.has_depth = 1;
    }
    for (int i = 0; style && i < BASES_MOST; i++) {
        take_style(&looks, style);
        style = docx_base(docx, style);
    }
    if (outline && *outline >= '0' && *outline <= '8' && !looks.role)
        looks.level = (uint32_t)(*outline - '0') + 1;
    if (looks.level > 6)
        looks.level = 6;
    return looks;
}

static long indent_of(const struct tree_node *paragraph)
{
    const struct tree_node *node = tree_child(tree_child(paragraph, "w:pPr"), "w:ind");
    const char *left = tree_attribute(node, "w:left");
    const char *hanging = tree_attribute(node, "w:hanging");

    if (!left)
        left = tree_attribute(node, "w:start");
    return (left ? strtol(left, NULL, 10) : 0) - (hanging ? strtol(hanging, NULL, 10) : 0);
}

/* "No number" is said by a number of its own. */
static int is_unnumbered(const struct looks *looks)
{
    return looks->number && strcmp(looks->number, "0") == 0;
}

/* A paragraph whose number was taken off, or in a style of lists, goes on with the item. */
static int goes_on(const struct docx *docx, const struct tree_node *paragraph,
                   const struct looks *looks)
{
    const char *style = value_of(tree_child(paragraph, "w:pPr"), "w:pStyle");

    return docx->last_item.depth > 0 &&
           (is_unnumbered(looks) || (!looks->role && style && strncmp(style, "List", 4) == 0));
}

static struct draft_line line_of(struct docx *docx, const struct tree_node *paragraph,
                                 const struct looks *looks)
{
    struct draft_line line = { .role = looks->role ? looks->role : CRIER_ROLE_PARAGRAPH };
    int counted = looks->number && docx_count(docx, looks->number, looks->depth, &line);

    if (looks->level > 0) {
        line = (struct draft_line){ .role = CRIER_ROLE_HEADING, .level = looks->level };
    } else if (line.role == CRIER_ROLE_HEADLINE) {
        line.depth = 0;
    } else if (!counted && goes_on(docx, paragraph, looks)) {
        line.depth = docx->last_item.depth;
        line.list = docx->last_item.list;
    } else if (!counted && !looks->role && !is_unnumbered(looks) &&
               indent_of(paragraph) >= QUOTATION_INDENT) {
        line.role = CRIER_ROLE_QUOTATION;
    }
    docx->last_item = line;
    return line;
}

/* ---- Paragraphs ---- */

static void set_language(struct docx *docx)
{
    struct draft_line *line =
        docx->draft.count > 0 ? &docx->draft.lines[docx->draft.count - 1] : NULL;

    if (line && docx->draft.writing && docx->line_language && !docx->is_mixed)
        line->language = docx->line_language;
    docx->line_language = NULL;
    docx->is_mixed = 0;
}

static int is_drop_cap(const struct tree_node *paragraph)
{
    const struct tree_node *frame = tree_child(tree_child(paragraph, "w:pPr"), "w:framePr");
    const char *drop = tree_attribute(frame, "w:dropCap");

    return drop && strcmp(drop, "none") != 0;
}

static void paragraph(struct docx *docx, const struct tree_node *node)
{
    const struct looks looks = looks_of(docx, node);
    struct draft_line line;

    if (looks.is_contents || looks.hidden) {
        docx->contents += (uint32_t)looks.is_contents;
        docx->hidden += !looks.is_contents;
        return;
    }
    line = line_of(docx, node, &looks);
    docx->style_language = looks.language;
    draft_begin(&docx->draft, line);
    docx_runs(docx, node);
    if (is_drop_cap(node))
        return; /* the next paragraph goes on with its word */
    set_language(docx);
    draft_end(&docx->draft);
    docx_boxes(docx, node);
    if (!docx->in_note && !docx->in_table && docx->boxes == 0)
        docx_write_notes(docx, &docx->footnotes);
}

/* ---- Tables ---- */

/* Rows so far. */
struct rows {
    uint32_t count;
    int has_marks; /* header rows are marked as such */
    int was_header;
};

static int has_first_row(const struct tree_node *table)
{
    const struct tree_node *look = tree_child(tree_child(table, "w:tblPr"), "w:tblLook");
    const char *first = tree_attribute(look, "w:firstRow");
    const char *bits = tree_attribute(look, "w:val");

    if (first)
        return *first == '1' || *first == 't' || strcmp(first, "on") == 0;
    return bits && (strtoul(bits, NULL, 16) & 0x20);
}

/* Does a cell of the row above reach into this one? */
static int is_reached(const struct tree_node *row)
{
    for (const struct tree_node *at = row->first; at; at = at->next) {
        const struct tree_node *merge = tree_child(tree_child(at, "w:tcPr"), "w:vMerge");
        const char *value = tree_attribute(merge, "w:val");

        if (merge && (!value || strcmp(value, "restart") != 0))
            return 1;
    }
    return 0;
}

static int is_header(const struct tree_node *table, const struct tree_node *row,
                     const struct rows *rows)
{
    if (rows->was_header && is_reached(row))
        return 1;
    if (rows->has_marks)
        return docx_is_on(tree_child(tree_child(row, "w:trPr"), "w:tblHeader"));
    return rows->count == 0 && has_first_row(table) && row->next;
}

static void cells(struct docx *docx, const struct tree_node *node, uint32_t role)
{
    for (const struct tree_node *at = node->first; at; at = at->next) {
        const struct tree_node *inner = tree_child(at, "w:sdtContent");

        if (tree_is(at, "w:tc")) {
            draft_open(&docx->draft, role, 0);
            docx_blocks(docx, at);
            draft_close(&docx->draft);
        } else if (inner) {
            cells(docx, inner, role);
        }
    }
}

static void row(struct docx *docx, const struct tree_node *table, const struct tree_node *node,
                struct rows *rows)
{
    if (tree_child(tree_child(node, "w:trPr"), "w:del")) {
        docx->deletions++;
        return;
    }
    rows->was_header = is_header(table, node, rows);
    rows->count++;
    draft_open(&docx->draft, CRIER_ROLE_TABLE_ROW, 0);
    cells(docx, node, rows->was_header ? CRIER_ROLE_TABLE_HEADER : CRIER_ROLE_TABLE_CELL);
    draft_close(&docx->draft);
}

static void all_rows(struct docx *docx, const struct tree_node *table, const struct tree_node *node,
                     struct rows *rows)
{
    for (const struct tree_node *at = node->first; at; at = at->next) {
        const struct tree_node *inner = tree_child(at, "w:sdtContent");

        if (tree_is(at, "w:tr"))
            row(docx, table, at, rows);
        else if (inner)
            all_rows(docx, table, inner, rows);
    }
}

/* A table of one cell is a frame around text. */
static const struct tree_node *only_cell(const struct tree_node *table)
{
    const struct tree_node *row = tree_child(table, "w:tr");
    const struct tree_node *cell = tree_child(row, "w:tc");
    const struct tree_node *at = row ? row->next : NULL;

    for (; at; at = at->next)
        if (tree_is(at, "w:tr"))
            return NULL;
    for (at = cell ? cell->next : NULL; at; at = at->next)
        if (tree_is(at, "w:tc"))
            return NULL;
    return cell;
}

static void table(struct docx *docx, const struct tree_node *node)
{
    const struct tree_node *cell = only_cell(node);
    struct rows rows = { .has_marks = tree_find(node, "w:tblHeader") != NULL };

    docx->last_item.depth = 0;
    if (cell && !docx->in_table) {
        docx_blocks(docx, cell);
        return;
    }
    draft_open(&docx->draft, CRIER_ROLE_TABLE, 0);
    docx->in_table++;
    all_rows(docx, node, node, &rows);
    docx->in_table--;
    draft_close(&docx->draft);
    docx->last_item.depth = 0;
    if (!docx->in_note && !docx->in_table && docx->boxes == 0)
        docx_write_notes(docx, &docx->footnotes);
}

/* ---- Around them ---- */

static int is_contents_box(const struct tree_node *node)
{
    const struct tree_node *part = tree_child(tree_child(node, "w:sdtPr"), "w:docPartObj");
    const char *gallery = value_of(part, "w:docPartGallery");

    return gallery && strcmp(gallery, "Table of Contents") == 0;
}

void docx_blocks(struct docx *docx, const struct tree_node *node)
{
    for (const struct tree_node *at = node->first; at; at = at->next) {
        if (tree_is(at, "w:p"))
            paragraph(docx, at);
        else if (tree_is(at, "w:tbl"))
            table(docx, at);
        else if (tree_is(at, "w:altChunk"))
            docx->chunks++;
        else if (tree_is(at, "w:sdt") && is_contents_box(at))
            docx->contents++;
        else if (*at->name && docx_is_choice(at) && !tree_is(at, "w:del") &&
                 !tree_is(at, "w:moveFrom"))
            docx_blocks(docx, at);
    }
}
