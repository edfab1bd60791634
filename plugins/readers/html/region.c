/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article's region: from its headline to the end of its text. */
#include "judge.h"
#include "phrases.h"

#include <string.h>

#define HEADING_DISTANCE  15u /* the same, when it is no h1 and not the page's title */
#define HEADLINE_DISTANCE 60u /* blocks between a headline and the text at most */
#define MOST_SUMMARIES    4u

/* ---- What stands between the headline and the text ---- */

/* How much a block before the text looks like the headline; 0: not at all. */
static unsigned headline_score(const struct page *page, const struct block *block,
                               uint32_t distance)
{
    int is_near = distance <= HEADING_DISTANCE && block->level <= 2;

    if ((block->signs & (SIGN_NAV | SIGN_HIDDEN | SIGN_COMMENT | SIGN_RELATED)) ||
        judge_is_link(block))
        return 0;
    if (block->level == 1)
        return 3 + 2 * (unsigned)judge_is_title(page, block);
    if (judge_is_title(page, block))
        return 2;
    return block->kind == KIND_HEADING && is_near && block->words > 2;
}

/* Does the container open with a headline of its own? */
static int opens_with_headline(const struct page *page)
{
    const struct element *container = element_of(page, page->container);

    for (uint32_t i = container->first_block; i < container->end_block; i++) {
        const struct block *block = &page->blocks[i];

        if (block->running && block->chars > 100)
            break;
        if (block->level == 1 || (block->kind == KIND_HEADING && judge_is_title(page, block)))
            return 1;
    }
    return 0;
}

/* The headline before the container, or NONE. */
static uint32_t find_headline(const struct page *page)
{
    uint32_t first = element_of(page, page->container)->first_block;
    uint32_t found = NONE;
    unsigned best = opens_with_headline(page) ? 3 : 0;

    for (uint32_t i = first; i-- > 0 && first - i <= HEADLINE_DISTANCE;) {
        unsigned score = headline_score(page, &page->blocks[i], first - i);

        if (score > best) {
            best = score;
            found = i;
        }
    }
    return found;
}

/* A standfirst: called so, or a heading or paragraph right below the headline. */
static int is_summary(const struct page *page, const struct block *block, uint32_t distance)
{
    uint32_t inner = judge_signs(page, block);

    if (block->role != CRIER_ROLE_PARAGRAPH && block->role != CRIER_ROLE_HEADING)
        return 0;
    if (block->chars < 25 || block->chars > 600 || block->linked * 5 > block->chars)
        return 0;
    if ((inner & SIGN_SUMMARY) || judge_is_speakable(page, block))
        return 1;
    if ((inner & (SIGN_META | SIGN_NOTE | SIGN_FIGURE | SIGN_BYLINE)) || distance > 12)
        return 0;
    return block->chars > (distance > 3 ? 100u : 60u) &&
           (block->kind == KIND_HEADING || block->running);
}

/* Roles for the blocks between the headline and the container. */
static void judge_top(struct page *page, uint32_t headline)
{
    uint32_t summaries = 0;

    for (uint32_t i = headline; i < element_of(page, page->container)->first_block; i++) {
        struct block *block = &page->blocks[i];

        if (i == headline) {
            judge_set(block, CRIER_ROLE_HEADLINE, NULL);
            continue;
        }
        judge_block(page, block);
        if (is_summary(page, block, i - headline) && summaries++ < MOST_SUMMARIES)
            judge_set(block, CRIER_ROLE_SUMMARY, NULL);
        else if (block->role == CRIER_ROLE_PARAGRAPH || block->role == CRIER_ROLE_HEADING)
            judge_set(block, CRIER_ROLE_NONE, "page furniture");
    }
    page->begun = 0;
}

/* The innermost element around both. */
static uint32_t around_both(const struct page *page, uint32_t a, uint32_t b)
{
    while (a != 0 && !is_inside(page, b, a))
        a = element_of(page, a)->parent;
    return a;
}

static void judge_article(struct page *page)
{
    const struct element *container = element_of(page, page->container);
    uint32_t headline = find_headline(page);

    page->first = container->first_block;
    page->last = container->end_block;
    page->region = page->container;
    if (headline != NONE) {
        page->region = around_both(page, page->container, page->blocks[headline].element);
        judge_top(page, headline);
        page->region = page->container;
    }
    for (uint32_t i = page->first; i < page->last; i++)
        judge_block(page, &page->blocks[i]);
    if (headline != NONE)
        page->first = headline;
    judge_neighbours(page);
}

/* Characters of text that will be read. */
static uint32_t body_size(const struct page *page)
{
    uint32_t chars = 0;

    for (uint32_t i = page->first; i < page->last; i++)
        if (judge_is_body(&page->blocks[i]) || page->blocks[i].role == CRIER_ROLE_SUMMARY)
            chars += page->blocks[i].chars;
    return chars;
}

/* No article: all that is shown is read. */
static void judge_whole(struct page *page)
{
    page->whole = 1;
    page->container = 0;
    page->region = 0;
    page->begun = 0;
    page->first = 0;
    page->last = page->block_count;
    for (uint32_t i = 0; i < page->block_count; i++) {
        struct block *block = &page->blocks[i];

        if (block->signs & SIGN_HIDDEN)
            judge_set(block, CRIER_ROLE_NONE, "not shown");
        else if (block->size == 0)
            judge_set(block, CRIER_ROLE_NONE, NULL);
        else
            judge_as_text(page, block);
    }
}

/* So little of the text is left that the rules must have gone wrong? */
static int is_too_little(const struct page *page)
{
    uint32_t size = body_size(page);

    return size < 40 || size * 5 < element_of(page, page->container)->good;
}

void page_judge(struct page *page)
{
    if (!page->whole) {
        judge_article(page);
        if (is_too_little(page)) {
            page->lenient = 1;
            page->begun = 0;
            judge_article(page);
        }
    }
    if (page->whole || is_too_little(page))
        judge_whole(page);
}
