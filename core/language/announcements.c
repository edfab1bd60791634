/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/announcements.h"

#include "core/language/coverage.h"
#include "core/language/table.h"

#include <string.h>

/* "Footnote {n}:" with the number in its place. */
static char *fill(const char *words, gsize size, const char *value)
{
    const char *open = memchr(words, '{', size);
    const char *close = open ? memchr(open, '}', size - (gsize)(open - words)) : NULL;
    GString *out;

    if (!close)
        return g_strndup(words, size);
    if (!value || !*value)
        return NULL;
    out = g_string_new_len(words, open - words);
    g_string_append(out, value);
    g_string_append_len(out, close + 1, words + size - (close + 1));
    return g_string_free(out, FALSE);
}

char *announcement_words(const char *language, const char *key, const char *value)
{
    g_autofree char *primary = language_primary(language);
    struct table_line line;

    if (!table_open(&line, primary, "announcements"))
        return NULL;
    while (table_next(&line))
        if (line.size[0] == strlen(key) && memcmp(line.field[0], key, line.size[0]) == 0)
            return line.count > 1 && line.size[1] > 0 ? fill(line.field[1], line.size[1], value)
                                                      : NULL;
    return NULL;
}

/* The next letter or digit in small form, 0 at the end. */
static gunichar next_letter(const char **at, const char *end)
{
    while (*at < end) {
        gunichar c = g_utf8_get_char(*at);

        *at = g_utf8_next_char(*at);
        if (g_unichar_isalnum(c))
            return g_unichar_tolower(c);
    }
    return 0;
}

gboolean announcement_is_said(const char *words, const char *text, gsize size)
{
    const char *words_end = words + strlen(words);
    const char *text_end = text + size;
    gunichar c;

    while ((c = next_letter(&words, words_end)))
        if (next_letter(&text, text_end) != c)
            return FALSE;
    return text == text_end || !g_unichar_isalnum(g_utf8_get_char(text));
}
