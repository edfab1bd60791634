/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/reader_child.h"

#include "core/plugin/child.h"
#include "core/plugin/host.h"

static crier_status send(void *to, struct frame frame, const void *bytes)
{
    struct frame_writer *writer = to;

    frame_write(writer, frame, bytes);
    if (frame.type == FRAME_STAGE)
        frame_flush(writer);
    return writer->failed ? CRIER_FAILED : CRIER_OK;
}

int reader_child_run(void *data, int fd)
{
    const struct reader_task *task = data;
    struct frame_writer writer;
    g_autoptr(GPtrArray) heads = NULL;
    struct host host = { .send = send, .to = &writer, .options = task->options };
    struct crier_source source = { .size = sizeof(source),
                                   .name = task->source->name,
                                   .media_type = task->source->type ? task->source->type : "",
                                   .charset = task->source->charset,
                                   .bytes = task->source->bytes,
                                   .length = task->source->size };
    crier_status status;

    frame_writer_init(&writer, fd);
    heads = session_load(task->session, &writer);
    host.readers = heads;
    if (task->reader && !host_reader(&host, task->reader))
        return frame_flush(&writer) ? READER_CHILD_NO_SUCH_READER : 1;
    child_seal();
    status = host_read(&host, &source, task->reader);
    if (status == CRIER_DECLINED)
        return frame_flush(&writer) ? READER_CHILD_NO_READER : 1;
    frame_write(&writer, (struct frame){ .type = FRAME_END, .c = (uint32_t)status }, NULL);
    return frame_flush(&writer) ? 0 : 1;
}
