/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which role each block of the article's region has. */
#include "page.h"
#include "phrases.h"
#include "tree.h"

#include <string.h>

#define HEADLINE_DISTANCE 60u /* blocks between a headline and the text at most */
#define BIO_DISTANCE      6u
#define REPEAT_DISTANCE   400u
#define MOST_SUMMARIES    4u

/* Elements of these signs are no part of the article's text, if they are small. */
#define OUT_OF_PLACE                                                                               \
    (SIGN_NAV | SIGN_SHARE | SIGN_RELATED | SIGN_PROMO | SIGN_COMMENT | SIGN_TAGS | SIGN_FORM |    \
     SIGN_BIO | SIGN_ASIDE | SIGN_CONTENTS)

static void set(struct block *block, uint32_t role, const char *reason)
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

/* Is this element, by its signs and size, no part of the article? */
static int is_condemned(const struct page *page, const struct element *element)
{
    const struct element *container = element_of(page, page->container);
    uint32_t signs = element->signs & OUT_OF_PLACE;

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
        if (is_condemned(page, element_of(page, at)))
            found = at;
    return found;
}

static uint32_t inner_signs(const struct page *page, const struct block *block)
{
    uint32_t signs = 0;

    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        signs |= element_of(page, at)->signs;
    return signs;
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

static int is_title(const struct page *page, const struct block *block)
{
    if (block->chars > 300 || page->title[0] == '\0' || block->words < 3)
        return 0;
    return overlap(block->text, page->title) >= 90 && block->size * 10 >= strlen(page->title) * 5;
}

static int is_linked(const struct block *block)
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
    uint32_t element = condemned(page, block);

    if (!has_word(block)) {
        set(block, CRIER_ROLE_NONE, "ornament");
        return 1;
    }
    if (block->signs & SIGN_HIDDEN) {
        set(block, CRIER_ROLE_NONE, "not shown");
        return 1;
    }
    if (element != NONE && !is_quoted_post(page, block)) {
        set(block, CRIER_ROLE_NONE, reason_of(element_of(page, element)->signs));
        return 1;
    }
    return 0;
}

static int has_picture(const struct page *page, uint32_t at)
{
    for (uint32_t i = at; i < element_of(page, at)->end; i++)
        if (element_of(page, i)->tag == GUMBO_TAG_IMG)
            return 1;
    return 0;
}

/* Does the block stand in an element of a picture and little else? */
static int is_by_picture(const struct page *page, const struct block *block)
{
    for (uint32_t at = block->core; at != page->region && at != NONE;
         at = element_of(page, at)->parent)
        if ((element_of(page, at)->signs & SIGN_FIGURE) && element_of(page, at)->chars < 500 &&
            has_picture(page, at))
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
    set(block,
        (inner & SIGN_CREDIT) || phrase_is_credit(block) ? CRIER_ROLE_CREDIT : CRIER_ROLE_CAPTION,
        NULL);
    return 1;
}

static int judge_credits(struct block *block, uint32_t inner)
{
    if ((inner & SIGN_DATE) && block->chars < 120 && block->stops < 2)
        set(block, CRIER_ROLE_DATE, NULL);
    else if ((inner & (SIGN_BYLINE | SIGN_META)) && block->chars < 200 && block->stops < 2)
        set(block, CRIER_ROLE_BYLINE, NULL);
    else if (phrase_is_date(block) && block->kind != KIND_CELL)
        set(block, CRIER_ROLE_DATE, NULL);
    else if (phrase_is_byline(block))
        set(block, CRIER_ROLE_BYLINE, NULL);
    else if (phrase_is_credit(block))
        set(block, CRIER_ROLE_CREDIT, NULL);
    else if (phrase_is_caption(block))
        set(block, CRIER_ROLE_CAPTION, NULL);
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
    const char *reason = phrase_of_promo(block);

    if (!reason && is_linked(block) && block->chars < 400 && block->kind != KIND_CELL &&
        !is_text_link(page, block))
        reason = "link";
    if (!reason && phrase_is_disclosure(block))
        reason = "disclosure";
    if (!reason && block->kind == KIND_HEADING && phrase_is_foreign_heading(block))
        reason = "heading of other stories";
    if (!reason)
        return 0;
    set(block, CRIER_ROLE_BOILERPLATE, reason);
    return 1;
}

static void judge_text(struct block *block, uint32_t inner)
{
    if (inner & SIGN_PULL)
        set(block, CRIER_ROLE_PULL_QUOTE, NULL);
    else if (block->kind == KIND_HEADING)
        set(block, CRIER_ROLE_HEADING, NULL);
    else if (block->kind == KIND_CODE)
        set(block, CRIER_ROLE_CODE, NULL);
    else
        set(block, CRIER_ROLE_PARAGRAPH, NULL);
}

static void judge(struct page *page, struct block *block)
{
    uint32_t inner = inner_signs(page, block);

    if (judge_place(page, block))
        return;
    if ((block->level == 1 && !page->begun) || is_title(page, block)) {
        set(block, CRIER_ROLE_HEADLINE, NULL);
        return;
    }
    if (judge_picture(page, block, inner) || judge_credits(block, inner) ||
        judge_words(page, block))
        return;
    judge_text(block, inner);
    page->begun |= block->role == CRIER_ROLE_PARAGRAPH && block->running;
}

/* ---- Neighbours ---- */

static int is_body(const struct block *block)
{
    return block->role == CRIER_ROLE_PARAGRAPH || block->role == CRIER_ROLE_HEADING ||
           block->role == CRIER_ROLE_CODE || block->role == CRIER_ROLE_PULL_QUOTE;
}

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
                page->blocks[k].role != CRIER_ROLE_HEADLINE)
                set(&page->blocks[k], CRIER_ROLE_BOILERPLATE, "promotion");
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

        if (!is_body(block) || block->kind == KIND_CELL || block->chars < 16 || block->words < 3)
            continue;
        for (uint32_t k = i + 1; k < page->last && k < i + REPEAT_DISTANCE; k++)
            times += is_body(&page->blocks[k]) && same_text(block, &page->blocks[k]);
        if (times == 0 || (times == 1 && block->chars < 50))
            continue;
        for (uint32_t k = i + 1; k < page->last && k < i + REPEAT_DISTANCE; k++)
            if (is_body(&page->blocks[k]) && same_text(block, &page->blocks[k]))
                set(&page->blocks[k], CRIER_ROLE_BOILERPLATE, "said before");
        if (times > 1 && !block->running)
            set(block, CRIER_ROLE_BOILERPLATE, "said again and again");
    }
}

/* ---- Ends ---- */

/* "Ann Reed is a writer who …" behind the last of the article. */
static int is_bio(const struct page *page, const struct block *block)
{
    const char *name = page->author;
    size_t size = strcspn(name, " ,");

    if (block->chars > 700 || size < 3)
        return 0;
    if (strncmp(block->text, name, size) != 0)
        return 0;
    return phrase_is_bio(block);
}

/* Notes about the author at the end, or at the top. */
static void drop_bios(struct page *page)
{
    unsigned seen = 0;

    for (uint32_t i = page->last; i-- > page->first && seen < BIO_DISTANCE;) {
        struct block *block = &page->blocks[i];

        if (!is_body(block))
            continue;
        seen++;
        if (is_bio(page, block))
            set(block, CRIER_ROLE_BOILERPLATE, "about the author");
    }
}

/* Headings at the end head nothing. */
static void trim_end(struct page *page)
{
    for (uint32_t i = page->last; i-- > page->first;) {
        struct block *block = &page->blocks[i];

        if (!is_body(block))
            continue;
        if (block->role != CRIER_ROLE_HEADING)
            break;
        set(block, CRIER_ROLE_BOILERPLATE, "heading of nothing");
    }
}

/* ---- What stands between the headline and the text ---- */

/* The headline before the container: the last h1, or what the page calls its title. */
static uint32_t find_headline(const struct page *page)
{
    uint32_t first = element_of(page, page->container)->first_block;
    uint32_t found = NONE;

    for (uint32_t i = first; i-- > 0 && first - i <= HEADLINE_DISTANCE;) {
        const struct block *block = &page->blocks[i];

        if (block->signs & (SIGN_NAV | SIGN_HIDDEN | SIGN_COMMENT | SIGN_RELATED))
            continue;
        if (is_title(page, block) && !is_linked(block))
            return i;
        if (block->level == 1 && found == NONE)
            found = i;
    }
    return found;
}

/* A standfirst: called so, or a heading or paragraph right below the headline. */
static int is_summary(const struct page *page, const struct block *block, uint32_t distance)
{
    uint32_t inner = inner_signs(page, block);

    if (block->role != CRIER_ROLE_PARAGRAPH && block->role != CRIER_ROLE_HEADING)
        return 0;
    if (block->chars < 25 || block->chars > 600 || block->linked * 5 > block->chars)
        return 0;
    if (inner & SIGN_SUMMARY)
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
            set(block, CRIER_ROLE_HEADLINE, NULL);
            continue;
        }
        judge(page, block);
        if (is_summary(page, block, i - headline) && summaries++ < MOST_SUMMARIES)
            set(block, CRIER_ROLE_SUMMARY, NULL);
        else if (block->role == CRIER_ROLE_PARAGRAPH || block->role == CRIER_ROLE_HEADING)
            set(block, CRIER_ROLE_NONE, "page furniture");
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

void page_judge(struct page *page)
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
        judge(page, &page->blocks[i]);
    if (headline != NONE)
        page->first = headline;
    spread_invitations(page);
    drop_repeats(page);
    drop_bios(page);
    trim_end(page);
}
