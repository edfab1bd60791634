/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a page says of it, as far as the body's text is judged by it. */
#ifndef CRIER_HTML_FACTS_H
#define CRIER_HTML_FACTS_H

#include "page.h"

/* Fills page->title and page->author. */
void facts_read(struct page *page);
/* Title and language to the host. */
void facts_push(struct page *page);

#endif
