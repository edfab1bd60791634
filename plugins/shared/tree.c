/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: xml buffer */
#include "shared/tree.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK           65536u
#define ATTRIBUTES_MOST 64
#define NAME_MOST       96

/* ---- Memory that goes away at once ---- */

struct chunk {
    struct chunk *next;
    max_align_t data[];
};

static void *take(struct tree *tree, size_t size)
{
    struct chunk *chunk = tree->chunks;

    size = (size + 15) & ~(size_t)15;
    if (!chunk || tree->used + size > CHUNK) {
        chunk = malloc(sizeof(*chunk) + (size > CHUNK ? size : CHUNK));
        if (!chunk)
            return NULL;
        chunk->next = tree->chunks;
        tree->chunks = chunk;
        tree->used = 0;
    }
    tree->used += size;
    return (char *)chunk->data + tree->used - size;
}

static const char *keep(struct tree *tree, const char *text, size_t size)
{
    char *copy = take(tree, size + 1);

    if (!copy)
        return NULL;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

/* Names come again and again: those that hash alike share one place. */
static const char *keep_name(struct tree *tree, const char *name)
{
    uint32_t hash = 5381;
    const char **slot;

    for (const char *c = name; *c; c++)
        hash = hash * 33 + (unsigned char)*c;
    slot = &tree->names[hash % (sizeof(tree->names) / sizeof(*tree->names))];
    if (!*slot || strcmp(*slot, name) != 0)
        *slot = keep(tree, name, strlen(name));
    return *slot;
}

/* ---- Building ---- */

static const char *prefixed(struct tree *tree, const char *uri, const char *name)
{
    char whole[NAME_MOST];
    const char *prefix = *uri ? "?" : "";

    for (const struct tree_space *s = tree->spaces; s->uri; s++)
        if (strcmp(s->uri, uri) == 0)
            prefix = s->prefix;
    snprintf(whole, sizeof(whole), "%s%s%s", prefix, *prefix ? ":" : "", name);
    return keep_name(tree, whole);
}

static int add_attributes(struct tree *tree, struct tree_node *node,
                          const struct xml_element *element)
{
    int count = element->attribute_count;

    if (count > ATTRIBUTES_MOST)
        count = ATTRIBUTES_MOST;
    node->attributes = count > 0 ? take(tree, (size_t)count * sizeof(*node->attributes)) : NULL;
    if (count > 0 && !node->attributes)
        return 0;
    for (int i = 0; i < count; i++) {
        const char *name = (const char *)element->attributes[(size_t)i * 5];
        const char *uri = (const char *)element->attributes[(size_t)i * 5 + 2];
        struct xml_slice value = xml_attribute(element, uri ? uri : "", name);
        struct tree_attribute *attribute = &node->attributes[i];

        attribute->name = prefixed(tree, uri ? uri : "", name);
        attribute->value = keep(tree, value.at, value.size);
        if (!attribute->name || !attribute->value)
            return 0;
        node->attribute_count++;
    }
    return 1;
}

static struct tree_node *add_node(struct tree *tree)
{
    struct tree_node *parent = tree->open;
    struct tree_node *node = NULL;

    if (tree->node_count++ < TREE_NODES_MOST)
        node = take(tree, sizeof(*node));
    if (!node) {
        tree->full = 1;
        return NULL;
    }
    *node = (struct tree_node){ .name = "", .parent = parent };
    if (parent && parent->last)
        parent->last->next = node;
    else if (parent)
        parent->first = node;
    if (parent)
        parent->last = node;
    return node;
}

static int on_open(void *data, const struct xml_element *element)
{
    struct tree *tree = data;
    struct tree_node *node = add_node(tree);

    if (!node)
        return 0;
    node->name = prefixed(tree, element->uri, element->name);
    if (!node->name || !add_attributes(tree, node, element)) {
        node->name = "";
        tree->full = 1;
        return 0;
    }
    if (!tree->root)
        tree->root = node;
    tree->open = node;
    return 1;
}

static int on_close(void *data, const char *name, const char *uri)
{
    struct tree *tree = data;

    (void)name;
    (void)uri;
    if (tree->open)
        tree->open = tree->open->parent;
    return 1;
}

static int on_text(void *data, const char *text, size_t size, uint64_t from, uint64_t to)
{
    struct tree *tree = data;
    struct tree_node *node;

    (void)from;
    (void)to;
    if (!tree->open)
        return 1;
    node = tree->open->last && !*tree->open->last->name ? tree->open->last : add_node(tree);
    if (!node)
        return 0;
    if (node->size == 0)
        node->from = tree->text.size;
    buffer_add(&tree->text, text, size);
    node->size = tree->text.size - node->from;
    return !tree->text.failed;
}

int tree_read(struct tree *tree, const char *bytes, size_t size, const struct tree_space *spaces)
{
    static const struct xml_events events = { .open = on_open, .close = on_close, .text = on_text };

    *tree = (struct tree){ .spaces = spaces };
    if (bytes && size > 0)
        xml_parse(bytes, size, NULL, &events, tree, &tree->fault);
    tree->full |= tree->text.failed;
    return tree->root != NULL;
}

void tree_clear(struct tree *tree)
{
    struct chunk *chunk = tree->chunks;

    while (chunk) {
        struct chunk *next = chunk->next;

        free(chunk);
        chunk = next;
    }
    buffer_clear(&tree->text);
    *tree = (struct tree){ 0 };
}

/* ---- Looking ---- */

int tree_is(const struct tree_node *node, const char *name)
{
    return node && strcmp(node->name, name) == 0;
}

const struct tree_node *tree_child(const struct tree_node *node, const char *name)
{
    const struct tree_node *child = node ? node->first : NULL;

    while (child && !tree_is(child, name))
        child = child->next;
    return child;
}

const struct tree_node *tree_beyond(const struct tree_node *node, const struct tree_node *top)
{
    while (node && node != top && !node->next)
        node = node->parent;
    return !node || node == top ? NULL : node->next;
}

const struct tree_node *tree_after(const struct tree_node *node, const struct tree_node *top)
{
    return node && node->first ? node->first : tree_beyond(node, top);
}

const struct tree_node *tree_find(const struct tree_node *node, const char *name)
{
    const struct tree_node *at = tree_after(node, node);

    while (at && !tree_is(at, name))
        at = tree_after(at, node);
    return at;
}

const char *tree_attribute(const struct tree_node *node, const char *name)
{
    for (uint32_t i = 0; node && i < node->attribute_count; i++)
        if (strcmp(node->attributes[i].name, name) == 0)
            return node->attributes[i].value;
    return NULL;
}

void tree_text(const struct tree *tree, const struct tree_node *node, struct buffer *out)
{
    for (const struct tree_node *at = node; at; at = tree_after(at, node))
        if (!*at->name)
            buffer_add(out, buffer_text(&tree->text) + at->from, at->size);
}
