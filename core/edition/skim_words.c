/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/skim_words.h"

#include "core/language/coverage.h"
#include "core/language/table.h"

#include <string.h>

/* The words of a line; FALSE when there is none. */
static gboolean find_line(const char *language, const char *table, const char *key,
                          struct table_line *line)
{
    g_autofree char *primary = language_primary(language);

    if (!table_open(line, primary, table))
        return FALSE;
    while (table_next(line))
        if (line->count > 1 && line->size[0] == strlen(key) &&
            memcmp(line->field[0], key, line->size[0]) == 0)
            return TRUE;
    return FALSE;
}

static const char *value_of(const char *const *values, const char *name, gsize size)
{
    for (; values[0]; values += 2)
        if (strlen(values[0]) == size && memcmp(values[0], name, size) == 0)
            return values[1];
    return NULL;
}

/* Values are text, whatever stands in them. NULL when one is missing. */
static char *fill(const char *words, gsize size, const char *const *values)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const char *end = words + size;

    while (words < end) {
        const char *open = memchr(words, '{', (size_t)(end - words));
        const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
        const char *value;

        g_string_append_len(out, words, (close ? open : end) - words);
        if (!close)
            break;
        value = value_of(values, open + 1, (gsize)(close - open - 1));
        if (!value)
            return NULL;
        g_string_append(out, value);
        words = close + 1;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *table_words(const char *language, const char *table, const char *key,
                  const char *const *values)
{
    struct table_line line;

    return find_line(language, table, key, &line) ? fill(line.field[1], line.size[1], values)
                                                  : NULL;
}

char *skim_words(const char *language, const char *key, const char *const *values)
{
    return table_words(language, "skim", key, values);
}

char *skim_count(const char *language, const char *key, int64_t number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
    g_autofree char *exact = g_strdup_printf("%s %s", key, text);
    const char *const values[] = { "n", text, NULL };
    char *words = skim_words(language, exact, values);

    return words ? words : skim_words(language, key, values);
}
