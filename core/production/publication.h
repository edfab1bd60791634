/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All outputs of one article: told of every event, finished or dropped together. */
#ifndef CORE_PRODUCTION_PUBLICATION_H
#define CORE_PRODUCTION_PUBLICATION_H

#include "core/plugin/output.h"
#include "core/production/production.h"

struct publication;

/* `source`: the article's name as given. Borrowed to the end, like the document. */
struct publication *publication_new(const struct document *document, const char *source,
                                    uint64_t sentences, uint32_t rate);
/* Add an output; `options` of struct crier_option, or NULL. FALSE with ERROR_OUTPUT, or
 * ERROR_USAGE when it does not take the value of one. */
gboolean publication_add(struct publication *publication, const struct crier_output *plugin,
                         const char *path, const GArray *options, GError **error);
gboolean publication_start(struct publication *publication, GError **error);
/* As a sink of production: data is the publication. */
gboolean publication_sentence(void *publication, const struct spoken_sentence *sentence,
                              GError **error);
/* Finish all outputs; their files appear one by one. `length`: of the track. Frees. */
gboolean publication_finish(struct publication *publication, int64_t length, GError **error);
/* Drop all of them; frees. NULL is allowed. */
void publication_abort(struct publication *publication);

#endif
