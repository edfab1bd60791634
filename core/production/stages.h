/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Print what a stage made, as text for people and golden files, or as JSON.
 * `sentences` is documented in plan.h, `spoken` in normaliser.h; these two are
 * made of what the engine answered:
 *
 *   phonemes: {"rate": Hz, "sentences": [{"sentence": n, "block": n, "engine": text,
 *              "phonemes": [{"name", "start": frame}…]}…]}
 *   marks:    {"rate": Hz, "sentences": [{"sentence": n, "block": n, "text": written,
 *              "start": frame, "end": frame, "outcome": name,
 *              "words": [{"text", "written": [from, to], "start", "end"}…]}…],
 *              "length": frames}
 */
#ifndef CORE_PRODUCTION_STAGES_H
#define CORE_PRODUCTION_STAGES_H

#include "core/base/json.h"
#include "core/production/production.h"

enum stage { STAGE_SENTENCES, STAGE_SPOKEN, STAGE_PHONEMES, STAGE_MARKS };

struct stage_printer {
    enum stage stage;
    const struct document *document;
    const struct plan *plan;
    uint32_t rate; /* of the engine; 0 for stages before it */
    gboolean as_json;
    GString *out;
    struct json json;
};

/* Begin; `out` may be emptied by the caller between calls. */
void stage_begin(struct stage_printer *printer, enum stage stage, const struct document *document,
                 const struct plan *plan, uint32_t rate, gboolean as_json, GString *out);
/* STAGE_SENTENCES: one sentence of the plan, `number` from 1. */
void stage_planned(struct stage_printer *printer, uint64_t number);
/* The other stages. `spoken` of STAGE_SPOKEN needs no more than what comes before pcm. */
void stage_spoken(struct stage_printer *printer, const struct spoken_sentence *sentence);
void stage_end(struct stage_printer *printer, int64_t length);

#endif
