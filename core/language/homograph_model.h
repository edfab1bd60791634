/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learnt weights of facts: which of two readings a context speaks for. */
#ifndef CORE_LANGUAGE_HOMOGRAPH_MODEL_H
#define CORE_LANGUAGE_HOMOGRAPH_MODEL_H

#include "core/language/homograph_context.h"

#define HOMOGRAPH_MODEL_UNIT 32 /* weights are stored in these parts of one */

/* Call `each` with the facts around a token as the model names them: once for the word, once
 * for its kind (see en/homographs.tsv), once for all kinds that have a verb. */
void homograph_model_facts(const struct homograph_context *context, int token, const char *word,
                           const char *kind, void (*each)(const char *name, void *user),
                           void *user);

struct homograph_model;

/* NULL when the language has none. */
struct homograph_model *homograph_model_new(const char *language);
void homograph_model_free(struct homograph_model *model);

/* Above 0: the second reading. */
int homograph_model_score(struct homograph_model *model, const struct homograph_context *context,
                          int token, const char *word, const char *kind);

#endif
