/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include <stdio.h>
#include <string.h>

void facts_read(struct page *page)
{
    metadata_read(page->arena, page->tree->root, &page->metadata);
    if (page->metadata.title)
        snprintf(page->title, sizeof(page->title), "%s", page->metadata.title);
    if (page->metadata.authors.count > 0)
        snprintf(page->author, sizeof(page->author), "%s", page->metadata.authors.names[0]);
}

void facts_push(struct page *page)
{
    metadata_push(page->host, &page->metadata);
}
