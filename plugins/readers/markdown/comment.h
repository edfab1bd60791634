/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments with "--" in them, which this parser takes for text and CommonMark no longer does. */
#ifndef PLUGINS_READERS_MARKDOWN_COMMENT_H
#define PLUGINS_READERS_MARKDOWN_COMMENT_H

#include "state.h"

/* A node of text, without the comments in it. While m->in_comment is set, what follows
 * belongs to one. */
void md_text(struct markdown *m, cmark_node *node);

#endif
