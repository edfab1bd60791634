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

/*
 * Opening all plugins with their libraries takes longer than reading a page. So the one
 * that the source is probably for is opened first; where it is sure, the others stay out.
 * Returns its name, or NULL when all are loaded and have to be asked.
 */
static const char *load_readers(const struct reader_task *task, struct host *host, GPtrArray *heads,
                                struct frame_writer *writer, const struct crier_source *source)
{
    int likely = task->all || task->reader
                     ? -1
                     : session_likely(task->session, source->name, source->media_type);

    if (likely >= 0) {
        session_load_one(task->session, heads, writer, (uint32_t)likely);
        if (host_score(host, source, (uint32_t)likely) >= HOST_SURE)
            return ((const struct crier_head *)heads->pdata[likely])->name;
    }
    session_load_rest(task->session, heads, writer);
    return NULL;
}

int reader_child_run(void *data, int fd)
{
    const struct reader_task *task = data;
    struct frame_writer writer;
    g_autoptr(GPtrArray) heads = g_ptr_array_new();
    struct host host = { .send = send, .to = &writer, .readers = heads, .options = task->options };
    struct crier_source source = { .size = sizeof(source),
                                   .name = task->source->name,
                                   .media_type = task->source->type ? task->source->type : "",
                                   .charset = task->source->charset,
                                   .bytes = task->source->bytes,
                                   .length = task->source->size };
    gboolean lacking = FALSE;
    const char *sure;
    crier_status status;

    frame_writer_init(&writer, fd);
    g_ptr_array_set_size(heads, (gint)task->session->files->len);
    sure = load_readers(task, &host, heads, &writer, &source);
    if (task->reader && !host_reader(&host, task->reader))
        return frame_flush(&writer) ? READER_CHILD_NO_SUCH_READER : 1;
    if (!child_seal())
        return frame_flush(&writer) ? READER_CHILD_UNCONFINED : 1;
    host.lacking = sure ? &lacking : NULL;
    status = host_read(&host, &source, sure ? sure : task->reader);
    if (sure && (lacking || status == CRIER_DECLINED))
        return frame_flush(&writer) ? READER_CHILD_WANTS_ALL : 1;
    if (status == CRIER_DECLINED)
        return frame_flush(&writer) ? READER_CHILD_NO_READER : 1;
    frame_write(&writer, (struct frame){ .type = FRAME_END, .c = (uint32_t)status }, NULL);
    return frame_flush(&writer) ? 0 : 1;
}
