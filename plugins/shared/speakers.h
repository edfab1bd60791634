/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who says the quoted words of a sentence, where the sentence itself says so beyond
 * doubt: a quotation that ends as speech does with "NAME said" or "said NAME" right
 * behind it, or that follows "NAME said," at the start of the sentence. Anything less
 * plain has no speaker: no name is better than a wrong one.
 */
#ifndef PLUGINS_SHARED_SPEAKERS_H
#define PLUGINS_SHARED_SPEAKERS_H

#include "shared/timeline.h"

struct speech {
    uint32_t from, to; /* bytes of the text, quotation marks included */
    uint32_t name_from, name_to;
};

#define SPEECHES_MOST 8

struct speeches {
    struct speech all[SPEECHES_MOST];
    size_t count;
};

void speeches_find(struct speeches *speeches, const struct spoken *spoken);
/* The speech that byte `at` is in, or NULL. */
const struct speech *speeches_at(const struct speeches *speeches, uint32_t at);
/* Where the next speech begins or ends behind `at`; UINT32_MAX: nowhere. */
uint32_t speeches_next(const struct speeches *speeches, uint32_t at);

#endif
