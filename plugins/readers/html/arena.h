/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory for one page: handed out in order, given back all at once. A page's tree
 * is some 100,000 small pieces, which nobody frees one by one.
 */
#ifndef CRIER_HTML_ARENA_H
#define CRIER_HTML_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks;
    char *at;      /* free from here */
    char *end;     /* of the current chunk */
    char *newest;  /* what was handed out last */
    size_t total;  /* bytes of all chunks */
    size_t limit;  /* beyond this nothing is handed out; 0: no limit */
    int exhausted; /* something was refused */
};

/* Never NULL but for lack of memory or beyond the limit. Aligned for any type. */
void *arena_take(struct arena *arena, size_t size);
void *arena_zero(struct arena *arena, size_t count, size_t size);
/* Room for `count` elements where there was room for `had`: its content moved along. */
void *arena_grow(struct arena *arena, void *old, size_t had, size_t count, size_t size);
/* Only what was handed out last really comes back. */
void arena_give_back(struct arena *arena, void *piece);
void arena_clear(struct arena *arena);

#endif
