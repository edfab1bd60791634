/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the article that nobody wrote a caption for, but a text in their place. */
#ifndef CRIER_HTML_PICTURES_H
#define CRIER_HTML_PICTURES_H

#include "page.h"

#define PICTURES_MOST 64u /* of one page */

/* A picture's text, as if it stood in the page before blocks[before]. */
struct picture {
    GumboNode *text;
    uint32_t before;
};

struct pictures {
    struct picture list[PICTURES_MOST];
    unsigned count;
};

/* Once the blocks are judged; in the order of the page. */
void pictures_find(const struct page *page, struct pictures *pictures);

#endif
