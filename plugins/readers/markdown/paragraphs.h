/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs, headings and cells: blocks that hold words. On top of the article they may be byline,
 * date or dateline. */
#ifndef PLUGINS_READERS_MARKDOWN_PARAGRAPHS_H
#define PLUGINS_READERS_MARKDOWN_PARAGRAPHS_H

#include "state.h"

/* Words are collected from the entry of a block to its end. */
void md_begin_words(struct markdown *m);

void md_enter_paragraph(struct markdown *m, cmark_node *node);
void md_enter_heading(struct markdown *m, cmark_node *node);
void md_leave_paragraph(struct markdown *m, cmark_node *node);
void md_leave_heading(struct markdown *m, cmark_node *node);
void md_leave_cell(struct markdown *m);

#endif
