/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a paragraph, and what stands beside it. */
#include "odt.h"

#include <stdlib.h>
#include <string.h>

#define BOXES_MOST 4

enum next { SKIP, ENTER };

typedef enum next (*handler)(struct odt *odt, const struct tree_node *node);

static enum next skip(struct odt *odt, const struct tree_node *node)
{
    (void)odt;
    (void)node;
    return SKIP;
}

static enum next spaces(struct odt *odt, const struct tree_node *node)
{
    const char *count = tree_attribute(node, "text:c");
    unsigned long n = count ? strtoul(count, NULL, 10) : 1;

    for (; n > 0 && n <= 200; n--)
        draft_text(&odt->draft, " ", 1);
    return SKIP;
}

static enum next space(struct odt *odt, const struct tree_node *node)
{
    (void)node;
    draft_text(&odt->draft, " ", 1);
    return SKIP;
}

static enum next line_break(struct odt *odt, const struct tree_node *node)
{
    (void)node;
    draft_cut(&odt->draft);
    draft_text(&odt->draft, "\n", 1);
    return SKIP;
}

static enum next comment(struct odt *odt, const struct tree_node *node)
{
    odt->comments += tree_is(node, "office:annotation");
    return SKIP;
}

static void keep(const struct tree_node ***notes, size_t *count, const struct tree_node *note)
{
    if (!*notes)
        *notes = calloc(NOTES_MOST, sizeof(**notes));
    if (*notes && *count < NOTES_MOST)
        (*notes)[(*count)++] = note;
}

static enum next note(struct odt *odt, const struct tree_node *node)
{
    const char *kind = tree_attribute(node, "text:note-class");

    if (odt->in_note)
        return SKIP;
    if (kind && strcmp(kind, "endnote") == 0)
        keep(&odt->endnotes, &odt->endnote_count, node);
    else
        keep(&odt->notes, &odt->note_count, node);
    return SKIP;
}

static enum next hidden(struct odt *odt, const struct tree_node *node)
{
    (void)node;
    odt->hidden++;
    return SKIP;
}

/* What is not in the table is entered. */
static const struct {
    const char *name;
    handler handle;
} elements[] = {
    { "text:s", spaces },
    { "text:tab", space },
    { "text:line-break", line_break },
    { "text:note", note },
    { "office:annotation", comment },
    { "office:annotation-end", skip },
    { "text:ruby-text", skip },
    { "text:soft-page-break", skip },
    { "text:page-number", skip },
    { "text:page-count", skip },
    { "text:hidden-text", hidden },
    { "text:script", skip },
    { "text:tracked-changes", skip },
    { "draw:frame", skip },
    { "draw:custom-shape", skip },
    { "draw:g", skip },
    { "draw:a", skip },
    { "office:event-listeners", skip },
};

/* Line breaks of the file are spaces. */
static void put(struct odt *odt, const struct tree_node *node)
{
    const char *text = buffer_text(&odt->content.text) + node->from;

    for (size_t at = 0; at < node->size;) {
        size_t size = 0;

        while (at + size < node->size && text[at + size] != '\n' && text[at + size] != '\r')
            size++;
        draft_text(&odt->draft, text + at, size);
        if (at + size < node->size)
            draft_text(&odt->draft, " ", 1);
        at += size + 1;
    }
}

static enum next handle(struct odt *odt, const struct tree_node *node)
{
    if (!*node->name) {
        put(odt, node);
        return SKIP;
    }
    for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
        if (tree_is(node, elements[i].name))
            return elements[i].handle(odt, node);
    return ENTER;
}

void odt_runs(struct odt *odt, const struct tree_node *paragraph)
{
    const struct tree_node *at = tree_after(paragraph, paragraph);

    while (at)
        at = handle(odt, at) == ENTER ? tree_after(at, paragraph) : tree_beyond(at, paragraph);
}

/* ---- Beside the text ---- */

static int is_shape(const struct tree_node *node)
{
    return tree_is(node, "draw:frame") || tree_is(node, "draw:custom-shape");
}

static void put_alternative(struct odt *odt, const struct tree_node *frame)
{
    const struct tree_node *words = tree_child(frame, "svg:desc");

    if (!words)
        words = tree_child(frame, "svg:title");
    if (!words)
        return;
    draft_begin(&odt->draft, (struct draft_line){ .role = CRIER_ROLE_CAPTION });
    odt_runs(odt, words);
    draft_end(&odt->draft);
}

void odt_frame(struct odt *odt, const struct tree_node *frame)
{
    const struct tree_node *box = tree_child(frame, "draw:text-box");

    put_alternative(odt, frame);
    if (tree_is(frame, "draw:custom-shape"))
        box = frame;
    if (!box || odt->in_box == BOXES_MOST)
        return;
    odt->in_box++;
    odt_blocks(odt, box);
    odt->in_box--;
}

void odt_boxes(struct odt *odt, const struct tree_node *paragraph)
{
    const struct tree_node *at = tree_after(paragraph, paragraph);

    while (at) {
        int is_box = is_shape(at);

        if (is_box)
            odt_frame(odt, at);
        at = is_box || tree_is(at, "text:note") || tree_is(at, "office:annotation")
                 ? tree_beyond(at, paragraph)
                 : tree_after(at, paragraph);
    }
}
