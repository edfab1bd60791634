/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/words.h"

#include <string.h>

char *words_fold(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *folded = g_utf8_casefold(valid, -1);
    g_autofree char *whole = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *out = g_string_new(" ");

    for (const char *c = whole ? whole : ""; *c; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);

        if (g_unichar_isalnum(letter) || g_unichar_ismark(letter))
            g_string_append_unichar(out, letter);
        else if (out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
    if (out->str[out->len - 1] != ' ')
        g_string_append_c(out, ' ');
    return g_string_free(out, FALSE);
}

gboolean words_contain(const char *text, const char *words)
{
    return words[1] && strstr(text, words) != NULL;
}
