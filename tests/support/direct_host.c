/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/direct_host.h"

#include "core/base/limits.h"
#include "core/document/builder.h"
#include "core/source/decode.h"

#include <string.h>

struct host {
    struct builder *builder;
    struct decoded decoded;
    gboolean has_text;
    const struct direct_extras *extras;
    uint32_t depth; /* of parts in parts */
};

static struct host *self(const struct crier_reader_host *host)
{
    return host->context;
}

static uint64_t place(const struct host *host, uint64_t at)
{
    if (host->depth > 0)
        return CRIER_NOWHERE;
    if (at == CRIER_NOWHERE || !host->has_text)
        return at;
    if (at > host->decoded.size)
        return UINT64_MAX - 1; /* the builder refuses it */
    return decoded_source(&host->decoded, at);
}

static void note_repairs(const struct host *host)
{
    const struct decoded *decoded = &host->decoded;
    char message[160];

    if (decoded->replaced > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " malformed %s sequences were replaced", decoded->replaced,
                   decoded->charset);
        builder_note(host->builder, CRIER_NOTE_WARNING, decoded->first_bad, message);
    }
    if (decoded->nuls > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " NUL characters were read as spaces", decoded->nuls);
        builder_note(host->builder, CRIER_NOTE_WARNING, decoded->first_bad, message);
    }
}

static crier_status host_decode(const struct crier_reader_host *host,
                                const struct crier_source *source, const char *declared,
                                struct crier_text *out)
{
    struct host *h = self(host);

    if (h->has_text)
        return CRIER_BAD_CALL;
    if (!decode_text(source->bytes, source->length, declared, &h->decoded))
        return CRIER_UNREADABLE;
    h->has_text = TRUE;
    out->data = h->decoded.text;
    out->size = h->decoded.size;
    note_repairs(h);
    return CRIER_OK;
}

static crier_status host_meta(const struct crier_reader_host *host, uint32_t key, const char *value,
                              uint64_t size, uint64_t from, uint64_t to)
{
    const struct host *h = self(host);

    return builder_meta(h->builder, key, value, size, place(h, from), place(h, to));
}

static crier_status host_open(const struct crier_reader_host *host, const struct crier_block *block)
{
    return builder_open(self(host)->builder, block);
}

static crier_status host_text(const struct crier_reader_host *host, const char *text, uint64_t size,
                              uint64_t from, uint64_t to)
{
    const struct host *h = self(host);
    crier_status status = CRIER_OK;

    if (!h->has_text || from == CRIER_NOWHERE || to - from != size || to > h->decoded.size)
        return builder_text(h->builder, text, size, place(h, from), place(h, to));
    while (from < to && status == CRIER_OK) {
        uint64_t end = decoded_run(&h->decoded, from, to);

        status = builder_text(h->builder, text, end - from, place(h, from), place(h, end));
        text += end - from;
        from = end;
    }
    return status;
}

static crier_status host_cut(const struct crier_reader_host *host)
{
    return builder_cut(self(host)->builder);
}

static crier_status host_close(const struct crier_reader_host *host)
{
    return builder_close(self(host)->builder);
}

static crier_status host_skip(const struct crier_reader_host *host, uint64_t from, uint64_t to,
                              const char *reason)
{
    const struct host *h = self(host);

    if (h->depth > 0)
        return CRIER_OK;
    return builder_skip(h->builder, place(h, from), place(h, to), reason);
}

static crier_status host_note(const struct crier_reader_host *host, uint32_t severity,
                              uint64_t from, const char *message)
{
    const struct host *h = self(host);

    return builder_note(h->builder, severity, place(h, from), message);
}

static const struct crier_reader *best_for(const struct crier_reader *const *readers,
                                           const struct crier_source *part)
{
    const struct crier_reader *best = NULL;
    int32_t most = 0;

    for (; readers && *readers; readers++) {
        int32_t score =
            direct_probe(*readers, part->name, part->media_type, part->bytes, part->length);

        if (score > most) {
            most = score;
            best = *readers;
        }
    }
    return best;
}

static crier_status host_read_part(const struct crier_reader_host *host,
                                   const struct crier_source *part)
{
    const struct host *outer = self(host);
    struct host inner = { .builder = outer->builder,
                          .extras = outer->extras,
                          .depth = outer->depth + 1 };
    struct crier_reader_host services = *host;
    const struct crier_reader *reader = best_for(outer->extras->parts, part);
    crier_status status;

    if (inner.depth > LIMIT_PART_DEPTH)
        return CRIER_LIMIT;
    if (!reader)
        return CRIER_DECLINED;
    services.context = &inner;
    status = reader->read(&services, part);
    if (inner.has_text)
        decoded_clear(&inner.decoded);
    return status;
}

static const char *host_option(const struct crier_reader_host *host, const char *name)
{
    const struct host *h = self(host);
    const struct direct_option *option = h->depth == 0 ? h->extras->options : NULL;

    for (; option && option->name; option++)
        if (strcmp(option->name, name) == 0)
            return option->value;
    return NULL;
}

static const struct crier_reader_host services = {
    .size = sizeof(services),
    .decode = host_decode,
    .meta = host_meta,
    .open = host_open,
    .text = host_text,
    .cut = host_cut,
    .close = host_close,
    .skip = host_skip,
    .note = host_note,
    .read_part = host_read_part,
    .option = host_option,
};

struct direct direct_read(const struct crier_reader *reader, const char *name, const void *bytes,
                          uint64_t size)
{
    return direct_read_with(reader, name, bytes, size, &(struct direct_extras){ 0 });
}

struct direct direct_read_with(const struct crier_reader *reader, const char *name,
                               const void *bytes, uint64_t size, const struct direct_extras *extras)
{
    struct direct direct = { .document = document_new() };
    struct host h = { .builder = builder_new(direct.document, size), .extras = extras };
    struct crier_reader_host host = services;
    uint8_t *copy = g_malloc(MAX(size, 1));
    struct crier_source source = { .size = sizeof(source),
                                   .name = name,
                                   .media_type = extras->media_type ? extras->media_type : "",
                                   .bytes = copy,
                                   .length = size };
    const char *message;

    if (size > 0)
        memcpy(copy, bytes, size);
    host.context = &h;
    direct.status = reader->read(&host, &source);
    direct.built = builder_finish(h.builder, &message);
    direct.message = g_strdup(message);
    g_free(direct.document->reader);
    direct.document->reader = g_strdup(reader->head.name);
    direct.document->charset = h.has_text ? g_strdup(h.decoded.charset) : NULL;
    direct.charset = g_strdup(h.has_text ? h.decoded.charset : NULL);
    builder_free(h.builder);
    if (h.has_text)
        decoded_clear(&h.decoded);
    g_free(copy);
    return direct;
}

void direct_clear(struct direct *direct)
{
    document_free(direct->document);
    g_free(direct->message);
    g_free(direct->charset);
}

int32_t direct_probe(const struct crier_reader *reader, const char *name, const char *media_type,
                     const void *bytes, uint64_t size)
{
    uint8_t *copy = g_malloc(MAX(MIN(size, CRIER_PROBE_BYTES), 1));
    struct crier_source source = { .size = sizeof(source),
                                   .name = name,
                                   .media_type = media_type,
                                   .bytes = copy,
                                   .length = MIN(size, CRIER_PROBE_BYTES) };
    int32_t score;

    if (source.length > 0)
        memcpy(copy, bytes, source.length);
    score = reader->probe(&source);
    g_free(copy);
    return score;
}
