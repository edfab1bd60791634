/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that appears whole or not at all: written without a name where the file
 * system can do that, else beside its target under a hidden name; flushed, then
 * renamed over the target, then its folder flushed. A process killed at any
 * moment leaves nothing under the final name; a hidden leftover of a dead process
 * is removed by the next one that writes the same target.
 */
#ifndef CORE_SOURCE_OUTPUT_FILE_H
#define CORE_SOURCE_OUTPUT_FILE_H

#include <glib.h>
#include <stdint.h>

struct output_file;

/*
 * Start a file for this path. NULL with ERROR_OUTPUT when the folder is missing
 * or read-only, or when something other than a regular file stands there.
 */
struct output_file *output_file_new(const char *path, GError **error);
/* For writing, reading and seeking; owned by the file. */
int output_file_descriptor(const struct output_file *file);
/* Append all of these bytes. FALSE with errno set. */
gboolean output_file_write(struct output_file *file, const char *bytes, gsize size);
/* Make it appear. Frees the file in any case. FALSE with ERROR_OUTPUT. */
gboolean output_file_commit(struct output_file *file, uint64_t *size, GError **error);
/* All of it at once: new, write, commit. FALSE with ERROR_OUTPUT, and nothing has changed. */
gboolean output_file_put(const char *path, const void *bytes, gsize size, GError **error);
/* Drop it without trace. NULL is allowed. */
void output_file_abandon(struct output_file *file);

#endif
