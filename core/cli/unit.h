/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service of systemd that watches an edition. */
#ifndef CORE_CLI_UNIT_H
#define CORE_CLI_UNIT_H

#include <glib.h>

/* The unit's text; paths are absolute. NULL with ERROR_USAGE for a path no unit can hold. */
char *unit_text(const char *program, const char *edition, const char *folder, int minutes,
                GError **error);

#endif
