/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of the tree to the host, each byte with its place in the page. */
#ifndef CRIER_HTML_PLACES_H
#define CRIER_HTML_PLACES_H

#include "page.h"

/* The text of a text node into the open block. */
void places_text(struct page *page, const GumboNode *node);
/* A text node is left out. */
void places_skip(struct page *page, const GumboNode *node, const char *reason);
/* Says of all the rest of the page that it is markup or around the article. */
void places_finish(struct page *page);
/* Where a node's text begins in the page, or CRIER_NOWHERE. */
uint64_t places_of(const struct page *page, const GumboNode *node);

#endif
