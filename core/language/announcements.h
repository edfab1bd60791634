/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said although it is not written, so that the structure of a text can be
 * heard: the words stand in LANGUAGE/announcements.tsv.
 */
#ifndef CORE_LANGUAGE_ANNOUNCEMENTS_H
#define CORE_LANGUAGE_ANNOUNCEMENTS_H

#include <glib.h>

/*
 * The words for `key` ("list item"), with `value` in place of what stands in braces.
 * A new string; NULL when the language announces nothing here, or wants a value and
 * there is none (NULL or empty).
 */
char *announcement_words(const char *language, const char *key, const char *value);

/* Does a text say by itself what the announcement says? Case and marks do not count. */
gboolean announcement_is_said(const char *words, const char *text, gsize size);

#endif
