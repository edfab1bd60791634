/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/plugin/host.h"

#include "core/base/limits.h"
#include "core/plugin/session.h"
#include "core/source/decode.h"

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
    const struct host *host;
    gboolean *asked; /* which options the reader looked at; NULL inside of parts */
    uint32_t depth;  /* 0: the article itself */
    gboolean has_text;
    struct decoded decoded;
};

static crier_status run_readers(const struct host *host, const struct crier_source *source,
                                const char *only, uint32_t depth, gboolean *asked);

static struct reading *self(const struct crier_reader_host *host)
{
    return host->context;
}

static crier_status send(const struct reading *reading, struct frame frame, const char *bytes,
                         uint64_t size)
{
    if (size > LIMIT_FRAME)
        return CRIER_LIMIT;
    frame.size = (uint32_t)size;
    return reading->host->send(reading->host->to, frame, bytes);
}

/* A message that we make ourselves. */
static void warn(const struct reading *reading, uint64_t source_place, const char *message)
{
    struct frame frame = { .type = FRAME_NOTE, .a = source_place, .c = CRIER_NOTE_WARNING };

    send(reading, frame, message, strlen(message));
}

/* Where a place of the reader's is in the source. Places inside a part are nowhere; one
 * beyond the end stays so, and the builder refuses it. */
static uint64_t place(const struct reading *reading, uint64_t at)
{
    if (at == CRIER_NOWHERE || reading->depth > 0)
        return CRIER_NOWHERE;
    if (!reading->has_text)
        return at;
    return at <= reading->decoded.size ? decoded_source(&reading->decoded, at) : CRIER_NOWHERE - 1;
}

/* Bytes of `text` that fit the limit without cutting a character. */
static uint64_t share(const char *text, uint64_t size, uint64_t limit)
{
    uint64_t bytes = MIN(size, limit);

    while (bytes < size && bytes > 0 && ((uint8_t)text[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes > 0 ? bytes : MIN(size, limit);
}

static crier_status host_note(const struct crier_reader_host *host, uint32_t severity,
                              uint64_t from, const char *message)
{
    const struct reading *reading = self(host);
    struct frame frame = { .type = FRAME_NOTE, .a = place(reading, from), .c = severity };

    return send(reading, frame, message, share(message, strlen(message), LIMIT_NOTE_TEXT));
}

/* What had to be mended in the bytes is told, not hidden. */
static void note_repairs(const struct reading *reading)
{
    const struct decoded *decoded = &reading->decoded;
    uint64_t first = reading->depth > 0 ? CRIER_NOWHERE : decoded->first_bad;
    char message[160];

    if (decoded->replaced > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " malformed %s sequences were replaced", decoded->replaced,
                   decoded->charset);
        warn(reading, first, message);
    }
    if (decoded->nuls > 0) {
        g_snprintf(message, sizeof(message),
                   "%" G_GUINT64_FORMAT " NUL characters were read as spaces", decoded->nuls);
        warn(reading, first, message);
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
    note_repairs(reading);
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

    return send(reading, frame, value, share(value, size, LIMIT_FRAME));
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

/* Bytes of text that are sent in one frame: in step with the source, or one word. A place may
 * have the text's length by chance: then its words are not the text's. */
static uint64_t text_run(const struct reading *reading, const char *text, uint64_t size,
                         uint64_t from, gboolean same)
{
    uint64_t run = size;

    if (same && reading->has_text && from <= reading->decoded.size &&
        size <= reading->decoded.size - from)
        run = decoded_run(&reading->decoded, from, from + size) - from;
    if (run < size && ((uint8_t)text[run] & 0xC0) == 0x80)
        run = size;
    return share(text, run, LIMIT_FRAME);
}

static crier_status host_text(const struct crier_reader_host *host, const char *text, uint64_t size,
                              uint64_t from, uint64_t to)
{
    const struct reading *reading = self(host);
    gboolean same = from != CRIER_NOWHERE && to - from == size;
    crier_status status = CRIER_OK;

    while (size > 0 && status == CRIER_OK) {
        uint64_t bytes = text_run(reading, text, size, from, same);
        struct frame frame = { .type = FRAME_TEXT,
                               .a = place(reading, from),
                               .b = place(reading, same ? from + bytes : to) };

        status = send(reading, frame, text, bytes);
        text += bytes;
        size -= bytes;
        from += same ? bytes : 0;
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
    return send(reading, frame, reason, share(reason, strlen(reason), LIMIT_NOTE_TEXT));
}

static crier_status host_read_part(const struct crier_reader_host *host,
                                   const struct crier_source *part)
{
    const struct reading *reading = self(host);

    if (reading->depth + 1 > LIMIT_PART_DEPTH)
        return CRIER_LIMIT;
    if (reading->host->lacking) {
        *reading->host->lacking = TRUE;
        return CRIER_FAILED;
    }
    return run_readers(reading->host, part, NULL, reading->depth + 1, NULL);
}

/* Options are the article's; inner parts have none. */
static const char *host_option(const struct crier_reader_host *host, const char *name)
{
    const struct reading *reading = self(host);
    const struct reader_option *options = reading->asked ? reading->host->options : NULL;

    for (size_t i = 0; options && i < READER_OPTIONS_MOST && options[i].name; i++)
        if (strcmp(options[i].name, name) == 0) {
            reading->asked[i] = TRUE;
            return options[i].value;
        }
    return NULL;
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

/* The source is about to be shown to this plugin, which may die of it. */
static void tell_stage(const struct host *host, enum session_stage stage, uint32_t file)
{
    host->send(host->to, (struct frame){ .type = FRAME_STAGE, .c = stage, .d = file }, NULL);
}

int32_t host_score(const struct host *host, const struct crier_source *source, uint32_t index)
{
    const struct crier_reader *reader = host->readers->pdata[index];

    if (!reader)
        return 0;
    tell_stage(host, STAGE_PROBING, index);
    return ask(reader, source);
}

static GArray *collect_bids(const struct host *host, const struct crier_source *source,
                            const char *only)
{
    GArray *bids = g_array_new(FALSE, FALSE, sizeof(struct bid));

    for (uint32_t i = 0; i < host->readers->len; i++) {
        struct bid bid = { .reader = host->readers->pdata[i], .file = i };

        if (!bid.reader || (only && strcmp(only, bid.reader->head.name) != 0))
            continue;
        bid.score = only ? 100 : host_score(host, source, i);
        if (bid.score > 0)
            g_array_append_val(bids, bid);
    }
    g_array_sort(bids, better_bid);
    return bids;
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

static crier_status run_one(const struct host *host, const struct bid *bid,
                            const struct crier_source *source, uint32_t depth, gboolean *asked)
{
    struct reading reading = { .host = host, .depth = depth, .asked = asked };
    struct crier_reader_host given = services;
    struct frame chosen = { .type = FRAME_CHOSEN, .c = (uint32_t)bid->score, .d = bid->file };
    crier_status status;

    given.context = &reading;
    if (depth == 0)
        send(&reading, chosen, bid->reader->head.name, strlen(bid->reader->head.name));
    tell_stage(host, STAGE_READING, bid->file);
    status = bid->reader->read(&given, source);
    if (reading.has_text)
        decoded_clear(&reading.decoded);
    return status;
}

static crier_status run_readers(const struct host *host, const struct crier_source *source,
                                const char *only, uint32_t depth, gboolean *asked)
{
    g_autoptr(GArray) bids = collect_bids(host, source, only);
    crier_status status = CRIER_DECLINED;

    for (guint i = 0; i < bids->len && status == CRIER_DECLINED; i++)
        status = run_one(host, &g_array_index(bids, struct bid, i), source, depth, asked);
    return status;
}

const struct crier_reader *host_reader(const struct host *host, const char *name)
{
    for (guint i = 0; i < host->readers->len; i++) {
        const struct crier_reader *reader = host->readers->pdata[i];

        if (reader && strcmp(reader->head.name, name) == 0)
            return reader;
    }
    return NULL;
}

/* What was asked for in vain is told, not passed over. */
static void note_unused_options(const struct host *host, const gboolean *asked)
{
    const struct reading root = { .host = host };

    for (size_t i = 0; host->options && i < READER_OPTIONS_MOST && host->options[i].name; i++) {
        g_autofree char *message = NULL;

        if (!host->options[i].value || asked[i])
            continue;
        message = g_strdup_printf("the option --%s means nothing to this kind of article",
                                  host->options[i].name);
        warn(&root, CRIER_NOWHERE, message);
    }
}

crier_status host_read(const struct host *host, const struct crier_source *source, const char *only)
{
    gboolean asked[READER_OPTIONS_MOST] = { FALSE };
    crier_status status = run_readers(host, source, only, 0, asked);

    if (status != CRIER_DECLINED)
        note_unused_options(host, asked);
    return status;
}
