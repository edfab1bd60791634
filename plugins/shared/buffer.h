/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that grow. A failure (no memory, or the limit) stays; look once, in the end. */
#ifndef PLUGINS_SHARED_BUFFER_H
#define PLUGINS_SHARED_BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *data; /* NUL-terminated once something was added, else NULL */
    size_t size, room;
    int failed;
};

void buffer_add(struct buffer *buffer, const char *bytes, size_t size);
/* A character in UTF-8; U+FFFD for what is none. */
void buffer_add_char(struct buffer *buffer, uint32_t character);
/* Empty, keeping its room. */
void buffer_reset(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
/* Never NULL. */
const char *buffer_text(const struct buffer *buffer);

#endif
