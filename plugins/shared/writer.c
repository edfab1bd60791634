/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/writer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

crier_status writer_open_at(struct writer *writer, const struct crier_output_host *host,
                            const char *name)
{
    writer->host = host;
    writer->failed = 0;
    writer->used = 0;
    return host->open(host, name, &writer->fd);
}

crier_status writer_open(struct writer *writer, const struct crier_output_host *host)
{
    return writer_open_at(writer, host, NULL);
}

static void fail(struct writer *writer)
{
    const char *why = strerrordesc_np(errno);

    writer->failed = 1;
    writer->host->fail(writer->host, why ? why : "the file could not be written");
}

crier_status writer_flush(struct writer *writer)
{
    size_t done = 0;

    while (!writer->failed && done < writer->used) {
        ssize_t wrote = write(writer->fd, writer->bytes + done, writer->used - done);

        if (wrote >= 0)
            done += (size_t)wrote;
        else if (errno != EINTR)
            fail(writer);
    }
    writer->used = 0;
    return writer_status(writer);
}

crier_status writer_status(const struct writer *writer)
{
    return writer->failed ? CRIER_IO : CRIER_OK;
}

void writer_bytes(struct writer *writer, const char *bytes, size_t size)
{
    while (size > 0) {
        size_t part = WRITER_ROOM - writer->used;

        if (part > size)
            part = size;
        memcpy(writer->bytes + writer->used, bytes, part);
        writer->used += part;
        bytes += part;
        size -= part;
        if (writer->used == WRITER_ROOM)
            writer_flush(writer);
    }
}

void writer_text(struct writer *writer, const char *text)
{
    writer_bytes(writer, text, strlen(text));
}

void writer_number(struct writer *writer, int64_t number, int digits)
{
    char text[32];
    int size = snprintf(text, sizeof(text), "%0*" PRId64, digits, number);

    writer_bytes(writer, text, (size_t)size);
}

int64_t writer_units(int64_t frame, uint32_t rate, int64_t units_a_second)
{
    /* In two steps, so that nothing overflows. */
    return frame / rate * units_a_second + frame % rate * units_a_second / rate;
}

void writer_clock(struct writer *writer, int64_t milliseconds, char point)
{
    int64_t seconds = milliseconds / 1000;

    writer_number(writer, seconds / 3600, 2);
    writer_text(writer, ":");
    writer_number(writer, seconds / 60 % 60, 2);
    writer_text(writer, ":");
    writer_number(writer, seconds % 60, 2);
    writer_bytes(writer, &point, 1);
    writer_number(writer, milliseconds % 1000, 3);
}

void writer_seconds(struct writer *writer, int64_t frame, uint32_t rate, int digits)
{
    int64_t units = 1;

    for (int i = 0; i < digits; i++)
        units *= 10;
    writer_number(writer, frame / rate, 1);
    writer_text(writer, ".");
    writer_number(writer, frame % rate * units / rate, digits);
}
