/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CMU Pronouncing Dictionary, where it differs from the engine's own rules. */
#ifndef CORE_LANGUAGE_CMUDICT_H
#define CORE_LANGUAGE_CMUDICT_H

#include <glib.h>

enum cmudict_kind {
    CMUDICT_NONE,     /* not listed, or the engine says it as listed */
    CMUDICT_ENGINE,   /* private: the engine is right, and no ending is to be taken off */
    CMUDICT_NAME,     /* no ordinary word of English */
    CMUDICT_WRONG,    /* an ordinary word that the engine gets badly wrong */
    CMUDICT_ORDINARY, /* an ordinary word that the engine says a little differently */
};

/*
 * Append the phonemes of a word. Finds plurals and possessives of listed words,
 * compounds of Mc, Mac and O', and words with accents; capitals do not matter.
 */
enum cmudict_kind cmudict_find(const char *word, gsize size, GString *phonemes);

#endif
