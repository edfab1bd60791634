/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files below a folder, and nowhere else. */
#ifndef CORE_BASE_BENEATH_H
#define CORE_BASE_BENEATH_H

#include <glib.h>

/* "media/one.mp3": not empty, no part empty, "." or "..", no control characters. */
gboolean beneath_is_safe(const char *name);

/* The file of this name below the folder `root`, for reading; -1 when there is none. Follows
 * no link, opens nothing but plain files. */
int beneath_open(int root, const char *name);

#endif
