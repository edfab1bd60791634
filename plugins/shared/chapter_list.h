/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chapters of an article: one for its headline and for each heading; what comes before
 * the first of them has the article's title. All of them are known when the article starts,
 * but for when they begin: so room can be kept for them.
 */
#ifndef PLUGINS_SHARED_CHAPTER_LIST_H
#define PLUGINS_SHARED_CHAPTER_LIST_H

#include "shared/timeline.h"

struct chapter {
    char *title; /* as glyph_write_line() shows it, cut to 200 bytes */
    uint64_t block;
    int64_t start; /* frame; that of the next one where it could not be said */
    int heard;
};

struct chapter_list {
    struct chapter *all;
    size_t count, known; /* known: so many have begun */
    int spoken;          /* something was */
    struct timeline timeline;
};

/* At ARTICLE_START: look at all blocks. CRIER_FAILED without memory. */
crier_status chapter_list_start(struct chapter_list *list, const struct crier_output_host *host,
                                const struct crier_article *article);
/* Hand all events over. */
crier_status chapter_list_event(struct chapter_list *list, const struct crier_event *event);
void chapter_list_clear(struct chapter_list *list);

#endif
