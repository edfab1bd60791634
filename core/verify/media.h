/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an audio file holds, read in one pass in little memory, without decoding. */
#ifndef CORE_VERIFY_MEDIA_H
#define CORE_VERIFY_MEDIA_H

#include <glib.h>

enum media_kind { MEDIA_NONE, MEDIA_MP3, MEDIA_WAV, MEDIA_FLAC, MEDIA_OGG };

enum media_tag {
    TAG_TITLE = 1,
    TAG_ARTIST = 2,
    TAG_ALBUM = 4,
    TAG_DATE = 8,
    TAG_LANGUAGE = 16,
    TAG_ALL = 31
};

struct media {
    enum media_kind kind;
    gint64 milliseconds; /* as a gapless decoder plays it */
    guint rate, channels, bitrate;
    guint tags;       /* of enum media_tag */
    guint tops;       /* top-level CTOC frames */
    gboolean id3;     /* ID3v2 before the audio */
    gboolean gapless; /* the encoder's delay is known */
    gboolean varying; /* the bit rate changes */
    gboolean cut;     /* it ends early, or says another length than it has */
    GArray *chapters; /* gint64 beginnings in milliseconds, in the file's order; or NULL */
};

/* The next bytes into `buffer`: how many, 0 at the end, -1 when it cannot be read. */
typedef gssize (*media_read)(gpointer source, void *buffer, gsize size);

/* media_clear() after it. */
void media_scan(struct media *media, media_read read, gpointer source);
void media_clear(struct media *media);

#endif
