/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader makes of a source, in print: for tables of cases and golden files. */
#ifndef TESTS_SUPPORT_PRINTED_H
#define TESTS_SUPPORT_PRINTED_H

#include <crier/reader.h>

/*
 * The blocks stage as text. A failure is a line of its own that begins with
 * "FAULT:": the reader's status, its breach of contract, a word not accounted for.
 * `skips`: 0 leaves out the lines on what was skipped. Owned by the caller: g_free().
 */
char *printed(const struct crier_reader *reader, const char *name, const void *bytes, uint64_t size,
              int skips);

#endif
