/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of media_scan(): MP3 with its tags, and Vorbis comments. */
#ifndef CORE_VERIFY_MEDIA_PARTS_H
#define CORE_VERIFY_MEDIA_PARTS_H

#include "core/verify/pipe.h"

void media_scan_mp3(struct media *media, struct pipe *pipe);
/* An ID3v2 tag without its first ten bytes; `version` 3 or 4. */
void media_id3(struct media *media, const guint8 *at, gsize size, guint version);
/* Vorbis comments, from the length of the vendor's name on. */
void media_comments(struct media *media, const guint8 *at, gsize size);

#endif
