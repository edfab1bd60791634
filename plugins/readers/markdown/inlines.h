/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands inside of paragraphs: text, links, pictures, inline HTML. */
#ifndef PLUGINS_READERS_MARKDOWN_INLINES_H
#define PLUGINS_READERS_MARKDOWN_INLINES_H

#include "state.h"

/* Said once for each article. */
void md_note_html(struct markdown *m, size_t at);

/* The text of a node, or none. */
struct slice md_literal(cmark_node *node);

/* Inline nodes. FALSE: it is none of them. */
int md_inline(struct markdown *m, cmark_node *node, int enter);

#endif
