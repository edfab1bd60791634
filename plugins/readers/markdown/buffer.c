/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

void *md_grow(void *array, size_t *room, size_t need, size_t size)
{
    size_t more = *room ? *room : 64;

    if (need <= *room)
        return array;
    while (more < need)
        more *= 2;
    array = reallocarray(array, more, size);
    if (!array)
        abort();
    *room = more;
    return array;
}

void buffer_add_run(struct buffer *b, struct run run)
{
    b->runs = md_grow(b->runs, &b->run_room, b->run_count + 1, sizeof(*b->runs));
    run.at = b->size;
    b->runs[b->run_count++] = run;
}

void buffer_add(struct buffer *b, const char *text, size_t size)
{
    b->text = md_grow(b->text, &b->room, b->size + size + 1, 1);
    memcpy(b->text + b->size, text, size);
    b->size += size;
}

void buffer_clear(struct buffer *b)
{
    b->size = 0;
    b->run_count = 0;
}

size_t buffer_find(const struct buffer *b, size_t offset)
{
    size_t low = 0;
    size_t high = b->run_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (b->runs[middle].at <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t buffer_run_end(const struct buffer *b, size_t index)
{
    return index + 1 < b->run_count ? b->runs[index + 1].at : b->size;
}
