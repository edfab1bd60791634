/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include <string.h>
#include <strings.h>

int tree_is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

GumboTag tree_tag(const GumboNode *node)
{
    return tree_is_element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

const GumboVector *tree_children(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_DOCUMENT)
        return &node->v.document.children;
    return tree_is_element(node) ? &node->v.element.children : &kGumboEmptyVector;
}

const char *tree_attribute(const GumboNode *node, const char *name)
{
    const GumboVector *attributes;

    if (!tree_is_element(node))
        return NULL;
    attributes = &node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *attribute = attributes->data[i];

        if (strcasecmp(attribute->name, name) == 0)
            return attribute->value;
    }
    return NULL;
}

int tree_has_word(const char *list, const char *word)
{
    size_t size = strlen(word);

    while (list && *list) {
        size_t length = strcspn(list, " \t\r\n\f");

        if (length == size && strncasecmp(list, word, size) == 0)
            return 1;
        list += length;
        list += strspn(list, " \t\r\n\f");
    }
    return 0;
}

const GumboNode *tree_next(const GumboNode *node, const GumboNode *root, int inside)
{
    const GumboVector *children = tree_children(node);

    if (inside && children->length > 0)
        return children->data[0];
    while (node != root && node->parent) {
        const GumboVector *siblings = tree_children(node->parent);

        if (node->index_within_parent + 1 < siblings->length)
            return siblings->data[node->index_within_parent + 1];
        node = node->parent;
    }
    return NULL;
}

static int is_silent(const GumboNode *node)
{
    switch (tree_tag(node)) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
        return 1;
    default:
        return 0;
    }
}

/* How many of the bytes are whole characters: the last one may be cut. */
static size_t whole_characters(const char *text, size_t size)
{
    size_t start = size, wanted;
    unsigned char first;

    while (start > 0 && size - start < 3 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start == 0)
        return size;
    first = (unsigned char)text[start - 1];
    wanted = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return size - start + 1 < wanted ? start - 1 : size;
}

static size_t gather_text(const GumboNode *node, char *out, size_t room, int parted)
{
    const GumboNode *root = node;
    size_t size = 0;
    int space = 0;

    while (node && size + 2 < room) {
        int is_text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
        const char *text = is_text ? node->v.text.text : "";

        space |= parted || node->type == GUMBO_NODE_WHITESPACE || tree_tag(node) == GUMBO_TAG_BR ||
                 tree_tag(node) == GUMBO_TAG_P || tree_tag(node) == GUMBO_TAG_DIV;
        for (; *text && size + 2 < room; text++) {
            if (strchr(" \t\r\n\f", *text)) {
                space = 1;
                continue;
            }
            if (space && size > 0)
                out[size++] = ' ';
            space = 0;
            out[size++] = *text;
        }
        node = tree_next(node, root, !is_silent(node));
    }
    size = whole_characters(out, size);
    if (room > 0)
        out[size] = '\0';
    return size;
}

size_t tree_text(const GumboNode *node, char *out, size_t room)
{
    return gather_text(node, out, room, 0);
}

size_t tree_text_parted(const GumboNode *node, char *out, size_t room)
{
    return gather_text(node, out, room, 1);
}
