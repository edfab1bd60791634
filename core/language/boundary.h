/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where sentences end: a walk over a text that stops at every mark that may end one,
 * and the decision on each.
 */
#ifndef CORE_LANGUAGE_BOUNDARY_H
#define CORE_LANGUAGE_BOUNDARY_H

#include "core/language/boundary_text.h"
#include "core/language/boundary_words.h"
#include "core/language/segmenter.h"

/*
 * Append to `cuts` (of uint32_t) where sentences begin, save the first, in order.
 * `breaks` (of uint32_t, in order) are those of Unicode's rules. They stand where we know
 * no better; without `words` no full stop ends a sentence that is not among them.
 */
void boundary_find(const struct boundary_text *text, const struct boundary_words *words,
                   const GArray *breaks, GArray *cuts);

/* A mark that may end a sentence, and its surroundings. */
struct boundary_stop {
    const struct boundary_text *text;
    const struct boundary_words *words; /* or NULL */
    uint32_t sentence;                  /* where the sentence begins */
    struct span word;                   /* before the mark; empty when white space is there */
    uint32_t from, to;                  /* the mark: one or more . ! ? … */
    uint32_t end;                       /* behind closing quotes, brackets and references */
    uint32_t next;                      /* behind white space: here another would begin */
    struct span follower;               /* the first word from `next`, behind opening marks */
    unsigned dots;                      /* full stops in the mark; … counts three */
    gboolean loud;                      /* there is a ! or ? in the mark */
    gboolean spread;                    /* the dots have spaces between them */
    gboolean quoted;                    /* a quotation ends with it */
    gboolean bracketed;                 /* a bracket ends with it */
    gboolean referenced;                /* "[2]" follows */
    gboolean enclosed;                  /* in a bracket that opened within the sentence */
    gboolean breaks;                    /* Unicode's rules end a sentence here */
};

/* Describe the mark at `from`; of what is only known to the walk, `enclosed` and
 * `breaks` stay FALSE. `open_quote`: a straight quotation mark is open. */
void boundary_stop_read(struct boundary_stop *stop, uint32_t from, gboolean open_quote);

/* Whether a sentence ends; may move `next` to where the other one begins. */
gboolean boundary_stop_ends(struct boundary_stop *stop);

/* The word at `from`: letters, digits, and what stands between them. */
struct span boundary_word_at(const struct boundary_text *text, uint32_t from);

/* A list that runs on in one paragraph: "1. Bread 2. Roses". */
struct boundary_list {
    char expected[2][8]; /* the next marker: of numbers or letters, of Roman numerals */
    char suffix[3];
    UChar32 bullet;
};

/* If a list marker stands at `at`, where a word begins: the place behind it, else 0.
 * `first`: nothing of the sentence stands before it. Sets `begins` when it is an item
 * that begins a sentence. */
uint32_t boundary_list_marker(struct boundary_list *list, const struct boundary_text *text,
                              uint32_t at, gboolean first, gboolean *begins);

#endif
