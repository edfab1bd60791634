/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/dialogue_parts.h"

/* The key that has a letter or digit on it, or 0. Accents do not count. */
static char key_of(gunichar letter)
{
    static const char keys[] = "22233344455566677778889999"; /* a to z */
    gunichar plain[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

    letter = g_unichar_tolower(letter);
    if (g_unichar_fully_decompose(letter, FALSE, plain, G_N_ELEMENTS(plain)) > 0)
        letter = plain[0];
    if (letter >= 'a' && letter <= 'z')
        return keys[letter - 'a'];
    return letter >= '0' && letter <= '9' ? (char)letter : 0;
}

/* Do these keys spell how the word here begins? */
static gboolean begins(const char *word, const char *keys)
{
    for (; *keys; keys++) {
        if (!*word || key_of(g_utf8_get_char(word)) != *keys)
            return FALSE;
        word = g_utf8_next_char(word);
    }
    return TRUE;
}

static gboolean has_word(const char *title, const char *keys)
{
    gboolean inside = FALSE;

    for (const char *at = title; *at; at = g_utf8_next_char(at)) {
        const gboolean letter = key_of(g_utf8_get_char(at)) != 0;

        if (letter && !inside && begins(at, keys))
            return TRUE;
        inside = letter;
    }
    return FALSE;
}

void search_titles(const struct board *board, const char *keys, GArray *found)
{
    for (uint32_t i = 0; *keys && i < board->story_count; i++)
        if (has_word(board->stories[i].title, keys))
            g_array_append_val(found, i);
}
