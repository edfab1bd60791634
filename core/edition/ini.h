/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of groups, keys and values that people write by hand (GLib's key files), read
 * strictly: a group or a key that stands there twice is an error, as is an empty value, and
 * every message names the line. Private to the edition file.
 */
#ifndef CORE_EDITION_INI_H
#define CORE_EDITION_INI_H

#include <glib.h>

struct ini;

/* NULL with ERROR_INPUT. `what`: how messages call the file ("the edition"). */
struct ini *ini_load(const char *path, const char *what, GError **error);
void ini_free(struct ini *ini);

/* Groups and keys in the order of the file; new arrays of new strings. */
char **ini_groups(const struct ini *ini);
char **ini_keys(const struct ini *ini, const char *group);

/* A trimmed value, a new string; NULL with ERROR_INPUT when it is empty or misspelled. */
char *ini_value(const struct ini *ini, const char *group, const char *key, GError **error);
/* Its parts, cut at each of `separators`, trimmed, empty ones left out; a separator behind a
 * backslash is a part's own. NULL with ERROR_INPUT when nothing is left. */
char **ini_list(const struct ini *ini, const char *group, const char *key, const char *separators,
                GError **error);

/* Set ERROR_INPUT: "cannot use the edition FILE, line N: …". Key or group may be NULL.
 * Always FALSE. */
gboolean ini_wrong(const struct ini *ini, const char *group, const char *key, GError **error,
                   const char *format, ...) G_GNUC_PRINTF(5, 6);

#endif
