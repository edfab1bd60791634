/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headline: of the front matter, or the first heading. */
#ifndef PLUGINS_READERS_MARKDOWN_TITLE_H
#define PLUGINS_READERS_MARKDOWN_TITLE_H

#include "state.h"

/* The first heading of level 1 is the headline, unless the front matter has another
 * title: then that is spoken first. */
void md_find_headline(struct markdown *m, cmark_node *document);

#endif
