/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/reader_child.h"

#include "core/base/limits.h"
#include "core/plugin/child.h"
#include "core/source/decode.h"

#include <crier/reader.h>
#include <stddef.h>
#include <string.h>

/* A reader that bids for a source. */
struct bid {
    const struct crier_reader *reader;
    uint32_t file;
    int32_t score;
};

/* One source being read: the article's, or a part inside another. */
struct reading {
    struct frame_writer *writer;
    const struct session *session;
    const GPtrArray *heads;
    uint32_t depth; /* 0: the article itself */
    const struct reader_option *options;
    gboolean *asked; /* which of them the reader looked at */
    gboolean has_text;
    struct decoded decoded;
};

static crier_status run_readers(struct reading *outer, const struct crier_source *source,
                                const char *only);

static struct reading *self(const struct crier_reader_host *host)
{
    return host->context;
}

/* Places inside a part are not places of the source. */
static uint64_t place(const struct reading *reading, uint64_t at)
{
    if (at == CRIER_NOWHERE || reading->depth > 0)
        return CRIER_NOWHERE;
    if (!reading->has_text)
        return at;
    return at > reading->decoded.size ? CRIER_NOWHERE : decoded_source(&reading->decoded, at);
}

static crier_status send(const struct reading *reading, struct frame frame, const char *bytes,
                         uint64_t size)
{
    if (size > LIMIT_FRAME)
        return CRIER_LIMIT;
    frame.size = (uint32_t)size;
    frame_write(reading->writer, frame, bytes);
    return reading->writer->failed ? CRIER_FAILED : CRIER_OK;
}

static crier_status host_note(const struct crier_reader_host *host, uint32_t severity,
                              uint64_t from, const char *message)
{
    const struct reading *reading = self(host);
    struct frame frame = { .type = FRAME_NOTE, .a = place(reading, from), .c = severity };

    return send(reading, frame, message, MIN(strlen(message), LIMIT_NOTE_TEXT));
}

/* What had to be mended in the bytes is told, not hidden. */
static void note_repairs(const struct crier_reader_host *host, const struct decoded *decoded)
{
    struct reading *reading = self(host);
    char message[160];
    struct frame frame = { .type = FRAME_NOTE,
                           .a = reading->depth > 0 ? CRIER_NOWHERE : decoded->first_bad,
                           .c = CRIER_NOTE_WARNING };

    if (decoded->replaced > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " malformed %s sequences were replaced", decoded->replaced,
                   decoded->charset);
        send(reading, frame, message, strlen(message));
    }
    if (decoded->nuls > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " NUL characters were read as spaces", decoded->nuls);
        send(reading, frame, message, strlen(message));
    }
}

/* A part may come from a plugin that was made before the field was there. */
static gboolean has_charset(const struct crier_source *source)
{
    return source->size >= offsetof(struct crier_source, charset) + sizeof(source->charset) &&
           source->charset && *source->charset;
}

static crier_status host_decode(const struct crier_reader_host *host,
                                const struct crier_source *source, const char *declared,
                                struct crier_text *out)
{
    struct reading *reading = self(host);

    if (reading->has_text)
        return CRIER_BAD_CALL;
    if (has_charset(source))
        declared = source->charset;
    if (!decode_text(source->bytes, source->length, declared, &reading->decoded))
        return CRIER_UNREADABLE;
    reading->has_text = TRUE;
    out->data = reading->decoded.text;
    out->size = reading->decoded.size;
    note_repairs(host, &reading->decoded);
    if (reading->depth > 0)
        return CRIER_OK;
    return send(reading, (struct frame){ .type = FRAME_DECODED }, reading->decoded.charset,
                strlen(reading->decoded.charset));
}

static crier_status host_meta(const struct crier_reader_host *host, uint32_t key, const char *value,
                              uint64_t size, uint64_t from, uint64_t to)
{
    const struct reading *reading = self(host);
    struct frame frame = {
        .type = FRAME_META, .a = place(reading, from), .b = place(reading, to), .c = key
    };

    return send(reading, frame, value, size);
}

static crier_status host_open(const struct crier_reader_host *host, const struct crier_block *block)
{
    struct frame frame = { .type = FRAME_OPEN,
                           .a = block->role,
                           .b = block->level,
                           .c = block->ordinal,
                           .d = block->language ? 1 : 0 };

    return send(self(host), frame, block->language, block->language ? strlen(block->language) : 0);
}

/* Bytes of `text` that fit one frame without cutting a character. */
static uint64_t frame_share(const char *text, uint64_t size)
{
    uint64_t share = MIN(size, LIMIT_FRAME);

    while (share < size && share > 0 && ((uint8_t)text[share] & 0xC0) == 0x80)
        share--;
    return share > 0 ? share : MIN(size, LIMIT_FRAME);
}

static crier_status host_text(const struct crier_reader_host *host, const char *text, uint64_t size,
                              uint64_t from, uint64_t to)
{
    const struct reading *reading = self(host);
    gboolean same = from != CRIER_NOWHERE && to - from == size;
    crier_status status = CRIER_OK;

    while (size > 0 && status == CRIER_OK) {
        uint64_t run = same && reading->has_text && to <= reading->decoded.size
                           ? decoded_run(&reading->decoded, from, from + size) - from
                           : size;
        uint64_t share = frame_share(text, run);
        uint64_t end = same ? from + share : to;
        struct frame frame = { .type = FRAME_TEXT,
                               .a = place(reading, from),
                               .b = place(reading, end) };

        status = send(reading, frame, text, share);
        text += share;
        size -= share;
        if (same)
            from += share;
    }
    return status;
}

static crier_status host_cut(const struct crier_reader_host *host)
{
    return send(self(host), (struct frame){ .type = FRAME_CUT }, NULL, 0);
}

static crier_status host_close(const struct crier_reader_host *host)
{
    return send(self(host), (struct frame){ .type = FRAME_CLOSE }, NULL, 0);
}

static crier_status host_skip(const struct crier_reader_host *host, uint64_t from, uint64_t to,
                              const char *reason)
{
    const struct reading *reading = self(host);
    struct frame frame = { .type = FRAME_SKIP, .a = place(reading, from), .b = place(reading, to) };

    if (frame.a == CRIER_NOWHERE || frame.b == CRIER_NOWHERE)
        return CRIER_OK;
    return send(reading, frame, reason, MIN(strlen(reason), LIMIT_NOTE_TEXT));
}

static crier_status host_read_part(const struct crier_reader_host *host,
                                   const struct crier_source *part)
{
    struct reading *reading = self(host);

    if (reading->depth + 1 > LIMIT_PART_DEPTH)
        return CRIER_LIMIT;
    return run_readers(reading, part, NULL);
}

/* Options are the article's; inner parts have none. */
static const char *host_option(const struct crier_reader_host *host, const char *name)
{
    const struct reading *reading = self(host);

    for (size_t i = 0; reading->depth == 0 && i < READER_OPTIONS_MOST; i++) {
        if (!reading->options || !reading->options[i].name)
            break;
        if (strcmp(reading->options[i].name, name) == 0) {
            reading->asked[i] = TRUE;
            return reading->options[i].value;
        }
    }
    return NULL;
}

/* What was asked for in vain is told, not passed over. */
static void note_unused_options(const struct reading *root)
{
    const struct frame frame = { .type = FRAME_NOTE, .a = CRIER_NOWHERE, .c = CRIER_NOTE_WARNING };

    for (size_t i = 0; i < READER_OPTIONS_MOST; i++) {
        g_autofree char *message = NULL;

        if (!root->options || !root->options[i].name)
            break;
        if (!root->options[i].value || root->asked[i])
            continue;
        message = g_strdup_printf("the option --%s means nothing to this kind of article",
                                  root->options[i].name);
        send(root, frame, message, strlen(message));
    }
}

/* ---- Choosing ---- */

static int32_t ask(const struct crier_reader *reader, const struct crier_source *source)
{
    struct crier_source shown = *source;

    shown.length = MIN(shown.length, CRIER_PROBE_BYTES);
    return reader->probe(&shown);
}

static gint better_bid(gconstpointer a, gconstpointer b)
{
    const struct bid *x = a;
    const struct bid *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->reader->priority != y->reader->priority)
        return x->reader->priority > y->reader->priority ? -1 : 1;
    return strcmp(x->reader->head.name, y->reader->head.name);
}

static GArray *collect_bids(const struct reading *reading, const struct crier_source *source,
                            const char *only)
{
    GArray *bids = g_array_new(FALSE, FALSE, sizeof(struct bid));

    for (uint32_t i = 0; i < reading->heads->len; i++) {
        struct bid bid = { .reader = reading->heads->pdata[i], .file = i };

        if (!bid.reader || (only && strcmp(only, bid.reader->head.name) != 0))
            continue;
        session_stage(reading->writer, STAGE_PROBING, i);
        bid.score = only ? 100 : ask(bid.reader, source);
        if (bid.score > 0)
            g_array_append_val(bids, bid);
    }
    g_array_sort(bids, better_bid);
    return bids;
}

static crier_status run_one(const struct reading *outer, const struct bid *bid,
                            const struct crier_source *source)
{
    struct reading reading = { .writer = outer->writer,
                               .session = outer->session,
                               .heads = outer->heads,
                               .depth = outer->depth + 1,
                               .options = outer->options,
                               .asked = outer->asked };
    const struct crier_reader_host host = {
        .size = sizeof(host),
        .context = &reading,
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
    crier_status status;

    if (reading.depth == 0)
        send(&reading,
             (struct frame){ .type = FRAME_CHOSEN, .c = (uint32_t)bid->score, .d = bid->file },
             bid->reader->head.name, strlen(bid->reader->head.name));
    session_stage(reading.writer, STAGE_READING, bid->file);
    status = bid->reader->read(&host, source);
    if (reading.has_text)
        decoded_clear(&reading.decoded);
    return status;
}

static crier_status run_readers(struct reading *outer, const struct crier_source *source,
                                const char *only)
{
    g_autoptr(GArray) bids = collect_bids(outer, source, only);
    crier_status status = CRIER_DECLINED;

    for (guint i = 0; i < bids->len && status == CRIER_DECLINED; i++)
        status = run_one(outer, &g_array_index(bids, struct bid, i), source);
    return status;
}

/* ---- The child's life ---- */

static gboolean has_reader(const GPtrArray *heads, const char *name)
{
    for (guint i = 0; i < heads->len; i++) {
        const struct crier_head *head = heads->pdata[i];

        if (head && strcmp(head->name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

int reader_child_run(void *data, int fd)
{
    const struct reader_task *task = data;
    struct frame_writer writer;
    g_autoptr(GPtrArray) heads = NULL;
    struct crier_source source = { .size = sizeof(source),
                                   .name = task->source->name,
                                   .media_type = task->source->type ? task->source->type : "",
                                   .charset = task->source->charset,
                                   .bytes = task->source->bytes,
                                   .length = task->source->size };
    gboolean asked[READER_OPTIONS_MOST] = { FALSE };
    struct reading root = { .writer = &writer,
                            .session = task->session,
                            .depth = UINT32_MAX,
                            .options = task->options,
                            .asked = asked };
    crier_status status;

    frame_writer_init(&writer, fd);
    heads = session_load(task->session, &writer);
    root.heads = heads;
    if (task->reader && !has_reader(heads, task->reader))
        return frame_flush(&writer) ? READER_CHILD_NO_SUCH_READER : 1;
    child_seal();
    status = run_readers(&root, &source, task->reader);
    if (status == CRIER_DECLINED)
        return frame_flush(&writer) ? READER_CHILD_NO_READER : 1;
    note_unused_options(&root);
    frame_write(&writer, (struct frame){ .type = FRAME_END, .c = (uint32_t)status }, NULL);
    return frame_flush(&writer) ? 0 : 1;
}
