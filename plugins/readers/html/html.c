/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: gumbo */
/* apt: libgumbo-dev */
/* Web pages: the article of a page, block by block, and what the page says about it. */
#include "page.h"
#include "tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST_MEMORY ((size_t)1 << 30)

static void *take(void *arena, size_t size)
{
    void *piece = arena_take(arena, size);

    if (!piece)
        abort(); /* gumbo cannot go on; the host tells that this article failed */
    return piece;
}

static void give_back(void *arena, void *piece)
{
    arena_give_back(arena, piece);
}

static int parse(struct page *page)
{
    GumboOptions options = kGumboDefaultOptions;

    options.allocator = take;
    options.deallocator = give_back;
    options.userdata = page->arena;
    options.max_errors = 0;
    if (!prepare(page->arena, &page->source, &page->prepared))
        return 0;
    page->tree = gumbo_parse_with_options(&options, page->prepared.data, page->prepared.size);
    return page->tree && page->tree->root;
}

static int is_headline_property(const GumboNode *meta)
{
    const char *property = tree_attribute(meta, "property");

    return property && strcasecmp(property, "og:title") == 0 && tree_attribute(meta, "content");
}

static int is_author_name(const GumboNode *meta)
{
    const char *name = tree_attribute(meta, "name");

    return name && strcasecmp(name, "author") == 0 && tree_attribute(meta, "content");
}

/* What the page says its headline is. */
static void find_title(struct page *page)
{
    const GumboNode *node = page->tree->root;

    for (; node; node = tree_next(node, page->tree->root, tree_tag(node) != GUMBO_TAG_BODY)) {
        if (tree_tag(node) == GUMBO_TAG_TITLE && page->title[0] == '\0')
            tree_text(node, page->title, sizeof(page->title));
        if (tree_tag(node) == GUMBO_TAG_META && is_author_name(node))
            snprintf(page->author, sizeof(page->author), "%s", tree_attribute(node, "content"));
        if (tree_tag(node) == GUMBO_TAG_META && is_headline_property(node)) {
            const char *content = tree_attribute(node, "content");
            size_t size = strlen(content);

            size = size < sizeof(page->title) ? size : sizeof(page->title) - 1;
            memcpy(page->title, content, size);
            page->title[size] = '\0';
        }
    }
}

static crier_status read_page(struct page *page)
{
    if (!parse(page) || !page_flatten(page) || !page_measure(page))
        return CRIER_FAILED;
    find_title(page);
    page_choose(page);
    page_judge(page);
    return page_push(page);
}

static crier_status read_html(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct arena arena = { .limit = MOST_MEMORY };
    struct page page = { .host = host, .arena = &arena };
    crier_status status = host->decode(host, source, NULL, &page.source);

    if (status == CRIER_UNREADABLE)
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is not text");
    if (status == CRIER_OK)
        status = read_page(&page);
    arena_clear(&arena);
    return status;
}

static int32_t probe(const struct crier_source *source)
{
    return crier_has_suffix(source->name, "html") ? 30 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("html", "articles of web pages"),
    .suffixes = (const char *const[]){ "html", "htm", "xhtml", "amp", NULL },
    .media_types = (const char *const[]){ "text/html", "application/xhtml+xml", NULL },
    .probe = probe,
    .read = read_html,
};
