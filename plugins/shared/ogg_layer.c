/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: ogg; apt: libogg-dev */
/* shared: encode target buffer */
#include "shared/ogg_layer.h"

#include <string.h>

/* Of all our streams: a file holds one of them, and the same article gives the same bytes.
 * "Cri1". */
#define SERIAL 0x31697243

/* The number of a page, and the stream's: the encoder's is another each time. */
static void mark(ogg_page *page, uint32_t number)
{
    for (int i = 0; i < 4; i++) {
        page->header[14 + i] = (unsigned char)(SERIAL >> 8 * i & 255);
        page->header[18 + i] = (unsigned char)(number >> 8 * i & 255);
    }
    ogg_page_checksum_set(page);
}

static int put(struct ogg_layer *layer, int64_t at, const ogg_page *page)
{
    return target_put(&layer->encoder->target, at, page->header, (size_t)page->header_len) &&
           target_put(&layer->encoder->target, at + page->header_len, page->body,
                      (size_t)page->body_len);
}

/* All that the stream of our own has for the file, from `at` on. Returns where it ends, -1 when
 * that failed. */
static int64_t flush(struct ogg_layer *layer, int64_t at, long *pages)
{
    ogg_page page;

    while (ogg_stream_flush(&layer->out, &page)) {
        if (!put(layer, at, &page))
            return -1;
        at += page.header_len + page.body_len;
        (*pages)++;
    }
    return at;
}

/* The pages of comments and setup, from the place where the comments begin. */
static int64_t write_headers(struct ogg_layer *layer, long *pages)
{
    ogg_packet comment = { .packet = (unsigned char *)layer->comment->data,
                           .bytes = (long)layer->comment->size,
                           .packetno = 1 };
    ogg_packet setup = { .packet = (unsigned char *)layer->setup.data,
                         .bytes = (long)layer->setup.size,
                         .packetno = 2 };

    ogg_stream_reset_serialno(&layer->out, SERIAL);
    layer->out.pageno = 1;
    layer->out.b_o_s = 1; /* the first page of the stream is the encoder's own */
    *pages = 0;
    ogg_stream_packetin(&layer->out, &comment);
    if (layer->headers > 2)
        ogg_stream_packetin(&layer->out, &setup);
    return flush(layer, layer->comment_at, pages);
}

/* Pages before the audio: the first goes as it is, the packets of the others are taken. */
static int take_header(struct ogg_layer *layer, ogg_page *page)
{
    ogg_packet packet;
    long pages;

    if (!layer->begun) {
        ogg_stream_init(&layer->in, SERIAL);
        ogg_stream_init(&layer->out, SERIAL);
        layer->begun = 1;
        mark(page, 0);
        if (!put(layer, 0, page))
            return 0;
        layer->at = layer->comment_at = page->header_len + page->body_len;
    }
    mark(page, (uint32_t)ogg_page_pageno(page));
    ogg_stream_pagein(&layer->in, page);
    while (ogg_stream_packetout(&layer->in, &packet) == 1) {
        layer->packets++;
        if (layer->packets == 3)
            buffer_add(&layer->setup, (const char *)packet.packet, (size_t)packet.bytes);
    }
    if (layer->packets < layer->headers)
        return 1;
    layer->at = write_headers(layer, &pages);
    layer->shift = pages - ogg_page_pageno(page);
    return layer->at >= 0 && !layer->setup.failed;
}

static int take_page(struct ogg_layer *layer, ogg_page *page)
{
    if (layer->packets < layer->headers)
        return take_header(layer, page);
    mark(page, (uint32_t)(ogg_page_pageno(page) + layer->shift));
    if (!put(layer, layer->at, page))
        return 0;
    layer->at += page->header_len + page->body_len;
    return 1;
}

static size_t layer_write(void *data, int64_t at, const uint8_t *bytes, size_t size)
{
    struct ogg_layer *layer = data;
    char *room = ogg_sync_buffer(&layer->sync, (long)size);
    ogg_page page;

    (void)at; /* an Ogg stream is written from its start to its end */
    if (!room)
        return 0;
    memcpy(room, bytes, size);
    ogg_sync_wrote(&layer->sync, (long)size);
    while (ogg_sync_pageout(&layer->sync, &page) == 1)
        if (!take_page(layer, &page))
            return 0;
    return size;
}

struct encoder_layer ogg_layer_start(struct ogg_layer *layer)
{
    ogg_sync_init(&layer->sync);
    return (struct encoder_layer){ .write = layer_write, .data = layer };
}

int ogg_layer_finish(struct ogg_layer *layer)
{
    long pages;

    return layer->packets >= layer->headers && write_headers(layer, &pages) >= 0;
}

void ogg_layer_clear(struct ogg_layer *layer)
{
    ogg_sync_clear(&layer->sync);
    if (layer->begun) {
        ogg_stream_clear(&layer->in);
        ogg_stream_clear(&layer->out);
    }
    buffer_clear(&layer->setup);
}
