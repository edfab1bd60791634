/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file the path of a request means. */
#ifndef CORE_SERVE_WANTED_H
#define CORE_SERVE_WANTED_H

/* The name below the folder, a new string, or NULL: nothing outside of it, nothing hidden (no part
 * begins with a dot). "/" at the end: the page of that folder. */
char *wanted_name(const char *path);

#endif
