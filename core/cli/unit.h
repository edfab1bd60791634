/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services of systemd: one that watches an edition, one that answers the telephone. */
#ifndef CORE_CLI_UNIT_H
#define CORE_CLI_UNIT_H

#include <glib.h>

/* The unit's text; paths are absolute. NULL with ERROR_USAGE for a path no unit can hold. */
char *unit_text(const char *program, const char *edition, const char *folder, int minutes,
                GError **error);

/* Of a line: `folder`, absolute, is what it answers with, `words` (NULL-ended) its options. NULL
 * with ERROR_USAGE likewise. */
char *unit_line_text(const char *program, const char *folder, const char *const *words,
                     GError **error);

#endif
