/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder that appears whole or not at all: filled under a hidden name beside its place,
 * flushed, then exchanged with what stood there, which is removed. A process killed at any
 * moment leaves the old folder or the new one; what is left under the hidden name goes with
 * the next run.
 *
 * Only a folder that Crier made, a copy of one, or an empty one, is ever replaced. That it did
 * stands in a hidden file beside it, with the keys of the files in it: a file of the same name and
 * key is taken over by a link instead of being made again.
 */
#ifndef CORE_SOURCE_OUTPUT_FOLDER_H
#define CORE_SOURCE_OUTPUT_FOLDER_H

#include <glib.h>
#include <stdint.h>

struct output_folder;

/* NULL with ERROR_OUTPUT. */
struct output_folder *output_folder_new(const char *path, GError **error);
/* A new file in it: "a.html", "b/c.mp3"; folders on the way are made. The descriptor belongs
 * to the folder. FALSE with ERROR_OUTPUT. */
gboolean output_folder_open(struct output_folder *folder, const char *name, int *fd,
                            GError **error);
/* Nothing more will be written to it. FALSE when what was written is lost. */
gboolean output_folder_close(struct output_folder *folder, int fd);
/* Take a file over from the folder that is replaced; FALSE when it must be made. A file that
 * is made is remembered with this key. */
gboolean output_folder_keep(struct output_folder *folder, const char *name, const char *key);
/* Make it appear; frees in any case. *size: bytes of all its files. FALSE with ERROR_OUTPUT. */
gboolean output_folder_commit(struct output_folder *folder, uint64_t *size, GError **error);
/* Drop it without trace. NULL is allowed. */
void output_folder_abandon(struct output_folder *folder);

/* Can a file be called so: no absolute path, no part that is empty, hidden or "..", no
 * control characters? */
gboolean output_folder_name_is_safe(const char *name);

#endif
