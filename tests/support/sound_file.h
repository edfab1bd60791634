/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small MP3 files by the byte: right ones, and each wrong in the way that is asked for. */
#ifndef TESTS_SUPPORT_SOUND_FILE_H
#define TESTS_SUPPORT_SOUND_FILE_H

#include <glib.h>

enum sound_flaw {
    SOUND_NO_TAG = 1u << 0,  /* frames alone, as talking books want them */
    SOUND_NO_INFO = 1u << 1, /* no frame that tells the length */
    SOUND_VARYING = 1u << 2, /* one frame of another bit rate */
    SOUND_STEREO = 1u << 3,
    SOUND_CUT = 1u << 4,        /* the last frame is not whole */
    SOUND_MISCOUNTED = 1u << 5, /* the length told is another one */
    SOUND_TWO_TOPS = 1u << 6,   /* two tables of contents at the top */
    SOUND_LATE = 1u << 7,       /* a chapter behind the end */
    SOUND_UNSORTED = 1u << 8,   /* the second chapter before the first */
    SOUND_NO_ARTIST = 1u << 9,
    SOUND_TAG_TOO_LONG = 1u << 10, /* a frame of the tag goes beyond the tag */
    SOUND_NOISE = 1u << 11,        /* no frames at all */
};

/* 100 frames of 1152 samples at 44,100 Hz, 128 kbit/s: 2.6 seconds of silence, with a tag and
 * two chapters unless `flaws` say otherwise. */
GBytes *sound_file(guint flaws);

#endif
