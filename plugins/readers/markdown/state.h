/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known while one article is walked through. */
#ifndef PLUGINS_READERS_MARKDOWN_STATE_H
#define PLUGINS_READERS_MARKDOWN_STATE_H

#include "buffer.h"
#include "front_matter.h"
#include "shared/slice.h"

#include <cmark-gfm.h>
#include <crier/reader.h>

/* Deeper quotations and lists are read as if they stood at this depth: the host
 * takes 64, and a table or a caption in the innermost one needs some. */
#define DEPTH_MAX 40

struct markdown {
    const struct crier_reader_host *host;
    struct slice source; /* the whole text, front matter too */
    size_t *lines;       /* where each line of the body begins; [0] is line 1 */
    size_t line_count;
    size_t at;     /* how far the source has been walked */
    uint8_t *told; /* a bit for each byte of the source that is accounted for */
    int lost;      /* text and source of this block do not agree */

    struct buffer words;    /* of the block */
    struct buffer pictures; /* alternative texts, each ended by a cut */
    size_t images;          /* how deep in pictures */
    char link;              /* how the link around is written: '[', '<' or 0 */

    size_t depth;                     /* open quotations, lists, items and footnotes */
    size_t muted;                     /* of those too deep to be opened */
    uint32_t ordinals[DEPTH_MAX + 2]; /* of the next item, by depth of its list */
    uint32_t footnotes;
    int in_header; /* of a table */
    int in_comment;
    cmark_node *endless; /* no comment in it ends */

    const struct front_matter *front;
    cmark_node *headline;
    int has_byline, in_body, html_noted;
};

#endif
