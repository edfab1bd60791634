/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of an article: which blocks are spoken, cut into which sentences, what is
 * announced around them, and the silence behind each. Made before anything is spoken,
 * so that the number of sentences is known.
 *
 * As JSON (`crier inspect --stage=sentences --json`):
 *   {"sentences": [{"sentence": n, "block": n, "role": name, "text": string,
 *                   "source": [from, to]?, "before": words?, "behind": words?,
 *                   "quoted": [[from, to]…]?, "pause": milliseconds}…]}
 * `before` and `behind` are announced though not written; `quoted` are bytes of the
 * sentence's text.
 */
#ifndef CORE_PRODUCTION_PLAN_H
#define CORE_PRODUCTION_PLAN_H

#include "core/document/document.h"
#include "core/language/quotations.h"
#include "core/language/segmenter.h"
#include "core/production/delivery.h"

struct planned_sentence {
    uint32_t block;          /* index of its block */
    uint32_t from, to;       /* bytes of the block's text */
    uint32_t pause;          /* milliseconds of silence behind it */
    uint32_t before, behind; /* announcements: offsets in plan->words, 0 for none */
};

/* A quotation in the text of a block. */
struct planned_quotation {
    uint32_t block;
    struct quotation quotation; /* bytes of the block's text */
};

struct plan {
    const struct delivery *delivery;
    GArray *sentences;  /* of struct planned_sentence, in reading order */
    GArray *quotations; /* of struct planned_quotation, in reading order; none for QUOTES_PLAIN */
    GString *words;     /* announcements, each ended by a NUL; the first is empty */
};

/* All sentences of a document as a delivery wants them. Both are borrowed. */
struct plan *plan_make(const struct document *document, const struct delivery *delivery);
void plan_free(struct plan *plan);

uint32_t plan_count(const struct plan *plan);
const struct planned_sentence *plan_sentence(const struct plan *plan, uint64_t index);
/* An announcement, NULL for none. */
const char *plan_words(const struct plan *plan, uint32_t offset);
/* The quotations that reach into a sentence, as bytes of its text and cut to it:
 * replaces `found` (of struct quotation). */
void plan_quotations(const struct plan *plan, const struct planned_sentence *sentence,
                     GArray *found);

/* Why a block is not spoken, NULL when it is: for its own role, one around it, or because
 * it repeats the article's own words. Static. */
const char *plan_silence(const struct document *document, const struct delivery *delivery,
                         uint32_t block);

#endif
