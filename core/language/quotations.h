/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which words of a text are somebody's own: what stands between quotation marks,
 * and quotations inside quotations. Any language's marks; an apostrophe is none.
 */
#ifndef CORE_LANGUAGE_QUOTATIONS_H
#define CORE_LANGUAGE_QUOTATIONS_H

#include <glib.h>
#include <stdint.h>

/* Quotations inside quotations are told apart so deep; deeper ones count as this. */
#define QUOTATION_DEPTH 2

struct quotation {
    uint32_t from, to; /* bytes of the text, half open, the marks themselves included */
    uint32_t depth;    /* 1 outermost; 0: words in square brackets that an editor put in */
    gboolean begins;   /* its opening mark is here: it does not go on from before */
    gboolean ends;     /* its closing mark is here: it does not go on behind */
};

/*
 * Append the quotations of a paragraph to `found` (of struct quotation), by where
 * they begin. One that is never closed reaches to the end of the paragraph and goes on
 * in the next; a mark without a partner that may be no quotation mark at all is none.
 */
void quotations_find(const char *text, uint32_t size, GArray *found);

/* How deep in quotations byte `at` is; an editor's words in brackets: 0. */
uint32_t quotations_depth(const struct quotation *quotations, guint count, uint32_t at);

#endif
