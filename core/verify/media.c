/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/media.h"

#include "core/verify/media_parts.h"
#include "core/verify/pipe.h"

#include <string.h>

static gint64 milliseconds(guint64 samples, guint rate)
{
    return rate > 0 && samples < G_MAXINT64 / 1000 ? (gint64)((samples * 1000 + rate / 2) / rate)
                                                   : 0;
}

/* ---- WAV ---- */

static void scan_wav(struct media *media, struct pipe *pipe)
{
    guint align = 0;

    media->kind = MEDIA_WAV;
    media->gapless = TRUE;
    pipe_skip(pipe, 12);
    while (pipe_has(pipe, 8)) {
        const guint8 *head = pipe_here(pipe);
        guint64 size = bytes_little(head + 4, 4);
        gboolean data = memcmp(head, "data", 4) == 0, format = memcmp(head, "fmt ", 4) == 0;
        guint64 passed;

        pipe_skip(pipe, 8);
        if (format && size >= 16 && pipe_has(pipe, 16)) {
            media->channels = (guint)bytes_little(pipe_here(pipe) + 2, 2);
            media->rate = (guint)bytes_little(pipe_here(pipe) + 4, 4);
            align = (guint)bytes_little(pipe_here(pipe) + 12, 2);
        }
        passed = pipe_skip(pipe, size);
        if (data && align > 0)
            media->milliseconds = milliseconds(passed / align, media->rate);
        media->cut = media->cut || passed < size;
        pipe_skip(pipe, size & 1);
    }
}

/* ---- FLAC ---- */

static void scan_flac(struct media *media, struct pipe *pipe)
{
    gboolean last = FALSE;

    media->kind = MEDIA_FLAC;
    media->gapless = TRUE;
    pipe_skip(pipe, 4);
    while (!last && pipe_has(pipe, 4)) {
        guint type = pipe_here(pipe)[0] & 0x7f;
        guint32 size = bytes_big(pipe_here(pipe) + 1, 3);
        g_autoptr(GBytes) block = NULL;
        const guint8 *at;

        last = pipe_here(pipe)[0] >> 7;
        pipe_skip(pipe, 4);
        block = pipe_take(pipe, size);
        if (!block) {
            media->cut = TRUE;
            return;
        }
        at = g_bytes_get_data(block, NULL);
        if (type == 0 && size >= 18) {
            media->rate = bytes_big(at + 10, 3) >> 4;
            media->channels = (guint)(at[12] >> 1 & 7) + 1;
            media->milliseconds =
                milliseconds((guint64)(at[13] & 15) << 32 | bytes_big(at + 14, 4), media->rate);
        }
        if (type == 4)
            media_comments(media, at, size);
    }
    media->cut = media->cut || !pipe_has(pipe, 2) || pipe_here(pipe)[0] != 0xff;
}

/* ---- Ogg: Opus and Vorbis ---- */

struct ogg {
    guint64 last, skip; /* granules */
    guint pages;
    gboolean ended;
    GByteArray *tags; /* the second packet */
    gboolean tags_done;
};

static void ogg_page(struct media *media, struct ogg *ogg, const guint8 *lacing, guint segments,
                     GBytes *body)
{
    gsize size;
    const guint8 *data = g_bytes_get_data(body, &size);

    if (ogg->pages == 0 && size >= 19 && memcmp(data, "OpusHead", 8) == 0) {
        media->channels = data[9];
        media->rate = 48000;
        ogg->skip = bytes_little(data + 10, 2);
    } else if (ogg->pages == 0 && size >= 16 && memcmp(data, "\1vorbis", 7) == 0) {
        media->channels = data[11];
        media->rate = (guint)bytes_little(data + 12, 4);
    } else if (ogg->pages > 0 && !ogg->tags_done && ogg->tags->len < (16u << 20)) {
        gsize used = 0;

        for (guint i = 0; i < segments && !ogg->tags_done; i++) {
            used += lacing[i];
            ogg->tags_done = lacing[i] < 255;
        }
        g_byte_array_append(ogg->tags, data, (guint)MIN(used, size));
    }
    ogg->pages++;
}

static gboolean ogg_next(struct media *media, struct pipe *pipe, struct ogg *ogg)
{
    guint8 lacing[255];
    guint segments, size = 0;
    guint64 granule;
    gboolean ended;
    g_autoptr(GBytes) body = NULL;

    if (!pipe_has(pipe, 27) || memcmp(pipe_here(pipe), "OggS", 4) != 0)
        return FALSE;
    segments = pipe_here(pipe)[26];
    granule = bytes_little(pipe_here(pipe) + 6, 8);
    if (!pipe_has(pipe, 27 + segments))
        return FALSE;
    ended = pipe_here(pipe)[5] & 4;
    memcpy(lacing, pipe_here(pipe) + 27, segments);
    for (guint i = 0; i < segments; i++)
        size += lacing[i];
    pipe_skip(pipe, 27 + segments);
    body = pipe_take(pipe, size);
    if (!body)
        return FALSE;
    ogg->ended = ended;
    if (granule != G_MAXUINT64)
        ogg->last = granule;
    ogg_page(media, ogg, lacing, segments, body);
    return TRUE;
}

static void scan_ogg(struct media *media, struct pipe *pipe)
{
    struct ogg ogg = { .tags = g_byte_array_new() };

    media->kind = MEDIA_OGG;
    media->gapless = TRUE;
    while (ogg_next(media, pipe, &ogg))
        ;
    media->cut = !ogg.ended || pipe_has(pipe, 1);
    if (ogg.last > ogg.skip)
        media->milliseconds = milliseconds(ogg.last - ogg.skip, media->rate);
    if (ogg.tags->len > 8 && memcmp(ogg.tags->data, "OpusTags", 8) == 0)
        media_comments(media, ogg.tags->data + 8, ogg.tags->len - 8);
    else if (ogg.tags->len > 7 && memcmp(ogg.tags->data, "\3vorbis", 7) == 0)
        media_comments(media, ogg.tags->data + 7, ogg.tags->len - 7);
    g_byte_array_unref(ogg.tags);
}

/* ---- All of them ---- */

void media_scan(struct media *media, media_read read, gpointer source)
{
    g_autofree struct pipe *pipe = g_new0(struct pipe, 1);

    memset(media, 0, sizeof *media);
    pipe->read = read;
    pipe->source = source;
    if (!pipe_has(pipe, 12))
        return;
    if (memcmp(pipe_here(pipe), "RIFF", 4) == 0 && memcmp(pipe_here(pipe) + 8, "WAVE", 4) == 0)
        scan_wav(media, pipe);
    else if (memcmp(pipe_here(pipe), "fLaC", 4) == 0)
        scan_flac(media, pipe);
    else if (memcmp(pipe_here(pipe), "OggS", 4) == 0)
        scan_ogg(media, pipe);
    else
        media_scan_mp3(media, pipe);
}

void media_clear(struct media *media)
{
    if (media->chapters)
        g_array_unref(media->chapters);
    media->chapters = NULL;
}
