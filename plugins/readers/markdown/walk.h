/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Through the parser's tree. */
#ifndef PLUGINS_READERS_MARKDOWN_WALK_H
#define PLUGINS_READERS_MARKDOWN_WALK_H

#include "state.h"

void md_walk(struct markdown *m, cmark_node *document);

#endif
