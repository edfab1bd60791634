/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spoken sentences of a track with the span of it that belongs to each: spans
 * follow one another without gaps, from the start of an article to its end, and
 * part in the middle of the silence between two sentences. A sentence without sound
 * has no span, and what sounds without being speech belongs to none. One sentence is kept, not the
 * article.
 */
#ifndef PLUGINS_SHARED_TIMELINE_H
#define PLUGINS_SHARED_TIMELINE_H

#include <crier/output.h>
#include <stddef.h>

struct spoken {
    uint64_t sentence, block;
    uint32_t role;
    int64_t from, to;   /* its span */
    int64_t start, end; /* its sound */
    char *text;
    size_t size, text_room;
    struct crier_mark *words;
    size_t word_count, word_room;
};

struct timeline {
    crier_status (*each)(void *data, const struct spoken *spoken);
    void *data;
    int holds;
    struct spoken held;
};

/* Zero it and set `each` and `data` before the first event; hand all events over.
 * Returns what each() returned, or CRIER_FAILED without memory. */
crier_status timeline_event(struct timeline *timeline, const struct crier_event *event);
void timeline_clear(struct timeline *timeline);

/*
 * The frame at which byte `half` / 2 of the text is said: between two words it lies in
 * the pause between them. *word is where to look first and moves on; 0 at first.
 * Ask in rising order.
 */
int64_t spoken_time(const struct spoken *spoken, uint64_t half, size_t *word);

#endif
