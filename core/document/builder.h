/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only way to make a document. It copies what it is given, checks UTF-8,
 * nesting and limits, folds white space, and stays failed once failed. Its calls
 * mirror struct crier_reader_host: a reader in a child process reaches it through
 * frames, one in the same process (tests, fuzzing) directly.
 *
 * Besides what <crier/reader.h> promises: a second headline becomes a heading of
 * level 1, a language that is no BCP 47 tag is ignored, and an empty table cell
 * stays while its row has text, so that columns keep their places. Metadata and
 * notes beyond their limits are cut; every other limit is a failure.
 */
#ifndef CORE_DOCUMENT_BUILDER_H
#define CORE_DOCUMENT_BUILDER_H

#include "core/document/document.h"
#include <crier/reader.h>

struct builder;

/* `document` must be empty and outlive the builder. `source_size`: places in the
 * source beyond it are refused (UINT64_MAX: unknown). */
struct builder *builder_new(struct document *document, uint64_t source_size);
void builder_free(struct builder *builder);

crier_status builder_meta(struct builder *builder, uint32_t key, const char *value, uint64_t size,
                          uint64_t from, uint64_t to);
crier_status builder_open(struct builder *builder, const struct crier_block *block);
crier_status builder_text(struct builder *builder, const char *text, uint64_t size, uint64_t from,
                          uint64_t to);
crier_status builder_cut(struct builder *builder);
crier_status builder_close(struct builder *builder);
crier_status builder_skip(struct builder *builder, uint64_t from, uint64_t to, const char *reason);
crier_status builder_note(struct builder *builder, uint32_t severity, uint64_t from,
                          const char *message);

/* Close what is open. Returns the first failure, CRIER_OK when there was none.
 * `message` (may be NULL) receives its cause: static or owned by the builder. */
crier_status builder_finish(struct builder *builder, const char **message);

#endif
