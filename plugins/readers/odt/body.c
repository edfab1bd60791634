/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs, lists and tables, one after the other. */
#include "odt.h"

#include <stdlib.h>
#include <string.h>

typedef void (*handler)(struct odt *odt, const struct tree_node *node);

/* ---- Notes ---- */

static void write_note(struct odt *odt, const struct tree_node *note)
{
    const struct tree_node *citation = tree_child(note, "text:note-citation");
    const struct tree_node *body = tree_child(note, "text:note-body");
    struct buffer mark = { 0 };
    unsigned long ordinal;

    if (!body)
        return;
    tree_text(&odt->content, citation, &mark);
    ordinal = strtoul(buffer_text(&mark), NULL, 10);
    buffer_clear(&mark);
    odt->in_note++;
    draft_open(&odt->draft, CRIER_ROLE_FOOTNOTE, ordinal < 1000000 ? (uint32_t)ordinal : 0);
    odt_blocks(odt, body);
    draft_close(&odt->draft);
    odt->in_note--;
}

/* Only between blocks: a table's cells have no room for them. */
static int has_room(const struct odt *odt)
{
    return !odt->in_table && !odt->in_note && !odt->in_box && odt->depth == 0;
}

void odt_write_notes(struct odt *odt)
{
    if (has_room(odt))
        for (; odt->notes_written < odt->note_count; odt->notes_written++)
            write_note(odt, odt->notes[odt->notes_written]);
}

void odt_write_endnotes(struct odt *odt)
{
    for (size_t i = 0; i < odt->endnote_count; i++)
        write_note(odt, odt->endnotes[i]);
}

/* ---- Paragraphs ---- */

static uint32_t heading_level(const struct tree_node *node, const struct odt_style *look)
{
    const char *level = tree_attribute(node, "text:outline-level");
    uint32_t value = look->role ? 0 : look->level;

    if (tree_is(node, "text:h"))
        value = level && *level >= '1' && *level <= '9' ? (uint32_t)(*level - '0') : 1;
    return value > 6 ? 6 : value;
}

static struct draft_line line_of(struct odt *odt, const struct tree_node *node,
                                 const struct odt_style *look)
{
    uint32_t level = heading_level(node, look);
    struct draft_line line = { .role = look->role ? look->role : CRIER_ROLE_PARAGRAPH,
                               .language = look->language };

    if (level > 0 && look->role != CRIER_ROLE_HEADLINE) {
        line.role = CRIER_ROLE_HEADING;
        line.level = level;
        return line;
    }
    if (odt->depth > 0 && line.role != CRIER_ROLE_HEADLINE) {
        line.depth = odt->depth;
        line.list = odt->list;
        line.is_item = odt->fresh;
        line.ordinal = odt->fresh ? odt->ordinal : 0;
    }
    return line;
}

static void paragraph(struct odt *odt, const struct tree_node *node)
{
    const struct odt_style look = odt_look(odt, tree_attribute(node, "text:style-name"));

    if (look.hidden) {
        odt->hidden++;
        return;
    }
    draft_begin(&odt->draft, line_of(odt, node, &look));
    odt_runs(odt, node);
    if (draft_end(&odt->draft))
        odt->fresh = 0;
    odt_boxes(odt, node);
    odt_write_notes(odt);
}

/* ---- Lists ---- */

static void list(struct odt *odt, const struct tree_node *node)
{
    odt_open_list(odt, node);
    for (const struct tree_node *at = node->first; at; at = at->next)
        if (tree_is(at, "text:list-item") || tree_is(at, "text:list-header")) {
            odt_open_item(odt, at);
            odt_blocks(odt, at);
        }
    odt_close_list(odt, node);
    odt_write_notes(odt);
}

/* ---- Tables ---- */

static void row(struct odt *odt, const struct tree_node *node, uint32_t role)
{
    draft_open(&odt->draft, CRIER_ROLE_TABLE_ROW, 0);
    for (const struct tree_node *at = node->first; at; at = at->next)
        if (tree_is(at, "table:table-cell") || tree_is(at, "table:covered-table-cell")) {
            draft_open(&odt->draft, role, 0);
            odt_blocks(odt, at);
            draft_close(&odt->draft);
        }
    draft_close(&odt->draft);
}

static void rows(struct odt *odt, const struct tree_node *node, uint32_t role)
{
    for (const struct tree_node *at = node->first; at; at = at->next) {
        if (tree_is(at, "table:table-row"))
            row(odt, at, role);
        else if (tree_is(at, "table:table-header-rows"))
            rows(odt, at, CRIER_ROLE_TABLE_HEADER);
        else if (tree_is(at, "table:table-rows") || tree_is(at, "table:table-row-group"))
            rows(odt, at, role);
    }
}

static void table(struct odt *odt, const struct tree_node *node)
{
    uint32_t depth = odt->depth;

    odt->depth = 0; /* lists inside of cells are their own */
    draft_open(&odt->draft, CRIER_ROLE_TABLE, 0);
    odt->in_table++;
    rows(odt, node, CRIER_ROLE_TABLE_CELL);
    odt->in_table--;
    draft_close(&odt->draft);
    odt->depth = depth;
    odt_write_notes(odt);
}

/* ---- Around them ---- */

static void contents(struct odt *odt, const struct tree_node *node)
{
    (void)node;
    odt->contents++;
}

static void changes(struct odt *odt, const struct tree_node *node)
{
    odt->deletions += tree_find(node, "text:deletion") != NULL;
}

static void comment(struct odt *odt, const struct tree_node *node)
{
    (void)node;
    odt->comments++;
}

static void nothing(struct odt *odt, const struct tree_node *node)
{
    (void)odt;
    (void)node;
}

static void section(struct odt *odt, const struct tree_node *node)
{
    const char *display = tree_attribute(node, "text:display");

    if (display && strcmp(display, "none") == 0)
        odt->hidden++;
    else
        odt_blocks(odt, node);
}

/* What is not in the table is walked through. */
static const struct {
    const char *name;
    handler handle;
} elements[] = {
    { "text:p", paragraph },
    { "text:h", paragraph },
    { "text:list", list },
    { "table:table", table },
    { "text:section", section },
    { "draw:frame", odt_frame },
    { "draw:custom-shape", odt_frame },
    { "text:table-of-content", contents },
    { "text:alphabetical-index", contents },
    { "text:illustration-index", contents },
    { "text:table-index", contents },
    { "text:user-index", contents },
    { "text:tracked-changes", changes },
    { "office:annotation", comment },
    { "text:sequence-decls", nothing },
    { "office:forms", nothing },
};

void odt_blocks(struct odt *odt, const struct tree_node *node)
{
    for (const struct tree_node *at = node->first; at; at = at->next) {
        size_t i = 0;
        size_t count = sizeof(elements) / sizeof(*elements);

        while (i < count && !tree_is(at, elements[i].name))
            i++;
        if (i < count)
            elements[i].handle(odt, at);
        else if (*at->name)
            odt_blocks(odt, at);
    }
}
