/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What surrounds a word that can be said in two ways: the facts that its model
 * weighs. The program and the training tool both take them from here, so that
 * what was learnt is what is asked.
 */
#ifndef CORE_LANGUAGE_HOMOGRAPH_CONTEXT_H
#define CORE_LANGUAGE_HOMOGRAPH_CONTEXT_H

#include <glib.h>
#include <stdint.h>

/* The words and punctuation marks of a sentence, in small letters. */
struct homograph_context {
    GArray *tokens; /* private */
    GString *text;  /* private: the tokens' small letters */
};

void homograph_context_init(struct homograph_context *context);
void homograph_context_clear(struct homograph_context *context);
/* Take a sentence, forget the one before. */
void homograph_context_set(struct homograph_context *context, const char *text, uint32_t size);

/* The token that begins at a byte of the sentence, or -1. */
int homograph_context_find(const struct homograph_context *context, uint32_t at);

/* Call `each` with every fact around a token: short strings, never with a tab or line break. */
void homograph_context_facts(const struct homograph_context *context, int token,
                             void (*each)(const char *fact, void *user), void *user);

#endif
