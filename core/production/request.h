/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence on its way: from its spoken form to the engine and back to marks. */
#ifndef CORE_PRODUCTION_REQUEST_H
#define CORE_PRODUCTION_REQUEST_H

#include "core/language/normaliser.h"
#include "core/language/plain.h"
#include "core/language/pronouncer.h"
#include "core/language/quotations.h"
#include "core/production/delivery.h"
#include "core/synthesis/utterance.h"

struct request {
    struct plain plain; /* the sentence, in plain characters */
    struct spoken_form form;
    GString *text;                     /* what the engine is handed */
    GArray *tokens;                    /* of struct token */
    GArray *token_word;                /* of uint32_t: the spoken word that a token belongs to */
    gboolean phonemes;                 /* some of the text is in phonemes */
    struct spoken_form before, behind; /* announcements */
};

void request_init(struct request *request);
void request_clear(struct request *request);

/* What the language stage needs to say a text of one language. */
struct tongue {
    struct normaliser *normaliser;
    struct pronouncer *pronouncer;
    /* "quote", "end quote", and the same inside another, as spoken forms; without words
     * where the language announces none. */
    struct spoken_form quote[QUOTATION_DEPTH], quote_end[QUOTATION_DEPTH];
};

/* `lexicons`: paths of the newsroom's own, NULL-ended, or NULL. FALSE with ERROR_INPUT
 * when one cannot be read; the message names file and line. Clear it in any case. */
gboolean tongue_init(struct tongue *tongue, const char *language, const char *const *lexicons,
                     GError **error);
void tongue_clear(struct tongue *tongue);

/* A sentence and how it is to be delivered. Borrowed. */
struct saying {
    const char *text;
    uint32_t size;
    uint64_t number;             /* of the sentence, for the report on lexicons */
    const char *before, *behind; /* announcements, or NULL */
    enum quotes quotes;
    const struct quotation *quotations; /* bytes of the text */
    guint quotation_count;
    uint32_t pitch; /* of the voice, 0 to 99: quoted words differ from it */
};

/* Prepare a sentence. Returns FALSE when nothing of it can be said. */
gboolean request_prepare(struct request *request, const struct tongue *tongue,
                         const struct saying *saying);
/* As engine_submit() wants it; borrowed from the request. */
struct utterance request_utterance(const struct request *request);

/* These tokens (of uint32_t) broke the engine: their words are silent, and told. */
void request_lose(struct request *request, const GArray *tokens, enum speech_outcome cause);

/*
 * When the written words were spoken: append one struct crier_mark for each run
 * of spoken words that stand for the same written text, in written order.
 * `start`: frame of the track at which the speech begins.
 */
void request_marks(const struct request *request, const struct speech *speech, int64_t start,
                   GArray *marks);

#endif
