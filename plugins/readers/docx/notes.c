/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footnotes stand behind the paragraph that calls them, endnotes behind all. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>

static int is_note(const struct tree_node *node, const char *name)
{
    const char *type = tree_attribute(node, "w:type");

    return tree_is(node, name) && tree_attribute(node, "w:id") &&
           (!type || strcmp(type, "normal") == 0);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct docx_note *)a)->id, ((const struct docx_note *)b)->id);
}

void docx_read_notes(struct docx *docx, const char *kind, const char *name,
                     struct docx_notes *notes)
{
    const struct zip_entry *part = docx_part(docx, kind);
    const struct tree_node *node;
    size_t room = 0;

    if (!part || !tree_read(&notes->tree, part->data, part->size, docx_spaces))
        return;
    for (node = notes->tree.root->first; node; node = node->next)
        room += (size_t)is_note(node, name);
    room = room < NOTES_MOST ? room : NOTES_MOST;
    notes->all = calloc(room + 1, sizeof(*notes->all));
    node = notes->all ? notes->tree.root->first : NULL;
    for (; node && notes->count < room; node = node->next)
        if (is_note(node, name))
            notes->all[notes->count++] =
                (struct docx_note){ .id = tree_attribute(node, "w:id"), .node = node };
    if (notes->all)
        qsort(notes->all, notes->count, sizeof(*notes->all), by_id);
}

void docx_call_note(struct docx *docx, struct docx_notes *notes, const char *id)
{
    const struct docx_note wanted = { .id = id };
    struct docx_note *note =
        id && notes->all ? bsearch(&wanted, notes->all, notes->count, sizeof(*notes->all), by_id)
                         : NULL;

    if (!note)
        docx->lost_notes++;
    if (!note || note->ordinal)
        return;
    if (!notes->queue)
        notes->queue = calloc(notes->count, sizeof(struct docx_note *));
    if (!notes->queue)
        return;
    notes->queue[notes->called++] = note;
    note->ordinal = notes->called;
}

void docx_write_notes(struct docx *docx, struct docx_notes *notes)
{
    const struct tree *tree = docx->tree;

    docx->in_note++;
    docx->tree = &notes->tree;
    for (; notes->written < notes->called; notes->written++) {
        draft_open(&docx->draft, CRIER_ROLE_FOOTNOTE, (uint32_t)notes->written + 1);
        docx_blocks(docx, notes->queue[notes->written]->node);
        draft_close(&docx->draft);
    }
    docx->tree = tree;
    docx->in_note--;
}
