/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styles: what a paragraph is stands in the names of its styles. */
#include "docx.h"

#include "shared/style_names.h"

#include <stdlib.h>
#include <string.h>

static void name_style(struct style *style, const char *name)
{
    style->role = style_role(name);
    if (!style->level)
        style->level = style_level(name);
    style->is_contents = style_is_contents(name);
}

static const char *value_of(const struct tree_node *node, const char *name)
{
    return tree_attribute(tree_child(node, name), "w:val");
}

static void take_style(struct style *style, const struct tree_node *node)
{
    const struct tree_node *paragraph = tree_child(node, "w:pPr");
    const struct tree_node *run = tree_child(node, "w:rPr");
    const char *outline = value_of(paragraph, "w:outlineLvl");
    const char *name = value_of(node, "w:name");
    const char *is_default = tree_attribute(node, "w:default");
    const char *type = tree_attribute(node, "w:type");
    const struct tree_node *number = tree_child(paragraph, "w:numPr");
    const char *depth = value_of(number, "w:ilvl");

    style->id = tree_attribute(node, "w:styleId");
    style->based_on = value_of(node, "w:basedOn");
    style->is_default = is_default && (*is_default == '1' || *is_default == 't') &&
                        (!type || strcmp(type, "paragraph") == 0);
    if (name)
        name_style(style, name);
    if (outline && *outline >= '0' && *outline <= '8' && !style->level)
        style->level = (uint32_t)(*outline - '0') + 1;
    style->number = value_of(number, "w:numId");
    style->depth = depth && *depth >= '0' && *depth <= '8' ? (uint32_t)(*depth - '0') : 0;
    style->hidden = tree_child(run, "w:vanish") != NULL;
    style->language = tree_attribute(tree_child(run, "w:lang"), "w:val");
}

void docx_read_styles(struct docx *docx)
{
    const struct zip_entry *part = docx_part(docx, "styles");
    const struct tree_node *node;
    size_t room = 0;

    if (!part || !tree_read(&docx->styles_tree, part->data, part->size, docx_spaces))
        return;
    for (node = docx->styles_tree.root->first; node; node = node->next)
        room += (size_t)tree_is(node, "w:style");
    room = room < STYLES_MOST ? room : STYLES_MOST;
    docx->styles = calloc(room + 1, sizeof(*docx->styles));
    node = docx->styles ? docx->styles_tree.root->first : NULL;
    for (; node && docx->style_count < room; node = node->next)
        if (tree_is(node, "w:style"))
            take_style(&docx->styles[docx->style_count++], node);
    node = tree_child(tree_child(docx->styles_tree.root, "w:docDefaults"), "w:rPrDefault");
    docx->language = tree_attribute(tree_child(tree_child(node, "w:rPr"), "w:lang"), "w:val");
}

const struct style *docx_style(const struct docx *docx, const char *id)
{
    for (size_t i = 0; id && i < docx->style_count; i++)
        if (docx->styles[i].id && strcmp(docx->styles[i].id, id) == 0)
            return &docx->styles[i];
    return NULL;
}

const struct style *docx_default_style(const struct docx *docx)
{
    for (size_t i = 0; i < docx->style_count; i++)
        if (docx->styles[i].is_default)
            return &docx->styles[i];
    return NULL;
}

const struct style *docx_base(const struct docx *docx, const struct style *style)
{
    return style->based_on ? docx_style(docx, style->based_on) : NULL;
}
