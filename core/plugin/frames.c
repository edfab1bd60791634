/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/frames.h"

#include "core/base/limits.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* The largest frame and its head. */
#define BUFFER_SIZE (LIMIT_FRAME + sizeof(struct frame))

void frame_writer_init(struct frame_writer *writer, int fd)
{
    writer->fd = fd;
    writer->failed = FALSE;
    writer->used = 0;
}

static gboolean write_all(int fd, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return FALSE;
        bytes += n;
        size -= (size_t)n;
    }
    return TRUE;
}

gboolean frame_flush(struct frame_writer *writer)
{
    if (!writer->failed && !write_all(writer->fd, writer->buffer, writer->used))
        writer->failed = TRUE;
    writer->used = 0;
    return !writer->failed;
}

static void put(struct frame_writer *writer, const void *bytes, size_t size)
{
    if (writer->used + size > sizeof(writer->buffer))
        frame_flush(writer);
    if (size > sizeof(writer->buffer)) {
        if (!writer->failed && !write_all(writer->fd, bytes, size))
            writer->failed = TRUE;
        return;
    }
    memcpy(writer->buffer + writer->used, bytes, size);
    writer->used += size;
}

void frame_write(struct frame_writer *writer, struct frame frame, const void *bytes)
{
    g_assert(frame.size <= LIMIT_FRAME);
    put(writer, &frame, sizeof(frame));
    if (frame.size > 0)
        put(writer, bytes, frame.size);
}

void frame_reader_init(struct frame_reader *reader, int fd)
{
    *reader = (struct frame_reader){ .fd = fd, .buffer = g_malloc(BUFFER_SIZE) };
}

void frame_reader_clear(struct frame_reader *reader)
{
    g_clear_pointer(&reader->buffer, g_free);
}

/* Read more. FRAME_GOT when something came. */
static enum frame_result fill(struct frame_reader *reader, int timeout_ms)
{
    struct pollfd wait = { .fd = reader->fd, .events = POLLIN };
    ssize_t n;
    int ready;

    if (reader->start > 0) {
        memmove(reader->buffer, reader->buffer + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
    }
    ready = poll(&wait, 1, timeout_ms);
    if (ready == 0 || (ready < 0 && errno == EINTR))
        return FRAME_TIMEOUT;
    n = read(reader->fd, reader->buffer + reader->end, BUFFER_SIZE - reader->end);
    if (n < 0) {
        reader->failed = errno;
        return errno == EINTR ? FRAME_TIMEOUT : FRAME_FAILED;
    }
    if (n == 0)
        return reader->end > 0 ? FRAME_BROKEN : FRAME_EOF;
    reader->end += (size_t)n;
    reader->total += (uint64_t)n;
    return FRAME_GOT;
}

enum frame_result frame_next(struct frame_reader *reader, int timeout_ms, struct frame *frame,
                             const char **bytes)
{
    for (;;) {
        size_t have = reader->end - reader->start;

        if (have >= sizeof(*frame)) {
            memcpy(frame, reader->buffer + reader->start, sizeof(*frame));
            if (frame->size > LIMIT_FRAME)
                return FRAME_BROKEN;
            if (have >= sizeof(*frame) + frame->size)
                break;
        }
        enum frame_result result = fill(reader, timeout_ms);
        if (result != FRAME_GOT)
            return result;
    }
    *bytes = (const char *)reader->buffer + reader->start + sizeof(*frame);
    reader->start += sizeof(*frame) + frame->size;
    return FRAME_GOT;
}
