/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page itself calls fit to be read aloud: `speakable` of schema.org. */
#ifndef CRIER_HTML_SPEAKABLE_H
#define CRIER_HTML_SPEAKABLE_H

#include "page.h"

/* Fills element->speakable, once the container is chosen. */
void speakable_mark(struct page *page);

#endif
