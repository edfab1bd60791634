/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/pipe.h"

#include <string.h>

guint32 bytes_big(const guint8 *bytes, guint count)
{
    guint32 value = 0;

    for (guint i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

guint64 bytes_little(const guint8 *bytes, guint count)
{
    guint64 value = 0;

    for (guint i = 0; i < count; i++)
        value |= (guint64)bytes[i] << 8 * i;
    return value;
}

const guint8 *pipe_here(const struct pipe *pipe)
{
    return pipe->buffer + pipe->at;
}

gboolean pipe_has(struct pipe *pipe, gsize count)
{
    if (pipe->filled - pipe->at >= count)
        return TRUE;
    memmove(pipe->buffer, pipe->buffer + pipe->at, pipe->filled - pipe->at);
    pipe->filled -= pipe->at;
    pipe->at = 0;
    while (pipe->filled < count) {
        gssize got = pipe->read(pipe->source, pipe->buffer + pipe->filled,
                                sizeof pipe->buffer - pipe->filled);

        if (got <= 0)
            return FALSE;
        pipe->filled += (gsize)got;
    }
    return TRUE;
}

guint64 pipe_skip(struct pipe *pipe, guint64 count)
{
    guint64 left = count;

    while (left > 0 && pipe_has(pipe, 1)) {
        gsize step = (gsize)MIN(left, pipe->filled - pipe->at);

        pipe->at += step;
        pipe->passed += step;
        left -= step;
    }
    return count - left;
}

GBytes *pipe_take(struct pipe *pipe, gsize count)
{
    GByteArray *bytes = g_byte_array_new();

    while (bytes->len < count && pipe_has(pipe, 1)) {
        gsize step = MIN(count - bytes->len, pipe->filled - pipe->at);

        g_byte_array_append(bytes, pipe_here(pipe), (guint)step);
        pipe->at += step;
        pipe->passed += step;
    }
    if (bytes->len == count)
        return g_byte_array_free_to_bytes(bytes);
    g_byte_array_unref(bytes);
    return NULL;
}
