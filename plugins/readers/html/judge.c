/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which role each block of the article's region has. */
#include "judge.h"
#include "phrases.h"
#include "tree.h"

#include <string.h>

/* Elements of these signs are no part of the article's text, if they are small. */
#define OUT_OF_PLACE                                                                               \
    (SIGN_NAV | SIGN_SHARE | SIGN_RELATED | SIGN_PROMO | SIGN_COMMENT | SIGN_TAGS | SIGN_FORM |    \
     SIGN_BIO | SIGN_ASIDE | SIGN_CONTENTS)

void judge_set(struct block *block, uint32_t role, const char *reason)
{
    block->role = (uint8_t)role;
    block->reason = reason;
}

/* ---- Elements ---- */

static const char *reason_of(uint32_t signs)
{
    static const struct {
        uint32_t sign;
        const char *reason;
    } reasons[] = {
        { SIGN_NAV, "menu" },
        { SIGN_SHARE, "sharing" },
        { SIGN_RELATED, "other stories" },
        { SIGN_PROMO, "promotion" },
        { SIGN_COMMENT, "comments" },
        { SIGN_TAGS, "topics" },
        { SIGN_FORM, "form" },
        { SIGN_BIO, "about the author" },
        { SIGN_ASIDE, "aside" },
        { SIGN_CONTENTS, "contents" },
    };

    for (unsigned i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (signs & reasons[i].sign)
            return reasons[i].reason;
    return "page furniture";
}

int judge_is_condemned(const struct page *page, const struct element *element)
{
    const struct element *container = element_of(page, page->container);
    uint32_t signs = element->signs & OUT_OF_PLACE;

    if ((element->signs & SIGN_PULL) || element->speakable)
        return 0;
    if (signs == SIGN_CONTENTS)
        return element->linked * 2 > element->chars;
    if (!signs)
        return 0;
    return (signs & page->against) || element->running * 10 <= container->running * 4;
}

/* The outermost condemned element around a block; NONE. */
static uint32_t condemned(const struct page *page, const struct block *block)
{
    uint32_t found = NONE;

    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        if (judge_is_condemned(page, element_of(page, at)))
            found = at;
    return found;
}

uint32_t judge_signs(const struct page *page, const struct block *block)
{
    uint32_t signs = 0;

    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        signs |= element_of(page, at)->signs;
    return signs;
}

int judge_is_speakable(const struct page *page, const struct block *block)
{
    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        if (element_of(page, at)->speakable)
            return 1;
    return 0;
}

static int has_around(const struct page *page, const struct block *block, GumboTag tag)
{
    return page_around(page, block->core, page->region, tag) != NONE;
}

/* ---- Words ---- */

/* The share of words of the shorter text that the other has too, in hundredths. */
static unsigned overlap(const char *a, const char *b)
{
    unsigned words = 0;
    unsigned found = 0;

    while (*a) {
        size_t size = strcspn(a, " ");

        if (size > 2) {
            words++;
            found += memmem(b, strlen(b), a, size) != NULL;
        }
        a += size;
        a += *a == ' ';
    }
    return words > 0 ? found * 100 / words : 0;
}

int judge_is_title(const struct page *page, const struct block *block)
{
    if (block->chars > 300 || page->title[0] == '\0' || block->words < 3)
        return 0;
    return overlap(block->text, page->title) >= 90 && block->size * 10 >= strlen(page->title) * 5;
}

int judge_is_link(const struct block *block)
{
    return block->chars > 0 && block->linked * 10 > block->chars * 8;
}

/* ---- Blocks ---- */

/* Letters or digits, of any script? */
static int has_word(const struct block *block)
{
    for (uint32_t i = 0; i < block->size; i++) {
        unsigned char c = (unsigned char)block->text[i];

        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            (c >= 0xc3 && c != 0xe2 && c < 0xef))
            return 1;
    }
    return 0;
}

/* A post of a social network that the article quotes. */
static int is_quoted_post(const struct page *page, const struct block *block)
{
    uint32_t quote = page_around(page, block->core, page->region, GUMBO_TAG_BLOCKQUOTE);

    return quote != NONE && (element_of(page, quote)->signs & SIGN_EMBED);
}

static int judge_place(struct page *page, struct block *block)
{
    uint32_t element = page->lenient ? NONE : condemned(page, block);

    if (!has_word(block)) {
        judge_set(block, CRIER_ROLE_NONE, "ornament");
        return 1;
    }
    if (block->signs & SIGN_HIDDEN) {
        judge_set(block, CRIER_ROLE_NONE, "not shown");
        return 1;
    }
    if (element != NONE && !is_quoted_post(page, block)) {
        judge_set(block, CRIER_ROLE_NONE, reason_of(element_of(page, element)->signs));
        return 1;
    }
    return 0;
}

/* Does the block stand in an element of a picture and little else? */
static int is_by_picture(const struct page *page, const struct block *block)
{
    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        if ((element_of(page, at)->signs & SIGN_FIGURE) && element_of(page, at)->chars < 500 &&
            element_of(page, at)->pictures > 0)
            return 1;
    return 0;
}

static int judge_picture(const struct page *page, struct block *block, uint32_t inner)
{
    if (block->kind != KIND_CAPTION && !has_around(page, block, GUMBO_TAG_FIGURE) &&
        !(inner & (SIGN_CAPTION | SIGN_CREDIT)) && !((inner & SIGN_FIGURE) && !block->running) &&
        !is_by_picture(page, block))
        return 0;
    if (has_around(page, block, GUMBO_TAG_TABLE) || has_around(page, block, GUMBO_TAG_BLOCKQUOTE) ||
        has_around(page, block, GUMBO_TAG_PRE))
        return 0;
    judge_set(block,
              (inner & SIGN_CREDIT) || phrase_is_credit(block) ? CRIER_ROLE_CREDIT
                                                               : CRIER_ROLE_CAPTION,
              NULL);
    return 1;
}

static int judge_credits(struct block *block, uint32_t inner)
{
    if (block->kind == KIND_CODE)
        return 0;
    if ((inner & SIGN_DATE) && block->chars < 120 && block->stops < 2)
        judge_set(block, CRIER_ROLE_DATE, NULL);
    else if ((inner & (SIGN_BYLINE | SIGN_META)) && block->chars < 200 && block->stops < 2)
        judge_set(block, CRIER_ROLE_BYLINE, NULL);
    else if (phrase_is_date(block) && block->kind != KIND_CELL)
        judge_set(block, CRIER_ROLE_DATE, NULL);
    else if (phrase_is_byline(block))
        judge_set(block, CRIER_ROLE_BYLINE, NULL);
    else if (phrase_is_credit(block))
        judge_set(block, CRIER_ROLE_CREDIT, NULL);
    else if (phrase_is_caption(block))
        judge_set(block, CRIER_ROLE_CAPTION, NULL);
    else
        return 0;
    return 1;
}

/* A link that is a part of the text: an item among others that are none, or a
 * heading over running text. */
static int is_text_link(const struct page *page, const struct block *block)
{
    const struct block *next = block + 1;
    uint32_t list = element_of(page, block->element)->parent;

    if (block->kind == KIND_HEADING)
        return next < page->blocks + page->block_count && next->running && next->kind == KIND_TEXT;
    return block->kind == KIND_ITEM && list != NONE &&
           element_of(page, list)->linked * 2 < element_of(page, list)->chars;
}

static int judge_words(const struct page *page, struct block *block)
{
    const char *reason;

    if (judge_is_speakable(page, block))
        return 0;
    reason = phrase_of_promo(block);
    if (!reason && judge_is_link(block) && block->chars < 400 && block->kind != KIND_CELL &&
        !is_text_link(page, block))
        reason = "link";
    if (!reason && phrase_is_contact(block))
        reason = "how to reach the newsroom";
    if (!reason && phrase_is_disclosure(block))
        reason = "disclosure";
    if (!reason && block->kind == KIND_HEADING && phrase_is_foreign_heading(block))
        reason = "heading of other stories";
    if (!reason)
        return 0;
    judge_set(block, CRIER_ROLE_BOILERPLATE, reason);
    return 1;
}

static void judge_text(const struct page *page, struct block *block, uint32_t inner)
{
    if (inner & SIGN_PULL)
        judge_set(block, CRIER_ROLE_PULL_QUOTE, NULL);
    else if ((inner & SIGN_SUMMARY) && !page->begun && block->kind <= KIND_HEADING &&
             block->chars >= 25 && block->chars < 600)
        judge_set(block, CRIER_ROLE_SUMMARY, NULL);
    else if (block->kind == KIND_HEADING)
        judge_set(block, CRIER_ROLE_HEADING, NULL);
    else if (block->kind == KIND_CODE)
        judge_set(block, CRIER_ROLE_CODE, NULL);
    else
        judge_set(block, CRIER_ROLE_PARAGRAPH, NULL);
}

void judge_block(struct page *page, struct block *block)
{
    uint32_t inner = judge_signs(page, block);

    if (judge_place(page, block))
        return;
    if ((block->level == 1 && !page->begun) || judge_is_title(page, block)) {
        judge_set(block, CRIER_ROLE_HEADLINE, NULL);
        return;
    }
    if (!page->lenient && (judge_picture(page, block, inner) || judge_credits(block, inner) ||
                           judge_words(page, block)))
        return;
    judge_text(page, block, inner);
    page->begun |= block->role == CRIER_ROLE_PARAGRAPH && block->running;
}

void judge_as_text(struct page *page, struct block *block)
{
    if (block->level == 1 && !page->begun) {
        judge_set(block, CRIER_ROLE_HEADLINE, NULL);
        page->begun = 1;
    } else {
        judge_text(page, block, 0);
    }
}

int judge_is_body(const struct block *block)
{
    return block->role == CRIER_ROLE_PARAGRAPH || block->role == CRIER_ROLE_HEADING ||
           block->role == CRIER_ROLE_CODE || block->role == CRIER_ROLE_PULL_QUOTE;
}
