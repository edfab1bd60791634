/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large tables that are searched where they lie, so that a program start costs
 * nothing: lines of a key, a tab and a value, sorted by the key's bytes with
 * capitals as small letters; lines that begin with # stand on top.
 */
#ifndef CORE_LANGUAGE_SORTED_H
#define CORE_LANGUAGE_SORTED_H

#include <glib.h>

struct sorted_line {
    const char *key;
    gsize key_size;
    const char *value; /* up to the end of the line */
    gsize value_size;
};

/* FALSE when no line has the key; capitals count as small letters. */
gboolean sorted_find(const char *text, gsize size, const char *key, gsize key_size,
                     struct sorted_line *line);

#endif
