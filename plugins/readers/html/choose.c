/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which element the article stands in. */
#include "page.h"
#include "tree.h"

#include <string.h>

/* Signs of what is no part of an article's text. */
#define AGAINST                                                                                    \
    (SIGN_NAV | SIGN_SHARE | SIGN_RELATED | SIGN_PROMO | SIGN_COMMENT | SIGN_ASIDE | SIGN_HIDDEN | \
     SIGN_BIO | SIGN_FORM | SIGN_CAPTION | SIGN_NOTE)

static void sum_good(struct page *page, uint32_t against)
{
    for (uint32_t i = 0; i < page->element_count; i++)
        element_of(page, i)->good = 0;
    for (uint32_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];

        if (block->running && !(block->signs & against))
            element_of(page, block->element)->good += block->chars;
    }
    for (uint32_t i = page->element_count; i-- > 1;)
        element_of(page, element_of(page, i)->parent)->good += element_of(page, i)->good;
}

/* The child of `at` that holds at least so much good text; NONE: no child does. */
static uint32_t heavy_child(const struct page *page, uint32_t at, double least)
{
    uint32_t child = at + 1;

    while (child < element_of(page, at)->end) {
        if (element_of(page, child)->good >= least && !element_of(page, child)->is_inline)
            return child;
        child = element_of(page, child)->end;
    }
    return NONE;
}

static uint32_t descend(const struct page *page, uint32_t from, double share)
{
    double least = element_of(page, from)->good * share;
    uint32_t at = from;

    for (;;) {
        uint32_t child = heavy_child(page, at, least);

        if (child == NONE)
            return at;
        at = child;
    }
}

/* A paragraph is no container: what holds it is. */
static uint32_t holder(const struct page *page, uint32_t at)
{
    static const GumboTag small[] = { GUMBO_TAG_P,  GUMBO_TAG_LI,         GUMBO_TAG_UL,
                                      GUMBO_TAG_OL, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_DD,
                                      GUMBO_TAG_DT, GUMBO_TAG_PRE };

    for (unsigned i = 0; i < sizeof(small) / sizeof(small[0]); i++)
        if (element_of(page, at)->tag == small[i] && at > 0) {
            at = element_of(page, at)->parent;
            i = 0;
        }
    return at;
}

void page_choose(struct page *page)
{
    static const uint32_t against[] = {
        AGAINST, AGAINST & ~(SIGN_ASIDE | SIGN_SHARE | SIGN_NOTE | SIGN_FORM | SIGN_BIO),
        SIGN_NAV | SIGN_COMMENT, 0
    };

    page->container = 0;
    for (unsigned i = 0; i < sizeof(against) / sizeof(against[0]); i++) {
        sum_good(page, against[i]);
        if (page->elements[0].good * 4 > page->running && page->elements[0].good >= 200)
            break;
    }
    if (page->elements[0].good > 0)
        page->container = holder(page, descend(page, 0, 0.85));
}
