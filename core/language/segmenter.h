/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cut the text of a block into sentences. One sentence is one utterance. */
#ifndef CORE_LANGUAGE_SEGMENTER_H
#define CORE_LANGUAGE_SEGMENTER_H

#include <glib.h>
#include <stdint.h>

/* Bytes of a text, half open. */
struct span {
    uint32_t from;
    uint32_t to;
};

struct segmenter;

/* `language` is a BCP 47 tag, or NULL for English. One of which we have no table of
 * abbreviations gets Unicode's rules and data, and our rules on the marks themselves.
 * Never fails: it is a bug not to find the rules that ICU ships. */
struct segmenter *segmenter_new(const char *language);
void segmenter_free(struct segmenter *segmenter);

/*
 * Append the sentences of `text` to `spans` (of struct span): in order, without
 * white space at their ends, together covering everything else. None is longer
 * than LIMIT_SENTENCE, unless one word is.
 */
void segmenter_split(struct segmenter *segmenter, const char *text, uint32_t size, GArray *spans);

#endif
