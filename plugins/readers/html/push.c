/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The judged blocks to the host: lists, quotations and tables around them. */
#include "page.h"
#include "pictures.h"
#include "places.h"
#include "table.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST_STRUCTURE 16u

/* An element that is a block of the document around blocks. */
struct frame {
    uint32_t element;
    uint32_t role;
};

struct pusher {
    struct page *page;
    struct frame open[DEEPEST_STRUCTURE];
    unsigned depth;
    uint32_t table; /* pushed as a whole; its blocks are done */
};

static int is_body_role(uint32_t role)
{
    return role == CRIER_ROLE_PARAGRAPH || role == CRIER_ROLE_HEADING || role == CRIER_ROLE_CODE;
}

static uint32_t structure_role(const struct element *element)
{
    switch ((GumboTag)element->tag) {
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
        return CRIER_ROLE_LIST;
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
        return CRIER_ROLE_LIST_ITEM;
    case GUMBO_TAG_BLOCKQUOTE:
        return CRIER_ROLE_QUOTATION;
    default:
        return CRIER_ROLE_NONE;
    }
}

/* The structure around a block, outermost first. */
static unsigned structure_of(const struct page *page, const struct block *block,
                             struct frame *frames)
{
    struct frame found[DEEPEST_STRUCTURE];
    unsigned count = 0;
    unsigned kept = 0;

    if (!is_body_role(block->role))
        return 0;
    for (uint32_t at = block->element; at != NONE && at != page->container;
         at = element_of(page, at)->parent) {
        uint32_t role = structure_role(element_of(page, at));

        if (role != CRIER_ROLE_NONE && count < DEEPEST_STRUCTURE)
            found[count++] = (struct frame){ at, role };
    }
    /* Items stand in lists and lists hold items: what does not is no structure. */
    for (unsigned i = count; i-- > 0;) {
        int in_list = kept > 0 && frames[kept - 1].role == CRIER_ROLE_LIST;

        if (found[i].role == CRIER_ROLE_LIST &&
            (i == 0 || found[i - 1].role != CRIER_ROLE_LIST_ITEM))
            continue;
        if ((found[i].role == CRIER_ROLE_LIST_ITEM) != in_list)
            continue;
        frames[kept++] = found[i];
    }
    return kept > 0 && frames[kept - 1].role == CRIER_ROLE_LIST ? kept - 1 : kept;
}

/* ---- Opening and closing ---- */

static const char *language_of(const struct page *page, uint32_t at)
{
    for (; at != NONE && at != 0; at = element_of(page, at)->parent) {
        const char *language = tree_attribute(element_of(page, at)->node, "lang");

        if (language && *language)
            return language;
    }
    return NULL;
}

static long number_attribute(const struct element *element, const char *name, long otherwise)
{
    const char *value = tree_attribute(element->node, name);

    return value && *value ? strtol(value, NULL, 10) : otherwise;
}

/* Numbers the items of an ordered list, once. */
static void number_items(const struct page *page, uint32_t list)
{
    long number = number_attribute(element_of(page, list), "start", 1) - 1;

    element_of(page, list)->numbered = 1;
    for (uint32_t at = list + 1; at < element_of(page, list)->end; at = element_of(page, at)->end) {
        struct element *item = element_of(page, at);

        if (item->tag != GUMBO_TAG_LI)
            continue;
        number = number_attribute(item, "value", number + 1);
        item->ordinal = number > 0 && number < 1000000 ? (uint32_t)number : 0;
    }
}

/* The number printed before an item of an ordered list; 0: none. */
static uint32_t ordinal_of(const struct page *page, uint32_t item)
{
    uint32_t list = element_of(page, item)->parent;

    if (element_of(page, list)->tag != GUMBO_TAG_OL)
        return 0;
    if (!element_of(page, list)->numbered)
        number_items(page, list);
    return element_of(page, item)->ordinal;
}

static void open_frame(struct pusher *pusher, struct frame frame)
{
    struct crier_block block = { .size = sizeof(block), .role = frame.role };

    if (frame.role == CRIER_ROLE_LIST_ITEM)
        block.ordinal = ordinal_of(pusher->page, frame.element);
    if (frame.role == CRIER_ROLE_QUOTATION)
        block.language = language_of(pusher->page, frame.element);
    pusher->page->host->open(pusher->page->host, &block);
    pusher->open[pusher->depth++] = frame;
}

static void close_to(struct pusher *pusher, unsigned depth)
{
    while (pusher->depth > depth) {
        pusher->page->host->close(pusher->page->host);
        pusher->depth--;
    }
}

/* Opens and closes until exactly these frames are open. */
static void enter(struct pusher *pusher, const struct frame *frames, unsigned count)
{
    unsigned same = 0;

    while (same < count && same < pusher->depth &&
           pusher->open[same].element == frames[same].element)
        same++;
    close_to(pusher, same);
    while (same < count)
        open_frame(pusher, frames[same++]);
}

/* ---- Text ---- */

/* Does the text behind a line break go on in small letters? */
static int goes_on(const struct page *page, const struct block *block, uint32_t piece)
{
    for (uint32_t i = piece + 1; i < block->end; i++) {
        const char *text = page->pieces[i].node ? page->pieces[i].node->v.text.text : "";

        text += strspn(text, " \t\r\n\f");
        if (*text)
            return (*text >= 'a' && *text <= 'z') || *text == ',' || *text == ';';
    }
    return 1;
}

/* In code a line break is one; elsewhere it parts lines that are no one sentence. */
static void push_break(struct page *page, const struct block *block, uint32_t piece)
{
    page->host->text(page->host, "\n", 1, CRIER_NOWHERE, CRIER_NOWHERE);
    if (block->role != CRIER_ROLE_CODE && !goes_on(page, block, piece))
        page->host->cut(page->host);
}

static void push_text(struct page *page, const struct block *block)
{
    for (uint32_t i = block->first; i < block->end; i++) {
        const struct piece *piece = &page->pieces[i];

        if (!piece->node)
            push_break(page, block, i);
        else if (page_is_hidden(page, piece->element))
            places_skip(page, piece->node, "not shown");
        else
            places_text(page, piece->node);
    }
}

static void skip_block(struct page *page, const struct block *block)
{
    for (uint32_t i = block->first; i < block->end; i++)
        if (page->pieces[i].node)
            places_skip(page, page->pieces[i].node, block->reason ? block->reason : "left out");
}

/* Is the block the only one that is read inside this element? */
static int is_alone(const struct page *page, uint32_t element, const struct block *block)
{
    for (uint32_t i = element_of(page, element)->first_block;
         i < element_of(page, element)->end_block; i++)
        if (&page->blocks[i] != block && is_body_role(page->blocks[i].role))
            return 0;
    return 1;
}

static void push_block(struct pusher *pusher, const struct block *block)
{
    struct page *page = pusher->page;
    struct crier_block open = { .size = sizeof(open), .role = block->role };
    struct frame frames[DEEPEST_STRUCTURE];
    unsigned count = structure_of(page, block, frames);
    int bare = count > 0 && block->role == CRIER_ROLE_PARAGRAPH &&
               is_alone(page, frames[count - 1].element, block);

    enter(pusher, frames, count);
    open.level = block->role == CRIER_ROLE_HEADING ? block->level : 0;
    if (open.role == CRIER_ROLE_HEADING && open.level == 0)
        open.level = 2;
    open.language = language_of(page, block->core);
    page->has_text = 1;
    if (!bare)
        page->host->open(page->host, &open);
    push_text(page, block);
    if (!bare)
        page->host->close(page->host);
}

/* ---- Tables ---- */

static uint32_t data_table_around(const struct page *page, const struct block *block)
{
    uint32_t table = page_around(page, block->element, page->container, GUMBO_TAG_TABLE);

    return table != NONE && table_is_data(page, table) ? table : NONE;
}

static void push_cell(struct page *page, uint32_t cell)
{
    const struct element *element = element_of(page, cell);

    crier_open(page->host,
               element->tag == GUMBO_TAG_TH ? CRIER_ROLE_TABLE_HEADER : CRIER_ROLE_TABLE_CELL);
    for (uint32_t i = element->first_block; i < element->end_block; i++) {
        if (i > element->first_block)
            page->host->text(page->host, " ", 1, CRIER_NOWHERE, CRIER_NOWHERE);
        push_text(page, &page->blocks[i]);
    }
    page->host->close(page->host);
}

static void push_row(struct page *page, uint32_t row)
{
    crier_open(page->host, CRIER_ROLE_TABLE_ROW);
    for (uint32_t i = row + 1; i < element_of(page, row)->end; i++) {
        const struct element *element = element_of(page, i);

        if (element->tag == GUMBO_TAG_TD || element->tag == GUMBO_TAG_TH) {
            push_cell(page, i);
            i = element->end - 1;
        }
    }
    page->host->close(page->host);
}

static void push_caption(struct page *page, uint32_t caption)
{
    const struct element *element = element_of(page, caption);

    crier_open(page->host, CRIER_ROLE_CAPTION);
    for (uint32_t i = element->first_block; i < element->end_block; i++)
        push_text(page, &page->blocks[i]);
    page->host->close(page->host);
}

static void push_table(struct pusher *pusher, uint32_t table)
{
    struct page *page = pusher->page;

    close_to(pusher, 0);
    page->has_text = 1;
    crier_open(page->host, CRIER_ROLE_TABLE);
    for (uint32_t i = table + 1; i < element_of(page, table)->end; i++) {
        uint16_t tag = element_of(page, i)->tag;

        if (tag == GUMBO_TAG_CAPTION)
            push_caption(page, i);
        if (tag == GUMBO_TAG_TR)
            push_row(page, i);
        if (tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_TR)
            i = element_of(page, i)->end - 1;
    }
    page->host->close(page->host);
    pusher->table = table;
}

/* ---- The article ---- */

static void push_one(struct pusher *pusher, const struct block *block)
{
    struct page *page = pusher->page;
    uint32_t table;

    if (pusher->table != NONE && is_inside(page, block->element, pusher->table))
        return;
    if (block->role == CRIER_ROLE_NONE) {
        skip_block(page, block);
        return;
    }
    table = is_body_role(block->role) ? data_table_around(page, block) : NONE;
    if (table != NONE)
        push_table(pusher, table);
    else
        push_block(pusher, block);
}

/* The text in place of a picture, as its caption. */
static void push_picture(struct pusher *pusher, const GumboNode *text)
{
    struct page *page = pusher->page;

    close_to(pusher, 0);
    crier_open(page->host, CRIER_ROLE_CAPTION);
    places_text(page, text);
    page->host->close(page->host);
}

crier_status page_push(struct page *page)
{
    struct pusher pusher = { .page = page, .table = NONE };
    struct pictures *pictures = arena_take(page->arena, sizeof(*pictures));
    unsigned next = 0;

    if (!pictures)
        return CRIER_FAILED;
    pictures_find(page, pictures);
    for (uint32_t i = page->first; i <= page->last; i++) {
        while (next < pictures->count && pictures->list[next].before <= i)
            push_picture(&pusher, pictures->list[next++].text);
        if (i < page->last)
            push_one(&pusher, &page->blocks[i]);
    }
    close_to(&pusher, 0);
    places_finish(page);
    return CRIER_OK;
}
