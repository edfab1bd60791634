/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that come once, looked at in pieces. */
#ifndef CORE_VERIFY_PIPE_H
#define CORE_VERIFY_PIPE_H

#include "core/verify/media.h"

struct pipe {
    media_read read;
    gpointer source;
    gsize at, filled;
    guint64 passed; /* bytes taken so far */
    guint8 buffer[1 << 16];
};

/* Whether `count` (at most half the buffer) bytes stand at pipe_here(). */
gboolean pipe_has(struct pipe *pipe, gsize count);
const guint8 *pipe_here(const struct pipe *pipe);
/* How many bytes were there to pass over. */
guint64 pipe_skip(struct pipe *pipe, guint64 count);
/* The next `count` bytes, or NULL when there are fewer. */
GBytes *pipe_take(struct pipe *pipe, gsize count);

guint32 bytes_big(const guint8 *bytes, guint count);
guint64 bytes_little(const guint8 *bytes, guint count);

#endif
