/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"
#include "tree.h"

#include <string.h>
#include <strings.h>

/* What an element is to the layout. */
enum layout { BLOCK, INLINE, SILENT, BREAK };

static enum layout by_tag(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT: /* how the word beside it is pronounced */
        return SILENT;
    case GUMBO_TAG_BR:
        return BREAK;
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
        return INLINE;
    default:
        return BLOCK;
    }
}

struct walk {
    struct page *page;
    uint32_t element; /* innermost open */
    uint32_t first;   /* piece of the block that is being gathered */
    int breaks;       /* line breaks in a row */
    int has_text;
    int failed;
};

/* Whose picture it is, within the words below it: a block of its own. */
static int is_credit(const struct walk *walk, const GumboNode *node)
{
    GumboTag tag = node->v.element.tag;
    const char *class = tree_attribute(node, "class");

    return (tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_SMALL || tag == GUMBO_TAG_CITE) &&
           element_of(walk->page, walk->element)->tag == GUMBO_TAG_FIGCAPTION && class &&
           (strcasestr(class, "credit") || strcasestr(class, "copyright"));
}

/* Custom elements are blocks of their own unless they stand in a paragraph. */
static enum layout layout_of(const struct walk *walk, const GumboNode *node)
{
    GumboTag tag = node->v.element.tag;
    GumboTag around;

    if (is_credit(walk, node))
        return BLOCK;
    if (tag != GUMBO_TAG_UNKNOWN)
        return by_tag(tag);
    around = (GumboTag)element_of(walk->page, walk->element)->tag;
    return around == GUMBO_TAG_P || element_of(walk->page, walk->element)->is_inline ? INLINE
                                                                                     : BLOCK;
}

/* The innermost element of the layout around the walk. */
static uint32_t layout_element(const struct walk *walk)
{
    uint32_t at = walk->element;

    while (element_of(walk->page, at)->is_inline && element_of(walk->page, at)->parent != NONE)
        at = element_of(walk->page, at)->parent;
    return at;
}

static void *room_for(struct walk *walk, void *old, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t more = *room > 0 ? *room * 2 : 1024;
    void *piece;

    if (count < *room)
        return old;
    piece = arena_grow(walk->page->arena, old, count, more, size);
    if (!piece) {
        walk->failed = 1;
        return old;
    }
    *room = more;
    return piece;
}

/* The pieces gathered since the last break become a block. */
static void flush(struct walk *walk)
{
    struct page *page = walk->page;

    if (walk->has_text) {
        page->blocks = room_for(walk, page->blocks, page->block_count, &page->block_room,
                                sizeof(struct block));
        if (walk->failed)
            return;
        page->blocks[page->block_count++] = (struct block){ .element = layout_element(walk),
                                                            .first = walk->first,
                                                            .end = page->piece_count };
    }
    walk->first = page->piece_count;
    walk->breaks = 0;
    walk->has_text = 0;
}

static void add_piece(struct walk *walk, const GumboNode *node)
{
    struct page *page = walk->page;

    page->pieces =
        room_for(walk, page->pieces, page->piece_count, &page->piece_room, sizeof(struct piece));
    if (!walk->failed)
        page->pieces[page->piece_count++] =
            (struct piece){ .node = node, .element = walk->element };
}

static void add_break(struct walk *walk)
{
    add_piece(walk, NULL);
    if (++walk->breaks >= 2)
        flush(walk);
}

static int is_blank(const char *text)
{
    for (; *text; text++) {
        if (text[0] == '\xc2' && text[1] == '\xa0')
            text++;
        else if (!strchr(" \t\r\n\f", *text))
            return 0;
    }
    return 1;
}

static void add_text(struct walk *walk, const GumboNode *node)
{
    int blank = is_blank(node->v.text.text);

    add_piece(walk, node);
    walk->has_text |= !blank;
    if (!blank)
        walk->breaks = 0;
}

static uint32_t open_element(struct walk *walk, const GumboNode *node, int is_inline)
{
    struct page *page = walk->page;
    uint32_t parent = walk->element;

    page->elements = room_for(walk, page->elements, page->element_count, &page->element_room,
                              sizeof(struct element));
    if (walk->failed)
        return parent;
    page->elements[page->element_count] = (struct element){
        .node = node,
        .parent = parent,
        .tag = (uint16_t)node->v.element.tag,
        .depth = parent == NONE ? 0 : (uint16_t)(page->elements[parent].depth + 1),
        .is_inline = (uint8_t)is_inline,
        .pictures = node->v.element.tag == GUMBO_TAG_IMG,
        .in_link = (uint8_t)((parent != NONE && page->elements[parent].in_link) ||
                             (node->v.element.tag == GUMBO_TAG_A && tree_attribute(node, "href"))),
        .first_block = page->block_count,
    };
    walk->element = page->element_count++;
    return walk->element;
}

static void close_element(struct walk *walk)
{
    struct element *element = element_of(walk->page, walk->element);

    if (!element->is_inline)
        flush(walk);
    element->end = walk->page->element_count;
    element->end_block = walk->page->block_count;
    walk->element = element->parent;
}

/* Enters a node; 1: what is inside it is to be walked too. */
static int enter(struct walk *walk, const GumboNode *node)
{
    enum layout layout;

    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA)
        add_text(walk, node);
    if (node->type != GUMBO_NODE_ELEMENT)
        return 0;
    layout = node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML ? layout_of(walk, node) : SILENT;
    if (layout == BREAK)
        add_break(walk);
    if (layout != BLOCK && layout != INLINE)
        return 0;
    if (layout == BLOCK)
        flush(walk);
    open_element(walk, node, layout == INLINE);
    return !walk->failed;
}

static const GumboNode *body_of(const GumboOutput *tree)
{
    const GumboVector *children = tree_children(tree->root);

    for (unsigned i = 0; i < children->length; i++)
        if (tree_tag(children->data[i]) == GUMBO_TAG_BODY)
            return children->data[i];
    return tree->root;
}

/* Closes what ends with `node`; the next node in document order, or NULL. */
static const GumboNode *leave(struct walk *walk, const GumboNode *node, const GumboNode *body)
{
    while (node != body) {
        const GumboVector *siblings = tree_children(node->parent);

        if (element_of(walk->page, walk->element)->node == node)
            close_element(walk);
        if (node->index_within_parent + 1 < siblings->length)
            return siblings->data[node->index_within_parent + 1];
        node = node->parent;
    }
    return NULL;
}

int page_flatten(struct page *page)
{
    struct walk walk = { .page = page, .element = NONE };
    const GumboNode *body = body_of(page->tree);
    const GumboNode *node = body;
    int inside = 1;

    open_element(&walk, body, 0);
    while (node && !walk.failed) {
        const GumboVector *children = tree_children(node);

        node = inside && children->length > 0 ? children->data[0] : leave(&walk, node, body);
        inside = node ? enter(&walk, node) : 0;
    }
    if (!walk.failed)
        close_element(&walk);
    return !walk.failed;
}
