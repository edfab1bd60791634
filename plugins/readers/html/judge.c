/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "tree.h"

#include <string.h>

#define OUT_OF_PLACE                                                                               \
    (SIGN_NAV | SIGN_SHARE | SIGN_RELATED | SIGN_PROMO | SIGN_COMMENT | SIGN_TAGS | SIGN_FORM |    \
     SIGN_BIO | SIGN_HIDDEN | SIGN_ASIDE)

static void set(struct block *block, uint32_t role, const char *reason)
{
    block->role = (uint8_t)role;
    block->reason = reason;
}

static uint32_t plain_role(const struct block *block)
{
    switch (block->kind) {
    case KIND_HEADING:
        return CRIER_ROLE_HEADING;
    case KIND_CAPTION:
        return CRIER_ROLE_CAPTION;
    case KIND_CODE:
        return CRIER_ROLE_CODE;
    default:
        return CRIER_ROLE_PARAGRAPH;
    }
}

static void judge(struct page *page, struct block *block)
{
    (void)page;
    if (block->signs & OUT_OF_PLACE)
        set(block, CRIER_ROLE_BOILERPLATE, "class");
    else if (block->level == 1)
        set(block, CRIER_ROLE_HEADLINE, NULL);
    else
        set(block, plain_role(block), NULL);
}

void page_judge(struct page *page)
{
    const struct element *container = element_of(page, page->container);

    page->first = container->first_block;
    page->last = container->end_block;
    for (uint32_t i = page->first; i < page->last; i++)
        judge(page, &page->blocks[i]);
}
