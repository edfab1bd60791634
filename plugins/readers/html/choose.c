/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which element the article stands in. */
#include "judge.h"
#include "tree.h"

#include <string.h>

#define MOST_OF_PAGE    0.88 /* of the page's good text that the article's element holds */
#define NEARLY_ALL      0.95 /* of that, when looking for a narrower element */
#define LITTLE_MORE     1.3  /* times as much */
#define CLAIMED_SHARE   0.4  /* of it, in an element that says it is the article */
#define LEAST_CLAIMED   150u /* characters of good text in an element that says it is the article */
#define LEAST_ARTICLE   100u /* characters of good text, or the page has no article */
#define CREDIT_DISTANCE 15u  /* blocks from the top of an element to its author or date */
#define TWIN_LEVELS     3u

/* Signs of what is no part of an article's text. */
#define AGAINST                                                                                    \
    (SIGN_NAV | SIGN_SHARE | SIGN_RELATED | SIGN_PROMO | SIGN_COMMENT | SIGN_ASIDE | SIGN_HIDDEN | \
     SIGN_BIO | SIGN_FORM | SIGN_CAPTION | SIGN_NOTE)

/* What a block counts for: running text wholly, other text that is no link a little. */
static uint32_t worth(const struct block *block)
{
    if (block->running)
        return block->chars;
    if (block->kind == KIND_CAPTION || block->chars < 20 || block->linked * 5 > block->chars)
        return 0;
    return block->chars / 4;
}

/* Sums up the good text of all elements; returns how much the page has. */
static uint32_t sum_good(struct page *page, uint32_t against)
{
    page->against = against;
    for (uint32_t i = 0; i < page->element_count; i++)
        element_of(page, i)->good = 0;
    for (uint32_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];

        if (!(block->signs & against))
            element_of(page, block->element)->good += worth(block);
    }
    for (uint32_t i = page->element_count; i-- > 1;)
        element_of(page, element_of(page, i)->parent)->good += element_of(page, i)->good;
    return page->elements[0].good;
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

/* ---- Elements that say they are the article ---- */

enum claim { CLAIM_PROPERTY, CLAIM_CLASS, CLAIM_ARTICLE, CLAIM_MAIN, CLAIMS };

static int claims(const struct element *element, enum claim claim)
{
    const char *value;

    switch (claim) {
    case CLAIM_PROPERTY:
        value = tree_attribute(element->node, "itemprop");
        return value && tree_has_word(value, "articleBody");
    case CLAIM_CLASS:
        return (element->signs & SIGN_BODY) != 0;
    case CLAIM_ARTICLE:
        return element->tag == GUMBO_TAG_ARTICLE;
    default:
        value = tree_attribute(element->node, "role");
        return element->tag == GUMBO_TAG_MAIN || (value && strcmp(value, "main") == 0);
    }
}

/* The heaviest element that makes this claim inside `outer`; `second`: the good text
 * of the next one. */
static uint32_t heaviest(const struct page *page, uint32_t outer, enum claim claim,
                         uint32_t *second)
{
    uint32_t best = NONE;
    uint32_t at = outer + 1;

    *second = 0;
    while (at < element_of(page, outer)->end) {
        const struct element *element = element_of(page, at);

        if (!claims(element, claim)) {
            at++;
            continue;
        }
        if (best == NONE || element->good > element_of(page, best)->good) {
            *second = best == NONE ? 0 : element_of(page, best)->good;
            best = at;
        } else if (element->good > *second) {
            *second = element->good;
        }
        at = element->end;
    }
    return best;
}

/* A narrower element inside `outer` that claims to be the article and holds most of it. */
static uint32_t claimed(const struct page *page, uint32_t outer)
{
    for (enum claim claim = CLAIM_PROPERTY; claim < CLAIMS; claim++) {
        uint32_t second;
        uint32_t best = heaviest(page, outer, claim, &second);

        if (best != NONE && element_of(page, best)->good >= LEAST_CLAIMED &&
            element_of(page, best)->good >= element_of(page, outer)->good * CLAIMED_SHARE &&
            second * 4 < element_of(page, best)->good)
            return best;
    }
    return outer;
}

/* Does an h1 that is no link stand in this element? */
static uint32_t h1_inside(const struct page *page, uint32_t at)
{
    for (uint32_t i = element_of(page, at)->first_block; i < element_of(page, at)->end_block; i++)
        if (page->blocks[i].level == 1 && page->blocks[i].linked == 0)
            return i;
    return NONE;
}

/* Who wrote it or when, near the top of the element. */
static int has_credits(const struct page *page, uint32_t at)
{
    uint32_t first = element_of(page, at)->first_block;
    uint32_t last = element_of(page, at)->end_block;

    for (uint32_t i = first; i < last && i < first + CREDIT_DISTANCE; i++)
        if (page->blocks[i].signs & (SIGN_BYLINE | SIGN_DATE | SIGN_META))
            return 1;
    return 0;
}

/* The headline of a whole article in this element, or NONE: an article element with an
 * h1, or anything else with an h1 and its author or date. */
static uint32_t whole_article(const struct page *page, uint32_t at)
{
    const struct element *element = element_of(page, at);
    uint32_t h1;

    if (element->is_inline || element->good < LEAST_CLAIMED)
        return NONE;
    h1 = h1_inside(page, at);
    if (h1 == NONE || element->tag == GUMBO_TAG_ARTICLE)
        return h1;
    return has_credits(page, at) ? h1 : NONE;
}

/* Several articles one after the other, each with a headline: the one of the page's
 * title, else the first. */
static uint32_t one_of_many(const struct page *page, uint32_t outer)
{
    uint32_t found = NONE;
    unsigned count = 0;

    for (uint32_t i = outer + 1; i < element_of(page, outer)->end; i = element_of(page, i)->end) {
        uint32_t h1 = whole_article(page, i);

        if (h1 == NONE)
            continue;
        count++;
        if (found == NONE || (judge_is_title(page, &page->blocks[h1]) &&
                              !judge_is_title(page, &page->blocks[h1_inside(page, found)])))
            found = i;
    }
    return count > 1 ? found : outer;
}

/* Does a paragraph of good text stand right in this element? */
static int has_own_paragraph(const struct page *page, uint32_t at)
{
    for (uint32_t i = at + 1; i < element_of(page, at)->end; i = element_of(page, i)->end)
        if (element_of(page, i)->tag == GUMBO_TAG_P && element_of(page, i)->good >= 80)
            return 1;
    return 0;
}

/* An element around that says it is the article, and holds little more. */
static uint32_t claimed_around(const struct page *page, uint32_t at)
{
    uint32_t found = at;

    for (uint32_t i = at; i != NONE && i != 0; i = element_of(page, i)->parent) {
        const struct element *element = element_of(page, i);

        if (element->good > element_of(page, at)->good * LITTLE_MORE)
            break;
        if ((claims(element, CLAIM_PROPERTY) || claims(element, CLAIM_CLASS)) &&
            has_own_paragraph(page, i))
            found = i;
    }
    return found;
}

static int is_twin(const struct element *a, const struct element *b)
{
    const char *class_a = tree_attribute(a->node, "class");
    const char *class_b = tree_attribute(b->node, "class");

    return a->tag == b->tag && a->tag != GUMBO_TAG_ARTICLE && class_a && class_b &&
           class_a[0] != '\0' && strcmp(class_a, class_b) == 0;
}

/* A body that is split over elements of one kind is put together again. */
static uint32_t with_twins(const struct page *page, uint32_t at)
{
    uint32_t inner = at;

    for (unsigned i = 0; i < TWIN_LEVELS && inner != 0; i++) {
        uint32_t parent = element_of(page, inner)->parent;
        uint32_t twins = 0;

        for (uint32_t child = parent + 1; child < element_of(page, parent)->end;
             child = element_of(page, child)->end)
            if (child != inner && is_twin(element_of(page, child), element_of(page, inner)))
                twins += element_of(page, child)->good;
        if (twins * 5 > element_of(page, at)->good)
            return parent;
        inner = parent;
    }
    return at;
}

static int has_blocks_inside(const struct page *page, uint32_t at)
{
    for (uint32_t i = at + 1; i < element_of(page, at)->end; i++)
        if (!element_of(page, i)->is_inline)
            return 1;
    return 0;
}

void page_choose(struct page *page)
{
    static const uint32_t against[] = {
        AGAINST, AGAINST & ~(SIGN_ASIDE | SIGN_SHARE | SIGN_NOTE | SIGN_FORM | SIGN_BIO),
        SIGN_NAV | SIGN_COMMENT | SIGN_HIDDEN | SIGN_RELATED, SIGN_NAV | SIGN_COMMENT, 0
    };
    uint32_t most = sum_good(page, against[2]);
    uint32_t at;

    for (unsigned i = 0; i < sizeof(against) / sizeof(against[0]); i++) {
        uint32_t good = sum_good(page, against[i]);

        if (good >= LEAST_ARTICLE && good * 4 > most)
            break;
    }
    if (page->elements[0].good < LEAST_ARTICLE) {
        page->whole = 1;
        return;
    }
    at = descend(page, 0, MOST_OF_PAGE);
    at = one_of_many(page, at);
    at = claimed(page, at);
    at = claimed_around(page, descend(page, at, NEARLY_ALL));
    if (at > 0 && !has_blocks_inside(page, at))
        at = element_of(page, at)->parent;
    page->container = with_twins(page, holder(page, at));
}
