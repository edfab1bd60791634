/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK ((size_t)256 << 10)
#define ALIGN 16u

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
};

static int add_chunk(struct arena *arena, size_t size)
{
    size_t head = (sizeof(struct arena_chunk) + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    size_t whole = head + (size > CHUNK ? size : CHUNK);
    struct arena_chunk *chunk;

    if (arena->limit > 0 && arena->total + whole > arena->limit)
        return 0;
    chunk = malloc(whole);
    if (!chunk)
        return 0;
    chunk->next = arena->chunks;
    chunk->size = whole;
    arena->chunks = chunk;
    arena->total += whole;
    arena->at = (char *)chunk + head;
    arena->end = (char *)chunk + whole;
    return 1;
}

void *arena_take(struct arena *arena, size_t size)
{
    char *piece;

    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if ((size_t)(arena->end - arena->at) < size && !add_chunk(arena, size)) {
        arena->exhausted = 1;
        return NULL;
    }
    piece = arena->at;
    arena->at += size;
    arena->newest = piece;
    return piece;
}

void *arena_zero(struct arena *arena, size_t count, size_t size)
{
    void *piece;

    if (size > 0 && count > SIZE_MAX / 2 / size)
        return NULL;
    piece = arena_take(arena, count * size);
    if (piece)
        memset(piece, 0, count * size);
    return piece;
}

void *arena_grow(struct arena *arena, void *old, size_t had, size_t count, size_t size)
{
    void *piece = arena_zero(arena, count, size);

    if (piece && had > 0)
        memcpy(piece, old, had * size);
    return piece;
}

void arena_give_back(struct arena *arena, void *piece)
{
    if (piece && piece == (void *)arena->newest) {
        arena->at = arena->newest;
        arena->newest = NULL;
    }
}

void arena_clear(struct arena *arena)
{
    while (arena->chunks) {
        struct arena_chunk *next = arena->chunks->next;

        free(arena->chunks);
        arena->chunks = next;
    }
    *arena = (struct arena){ 0 };
}
