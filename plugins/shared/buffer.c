/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/buffer.h"

#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)256 << 20)

static int make_room(struct buffer *buffer, size_t more)
{
    size_t room = buffer->room ? buffer->room : 64;
    char *data;

    if (buffer->failed || more > MOST_BYTES || buffer->size + more + 1 > MOST_BYTES) {
        buffer->failed = 1;
        return 0;
    }
    while (room < buffer->size + more + 1)
        room *= 2;
    if (room == buffer->room)
        return 1;
    data = realloc(buffer->data, room);
    if (!data) {
        buffer->failed = 1;
        return 0;
    }
    buffer->data = data;
    buffer->room = room;
    return 1;
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t size)
{
    if (!make_room(buffer, size))
        return;
    if (size > 0)
        memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void buffer_add_char(struct buffer *buffer, uint32_t c)
{
    char out[4];
    size_t size = 0;

    if (c == 0 || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        c = 0xFFFD;
    if (c < 0x80) {
        out[size++] = (char)c;
    } else if (c < 0x800) {
        out[size++] = (char)(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        out[size++] = (char)(0xE0 | c >> 12);
        out[size++] = (char)(0x80 | (c >> 6 & 0x3F));
    } else {
        out[size++] = (char)(0xF0 | c >> 18);
        out[size++] = (char)(0x80 | (c >> 12 & 0x3F));
        out[size++] = (char)(0x80 | (c >> 6 & 0x3F));
    }
    if (c >= 0x80)
        out[size++] = (char)(0x80 | (c & 0x3F));
    buffer_add(buffer, out, size);
}

void buffer_reset(struct buffer *buffer)
{
    buffer->size = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void buffer_clear(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){ 0 };
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}
