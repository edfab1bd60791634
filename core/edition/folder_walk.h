/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a folder of articles, and of the folders in it. */
#ifndef CORE_EDITION_FOLDER_WALK_H
#define CORE_EDITION_FOLDER_WALK_H

#include <glib.h>

/*
 * Paths in the order of their names: an array of new strings. Passed over: what is hidden or a
 * link, folders that hold what Crier published, the files of `except` (absolute paths,
 * NULL-ended), edition files, and by their suffix pictures, sounds and what dresses a page: they
 * lie beside articles and are none.
 */
GPtrArray *folder_walk(const char *path, const char *const *except);

#endif
