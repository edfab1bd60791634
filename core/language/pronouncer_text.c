/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the spoken form to the text that the engine is handed. */
#include "core/language/pronouncer.h"

#include "core/language/word_core.h"

/* "[[" would begin phonemes: the text of an article has none. */
static void append_plain(GString *out, const char *text, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if (!((text[i] == '[' || text[i] == ']') && i + 1 < size && text[i + 1] == text[i]))
            g_string_append_c(out, text[i]);
}

void pronouncer_word_text(const struct spoken_form *form, const struct spoken_word *word,
                          GString *out)
{
    const char *text = form->text->str;
    struct span core;

    if (word->phonemes.from == word->phonemes.to) {
        append_plain(out, text + word->spoken.from, word->spoken.to - word->spoken.from);
        return;
    }
    core = word_core(text, word->spoken);
    append_plain(out, text + word->spoken.from, core.from - word->spoken.from);
    /* The engine says nothing at all for phonemes that follow a mark without a space. */
    g_string_append(out, core.from > word->spoken.from ? " [[" : "[[");
    g_string_append_len(out, form->phonemes->str + word->phonemes.from,
                        word->phonemes.to - word->phonemes.from);
    g_string_append(out, "]]");
    append_plain(out, text + core.to, word->spoken.to - core.to);
}

void pronouncer_text(const struct spoken_form *form, GString *out)
{
    for (guint i = 0; i < form->words->len; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        pronouncer_word_text(form, &g_array_index(form->words, struct spoken_word, i), out);
    }
}
