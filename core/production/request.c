/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/request.h"

#include "core/synthesis/sayable.h"

#include <crier/output.h>

void request_init(struct request *request)
{
    spoken_form_init(&request->form);
    plain_init(&request->plain);
    request->text = g_string_new(NULL);
    request->tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    request->token_word = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

void request_clear(struct request *request)
{
    spoken_form_clear(&request->form);
    plain_clear(&request->plain);
    g_string_free(request->text, TRUE);
    g_array_unref(request->tokens);
    g_array_unref(request->token_word);
}

gboolean tongue_init(struct tongue *tongue, const char *language, const char *const *lexicons,
                     GError **error)
{
    tongue->normaliser = normaliser_new(language);
    tongue->pronouncer = pronouncer_new(language);
    for (; lexicons && *lexicons; lexicons++)
        if (!pronouncer_add_lexicon(tongue->pronouncer, *lexicons, error))
            return FALSE;
    return TRUE;
}

void tongue_clear(struct tongue *tongue)
{
    g_clear_pointer(&tongue->normaliser, normaliser_free);
    g_clear_pointer(&tongue->pronouncer, pronouncer_free);
}

static gboolean append_word(struct request *request, const struct spoken_word *word)
{
    const struct spoken_form *form = &request->form;
    const char *spelled = form->text->str + word->spoken.from;
    uint32_t size = word->spoken.to - word->spoken.from;

    if (word->phonemes.to > word->phonemes.from &&
        sayable_append_phonemes(request->text, request->tokens,
                                form->phonemes->str + word->phonemes.from,
                                word->phonemes.to - word->phonemes.from, spelled, size)) {
        request->phonemes = TRUE;
        return TRUE;
    }
    return sayable_append(request->text, request->tokens, spelled, size);
}

gboolean request_prepare(struct request *request, const struct tongue *tongue, const char *text,
                         uint32_t size)
{
    const struct spoken_form *form = &request->form;
    struct plain *plain = &request->plain;

    g_string_truncate(request->text, 0);
    g_array_set_size(request->tokens, 0);
    g_array_set_size(request->token_word, 0);
    request->phonemes = FALSE;
    plain_make(plain, text, size);
    normaliser_speak(tongue->normaliser, plain->text, plain->size, &request->form);
    pronouncer_apply(tongue->pronouncer, plain->text, plain->size, &request->form);
    plain_restore(plain, &request->form);
    for (uint32_t i = 0; i < form->words->len; i++) {
        const struct spoken_word *word = &g_array_index(form->words, struct spoken_word, i);

        if (append_word(request, word)) {
            g_array_append_val(request->token_word, i);
        } else {
            struct silent_word silent = { word->written, "no sound", FALSE };

            g_array_append_val(form->silent, silent);
        }
    }
    return request->tokens->len > 0;
}

struct utterance request_utterance(const struct request *request)
{
    return (struct utterance){ .text = request->text->str,
                               .size = (uint32_t)request->text->len,
                               .tokens = (const struct token *)(void *)request->tokens->data,
                               .token_count = request->tokens->len,
                               .phonemes = request->phonemes };
}

static gint by_place(gconstpointer a, gconstpointer b)
{
    const struct crier_mark *x = a;
    const struct crier_mark *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

void request_marks(const struct request *request, const struct speech *speech, int64_t start,
                   GArray *marks)
{
    guint first = marks->len;

    for (uint32_t i = 0; i < speech->token_count && i < request->token_word->len; i++) {
        const struct spoken_word *word =
            &g_array_index(request->form.words, struct spoken_word,
                           g_array_index(request->token_word, uint32_t, i));
        struct crier_mark mark = { .start = start + speech->tokens[i].start,
                                   .end = start + speech->tokens[i].end,
                                   .from = word->written.from,
                                   .to = word->written.to };
        struct crier_mark *last =
            marks->len > first ? &g_array_index(marks, struct crier_mark, marks->len - 1) : NULL;

        if (last && last->from == mark.from && last->to == mark.to)
            last->end = mark.end;
        else
            g_array_append_val(marks, mark);
    }
    if (first == 0)
        g_array_sort(marks, by_place);
}
