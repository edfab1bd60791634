/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that decide whether a sentence ends, of one language: tables
 * `abbreviations`, `sentence_starters` and `speech_verbs` of core/language/LANGUAGE/.
 */
#ifndef CORE_LANGUAGE_BOUNDARY_WORDS_H
#define CORE_LANGUAGE_BOUNDARY_WORDS_H

#include <glib.h>

/* What a full stop after a word means. */
enum ending {
    ENDING_PLAIN,  /* not an abbreviation: the sentence ends */
    ENDING_NEVER,  /* a title before a name: it goes on */
    ENDING_MAYBE,  /* ends before a word that begins sentences */
    ENDING_OFTEN,  /* ends before a capital, save before a few words */
    ENDING_NUMBER, /* goes on before a number, else the word is a plain one */
};

struct boundary_words;

/* `language` is a BCP 47 tag; NULL when there are no tables for it. */
struct boundary_words *boundary_words_new(const char *language);
void boundary_words_free(struct boundary_words *words);

/* Longer words are in no table. */
#define BOUNDARY_WORD 40

/* `word` with its full stop ("Inc.") or other mark ("Yahoo!"). `shouted`: all capitals may
 * stand for small letters ("INC."). */
enum ending boundary_words_ending(const struct boundary_words *words, const char *word, gsize size,
                                  gboolean shouted);
/* Whether `next` goes on after `word`, which often ends a sentence: "5 p.m. Monday". */
gboolean boundary_words_follows(const struct boundary_words *words, const char *word, gsize size,
                                const char *next, gsize next_size);
/* "The", "However": capital only because it begins a sentence. */
gboolean boundary_words_starter(const struct boundary_words *words, const char *word, gsize size);
/* "At", "In": begins a phrase before the subject. */
gboolean boundary_words_opens_phrase(const struct boundary_words *words, const char *word,
                                     gsize size);
/* "said", "asked". */
gboolean boundary_words_speech(const struct boundary_words *words, const char *word, gsize size);

#endif
