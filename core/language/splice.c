/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/splice.h"

/* The new form while it is made, beside the old one. */
struct join {
    GString *text;
    GString *phonemes;
    GArray *words;
};

static struct span copy_phonemes(struct join *join, const struct spoken_form *from,
                                 struct span phonemes)
{
    struct span span = { .from = (uint32_t)join->phonemes->len };

    g_string_append_len(join->phonemes, from->phonemes->str + phonemes.from,
                        phonemes.to - phonemes.from);
    span.to = (uint32_t)join->phonemes->len;
    return span;
}

static void copy_word(struct join *join, const struct spoken_form *from,
                      const struct spoken_word *word, struct span written)
{
    struct spoken_word copy = { .written = written };

    if (join->text->len > 0)
        g_string_append_c(join->text, ' ');
    copy.spoken.from = (uint32_t)join->text->len;
    g_string_append_len(join->text, from->text->str + word->spoken.from,
                        word->spoken.to - word->spoken.from);
    copy.spoken.to = (uint32_t)join->text->len;
    copy.phonemes = copy_phonemes(join, from, word->phonemes);
    g_array_append_val(join->words, copy);
}

static const struct spoken_word *word_of(const struct spoken_form *form, guint index)
{
    return &g_array_index(form->words, struct spoken_word, index);
}

/* Where in the written text a word inserted before word `index` belongs. */
static struct span place_of(const struct spoken_form *form, guint index)
{
    uint32_t at = 0;

    if (index < form->words->len)
        at = word_of(form, index)->written.from;
    else if (index > 0)
        at = word_of(form, index - 1)->written.to;
    return (struct span){ at, at };
}

void spoken_form_splice(struct spoken_form *form, const struct insertion *insertions, guint count)
{
    struct join join;
    guint next = 0;

    if (count == 0)
        return;
    join = (struct join){ g_string_sized_new(form->text->len * 2), g_string_new(NULL),
                          g_array_new(FALSE, FALSE, sizeof(struct spoken_word)) };
    for (guint i = 0; i <= form->words->len; i++) {
        for (; next < count && insertions[next].before <= i; next++)
            for (guint k = 0; k < insertions[next].form->words->len; k++)
                copy_word(&join, insertions[next].form, word_of(insertions[next].form, k),
                          place_of(form, i));
        if (i < form->words->len)
            copy_word(&join, form, word_of(form, i), word_of(form, i)->written);
    }
    g_string_free(form->text, TRUE);
    g_string_free(form->phonemes, TRUE);
    g_array_unref(form->words);
    form->text = join.text;
    form->phonemes = join.phonemes;
    form->words = join.words;
}

gboolean spoken_word_is_inserted(const struct spoken_word *word)
{
    return word->written.from == word->written.to;
}
