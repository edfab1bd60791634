/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Say words as a newsreader would: the second half of the spoken form. Looks up
 * the newsroom's lexicons, then built-in names, then homographs by their context,
 * then CMUdict for names; leaves the rest to the engine's own rules.
 */
#ifndef CORE_LANGUAGE_PRONOUNCER_H
#define CORE_LANGUAGE_PRONOUNCER_H

#include "core/language/lexicon.h"
#include "core/language/normaliser.h"

struct pronouncer;

/* NULL-free: a language without data of ours gets one that leaves every word alone. */
struct pronouncer *pronouncer_new(const char *language);
void pronouncer_free(struct pronouncer *pronouncer);

/* Use a newsroom's lexicon (see lexicon.h for its forms). Later ones win over earlier. */
gboolean pronouncer_add_lexicon(struct pronouncer *pronouncer, const char *path, GError **error);
/* The entries of those files, and how often each applied: for lexicon_report. */
const struct lexicon *pronouncer_lexicon(const struct pronouncer *pronouncer);

/* The words that come next are of this sentence, from 1: for that report. */
void pronouncer_at(struct pronouncer *pronouncer, uint64_t sentence);

/* Set the phonemes of the words of a spoken form where ours are better; words that a
 * lexicon replaces by others are replaced. `text` is the sentence as written (its
 * words and their order decide homographs). */
void pronouncer_apply(struct pronouncer *pronouncer, const char *text, uint32_t size,
                      struct spoken_form *form);

#endif
