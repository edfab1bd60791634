/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a source of the edition file means. */
#ifndef CORE_EDITION_GATHER_H
#define CORE_EDITION_GATHER_H

#include "core/edition/edition_file.h"

/*
 * Append to `paths` (of new strings, absolute) the files of a source, sorted by name; a feed or
 * a page is appended as it is. `suffixes`: of the files that a folder gives ("txt", "md"),
 * NULL-ended; NULL: any. In folders and for globs, names that begin with "." or "_" and
 * README files are passed over; no link to a folder is followed. FALSE with ERROR_INPUT when
 * there is no such file or folder, or too many; a glob or a folder may be empty.
 */
gboolean gather_source(const struct edition_source *source, const char *const *suffixes,
                       GPtrArray *paths, GError **error);

#endif
