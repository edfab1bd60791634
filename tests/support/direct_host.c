/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/direct_host.h"

#include "core/plugin/host.h"
#include "core/plugin/intake.h"

#include <string.h>

/* A copy of exactly these bytes, so that sanitizers see whoever reads beyond them. */
static uint8_t *copy_of(const void *bytes, uint64_t size)
{
    uint8_t *copy = g_malloc(MAX(size, 1));

    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

static crier_status take(void *to, struct frame frame, const void *bytes)
{
    if (frame.type != FRAME_STAGE)
        intake_take(to, &frame, bytes);
    return CRIER_OK;
}

/* The reader itself, then the others for the parts inside. */
static GPtrArray *readers_with(const struct crier_reader *first,
                               const struct crier_reader *const *others)
{
    GPtrArray *readers = g_ptr_array_new();

    g_ptr_array_add(readers, (gpointer)first);
    for (; others && *others; others++)
        if (strcmp((*others)->head.name, first->head.name) != 0)
            g_ptr_array_add(readers, (gpointer)*others);
    return readers;
}

struct direct direct_read(const struct crier_reader *reader, const char *name, const void *bytes,
                          uint64_t size)
{
    return direct_read_with(reader, name, bytes, size,
                            &(struct direct_extras){ .parts = static_readers });
}

struct direct direct_read_with(const struct crier_reader *reader, const char *name,
                               const void *bytes, uint64_t size, const struct direct_extras *extras)
{
    struct direct direct = { .document = document_new() };
    g_autoptr(GPtrArray) readers = readers_with(reader, extras->parts);
    g_autofree uint8_t *copy = copy_of(bytes, size);
    struct crier_source source = { .size = sizeof(source),
                                   .name = name,
                                   .media_type = extras->media_type ? extras->media_type : "",
                                   .bytes = copy,
                                   .length = size };
    struct intake intake;
    const struct host host = {
        .send = take, .to = &intake, .readers = readers, .options = extras->options
    };
    const char *message;

    intake_start(&intake, direct.document, size);
    direct.status = host_read(&host, &source, reader->head.name);
    direct.built = builder_finish(intake.builder, &message);
    direct.message = g_strdup(message);
    direct.charset = g_strdup(direct.document->charset);
    intake_clear(&intake);
    return direct;
}

void direct_clear(struct direct *direct)
{
    document_free(direct->document);
    g_free(direct->message);
    g_free(direct->charset);
}

const struct crier_reader *direct_reader(const char *name)
{
    for (size_t i = 0; static_readers[i]; i++)
        if (strcmp(static_readers[i]->head.name, name) == 0)
            return static_readers[i];
    return NULL;
}

int32_t direct_probe(const struct crier_reader *reader, const char *name, const char *media_type,
                     const void *bytes, uint64_t size)
{
    uint64_t shown = MIN(size, CRIER_PROBE_BYTES);
    g_autofree uint8_t *copy = copy_of(bytes, shown);
    const struct crier_source source = { .size = sizeof(source),
                                         .name = name,
                                         .media_type = media_type,
                                         .bytes = copy,
                                         .length = shown };

    return reader->probe(&source);
}
