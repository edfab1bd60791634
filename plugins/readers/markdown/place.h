/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the source the walk stands. */
#ifndef PLUGINS_READERS_MARKDOWN_PLACE_H
#define PLUGINS_READERS_MARKDOWN_PLACE_H

#include "state.h"

/* The byte at this place, or NUL at the end. */
char md_char(const struct markdown *m);

/* Lines of the body, from 1 as the parser counts them. */
size_t md_line_start(const struct markdown *m, int line);
void md_find_lines(struct markdown *m, size_t body);

/* Go to a line; only forward, for the parser's lines of tables behind a paragraph are
 * too low, and those of blocks it made of others are 0. */
void md_go_to_line(struct markdown *m, cmark_node *node);

/* Go to where the parser saw a block begin. A paragraph that it parted from the table
 * below it has no place; the table has the paragraph's. */
void md_go_to_block(struct markdown *m, cmark_node *node);

/* Over marks of emphasis and the like to one of these; stays when there is none. */
int md_go_to(struct markdown *m, char mark);

/* Over a line break and indentation. A ">" may be a mark of quotation, or text of a
 * paragraph that went on without one: aligning tells. */
void md_go_to_next_line(struct markdown *m);

#endif
