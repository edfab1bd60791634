/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of raw HTML: its words are read, its marks are not. */
#ifndef PLUGINS_READERS_MARKDOWN_HTML_BLOCK_H
#define PLUGINS_READERS_MARKDOWN_HTML_BLOCK_H

#include "state.h"

void md_html_block(struct markdown *m, cmark_node *node);

#endif
