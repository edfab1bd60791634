/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDF on its way to blocks: pages to lines, lines or structure to blocks, blocks to the host. */
#ifndef PLUGINS_READERS_PDF_PAPER_H
#define PLUGINS_READERS_PDF_PAPER_H

#include <crier/reader.h>
#include <poppler.h>

#define PAGES_MAX 3000
#define TEXT_MAX  (16u << 20)

/* A line of print. Places in points, from the top left of its page. */
struct print_line {
    char *text; /* owned */
    double left, right, top, bottom;
    double size; /* of most of its letters */
    gboolean bold;
    guint page;
    gboolean margin; /* running head, foot or page number: not read */
};

/* A block before it is sent. */
struct block {
    guint32 role, level, ordinal;
    gboolean end;  /* closes the block that is open; nothing else counts */
    GString *text; /* NULL: it holds blocks. '\n' where a line ended */
};

struct paper {
    const struct crier_reader_host *host;
    PopplerDocument *document;
    guint pages;
    GArray *lines;       /* of struct print_line */
    GArray *blocks;      /* of struct block */
    GHashTable *outline; /* titles of the outline, plain */
    GHashTable *words;   /* of all lines, in small letters */
    GString *print;      /* all letters that are printed, without white space */
    GString *gaps;       /* of each byte of it: what stands before it, or NUL */
    gsize print_at;      /* behind what was found last */
    guint empty_pages;
    gsize letters; /* in all lines */
    gboolean has_headline;
    gboolean tables_lack; /* letters were lost, for their font's tables are no part of the PDF */
};

/* lines.c */
void take_lines(struct paper *paper);
/* lacking.c: sets tables_lack from here to unwatch_tables(). */
guint watch_tables(struct paper *paper);
void unwatch_tables(guint watch);
/* margins.c */
void find_margins(struct paper *paper);
/* flow.c: blocks by the look of the lines. */
void blocks_by_print(struct paper *paper);
/* tagged.c: blocks by the structure that the document declares; FALSE: it has none that
 * could be trusted, and nothing was added. */
gboolean blocks_by_structure(struct paper *paper);
/* spacing.c: what the structure's text lacks. */
char *true_bytes(const char *text);                 /* owned by the caller */
gboolean has_lost_bytes(const struct paper *paper); /* letters at which it would be cut off */
void learn_print(struct paper *paper);
gboolean space_as_printed(struct paper *paper, GString *text);
/* words.c: words broken over lines made whole; then each line end is a space. */
void learn_words(struct paper *paper);
void mend_words(struct paper *paper, GString *text);

/* Letters and digits alone, in small letters: to compare titles. Owned by the caller. */
char *plain_form(const char *text);
/* lines.c: as letters are read, not as they are printed. Owned by the caller. */
char *without_ligatures(const char *text, gsize size);

struct block *add_block(struct paper *paper, guint32 role, const char *text);
void end_block(struct paper *paper);

#endif
