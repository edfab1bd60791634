/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All outputs of one article: told of every event, finished or dropped together. Each
 * works in a lane of its own. Audio is mastered here, once for all: without a target it
 * is handed on as it is spoken; with one it waits on disk until all of it is measured.
 */
#ifndef CORE_PRODUCTION_PUBLICATION_H
#define CORE_PRODUCTION_PUBLICATION_H

#include "core/audio/master.h"
#include "core/plugin/output.h"
#include "core/production/production.h"

struct publication;

/* Borrowed to the end. */
struct publication_job {
    const struct document *document;
    const char *source;              /* the article's name as given */
    uint64_t sentences;              /* to come */
    uint32_t rate;                   /* frames per second of the engine */
    uint32_t asked_rate;             /* of the files; 0: each output's own */
    const struct loudness *loudness; /* of mastering; NULL: none */
    const struct clip *bed;          /* beneath all that is said; NULL: none */
};

struct publication *publication_new(const struct publication_job *job);
/* Add an output; `options` of struct crier_option, borrowed to the end, or NULL. FALSE with
 * ERROR_OUTPUT, or ERROR_USAGE when it does not take the value of one. *rate: what its audio is
 * made at, 0 when it takes none. */
gboolean publication_add(struct publication *publication, const struct crier_output *plugin,
                         const char *path, const GArray *options, uint32_t *rate, GError **error);
gboolean publication_start(struct publication *publication, GError **error);
/* As a sink of production: data is the publication. */
gboolean publication_sentence(void *publication, const struct spoken_sentence *sentence,
                              GError **error);
/* The same, for a sound that is no speech. */
gboolean publication_sound(void *publication, const struct inset *inset, int64_t start,
                           GError **error);
/* Everything is told, and written but for its end; `length`: of the track. Nothing appears yet;
 * publication_finish() or publication_abort() must follow. FALSE with ERROR_OUTPUT. */
gboolean publication_settle(struct publication *publication, int64_t length, GError **error);
/* Finish all outputs, which have settled; their files appear, those with audio first.
 * `mastering`: what was done, in one line, a new string, or NULL. Frees. */
gboolean publication_finish(struct publication *publication, char **mastering, GError **error);
/* Drop all of them; frees. NULL is allowed. */
void publication_abort(struct publication *publication);

#endif
