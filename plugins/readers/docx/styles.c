/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styles: what a paragraph is stands in the names of its styles. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>

/* Names without spaces, small. Word keeps the English names whatever its language;
 * other programs do not. */
static const struct {
    const char *name;
    uint32_t role;
} names[] = {
    { "title", CRIER_ROLE_HEADLINE },
    { "titel", CRIER_ROLE_HEADLINE },
    { "headline", CRIER_ROLE_HEADLINE },
    { "subtitle", CRIER_ROLE_SUMMARY },
    { "untertitel", CRIER_ROLE_SUMMARY },
    { "abstract", CRIER_ROLE_SUMMARY },
    { "standfirst", CRIER_ROLE_SUMMARY },
    { "deck", CRIER_ROLE_SUMMARY },
    { "author", CRIER_ROLE_BYLINE },
    { "byline", CRIER_ROLE_BYLINE },
    { "dateline", CRIER_ROLE_PARAGRAPH },
    { "date", CRIER_ROLE_DATE },
    { "quote", CRIER_ROLE_QUOTATION },
    { "quotations", CRIER_ROLE_QUOTATION },
    { "intensequote", CRIER_ROLE_QUOTATION },
    { "blockquote", CRIER_ROLE_QUOTATION },
    { "blockquotation", CRIER_ROLE_QUOTATION },
    { "blocktext", CRIER_ROLE_QUOTATION },
    { "zitat", CRIER_ROLE_QUOTATION },
    { "citation", CRIER_ROLE_QUOTATION },
    { "cita", CRIER_ROLE_QUOTATION },
    { "citazione", CRIER_ROLE_QUOTATION },
    { "pullquote", CRIER_ROLE_PULL_QUOTE },
    { "caption", CRIER_ROLE_CAPTION },
    { "imagecaption", CRIER_ROLE_CAPTION },
    { "tablecaption", CRIER_ROLE_CAPTION },
    { "beschriftung", CRIER_ROLE_CAPTION },
    { "photocredit", CRIER_ROLE_CREDIT },
    { "credit", CRIER_ROLE_CREDIT },
    { "sourcecode", CRIER_ROLE_CODE },
    { "code", CRIER_ROLE_CODE },
    { "htmlpreformatted", CRIER_ROLE_CODE },
    { "preformattedtext", CRIER_ROLE_CODE },
};

/* "Heading 2" in the languages of programs that translate it. */
static const char *const headings[] = {
    "heading",
    "\xc3\xbc"
    "berschrift",
    "berschrift",
    "titre",
    "t\xc3\xadtulo",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nag\xc5\x82\xc3\xb3wek",
    "nadpis",
    "\xd0\xb7\xd0\xb0\xd0\xb3\xd0\xbe\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe\xd0\xba"
};

/* Small letters of ASCII, without spaces and hyphens. */
static void fold(const char *name, char *out, size_t room)
{
    size_t size = 0;

    for (; *name && size + 1 < room; name++)
        if (!strchr(" -_", *name))
            out[size++] = *name >= 'A' && *name <= 'Z' ? (char)(*name + ('a' - 'A')) : *name;
    out[size] = '\0';
}

static uint32_t heading_level(const char *folded)
{
    for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
        size_t size = strlen(headings[i]);
        const char *rest = folded + size;

        /* A capital letter beyond ASCII was not made small. */
        if (strncmp(folded, "\xc3\x9c", 2) == 0 && strncmp(folded + 2, "berschrift", 10) == 0)
            rest = folded + 12;
        else if (strncmp(folded, headings[i], size) != 0)
            continue;
        if (rest[0] >= '1' && rest[0] <= '9' && rest[1] == '\0')
            return (uint32_t)(rest[0] - '0');
    }
    return 0;
}

static void name_style(struct style *style, const char *name)
{
    char folded[64];

    fold(name, folded, sizeof(folded));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(folded, names[i].name) == 0)
            style->role = names[i].role;
    if (!style->level)
        style->level = heading_level(folded);
    style->is_contents = strncmp(folded, "toc", 3) == 0 && (strcmp(folded + 3, "heading") == 0 ||
                                                            (folded[3] >= '1' && folded[3] <= '9'));
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
