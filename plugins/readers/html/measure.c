/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "tree.h"

#include <string.h>
#include <strings.h>

#define SHORT_RUNNING 80u /* characters of a paragraph that is running text by length alone */

/* Bytes of the white space at `text`, 0: it is something else. */
static unsigned space_at(const char *text)
{
    if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r' || *text == '\f')
        return 1;
    if (text[0] == '\xc2' && text[1] == '\xa0')
        return 2;
    if (text[0] == '\xe2' && text[1] == '\x80' && (text[2] == '\x8b' || text[2] == '\x89'))
        return 3;
    return 0;
}

/* How much a character counts that begins with this byte; 0 inside of one. */
static unsigned width_of(char c)
{
    unsigned char byte = (unsigned char)c;

    if (byte < 0x80 || (byte >= 0xc0 && byte < 0xe3))
        return 1;
    return byte >= 0xe3 ? 2 : 0;
}

static int is_comma(const char *at)
{
    return *at == ',' || memcmp(at, "\xe3\x80\x81", 3) == 0 || memcmp(at, "\xef\xbc\x8c", 3) == 0 ||
           memcmp(at, "\xd8\x8c", 2) == 0;
}

/* The end of a sentence: a stop before white space or the end. */
static int is_stop(const char *at)
{
    if (*at == '.' || *at == '!' || *at == '?')
        return at[1] == ' ' || at[1] == '\0' || at[1] == '"' || at[1] == '\'' || at[1] == ')' ||
               at[1] == '\xe2' || at[1] == '\xc2';
    return memcmp(at, "\xe3\x80\x82", 3) == 0 || memcmp(at, "\xe0\xa5\xa4", 3) == 0;
}

static void count(struct block *block)
{
    const char *text = block->text;

    block->words = block->size > 0;
    for (uint32_t i = 0; i < block->size; i++) {
        block->chars += width_of(text[i]);
        block->words += text[i] == ' ';
        if (text[i] == ',' || ((unsigned char)text[i] >= 0xd8 && i + 3 <= block->size))
            block->commas += (uint32_t)is_comma(text + i);
        if (text[i] == '.' || text[i] == '!' || text[i] == '?' ||
            ((unsigned char)text[i] >= 0xe0 && i + 3 <= block->size))
            block->stops += (uint32_t)is_stop(text + i);
    }
}

/* Is it hidden within its paragraph? */
int page_is_hidden(const struct page *page, uint32_t element)
{
    for (; element_of(page, element)->is_inline; element = element_of(page, element)->parent)
        if (element_of(page, element)->signs & SIGN_HIDDEN)
            return 1;
    return 0;
}

/* Folds the text of the block's pieces; counts what of it is in links. */
static size_t fold(const struct page *page, struct block *block, char *out)
{
    size_t size = 0;
    int space = 0;

    for (uint32_t i = block->first; i < block->end; i++) {
        const struct piece *piece = &page->pieces[i];
        const char *text = piece->node ? piece->node->v.text.text : " ";
        int linked = element_of(page, piece->element)->in_link;

        if (piece->node && page_is_hidden(page, piece->element))
            continue;
        while (*text) {
            unsigned blank = space_at(text);

            if (blank > 0) {
                space |= blank < 3 || text[2] == '\x89';
                text += blank;
                continue;
            }
            if (space && size > 0)
                out[size++] = ' ';
            space = 0;
            block->linked += linked ? width_of(*text) : 0;
            out[size++] = *text++;
        }
    }
    out[size] = '\0';
    return size;
}

static size_t bytes_of(const struct page *page, const struct block *block)
{
    size_t size = 4;

    for (uint32_t i = block->first; i < block->end; i++)
        size += page->pieces[i].node ? strlen(page->pieces[i].node->v.text.text) + 1 : 1;
    return size;
}

uint8_t page_heading_level(GumboTag tag)
{
    static const GumboTag headings[] = { GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                         GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6 };

    for (unsigned i = 0; i < 6; i++)
        if (tag == headings[i])
            return (uint8_t)(i + 1);
    return 0;
}

/* What the elements around a block make of it. */
static void classify(const struct page *page, struct block *block)
{
    for (uint32_t at = block->element; at != NONE; at = element_of(page, at)->parent) {
        const struct element *element = element_of(page, at);
        uint8_t level = page_heading_level((GumboTag)element->tag);

        block->signs |= element->signs;
        if (level > 0 && block->kind == KIND_TEXT) {
            block->kind = KIND_HEADING;
            block->level = level;
        }
        if (element->tag == GUMBO_TAG_FIGCAPTION)
            block->kind = KIND_CAPTION;
        if (block->kind != KIND_TEXT)
            continue;
        if (element->tag == GUMBO_TAG_LI || element->tag == GUMBO_TAG_DD ||
            element->tag == GUMBO_TAG_DT)
            block->kind = KIND_ITEM;
        else if (element->tag == GUMBO_TAG_TD || element->tag == GUMBO_TAG_TH)
            block->kind = KIND_CELL;
        else if (element->tag == GUMBO_TAG_PRE)
            block->kind = KIND_CODE;
    }
}

static int is_running(const struct block *block)
{
    if (block->kind != KIND_TEXT && block->kind != KIND_ITEM && block->kind != KIND_CELL)
        return 0;
    if (block->linked * 2 > block->chars)
        return 0;
    if (block->chars >= SHORT_RUNNING)
        return block->stops > 0 || block->chars >= 2 * SHORT_RUNNING;
    return block->kind == KIND_TEXT && block->chars >= SHORT_RUNNING / 2 && block->stops > 0 &&
           block->linked * 4 <= block->chars;
}

/* ---- Sums ---- */

static void add_up(struct page *page)
{
    for (uint32_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];

        element_of(page, block->element)->chars += block->chars;
        element_of(page, block->element)->linked += block->linked;
        element_of(page, block->element)->running += block->running ? block->chars : 0;
    }
    for (uint32_t i = page->element_count; i-- > 1;) {
        const struct element *element = element_of(page, i);
        struct element *parent = element_of(page, element->parent);

        parent->chars += element->chars;
        parent->linked += element->linked;
        parent->pictures += element->pictures;
        parent->running += element->running;
    }
    page->running = page->elements[0].running;
}

/* Does a class here or shortly above say why text is folded away for now? */
static int is_folded(const struct page *page, uint32_t at)
{
    static const char *const folds[] = { "paywall",  "premium",   "locked",    "subscri",
                                         "metered",  "collaps",   "expand",    "truncat",
                                         "readmore", "read-more", "accordion", "faq" };

    for (unsigned level = 0; level < 4 && at != 0 && at != NONE; level++) {
        const char *class = tree_attribute(element_of(page, at)->node, "class");

        for (size_t i = 0; class && i < sizeof(folds) / sizeof(folds[0]); i++)
            if (strcasestr(class, folds[i]))
                return 1;
        at = element_of(page, at)->parent;
    }
    return 0;
}

/* Text behind a paywall or in a fold is hidden, but it is the article's. */
static void unfold(struct page *page)
{
    for (uint32_t i = 1; i < page->element_count; i++) {
        struct element *element = element_of(page, i);

        if ((element->signs & SIGN_HIDDEN) && element->running * 2 > element->chars &&
            element->linked * 4 < element->chars && is_folded(page, i))
            element->signs &= ~(uint32_t)SIGN_HIDDEN;
    }
}

/* What most of the page stands in is no menu and no footer, whatever it is called. */
static void forgive(struct page *page)
{
    uint32_t whole = page->elements[0].chars - page->elements[0].linked;

    page->elements[0].signs = 0;
    for (uint32_t i = 1; i < page->element_count; i++) {
        struct element *element = element_of(page, i);

        if (element->running * 2 > page->running && (element->chars - element->linked) * 2 > whole)
            element->signs &= SIGN_BODY;
    }
}

/* The innermost element that all of the block's text stands in. */
static uint32_t core_of(const struct page *page, const struct block *block)
{
    uint32_t core = NONE;

    for (uint32_t i = block->first; i < block->end; i++) {
        const struct piece *piece = &page->pieces[i];

        if (!piece->node || piece->node->type == GUMBO_NODE_WHITESPACE)
            continue;
        if (core == NONE)
            core = piece->element;
        while (core != block->element && !is_inside(page, piece->element, core))
            core = element_of(page, core)->parent;
    }
    return core == NONE ? block->element : core;
}

int page_measure(struct page *page)
{
    for (uint32_t i = 0; i < page->element_count; i++)
        page_read_signs(element_of(page, i));
    for (uint32_t i = 0; i < page->block_count; i++) {
        struct block *block = &page->blocks[i];
        char *text = arena_take(page->arena, bytes_of(page, block));

        if (!text)
            return 0;
        block->size = (uint32_t)fold(page, block, text);
        block->text = text;
        count(block);
        classify(page, block);
        block->running = (uint8_t)is_running(block);
    }
    add_up(page);
    unfold(page);
    forgive(page);
    for (uint32_t i = 0; i < page->block_count; i++) {
        page->blocks[i].signs = 0;
        page->blocks[i].core = core_of(page, &page->blocks[i]);
        for (uint32_t at = page->blocks[i].core; at != NONE; at = element_of(page, at)->parent)
            page->blocks[i].signs |= element_of(page, at)->signs;
    }
    return 1;
}

uint32_t page_around(const struct page *page, uint32_t index, uint32_t outer, GumboTag tag)
{
    while (index != NONE && index != outer) {
        if (element_of(page, index)->tag == tag)
            return index;
        index = element_of(page, index)->parent;
    }
    return NONE;
}
