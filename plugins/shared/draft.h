/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document as word processors see it: paragraphs in a row, each of which knows its
 * role and how deep in lists it stands. Sent to the host, they become lists, quotations,
 * tables and notes. draft_top.h tells headline, byline and date apart before.
 */
#ifndef PLUGINS_SHARED_DRAFT_H
#define PLUGINS_SHARED_DRAFT_H

#include "shared/buffer.h"

#include <crier/reader.h>

enum draft_kind { DRAFT_LINE, DRAFT_OPEN, DRAFT_CLOSE };

struct draft_line {
    enum draft_kind kind;
    uint32_t role;
    uint32_t level;       /* headings */
    uint32_t ordinal;     /* list items, and footnotes that are opened */
    uint32_t depth;       /* in lists: 1 for the outermost; 0: in none */
    uint32_t list;        /* items of one list have one number */
    int is_item;          /* begins an item; else it goes on with the one before */
    const char *language; /* stays valid until draft_send() */
    size_t from, size;    /* its text, set by draft_end() */
};

struct draft {
    struct buffer text;
    struct draft_line *lines;
    size_t count, room;
    int writing; /* a line was begun */
    int failed;
};

/* One line after the other: begin, text and cuts, end. Returns whether it has words.
 * A line begun before the last one was ended goes on with its text. */
void draft_begin(struct draft *draft, struct draft_line line);
void draft_text(struct draft *draft, const char *text, size_t size);
void draft_cut(struct draft *draft);
int draft_end(struct draft *draft);

/* Around lines: a table, its rows and cells; a quotation; a footnote. */
void draft_open(struct draft *draft, uint32_t role, uint32_t ordinal);
void draft_close(struct draft *draft);

/* The first `size` bytes of a line become a line of this role; the line itself begins
 * at `rest`. */
void draft_split(struct draft *draft, size_t index, uint32_t role, size_t size, size_t rest);

/* Push all of it. */
void draft_send(struct draft *draft, const struct crier_reader_host *host);
/* Empty, keeping its room. */
void draft_reset(struct draft *draft);
void draft_clear(struct draft *draft);

#endif
