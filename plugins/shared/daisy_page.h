/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of one article as XHTML, written while its sentences are told of. What nobody
 * speaks is left out with all that is empty for it.
 */
#ifndef PLUGINS_SHARED_DAISY_PAGE_H
#define PLUGINS_SHARED_DAISY_PAGE_H

#include "shared/writer.h"

#define DAISY_DEPTH 72 /* blocks nest 64 deep */

/* What a player can be told to leave out. */
enum daisy_skip { DAISY_ALWAYS, DAISY_FOOTNOTE, DAISY_SIDEBAR, DAISY_PRODNOTE, DAISY_SKIPS };

/* A block on the way from the top of the article to where it is now. */
struct daisy_block {
    struct crier_cursor at;
    const char *close;    /* the end of its element; NULL: not begun yet */
    enum daisy_skip skip; /* its own or that of the block around it */
    int is_skip;          /* its own */
    int heading;          /* its level in the contents, 1 to 6, or 0 */
    int listed;           /* it has its place in the table of contents, or needs none */
    enum { NO_ROWS, ONLY_CAPTION, ROWS } rows; /* of a table */
    unsigned left_out; /* cells of a row that nobody speaks, just before here */
};

struct daisy_page {
    struct writer writer;
    struct crier_cursor cursor;
    struct daisy_block blocks[DAISY_DEPTH];
    unsigned depth;
    uint64_t said;        /* bytes of the innermost block that are written */
    const char *smil;     /* the article's own */
    uint64_t last_spoken; /* sentence, 0: none yet */
    int top;              /* heading level of the headline */
    uint32_t levels[8];   /* of the headings that are open in the article */
    int level_count;
    int headline_passed;
    uint32_t flags; /* of the article */
};

/* What a sentence turned out to be. */
struct daisy_place {
    enum daisy_skip skip;
    /* The block has its first spoken sentence here and stands in the contents: */
    int heading; /* level 1 to 6, or 0 */
    enum daisy_skip item;
    const char *text; /* of the block */
    uint64_t text_size;
    uint32_t ordinal;
};

/* The writer is open. `language` and `title` of the article; `smil` is borrowed. */
void daisy_page_begin(struct daisy_page *page, const struct crier_article *article,
                      const char *title, const char *language, const char *smil, int top);
/* A heading that no block of the article is: of the book, of a section. Before all sentences. */
void daisy_page_heading(struct daisy_page *page, int level, const char *name, const char *id,
                        const char *text);
/* CRIER_BAD_CALL when its block does not come. */
crier_status daisy_page_sentence(struct daisy_page *page, const struct crier_utterance *utterance,
                                 int has_clip, struct daisy_place *place);
void daisy_page_end(struct daisy_page *page);

#endif
