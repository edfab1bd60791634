/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotations, lists and footnotes. */
#ifndef PLUGINS_READERS_MARKDOWN_CONTAINERS_H
#define PLUGINS_READERS_MARKDOWN_CONTAINERS_H

#include "state.h"

void md_leave_container(struct markdown *m);
void md_enter_list(struct markdown *m, cmark_node *node);
void md_enter_item(struct markdown *m, cmark_node *node);
void md_enter_quotation(struct markdown *m);

/* Footnotes come last in the tree, wherever they stand in the source. */
void md_enter_footnote(struct markdown *m, cmark_node *node);

#endif
