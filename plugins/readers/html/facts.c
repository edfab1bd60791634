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

int facts_closed(const struct page *page)
{
    static const char name[] = "isAccessibleForFree";
    const char *end = page->source.data + page->source.size;
    const char *at = page->source.data;

    while ((at = memmem(at, (size_t)(end - at), name, sizeof(name) - 1)) != NULL) {
        at += sizeof(name) - 1;
        while (at < end && strchr("\\\" :\t\r\n", *at))
            at++;
        if (end - at > 5 && strncasecmp(at, "false", 5) == 0)
            return 1;
    }
    return 0;
}
