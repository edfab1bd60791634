/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When each sentence of an article was spoken, and each of its words: all that remains of a
 * production when its samples are gone. With the document it is what wrappers are told.
 */
#ifndef CORE_PRODUCTION_RECORD_H
#define CORE_PRODUCTION_RECORD_H

#include "core/production/production.h"

struct recorded_sentence {
    uint64_t number;            /* from 1 */
    uint32_t block;             /* index of its block */
    uint32_t from, to;          /* bytes of the block's text */
    uint32_t words, word_count; /* index of the first in record->words */
    uint32_t reserved;          /* 0; where padding would be */
    int64_t start, frames;      /* of the track; no frames when it could not be said */
};

struct record {
    uint32_t rate;     /* frames per second */
    int64_t length;    /* of the whole track */
    GArray *sentences; /* of struct recorded_sentence */
    GArray *words;     /* of struct crier_mark */
};

struct record *record_new(uint32_t rate);
void record_free(struct record *record);
/* As a sink of production: data is the record. `length` is set by hand. */
gboolean record_sentence(void *record, const struct spoken_sentence *sentence, GError **error);

#endif
