/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include "tree.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The content of a meta element of this name or property, or NULL. */
static const char *content_of(const GumboNode *node, const char *called)
{
    const char *name = tree_attribute(node, "property");

    if (tree_tag(node) != GUMBO_TAG_META)
        return NULL;
    if (!name || strcasecmp(name, called) != 0)
        name = tree_attribute(node, "name");
    return name && strcasecmp(name, called) == 0 ? tree_attribute(node, "content") : NULL;
}

void facts_read(struct page *page)
{
    const GumboNode *root = page->tree->root;

    for (const GumboNode *node = root; node;
         node = tree_next(node, root, tree_tag(node) != GUMBO_TAG_BODY)) {
        const char *title = content_of(node, "og:title");
        const char *author = content_of(node, "author");

        if (tree_tag(node) == GUMBO_TAG_TITLE && page->title[0] == '\0')
            tree_text(node, page->title, sizeof(page->title));
        if (title && *title)
            snprintf(page->title, sizeof(page->title), "%s", title);
        if (author && !strstr(author, "://"))
            snprintf(page->author, sizeof(page->author), "%s", author);
    }
}

void facts_push(struct page *page)
{
    const char *language = tree_attribute(page->tree->root, "lang");

    page->host->meta(page->host, CRIER_META_TITLE, page->title, strlen(page->title), CRIER_NOWHERE,
                     CRIER_NOWHERE);
    if (language)
        page->host->meta(page->host, CRIER_META_LANGUAGE, language, strlen(language), CRIER_NOWHERE,
                         CRIER_NOWHERE);
}
