/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First version: every written word is its own spoken form; the engine's rules
 * read it. What has no letter, digit or symbol with a name stays silent.
 */
#include "core/language/normaliser.h"

#include "core/base/limits.h"

struct normaliser {
    char *language;
};

void spoken_form_init(struct spoken_form *form)
{
    form->text = g_string_new(NULL);
    form->words = g_array_new(FALSE, FALSE, sizeof(struct spoken_word));
    form->silent = g_array_new(FALSE, FALSE, sizeof(struct silent_word));
    form->phonemes = g_string_new(NULL);
}

void spoken_form_clear(struct spoken_form *form)
{
    g_string_free(form->text, TRUE);
    g_array_unref(form->words);
    g_array_unref(form->silent);
    g_string_free(form->phonemes, TRUE);
}

struct normaliser *normaliser_new(const char *language)
{
    struct normaliser *normaliser = g_new0(struct normaliser, 1);

    normaliser->language = g_strdup(language);
    return normaliser;
}

void normaliser_free(struct normaliser *normaliser)
{
    if (!normaliser)
        return;
    g_free(normaliser->language);
    g_free(normaliser);
}

static gboolean has_sound(const char *word, uint32_t size)
{
    const char *end = word + size;

    for (; word < end; word = g_utf8_next_char(word)) {
        gunichar c = g_utf8_get_char(word);
        GUnicodeType type = g_unichar_type(c);

        if (g_unichar_isalnum(c) || type == G_UNICODE_CURRENCY_SYMBOL ||
            type == G_UNICODE_MATH_SYMBOL || type == G_UNICODE_OTHER_SYMBOL || c == '%' ||
            c == '&' || c == '@' || c == '#')
            return TRUE;
    }
    return FALSE;
}

static void silence(struct spoken_form *form, struct span written, const char *reason,
                    gboolean lost)
{
    struct silent_word word = { written, reason, lost };

    g_array_append_val(form->silent, word);
}

static void say(struct spoken_form *form, struct span written, const char *word)
{
    struct spoken_word spoken = { .written = written };

    if (form->text->len > 0)
        g_string_append_c(form->text, ' ');
    spoken.spoken.from = (uint32_t)form->text->len;
    g_string_append_len(form->text, word, written.to - written.from);
    spoken.spoken.to = (uint32_t)form->text->len;
    g_array_append_val(form->words, spoken);
}

void normaliser_speak(struct normaliser *normaliser, const char *text, uint32_t size,
                      struct spoken_form *form)
{
    uint32_t at = 0;

    (void)normaliser;
    g_string_truncate(form->text, 0);
    g_array_set_size(form->words, 0);
    g_array_set_size(form->silent, 0);
    g_string_truncate(form->phonemes, 0);
    while (at < size) {
        struct span word = { .from = at };

        while (at < size && !g_unichar_isspace(g_utf8_get_char(text + at)))
            at += (uint32_t)(g_utf8_next_char(text + at) - (text + at));
        word.to = at;
        if (word.to - word.from > LIMIT_WORD)
            silence(form, word, "too long for a word", TRUE);
        else if (has_sound(text + word.from, word.to - word.from))
            say(form, word, text + word.from);
        else if (word.to > word.from)
            silence(form, word, "punctuation", FALSE);
        while (at < size && g_unichar_isspace(g_utf8_get_char(text + at)))
            at += (uint32_t)(g_utf8_next_char(text + at) - (text + at));
    }
}
