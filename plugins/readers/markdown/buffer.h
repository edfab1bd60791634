/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that is collected with its places in the source, before it is sent. */
#ifndef PLUGINS_READERS_MARKDOWN_BUFFER_H
#define PLUGINS_READERS_MARKDOWN_BUFFER_H

#include <stddef.h>

/* A run of text and its place in the source. */
struct run {
    size_t at;       /* offset in the buffer's text */
    size_t from, to; /* in the source */
    int cut;         /* no text: a chunk ends here */
};

/* The text of one block, collected before it is sent. */
struct buffer {
    char *text;
    size_t size, room;
    struct run *runs;
    size_t run_count, run_room;
};

/* Room for `need` elements; aborts when memory is out: the process is ours alone,
 * and lives as long as the article. */
void *md_grow(void *array, size_t *room, size_t need, size_t size);

/* A run begins with the text that is added next. */
void buffer_add_run(struct buffer *b, struct run run);
void buffer_add(struct buffer *b, const char *text, size_t size);
void buffer_clear(struct buffer *b);

/* Index of the run that holds this offset. */
size_t buffer_find(const struct buffer *b, size_t offset);

/* Where in the text a run ends. */
size_t buffer_run_end(const struct buffer *b, size_t index);

#endif
