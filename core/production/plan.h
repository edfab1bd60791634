/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of an article: which blocks are spoken, cut into which sentences, with
 * which silence behind each. Made before anything is spoken, so that the number
 * of sentences is known.
 *
 * As JSON (`crier inspect --stage=sentences --json`):
 *   {"sentences": [{"sentence": n, "block": n, "role": name, "text": string,
 *                   "source": [from, to]?, "pause": milliseconds}…]}
 */
#ifndef CORE_PRODUCTION_PLAN_H
#define CORE_PRODUCTION_PLAN_H

#include "core/document/document.h"
#include "core/language/segmenter.h"

struct planned_sentence {
    uint32_t block;    /* index of its block */
    uint32_t from, to; /* bytes of the block's text */
    uint32_t pause;    /* milliseconds of silence behind it */
};

/* Why blocks of a role are not spoken, NULL when they are. Static. */
const char *plan_silent_role(uint32_t role);

/* All sentences of a document in reading order: array of struct planned_sentence. */
GArray *plan_make(const struct document *document);

#endif
