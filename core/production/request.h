/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence on its way: from its spoken form to the engine and back to marks. */
#ifndef CORE_PRODUCTION_REQUEST_H
#define CORE_PRODUCTION_REQUEST_H

#include "core/language/normaliser.h"
#include "core/language/plain.h"
#include "core/language/pronouncer.h"
#include "core/synthesis/utterance.h"

struct request {
    struct plain plain; /* the sentence, in plain characters */
    struct spoken_form form;
    GString *text;      /* what the engine is handed */
    GArray *tokens;     /* of struct token */
    GArray *token_word; /* of uint32_t: the spoken word that a token belongs to */
    gboolean phonemes;  /* some of the text is in phonemes */
};

void request_init(struct request *request);
void request_clear(struct request *request);

/* What the language stage needs to say a text of one language. */
struct tongue {
    struct normaliser *normaliser;
    struct pronouncer *pronouncer;
};

/* `lexicons`: paths of the newsroom's own, NULL-ended, or NULL. FALSE with ERROR_INPUT
 * when one cannot be read; the message names file and line. Clear it in any case. */
gboolean tongue_init(struct tongue *tongue, const char *language, const char *const *lexicons,
                     GError **error);
void tongue_clear(struct tongue *tongue);

/* Prepare a sentence. Returns FALSE when nothing of it can be said. */
gboolean request_prepare(struct request *request, const struct tongue *tongue, const char *text,
                         uint32_t size);
/* As engine_submit() wants it; borrowed from the request. */
struct utterance request_utterance(const struct request *request);

/*
 * When the written words were spoken: append one struct crier_mark for each run
 * of spoken words that stand for the same written text, in written order.
 * `start`: frame of the track at which the speech begins.
 */
void request_marks(const struct request *request, const struct speech *speech, int64_t start,
                   GArray *marks);

#endif
