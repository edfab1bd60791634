/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/sorted.h"

#include <string.h>

/* The line around a byte of the table. */
static struct sorted_line line_around(const char *text, const char *end, const char *at)
{
    const char *start = at > text ? memrchr(text, '\n', (size_t)(at - text)) : NULL;
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    struct sorted_line line;
    const char *tab;

    line.key = start ? start + 1 : text;
    stop = stop ? stop : end;
    tab = memchr(line.key, '\t', (size_t)(stop - line.key));
    line.key_size = (gsize)((tab ? tab : stop) - line.key);
    line.value = tab ? tab + 1 : stop;
    line.value_size = (gsize)(stop - line.value);
    return line;
}

static int compare(const char *key, gsize key_size, const struct sorted_line *line)
{
    gsize both = MIN(key_size, line->key_size);

    for (gsize i = 0; i < both; i++) {
        int a = (unsigned char)g_ascii_tolower(key[i]);
        int b = (unsigned char)g_ascii_tolower(line->key[i]);

        if (a != b)
            return a - b;
    }
    return key_size < line->key_size ? -1 : key_size > line->key_size;
}

gboolean sorted_find(const char *text, gsize size, const char *key, gsize key_size,
                     struct sorted_line *line)
{
    const char *from = text, *to = text + size, *end = text + size;

    while (from < to) {
        int order;

        *line = line_around(text, end, from + (to - from) / 2);
        order = *line->key == '#' ? 1 : compare(key, key_size, line);
        if (order == 0)
            return TRUE;
        if (order < 0)
            to = line->key;
        else
            from = MIN(line->value + line->value_size + 1, end);
    }
    return FALSE;
}
