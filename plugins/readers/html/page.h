/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page as this reader sees it: its elements in document order with sums over
 * what is inside them, and its blocks, the runs of text between two breaks of the
 * layout, in reading order.
 */
#ifndef CRIER_HTML_PAGE_H
#define CRIER_HTML_PAGE_H

#include "arena.h"
#include "metadata.h"
#include "prepare.h"
#include "vocabulary.h"

#include <crier/reader.h>
#include <gumbo.h>
#include <stdint.h>

#define NONE UINT32_MAX

/* elements[0] is the body. */
struct element {
    const GumboNode *node;
    uint32_t parent;      /* index; NONE for the first */
    uint32_t end;         /* index behind all that is inside */
    uint32_t first_block; /* blocks[first_block, end_block) stand inside */
    uint32_t end_block;
    uint32_t chars;   /* of text inside; a character of Chinese or Japanese counts for two */
    uint32_t linked;  /* of these in links */
    uint32_t running; /* of these in paragraphs of running text */
    uint32_t signs;   /* what its class and id say: SIGN_… */
    uint16_t tag;     /* GumboTag */
    uint16_t depth;
    uint32_t pictures; /* inside */
    uint8_t is_inline;
    uint8_t in_link;
    uint8_t speakable; /* the page itself names it as fit to be read aloud */
    uint8_t numbered;  /* its items have their ordinals */
    uint32_t ordinal;
    uint8_t table; /* TABLE_…, once somebody asked */
    uint32_t good; /* characters of running text that no sign speaks against */
};

/* A run of text of one node, or a line break (node NULL). */
struct piece {
    const GumboNode *node;
    uint32_t element; /* the innermost around it */
};

enum kind { KIND_TEXT, KIND_HEADING, KIND_ITEM, KIND_CELL, KIND_CODE, KIND_CAPTION };

struct block {
    uint32_t element; /* the innermost element of the layout around it */
    uint32_t core;    /* the innermost element that all of its text stands in */
    uint32_t first;   /* pieces[first, end) */
    uint32_t end;
    const char *text; /* white space folded, NUL-ended */
    uint32_t size;
    uint32_t chars;
    uint32_t linked;
    uint32_t words;
    uint32_t commas;
    uint32_t stops; /* ends of sentences */
    uint32_t signs; /* of all elements around it */
    uint8_t kind;
    uint8_t level;      /* of a heading */
    uint8_t running;    /* a paragraph of running text */
    uint8_t role;       /* CRIER_ROLE_…; NONE: not read */
    const char *reason; /* why it is left out or boilerplate */
};

/* Bytes of the page, half open. */
struct range {
    uint32_t from;
    uint32_t to;
};

struct page {
    const struct crier_reader_host *host;
    struct arena *arena;
    struct crier_text source;
    struct prepared prepared;
    GumboOutput *tree;
    struct element *elements;
    uint32_t element_count;
    uint32_t element_room;
    struct piece *pieces;
    uint32_t piece_count;
    uint32_t piece_room;
    struct block *blocks;
    uint32_t block_count;
    uint32_t block_room;
    uint32_t running;   /* characters of running text in the whole page */
    uint32_t against;   /* signs that made text not count when the container was chosen */
    uint32_t container; /* the element that the article was found in */
    uint32_t region;    /* signs count of elements inside this one */
    uint32_t first;     /* blocks[first, last) are the article's region */
    uint32_t last;
    struct range *covered; /* what was said or skipped */
    uint32_t covered_count;
    uint32_t covered_room;
    int is_part;     /* a piece of HTML out of a container, no page: all of it is wanted */
    int whole;       /* no article was found: everything is read */
    int lenient;     /* words and places alone condemn no text */
    int has_text;    /* something was read */
    int begun;       /* running text of the article was seen */
    char title[512]; /* what the page says its headline is */
    char author[256];
    struct metadata metadata;
};

/* Elements and blocks of the tree. 0: out of memory. */
int page_flatten(struct page *page);
/* Sums, signs and what is running text. 0: out of memory. */
int page_measure(struct page *page);

static inline struct element *element_of(const struct page *page, uint32_t index)
{
    return &page->elements[index];
}

/* Is element `index` inside `outer`, or the same? */
static inline int is_inside(const struct page *page, uint32_t index, uint32_t outer)
{
    return index >= outer && index < page->elements[outer].end;
}

/* Finds page->container. */
void page_choose(struct page *page);
/* Gives every block its role, and page->first and page->last. */
void page_judge(struct page *page);
/* Everything to the host. */
crier_status page_push(struct page *page);

/* Fills element->signs. */
void page_read_signs(struct element *element);
/* 1 to 6; 0: no heading. */
uint8_t page_heading_level(GumboTag tag);

/* Is text of this inline element hidden within its paragraph? */
int page_is_hidden(const struct page *page, uint32_t element);

/* The innermost element around `index` (itself too) of this tag, below `outer`; or NONE. */
uint32_t page_around(const struct page *page, uint32_t index, uint32_t outer, GumboTag tag);

#endif
