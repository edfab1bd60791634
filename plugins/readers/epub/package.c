/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metadata of the package. */
#include "epub.h"

#include <stdio.h>
#include <string.h>

/* What another element says of this one ("#creator1"), or NULL. */
static const struct tree_node *refinement(const struct tree_node *of, const char *property)
{
    const char *id = tree_attribute(of, "id");

    for (const struct tree_node *at = id ? of->parent->first : NULL; at; at = at->next) {
        const char *refines = tree_attribute(at, "refines");
        const char *is = tree_attribute(at, "property");

        if (refines && is && *refines == '#' && strcmp(refines + 1, id) == 0 &&
            strcmp(is, property) == 0)
            return at;
    }
    return NULL;
}

static int says(const struct epub *epub, const struct tree_node *node, const char *text)
{
    struct buffer value = { 0 };
    int is;

    tree_text(&epub->package, node, &value);
    is = strcmp(buffer_text(&value), text) == 0;
    buffer_clear(&value);
    return is;
}

/* Translators and editors are not who wrote it. */
static int is_author(const struct epub *epub, const struct tree_node *node)
{
    const struct tree_node *role = refinement(node, "role");
    const char *old = tree_attribute(node, "opf:role");

    return (!role || says(epub, role, "aut")) && (!old || strcmp(old, "aut") == 0);
}

static int is_main_title(const struct epub *epub, const struct tree_node *node)
{
    const struct tree_node *type = refinement(node, "title-type");

    return !type || says(epub, type, "main");
}

static int is_modified(const struct epub *epub, const struct tree_node *node)
{
    const char *property = tree_attribute(node, "property");
    const char *event = tree_attribute(node, "opf:event");

    (void)epub;
    return (property && strcmp(property, "dcterms:modified") == 0) ||
           (event && strcmp(event, "modification") == 0);
}

static int is_published(const struct epub *epub, const struct tree_node *node)
{
    const char *event = tree_attribute(node, "opf:event");

    (void)epub;
    return !event || strcmp(event, "publication") == 0;
}

static int is_address(const struct epub *epub, const struct tree_node *node)
{
    struct buffer value = { 0 };
    int is;

    tree_text(&epub->package, node, &value);
    is = strncmp(buffer_text(&value), "http", 4) == 0;
    buffer_clear(&value);
    return is;
}

static const struct {
    const char *element;
    uint32_t key;
    int (*test)(const struct epub *epub, const struct tree_node *node);
} keys[] = {
    { "dc:title", CRIER_META_TITLE, is_main_title },
    { "dc:creator", CRIER_META_AUTHOR, is_author },
    { "dc:date", CRIER_META_DATE, is_published },
    { "dc:date", CRIER_META_MODIFIED, is_modified },
    { "opf:meta", CRIER_META_MODIFIED, is_modified },
    { "dc:language", CRIER_META_LANGUAGE, NULL },
    { "dc:subject", CRIER_META_TAG, NULL },
    { "dc:description", CRIER_META_DESCRIPTION, NULL },
    { "dc:rights", CRIER_META_LICENCE, NULL },
    { "dc:source", CRIER_META_URL, is_address },
};

static void tell(struct epub *epub, const struct tree_node *node)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        struct buffer value = { 0 };

        if (!tree_is(node, keys[i].element) || (keys[i].test && !keys[i].test(epub, node)))
            continue;
        tree_text(&epub->package, node, &value);
        epub->host->meta(epub->host, keys[i].key, buffer_text(&value), value.size, CRIER_NOWHERE,
                         CRIER_NOWHERE);
        if (keys[i].key == CRIER_META_LANGUAGE && !*epub->language)
            snprintf(epub->language, sizeof(epub->language), "%s", buffer_text(&value));
        buffer_clear(&value);
    }
}

void epub_tell_metadata(struct epub *epub)
{
    const struct tree_node *metadata = tree_child(epub->package.root, "opf:metadata");

    for (const struct tree_node *at = metadata ? metadata->first : NULL; at; at = at->next) {
        if (tree_is(at, "opf:dc-metadata")) /* older books have one more around them */
            for (const struct tree_node *inner = at->first; inner; inner = inner->next)
                tell(epub, inner);
        else
            tell(epub, at);
    }
}
