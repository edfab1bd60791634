/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: zlib; apt: zlib1g-dev */
#include "shared/zip_writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK      ((size_t)256 * 1024)
#define LARGE      UINT64_C(0xFFFFFFFF) /* from here on sizes and places need 64 bits */
#define MANY       0xFFFFu
#define FIXED_DATE 0x21u /* 1 January 1980, the first that a zip can say */
#define STORED     0u
#define DEFLATED   8u

struct zip_written {
    char *name;
    uint64_t at, size, packed;
    uint32_t crc;
    uint16_t method;
    int wide; /* its local header has 64-bit sizes */
};

/* ---- Text ---- */

/* Raw deflate, as zips have it. */
static void begin_text(struct zip_text *text)
{
    text->begun = deflateInit2(&text->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                               Z_DEFAULT_STRATEGY) == Z_OK;
    text->failed = !text->begun;
    text->crc = (uint32_t)crc32(0, NULL, 0);
}

static int make_room(struct zip_text *text)
{
    size_t room = text->packed_room * 2 + 8192;
    unsigned char *more;

    if (text->packed_room - text->packed_size >= 4096)
        return 1;
    more = realloc(text->packed, room);
    if (!more) {
        text->failed = 1;
        return 0;
    }
    text->packed = more;
    text->packed_room = room;
    return 1;
}

static void pack(struct zip_text *text, int flush)
{
    size_t room;

    if (!text->begun && !text->failed)
        begin_text(text);
    text->stream.next_in = text->holds;
    text->stream.avail_in = (uInt)text->held;
    text->crc = (uint32_t)crc32(text->crc, text->holds, (uInt)text->held);
    text->size += text->held;
    text->held = 0;
    do {
        if (text->failed || !make_room(text))
            return;
        room = text->packed_room - text->packed_size;
        text->stream.next_out = text->packed + text->packed_size;
        text->stream.avail_out = (uInt)room;
        deflate(&text->stream, flush);
        text->packed_size += room - text->stream.avail_out;
    } while (text->stream.avail_out == 0);
}

void zip_text_add(struct zip_text *text, const char *bytes, size_t size)
{
    while (size > 0) {
        size_t part = sizeof(text->holds) - text->held;

        if (part > size)
            part = size;
        memcpy(text->holds + text->held, bytes, part);
        text->held += part;
        bytes += part;
        size -= part;
        if (text->held == sizeof(text->holds))
            pack(text, Z_NO_FLUSH);
    }
}

void zip_text_reset(struct zip_text *text)
{
    if (text->begun)
        deflateReset(&text->stream);
    text->crc = (uint32_t)crc32(0, NULL, 0);
    text->size = 0;
    text->held = 0;
    text->packed_size = 0;
}

void zip_text_clear(struct zip_text *text)
{
    if (text->begun)
        deflateEnd(&text->stream);
    free(text->packed);
    *text = (struct zip_text){ 0 };
}

/* ---- Writing ---- */

static void fail(struct zip_writer *zip, int why)
{
    const char *words = strerrordesc_np(why);

    if (!zip->failed)
        zip->host->fail(zip->host, words ? words : "the file could not be written");
    zip->failed = 1;
}

static void put_at(struct zip_writer *zip, uint64_t at, const void *bytes, size_t size)
{
    const char *from = bytes;

    while (!zip->failed && size > 0) {
        ssize_t wrote = pwrite(zip->fd, from, size, (off_t)at);

        if (wrote < 0 && errno != EINTR)
            fail(zip, errno);
        if (wrote <= 0)
            continue;
        from += wrote;
        at += (uint64_t)wrote;
        size -= (size_t)wrote;
    }
}

static void put(struct zip_writer *zip, const void *bytes, size_t size)
{
    put_at(zip, zip->at, bytes, size);
    zip->at += size;
}

/* A record of little-endian fields. */
struct record {
    unsigned char bytes[96];
    size_t size;
};

static void field(struct record *record, unsigned bytes, uint64_t value)
{
    for (unsigned i = 0; i < bytes; i++)
        record->bytes[record->size++] = (unsigned char)(value >> 8 * i);
}

static uint64_t narrow(uint64_t value, int wide)
{
    return wide ? LARGE : value;
}

/* What local header and directory have in common. */
static void common_fields(struct record *record, const struct zip_written *entry, int wide,
                          unsigned extra)
{
    field(record, 2, wide ? 45 : entry->method == DEFLATED ? 20 : 10);
    field(record, 2, 0);
    field(record, 2, entry->method);
    field(record, 2, 0);
    field(record, 2, FIXED_DATE);
    field(record, 4, entry->crc);
    field(record, 4, narrow(entry->packed, wide));
    field(record, 4, narrow(entry->size, wide));
    field(record, 2, strlen(entry->name));
    field(record, 2, extra);
}

static void local_header(struct record *record, const struct zip_written *entry)
{
    field(record, 4, 0x04034B50);
    common_fields(record, entry, entry->wide, entry->wide ? 20 : 0);
}

static void wide_sizes(struct record *record, const struct zip_written *entry)
{
    field(record, 2, 1);
    field(record, 2, 16);
    field(record, 8, entry->size);
    field(record, 8, entry->packed);
}

static void put_header(struct zip_writer *zip, const struct zip_written *entry)
{
    struct record head = { .size = 0 };
    struct record extra = { .size = 0 };

    local_header(&head, entry);
    put(zip, head.bytes, head.size);
    put(zip, entry->name, strlen(entry->name));
    if (entry->wide)
        wide_sizes(&extra, entry);
    put(zip, extra.bytes, extra.size);
}

/* NULL without memory. */
static struct zip_written *new_entry(struct zip_writer *zip, const char *name, uint16_t method)
{
    struct zip_written *entry;

    if (zip->count == zip->room) {
        size_t room = zip->room * 2 + 64;
        struct zip_written *more = reallocarray(zip->entries, room, sizeof(*more));

        if (!more) {
            fail(zip, ENOMEM);
            return NULL;
        }
        zip->entries = more;
        zip->room = room;
    }
    entry = &zip->entries[zip->count];
    *entry = (struct zip_written){ .name = strdup(name), .at = zip->at, .method = method };
    if (!entry->name) {
        fail(zip, ENOMEM);
        return NULL;
    }
    zip->count++;
    return entry;
}

void zip_writer_init(struct zip_writer *zip, const struct crier_output_host *host, int32_t fd)
{
    *zip = (struct zip_writer){ .host = host, .fd = fd };
}

void zip_writer_store(struct zip_writer *zip, const char *name, const char *bytes, size_t size)
{
    struct zip_written *entry = new_entry(zip, name, STORED);

    if (!entry)
        return;
    entry->crc = (uint32_t)crc32_z(crc32(0, NULL, 0), (const unsigned char *)bytes, size);
    entry->size = entry->packed = size;
    put_header(zip, entry);
    put(zip, bytes, size);
}

void zip_writer_add(struct zip_writer *zip, const char *name, struct zip_text *text)
{
    struct zip_written *entry = new_entry(zip, name, DEFLATED);

    pack(text, Z_FINISH);
    if (text->failed)
        fail(zip, ENOMEM);
    if (entry && !text->failed) {
        entry->crc = text->crc;
        entry->size = text->size;
        entry->packed = text->packed_size;
        put_header(zip, entry);
        put(zip, text->packed, text->packed_size);
    }
    zip_text_reset(text);
}

static void copy_bytes(struct zip_writer *zip, struct zip_written *entry, int32_t from)
{
    while (!zip->failed) {
        ssize_t got = read(from, zip->block, BLOCK);

        if (got < 0 && errno != EINTR)
            fail(zip, errno);
        if (got == 0)
            return;
        if (got < 0)
            continue;
        entry->crc = (uint32_t)crc32_z(entry->crc, zip->block, (size_t)got);
        entry->size += (uint64_t)got;
        put(zip, zip->block, (size_t)got);
    }
}

/* The sizes and the sum are known at the end: the header is written once more. */
void zip_writer_copy(struct zip_writer *zip, const char *name, int32_t from, uint64_t expected)
{
    struct zip_written *entry = new_entry(zip, name, STORED);
    uint64_t behind;

    if (!zip->block && !(zip->block = malloc(BLOCK)))
        fail(zip, ENOMEM);
    if (!entry || zip->failed)
        return;
    entry->wide = expected >= LARGE;
    entry->crc = (uint32_t)crc32(0, NULL, 0);
    put_header(zip, entry);
    copy_bytes(zip, entry, from);
    entry->packed = entry->size;
    if (entry->size >= LARGE && !entry->wide)
        fail(zip, EFBIG);
    behind = zip->at;
    zip->at = entry->at;
    put_header(zip, entry);
    zip->at = behind;
}

/* ---- The directory ---- */

static void put_entry(struct zip_writer *zip, const struct zip_written *entry)
{
    struct record head = { .size = 0 };
    struct record extra = { .size = 0 };
    int far = entry->at >= LARGE;

    if (entry->wide || far) {
        field(&extra, 2, 1);
        field(&extra, 2, (uint64_t)(entry->wide ? 16 : 0) + (far ? 8 : 0));
        if (entry->wide)
            field(&extra, 8, entry->size);
        if (entry->wide)
            field(&extra, 8, entry->packed);
        if (far)
            field(&extra, 8, entry->at);
    }
    field(&head, 4, 0x02014B50);
    field(&head, 2, extra.size ? 45 : 20);
    common_fields(&head, entry, entry->wide, (unsigned)extra.size);
    field(&head, 2, 0);
    field(&head, 2, 0);
    field(&head, 2, 0);
    field(&head, 4, 0);
    field(&head, 4, narrow(entry->at, far));
    put(zip, head.bytes, head.size);
    put(zip, entry->name, strlen(entry->name));
    put(zip, extra.bytes, extra.size);
}

/* Only where the plain end cannot say it. */
static void put_wide_end(struct zip_writer *zip, uint64_t from, uint64_t size)
{
    struct record end = { .size = 0 };
    uint64_t at = zip->at;

    field(&end, 4, 0x06064B50);
    field(&end, 8, 44);
    field(&end, 2, 45);
    field(&end, 2, 45);
    field(&end, 4, 0);
    field(&end, 4, 0);
    field(&end, 8, zip->count);
    field(&end, 8, zip->count);
    field(&end, 8, size);
    field(&end, 8, from);
    field(&end, 4, 0x07064B50);
    field(&end, 4, 0);
    field(&end, 8, at);
    field(&end, 4, 1);
    put(zip, end.bytes, end.size);
}

crier_status zip_writer_finish(struct zip_writer *zip)
{
    struct record end = { .size = 0 };
    uint64_t from = zip->at;
    uint64_t size;
    int many = zip->count >= MANY;

    for (size_t i = 0; i < zip->count; i++)
        put_entry(zip, &zip->entries[i]);
    size = zip->at - from;
    if (many || from >= LARGE || size >= LARGE)
        put_wide_end(zip, from, size);
    field(&end, 4, 0x06054B50);
    field(&end, 2, 0);
    field(&end, 2, 0);
    field(&end, 2, many ? MANY : zip->count);
    field(&end, 2, many ? MANY : zip->count);
    field(&end, 4, narrow(size, size >= LARGE));
    field(&end, 4, narrow(from, from >= LARGE));
    field(&end, 2, 0);
    put(zip, end.bytes, end.size);
    return zip_writer_status(zip);
}

crier_status zip_writer_status(const struct zip_writer *zip)
{
    return zip->failed ? CRIER_IO : CRIER_OK;
}

void zip_writer_clear(struct zip_writer *zip)
{
    for (size_t i = 0; i < zip->count; i++)
        free(zip->entries[i].name);
    free(zip->entries);
    free(zip->block);
    *zip = (struct zip_writer){ 0 };
}
