/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which role a block has. */
#ifndef CRIER_HTML_JUDGE_H
#define CRIER_HTML_JUDGE_H

#include "page.h"

/* By itself and what stands around it. */
void judge_block(struct page *page, struct block *block);
/* Is this element, by its signs and size, no part of the article? */
int judge_is_condemned(const struct page *page, const struct element *element);
/* As text, by its element alone. */
void judge_as_text(struct page *page, struct block *block);
/* By what stands before and behind it: for all blocks of the region, once they are judged. */
void judge_neighbours(struct page *page);

void judge_set(struct block *block, uint32_t role, const char *reason);
/* Is it read as a part of the text? */
int judge_is_body(const struct block *block);
/* Does it say what the page calls its title? */
int judge_is_title(const struct page *page, const struct block *block);
/* A link and little else. */
int judge_is_link(const struct block *block);
/* Does the page itself name it as fit to be read aloud, inside page->region? */
int judge_is_speakable(const struct page *page, const struct block *block);
/* The signs of the elements around a block, inside page->region. */
uint32_t judge_signs(const struct page *page, const struct block *block);

#endif
