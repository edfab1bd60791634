/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Put words into a spoken form that nobody wrote: announcements. */
#ifndef CORE_LANGUAGE_SPLICE_H
#define CORE_LANGUAGE_SPLICE_H

#include "core/language/normaliser.h"

struct insertion {
    uint32_t before; /* index of the word it goes before; the number of words: at the end */
    const struct spoken_form *form; /* borrowed; its words are said, its silent ones forgotten */
};

/*
 * Insert all of them, which are in the order of their places. An inserted word has an
 * empty `written` span, at the word behind it or at the end of the one before it.
 */
void spoken_form_splice(struct spoken_form *form, const struct insertion *insertions, guint count);

/* Is this a word that stands nowhere in the written text? */
gboolean spoken_word_is_inserted(const struct spoken_word *word);

#endif
