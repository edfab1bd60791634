/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames: how a reader's process talks to ours, over one pipe, one way. A frame
 * is a fixed head and some bytes. The sender may be corrupt: the receiver takes
 * nothing for granted but the head's layout, and checks the rest.
 */
#ifndef CORE_PLUGIN_FRAMES_H
#define CORE_PLUGIN_FRAMES_H

#include <glib.h>
#include <stdint.h>

enum frame_type {
    FRAME_STAGE = 1, /* c: enum reader_stage, d: index of the plugin file it is about to run */
    FRAME_PLUGIN,    /* an accepted plugin; c: kind, d: file; bytes: see plugin_info */
    FRAME_REJECTED,  /* d: file; bytes: reason */
    FRAME_CHOSEN,    /* c: score; bytes: name of the reader that takes the source */
    FRAME_DECODED,   /* the source was decoded as text; bytes: its charset */
    FRAME_META,      /* a, b: place; c: key; bytes: value */
    FRAME_OPEN,      /* a: role, b: level, c: ordinal, d: 1 when bytes hold a language */
    FRAME_TEXT,      /* a, b: place; bytes: UTF-8 */
    FRAME_CUT,
    FRAME_CLOSE,
    FRAME_SKIP, /* a, b: place; bytes: reason */
    FRAME_NOTE, /* a: place; c: severity; bytes: message */
    FRAME_END   /* c: status of read() */
};

struct frame {
    uint32_t type;
    uint32_t size; /* of the bytes that follow, at most LIMIT_FRAME */
    uint64_t a, b;
    uint32_t c, d;
};

struct frame_writer {
    int fd;
    gboolean failed;
    size_t used;
    uint8_t buffer[16 << 10];
};

void frame_writer_init(struct frame_writer *writer, int fd);
/* Buffered; a frame's bytes are copied. Nothing happens after a failed write. */
void frame_write(struct frame_writer *writer, struct frame frame, const void *bytes);
gboolean frame_flush(struct frame_writer *writer);

struct frame_reader {
    int fd;
    size_t start, end;
    uint64_t total; /* bytes received */
    int failed;     /* errno of the read that failed */
    uint8_t *buffer;
};

enum frame_result { FRAME_GOT, FRAME_EOF, FRAME_TIMEOUT, FRAME_BROKEN, FRAME_FAILED };

void frame_reader_init(struct frame_reader *reader, int fd);
void frame_reader_clear(struct frame_reader *reader);
/*
 * Wait for the next frame, `timeout_ms` at most for each read. The bytes are
 * valid until the next call; they are not NUL-terminated.
 */
enum frame_result frame_next(struct frame_reader *reader, int timeout_ms, struct frame *frame,
                             const char **bytes);

#endif
