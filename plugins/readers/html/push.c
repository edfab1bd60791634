/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "tree.h"

#include <string.h>

static void push_block(struct page *page, const struct block *block)
{
    struct crier_block open = { .size = sizeof(open), .role = block->role, .level = block->level };

    page->host->open(page->host, &open);
    page->host->text(page->host, block->text, block->size, CRIER_NOWHERE, CRIER_NOWHERE);
    page->host->close(page->host);
}

crier_status page_push(struct page *page)
{
    for (uint32_t i = page->first; i < page->last; i++)
        if (page->blocks[i].role != CRIER_ROLE_NONE)
            push_block(page, &page->blocks[i]);
    return CRIER_OK;
}
