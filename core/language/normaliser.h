/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Give a sentence its spoken form: the words that the engine is to say, each with
 * its place in the written text.
 *
 * As JSON (`crier inspect --stage=spoken --json`):
 *   {"sentences": [{"sentence": n, "block": n, "text": written,
 *                   "spoken": [{"text", "written": [from, to]}…],
 *                   "skipped": [{"text", "written": [from, to], "reason"}…]}…]}
 * `written` are bytes of the sentence's own text.
 */
#ifndef CORE_LANGUAGE_NORMALISER_H
#define CORE_LANGUAGE_NORMALISER_H

#include "core/language/segmenter.h"

/* A word of the spoken form. */
struct spoken_word {
    struct span spoken;  /* bytes of spoken_form.text */
    struct span written; /* bytes of the sentence's written text */
    /* How it is said, where Crier knows better than the engine: bytes of
     * spoken_form.phonemes, in the engine's own mnemonics; empty: by its rules. */
    struct span phonemes;
};

/* A written word that has no sound, and why. */
struct silent_word {
    struct span written;
    const char *reason; /* static: "punctuation", "too long for a word" */
    gboolean lost;      /* a listener misses something: worth a warning */
};

struct spoken_form {
    GString *text;  /* words separated by one space */
    GArray *words;  /* of struct spoken_word, in spoken order */
    GArray *silent; /* of struct silent_word */
    GString *phonemes;
};

void spoken_form_init(struct spoken_form *form);
void spoken_form_clear(struct spoken_form *form);

struct normaliser;

struct normaliser *normaliser_new(const char *language);
void normaliser_free(struct normaliser *normaliser);

/* Replace `form` by the spoken form of one sentence. */
void normaliser_speak(struct normaliser *normaliser, const char *text, uint32_t size,
                      struct spoken_form *form);

#endif
