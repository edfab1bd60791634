/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words with one spelling and two ways of saying it: the words and their phonemes
 * stand in en/homographs.tsv, what speaks for which reading in en/homograph_model.tsv.
 */
#ifndef CORE_LANGUAGE_HOMOGRAPH_H
#define CORE_LANGUAGE_HOMOGRAPH_H

#include <glib.h>
#include <stdint.h>

struct homographs;

/* NULL when the language has none. */
struct homographs *homographs_new(const char *language);
void homographs_free(struct homographs *homographs);

/* The sentence that the next words come from, as written; it must stay until then. */
void homographs_sentence(struct homographs *homographs, const char *text, uint32_t size);

/*
 * How the word at a byte of the sentence is said in its place, in the engine's
 * mnemonics; NULL when it is no homograph. Static.
 */
const char *homographs_choose(struct homographs *homographs, uint32_t at, uint32_t size);

#endif
