/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numberings: which number a paragraph of a list bears in print. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>

#define NUMBERINGS_MOST 4000u

static uint32_t number(const char *text, uint32_t otherwise)
{
    unsigned long value = text ? strtoul(text, NULL, 10) : otherwise;

    return value > 1000000 ? otherwise : (uint32_t)value;
}

static const char *value_of(const struct tree_node *node, const char *name)
{
    return tree_attribute(tree_child(node, name), "w:val");
}

static const struct tree_node *find_by(const struct docx *docx, const char *name,
                                       const char *attribute, const char *value)
{
    const struct tree_node *node = docx->numbering_tree.root->first;

    for (; node && value; node = node->next) {
        const char *is = tree_is(node, name) ? tree_attribute(node, attribute) : NULL;

        if (is && strcmp(is, value) == 0)
            return node;
    }
    return NULL;
}

/* An abstract numbering may only point to the style that has the real one. */
static const struct tree_node *abstract_of(const struct docx *docx, const char *id)
{
    const struct tree_node *node = find_by(docx, "w:abstractNum", "w:abstractNumId", id);
    const struct style *style = docx_style(docx, value_of(node, "w:numStyleLink"));
    const struct tree_node *linked;

    if (!style || !style->number)
        return node;
    linked = find_by(docx, "w:num", "w:numId", style->number);
    linked = find_by(docx, "w:abstractNum", "w:abstractNumId", value_of(linked, "w:abstractNumId"));
    return linked ? linked : node;
}

static void take_levels(struct numbering *numbering, const struct tree_node *node)
{
    for (const struct tree_node *at = node ? node->first : NULL; at; at = at->next) {
        uint32_t depth = number(tree_attribute(at, "w:ilvl"), LEVELS);
        const struct tree_node *level = tree_is(at, "w:lvlOverride") ? tree_child(at, "w:lvl") : at;

        if (depth >= LEVELS)
            continue;
        if (tree_is(level, "w:lvl")) {
            numbering->levels[depth] = level;
            numbering->starts[depth] = number(value_of(level, "w:start"), 1);
        }
        if (value_of(at, "w:startOverride")) {
            numbering->starts[depth] = number(value_of(at, "w:startOverride"), 1);
            numbering->restarts[depth] = 1;
        }
    }
}

/* Instances of one abstract numbering go on counting where the other left off. */
static size_t counter_of(struct docx *docx, const struct numbering *numbering)
{
    size_t i = 0;

    for (; &docx->numberings[i] < numbering; i++)
        if (strcmp(docx->numberings[i].abstract_id, numbering->abstract_id) == 0)
            return docx->numberings[i].counts;
    return docx->counter_count++;
}

static void take_numbering(struct docx *docx, const struct tree_node *node)
{
    struct numbering *numbering = &docx->numberings[docx->numbering_count];

    numbering->id = tree_attribute(node, "w:numId");
    numbering->abstract_id = value_of(node, "w:abstractNumId");
    if (!numbering->id || !numbering->abstract_id)
        return;
    numbering->counts = counter_of(docx, numbering);
    for (uint32_t i = 0; i < LEVELS; i++)
        numbering->starts[i] = 1;
    take_levels(numbering, abstract_of(docx, numbering->abstract_id));
    take_levels(numbering, node);
    docx->numbering_count++;
}

void docx_read_numbering(struct docx *docx)
{
    const struct zip_entry *part = docx_part(docx, "numbering");
    const struct tree_node *node;
    size_t room = 0;

    if (!part || !tree_read(&docx->numbering_tree, part->data, part->size, docx_spaces))
        return;
    for (node = docx->numbering_tree.root->first; node; node = node->next)
        room += (size_t)tree_is(node, "w:num");
    room = room < NUMBERINGS_MOST ? room : NUMBERINGS_MOST;
    docx->numberings = calloc(room + 1, sizeof(*docx->numberings));
    docx->counters = calloc(room + 1, sizeof(*docx->counters));
    if (!docx->numberings || !docx->counters)
        return;
    node = docx->numbering_tree.root->first;
    for (; node && docx->numbering_count < room; node = node->next)
        if (tree_is(node, "w:num"))
            take_numbering(docx, node);
}

static uint32_t step(struct numbering *numbering, struct counter *counter, uint32_t depth)
{
    /* A start of its own holds once. */
    if (numbering->restarts[depth] || !counter->begun[depth])
        counter->next[depth] = numbering->starts[depth];
    numbering->restarts[depth] = 0;
    counter->begun[depth] = 1;
    for (uint32_t i = depth + 1; i < LEVELS; i++)
        counter->begun[i] = 0;
    return counter->next[depth]++;
}

int docx_count(struct docx *docx, const char *id, uint32_t depth, struct draft_line *line)
{
    struct numbering *numbering = NULL;
    const char *format;
    uint32_t count;

    for (size_t i = 0; i < docx->numbering_count && !numbering; i++)
        if (strcmp(docx->numberings[i].id, id) == 0)
            numbering = &docx->numberings[i];
    if (!numbering || depth >= LEVELS || !numbering->levels[depth])
        return 0;
    format = value_of(numbering->levels[depth], "w:numFmt");
    count = step(numbering, &docx->counters[numbering->counts], depth);
    line->depth = depth + 1;
    line->list = (uint32_t)(numbering - docx->numberings) + 1;
    line->is_item = 1;
    line->ordinal =
        !format || (strcmp(format, "bullet") != 0 && strcmp(format, "none") != 0) ? count : 0;
    return 1;
}
