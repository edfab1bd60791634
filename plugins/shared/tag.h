/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an audio file says of itself, built when the article starts. Times are not known
 * then: they have a fixed width, and are filled in at the end.
 */
#ifndef PLUGINS_SHARED_TAG_H
#define PLUGINS_SHARED_TAG_H

#include "shared/buffer.h"
#include "shared/chapter_list.h"

struct tag {
    struct buffer bytes;
    size_t *times; /* where the time of each chapter stands */
    size_t time_count;
    size_t length; /* where the length of the whole stands, or 0 */
};

/*
 * The comments of Ogg and FLAC: vendor, TITLE, ARTIST…, CHAPTER000=00:00:00.000,
 * CHAPTER000NAME=… Without the framing that each container puts around them.
 * CRIER_FAILED without memory.
 */
crier_status tag_comments(struct tag *tag, const char *software,
                          const struct crier_article *article, const struct chapter_list *list);
void tag_comments_time(struct tag *tag, const struct chapter_list *list, uint32_t rate);

/* ID3v2.3 with CHAP and CTOC. */
crier_status tag_id3(struct tag *tag, const char *software, const struct crier_article *article,
                     const struct chapter_list *list);
void tag_id3_time(struct tag *tag, const struct chapter_list *list, uint32_t rate, int64_t length);

void tag_clear(struct tag *tag);

#endif
