/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/media_parts.h"

#include <string.h>

/* A cover picture of 16 MB is no picture for a podcast. */
#define LONGEST_TAG (16u << 20)

static const guint16 bitrates[2][16] = {
    { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0 },
    { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0 },
};
static const guint rates[] = { 44100, 48000, 32000 };

struct frame {
    guint bitrate, rate, size, samples, channels, side;
};

/* Layer III alone: nobody publishes the others. */
static gboolean read_frame(const guint8 *at, struct frame *frame)
{
    guint version = at[1] >> 3 & 3, rate = at[2] >> 2 & 3;
    gboolean low = version != 3;

    if (at[0] != 0xff || at[1] < 0xe0 || (at[1] >> 1 & 3) != 1 || version == 1 || rate == 3)
        return FALSE;
    frame->bitrate = bitrates[low][at[2] >> 4];
    frame->rate = rates[rate] >> (version == 2 ? 1 : version == 0 ? 2 : 0);
    frame->samples = low ? 576 : 1152;
    frame->channels = at[3] >> 6 == 3 ? 1 : 2;
    frame->side = low ? (frame->channels == 1 ? 9 : 17) : (frame->channels == 1 ? 17 : 32);
    frame->size = frame->samples / 8 * frame->bitrate * 1000 / frame->rate + (at[2] >> 1 & 1);
    return frame->bitrate > 0 && frame->size > 4 + frame->side;
}

/* The first frame may hold no sound but how many follow, and what to cut off. */
struct info {
    gboolean there, counted;
    guint64 frames, cut_off;
};

static void read_info(struct media *media, const guint8 *at, const struct frame *frame,
                      struct info *info)
{
    const guint8 *tag = at + 4 + frame->side;
    guint room = frame->size - 4 - frame->side, flags, own;

    if (room < 8 || (memcmp(tag, "Xing", 4) != 0 && memcmp(tag, "Info", 4) != 0))
        return;
    info->there = TRUE;
    flags = tag[7];
    own =
        8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
    info->counted = (flags & 1) && room >= 12;
    if (info->counted)
        info->frames = bytes_big(tag + 8, 4);
    if (room >= own + 24 && tag[own] != 0) {
        guint32 both = bytes_big(tag + own + 21, 3);

        info->cut_off = (both >> 12) + (both & 0xfff);
        media->gapless = TRUE;
    }
}

static void skip_id3(struct media *media, struct pipe *pipe)
{
    const guint8 *at = pipe_here(pipe);
    guint version = at[3];
    guint32 size = (guint32)(at[6] & 127) << 21 | (guint32)(at[7] & 127) << 14 |
                   (guint32)(at[8] & 127) << 7 | (at[9] & 127);
    g_autoptr(GBytes) tag = NULL;

    media->id3 = TRUE;
    pipe_skip(pipe, 10);
    if (size > LONGEST_TAG) {
        media->cut = pipe_skip(pipe, size) < size;
        return;
    }
    tag = pipe_take(pipe, size);
    if (!tag)
        media->cut = TRUE;
    else
        media_id3(media, g_bytes_get_data(tag, NULL), size, version);
}

static void scan_frames(struct media *media, struct pipe *pipe, struct info *info)
{
    struct frame frame;
    guint64 frames = 0;
    guint samples;

    while (pipe_has(pipe, 4) && read_frame(pipe_here(pipe), &frame)) {
        gboolean whole = pipe_has(pipe, frame.size);

        if (!media->rate) {
            media->rate = frame.rate;
            media->channels = frame.channels;
            media->bitrate = frame.bitrate;
            if (whole)
                read_info(media, pipe_here(pipe), &frame, info);
        }
        media->varying = media->varying || frame.bitrate != media->bitrate;
        frames += whole ? frame.samples : 0;
        media->cut = media->cut || !whole;
        pipe_skip(pipe, frame.size);
    }
    if (media->rate == 0)
        return;
    media->kind = MEDIA_MP3;
    samples = media->rate < 32000 ? 576 : 1152;
    frames -= info->there && frames >= samples ? samples : 0;
    if (info->counted && info->frames != frames / samples)
        media->cut = TRUE;
    frames -= MIN(frames, info->cut_off);
    media->milliseconds = (gint64)((frames * 1000 + media->rate / 2) / media->rate);
}

void media_scan_mp3(struct media *media, struct pipe *pipe)
{
    struct info info = { 0 };

    while (pipe_has(pipe, 10) && memcmp(pipe_here(pipe), "ID3", 3) == 0)
        skip_id3(media, pipe);
    scan_frames(media, pipe, &info);
    if (media->kind == MEDIA_NONE)
        return;
    /* Only an ID3v1 tag may stand behind the sound. */
    if (pipe_has(pipe, 3) && memcmp(pipe_here(pipe), "TAG", 3) == 0)
        pipe_skip(pipe, 128);
    media->cut = media->cut || pipe_has(pipe, 1);
}
