/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small tree of an XML part, for formats in which a word's meaning stands somewhere
 * else: in styles, in numberings, in notes. Names are written with a prefix of the
 * reader's choice ("w:p"), whatever the document calls its namespaces.
 */
#ifndef PLUGINS_SHARED_TREE_H
#define PLUGINS_SHARED_TREE_H

#include "shared/buffer.h"
#include "shared/xml.h"

#define TREE_NODES_MOST 3000000u

struct tree_space {
    const char *uri;
    const char *prefix; /* "" for names without one */
};

struct tree_attribute {
    const char *name; /* "w:val" */
    const char *value;
};

struct tree_node {
    const char *name; /* "w:p"; "" for text */
    struct tree_node *parent, *first, *last, *next;
    struct tree_attribute *attributes;
    uint32_t attribute_count;
    size_t from, size; /* text: its place in the tree's */
};

struct tree {
    struct tree_node *root; /* NULL: nothing was there */
    struct buffer text;
    struct xml_fault fault;
    int full; /* too large: the rest is missing */
    /* Private. */
    const struct tree_space *spaces; /* ends with a NULL uri */
    struct tree_node *open;
    void *chunks;
    size_t used, node_count;
    const char *names[512];
};

/* Parse a part. Returns 0 when it has no element. tree_clear() in any case. */
int tree_read(struct tree *tree, const char *bytes, size_t size, const struct tree_space *spaces);
void tree_clear(struct tree *tree);

int tree_is(const struct tree_node *node, const char *name);
/* The first child of this name; NULL also for a NULL node. */
const struct tree_node *tree_child(const struct tree_node *node, const char *name);
/* The first node of this name below, in the order of the document. */
const struct tree_node *tree_find(const struct tree_node *node, const char *name);
/* The node that follows in the order of the document, inside of `top`; NULL: none. */
const struct tree_node *tree_after(const struct tree_node *node, const struct tree_node *top);
/* The same without what is inside of `node`. */
const struct tree_node *tree_beyond(const struct tree_node *node, const struct tree_node *top);
/* NULL: not there. */
const char *tree_attribute(const struct tree_node *node, const char *name);
/* All text inside, appended. */
void tree_text(const struct tree *tree, const struct tree_node *node, struct buffer *out);

#endif
