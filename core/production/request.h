/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence on its way: from its spoken form to the engine and back to marks. */
#ifndef CORE_PRODUCTION_REQUEST_H
#define CORE_PRODUCTION_REQUEST_H

#include "core/language/normaliser.h"
#include "core/synthesis/utterance.h"

struct request {
    struct spoken_form form;
    GString *text;      /* what the engine is handed */
    GArray *tokens;     /* of struct token */
    GArray *token_word; /* of uint32_t: the spoken word that a token belongs to */
    gboolean phonemes;  /* some of the text is in phonemes */
};

void request_init(struct request *request);
void request_clear(struct request *request);

/* Prepare a sentence. Returns FALSE when nothing of it can be said. */
gboolean request_prepare(struct request *request, struct normaliser *normaliser, const char *text,
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
