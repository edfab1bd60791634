/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What blocks are, seen from their neighbours. */
#include "judge.h"
#include "phrases.h"

#include <string.h>
#include <strings.h>

#define LONG_TEASER     160u
#define BIO_DISTANCE    6u
#define REPEAT_DISTANCE 400u

/* The widest element around an invitation to subscribe that holds short texts only. */
static uint32_t invitation_around(const struct page *page, uint32_t at)
{
    uint32_t found = NONE;

    for (; at != page->region && at != NONE; at = element_of(page, at)->parent) {
        const struct element *element = element_of(page, at);
        uint32_t blocks = element->end_block - element->first_block;

        if (element->chars > 1000 || element->chars > blocks * 110 ||
            element->good * 4 > element_of(page, page->container)->good)
            break;
        found = at;
    }
    return found;
}

/* What stands together with an invitation is part of it. */
static void spread_invitations(struct page *page)
{
    for (uint32_t i = page->first; i < page->last; i++) {
        uint32_t around = NONE;

        if (phrase_is_invitation(&page->blocks[i]))
            around = invitation_around(page, page->blocks[i].element);
        if (around == NONE)
            continue;
        for (uint32_t k = element_of(page, around)->first_block;
             k < element_of(page, around)->end_block; k++)
            if (page->blocks[k].role != CRIER_ROLE_NONE &&
                page->blocks[k].role != CRIER_ROLE_HEADLINE &&
                !judge_is_speakable(page, &page->blocks[k]))
                judge_set(&page->blocks[k], CRIER_ROLE_BOILERPLATE, "promotion");
    }
}

/* Is this heading over stories that are others'? Then so is what follows, as far as it
 * is short or a link. */
static void drop_foreign_sections(struct page *page)
{
    int foreign = 0;

    for (uint32_t i = page->first; i < page->last; i++) {
        struct block *block = &page->blocks[i];
        int is_label = block->kind == KIND_HEADING || block->chars < 60;

        if (block->role == CRIER_ROLE_BOILERPLATE && is_label && phrase_is_foreign_heading(block)) {
            foreign = 1;
            continue;
        }
        if (!foreign || !judge_is_body(block) || judge_is_speakable(page, block))
            continue;
        if (block->kind == KIND_HEADING || (block->running && block->chars > LONG_TEASER)) {
            foreign = 0;
            continue;
        }
        if (block->kind == KIND_ITEM || block->linked * 2 > block->chars)
            judge_set(block, CRIER_ROLE_BOILERPLATE, "other stories");
    }
}

static int same_text(const struct block *a, const struct block *b)
{
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* Short texts that come again and again, such as calls to buy, and long ones that come
 * twice. */
static void drop_repeats(struct page *page)
{
    for (uint32_t i = page->first; i < page->last; i++) {
        struct block *block = &page->blocks[i];
        unsigned times = 0;

        if (!judge_is_body(block) || block->kind == KIND_CELL || block->chars < 16 ||
            block->words < 3)
            continue;
        for (uint32_t k = i + 1; k < page->last && k < i + REPEAT_DISTANCE; k++)
            times += judge_is_body(&page->blocks[k]) && same_text(block, &page->blocks[k]);
        if (times == 0 || (times == 1 && block->chars < 50))
            continue;
        for (uint32_t k = i + 1; k < page->last && k < i + REPEAT_DISTANCE; k++)
            if (judge_is_body(&page->blocks[k]) && same_text(block, &page->blocks[k]))
                judge_set(&page->blocks[k], CRIER_ROLE_BOILERPLATE, "said before");
        if (times > 1 && !block->running && !judge_is_speakable(page, block))
            judge_set(block, CRIER_ROLE_BOILERPLATE, "said again and again");
    }
}

/* "Ann Reed is a writer who …" behind the last of the article. */
static int is_bio(const char *name, const struct block *block)
{
    size_t size = strcspn(name, " ,");

    if (block->chars > 700 || size < 3)
        return 0;
    if (strncmp(block->text, name, size) != 0)
        return 0;
    return phrase_is_bio(block);
}

/* Who wrote it: as the page says, else as printed. */
static const char *author_of(const struct page *page)
{
    if (page->author[0])
        return page->author;
    for (uint32_t i = page->first; i < page->last; i++)
        if (page->blocks[i].role == CRIER_ROLE_BYLINE) {
            const char *text = page->blocks[i].text;

            return strncasecmp(text, "by ", 3) == 0 ? text + 3 : text;
        }
    return "";
}

/* Notes about the author: at the end, or beside the byline. */
static void drop_bios(struct page *page)
{
    const char *name = author_of(page);
    unsigned seen = 0;

    for (uint32_t i = page->last; i-- > page->first && seen < BIO_DISTANCE;) {
        struct block *block = &page->blocks[i];

        if (!judge_is_body(block))
            continue;
        seen++;
        if (is_bio(name, block) && !judge_is_speakable(page, block))
            judge_set(block, CRIER_ROLE_BOILERPLATE, "about the author");
    }
    for (uint32_t i = page->first; i < page->last; i++)
        if (judge_is_body(&page->blocks[i]) && (page->blocks[i].signs & SIGN_BYLINE) &&
            is_bio(name, &page->blocks[i]) && !judge_is_speakable(page, &page->blocks[i]))
            judge_set(&page->blocks[i], CRIER_ROLE_BOILERPLATE, "about the author");
}

/* Headings at the end head nothing. */
static void trim_end(struct page *page)
{
    for (uint32_t i = page->last; i-- > page->first;) {
        struct block *block = &page->blocks[i];

        if (!judge_is_body(block))
            continue;
        if (block->role != CRIER_ROLE_HEADING || judge_is_speakable(page, block))
            break;
        judge_set(block, CRIER_ROLE_BOILERPLATE, "heading of nothing");
    }
}

void judge_neighbours(struct page *page)
{
    if (!page->lenient)
        spread_invitations(page);
    drop_foreign_sections(page);
    drop_repeats(page);
    drop_bios(page);
    trim_end(page);
}
