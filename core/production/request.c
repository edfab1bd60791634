/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/request.h"

#include "core/language/announcements.h"
#include "core/language/splice.h"
#include "core/synthesis/sayable.h"

#include <crier/output.h>
#include <string.h>

/* How far the pitch of quoted words lies from the others', of 100: it must be heard,
 * and still be the same person. Quotations inside quotations differ by this much more. */
enum { QUOTE_STEP = 16, INNER_STEP = 10, PITCH_MOST = 99 };
/* Changes of one kind in a sentence: more are not followed. */
enum { CHANGES_MOST = 32 };

void request_init(struct request *request)
{
    spoken_form_init(&request->form);
    spoken_form_init(&request->before);
    spoken_form_init(&request->behind);
    plain_init(&request->plain);
    request->text = g_string_new(NULL);
    request->tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    request->token_word = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

void request_clear(struct request *request)
{
    spoken_form_clear(&request->form);
    spoken_form_clear(&request->before);
    spoken_form_clear(&request->behind);
    plain_clear(&request->plain);
    g_string_free(request->text, TRUE);
    g_array_unref(request->tokens);
    g_array_unref(request->token_word);
}

/* ---- Tongue ---- */

static void say_form(const struct tongue *tongue, const char *text, uint32_t size,
                     struct spoken_form *form)
{
    normaliser_speak(tongue->normaliser, text, size, form);
    pronouncer_apply(tongue->pronouncer, text, size, form);
}

static void say_announcement(const struct tongue *tongue, const char *words,
                             struct spoken_form *form)
{
    say_form(tongue, words ? words : "", words ? (uint32_t)strlen(words) : 0, form);
}

static void prepare_quotes(struct tongue *tongue, const char *language)
{
    static const char *const keys[QUOTATION_DEPTH][2] = { { "quote", "quote end" },
                                                          { "inner quote", "inner quote end" } };

    for (guint i = 0; i < QUOTATION_DEPTH; i++) {
        g_autofree char *opens = announcement_words(language, keys[i][0], NULL);
        g_autofree char *ends = announcement_words(language, keys[i][1], NULL);

        spoken_form_init(&tongue->quote[i]);
        spoken_form_init(&tongue->quote_end[i]);
        say_announcement(tongue, opens, &tongue->quote[i]);
        say_announcement(tongue, ends, &tongue->quote_end[i]);
    }
}

gboolean tongue_init(struct tongue *tongue, const char *language, const char *const *lexicons,
                     GError **error)
{
    tongue->normaliser = normaliser_new(language);
    tongue->pronouncer = pronouncer_new(language);
    prepare_quotes(tongue, language);
    for (; lexicons && *lexicons; lexicons++)
        if (!pronouncer_add_lexicon(tongue->pronouncer, *lexicons, error))
            return FALSE;
    return TRUE;
}

void tongue_clear(struct tongue *tongue)
{
    if (!tongue->normaliser)
        return;
    for (guint i = 0; i < QUOTATION_DEPTH; i++) {
        spoken_form_clear(&tongue->quote[i]);
        spoken_form_clear(&tongue->quote_end[i]);
    }
    g_clear_pointer(&tongue->normaliser, normaliser_free);
    g_clear_pointer(&tongue->pronouncer, pronouncer_free);
}

/* ---- Announcements ---- */

struct insertions {
    struct insertion all[CHANGES_MOST];
    guint count;
};

static void insert(struct insertions *insertions, uint32_t before, const struct spoken_form *form)
{
    if (form->words->len > 0 && insertions->count < CHANGES_MOST)
        insertions->all[insertions->count++] = (struct insertion){ before, form };
}

/* Ends come before beginnings at the same place: `"One," "two."` */
static void announce_quotes(struct insertions *insertions, const struct spoken_form *form,
                            const struct tongue *tongue, const struct saying *saying, guint word)
{
    const GArray *words = form->words;
    uint32_t last = word > 0 ? g_array_index(words, struct spoken_word, word - 1).written.from : 0;
    uint32_t here = word < words->len ? g_array_index(words, struct spoken_word, word).written.from
                                      : UINT32_MAX;

    for (guint i = saying->quotation_count; word > 0 && i-- > 0;) {
        const struct quotation *quotation = &saying->quotations[i];

        if (quotation->depth > 0 && quotation->ends && last < quotation->to &&
            quotation->to <= here && quotation->from <= last)
            insert(insertions, word, &tongue->quote_end[quotation->depth - 1]);
    }
    for (guint i = 0; word < words->len && i < saying->quotation_count; i++) {
        const struct quotation *quotation = &saying->quotations[i];

        if (quotation->depth > 0 && quotation->begins && quotation->from <= here &&
            here < quotation->to && (word == 0 || last < quotation->from))
            insert(insertions, word, &tongue->quote[quotation->depth - 1]);
    }
}

static void announce(struct request *request, const struct tongue *tongue,
                     const struct saying *saying)
{
    struct insertions insertions = { .count = 0 };
    const guint count = request->form.words->len;

    say_announcement(tongue, saying->before, &request->before);
    say_announcement(tongue, saying->behind, &request->behind);
    insert(&insertions, 0, &request->before);
    if (saying->quotes == QUOTES_WORDS)
        for (guint i = 0; i <= count; i++)
            announce_quotes(&insertions, &request->form, tongue, saying, i);
    if (insertions.count == CHANGES_MOST)
        insertions.count--;
    insert(&insertions, count, &request->behind);
    spoken_form_splice(&request->form, insertions.all, insertions.count);
}

/* ---- Preparing ---- */

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

/* Quoted words rise; where the voice is at its top they fall. */
static uint32_t pitch_of(const struct saying *saying, const struct spoken_word *word)
{
    uint32_t depth = 0, step;

    if (saying->quotes == QUOTES_VOICE && !spoken_word_is_inserted(word))
        depth = quotations_depth(saying->quotations, saying->quotation_count, word->written.from);
    if (depth == 0)
        return saying->pitch;
    step = QUOTE_STEP + (depth - 1) * INNER_STEP;
    return saying->pitch + step <= PITCH_MOST ? saying->pitch + step : saying->pitch - step;
}

static void append_words(struct request *request, const struct saying *saying)
{
    const struct spoken_form *form = &request->form;
    uint32_t pitch = saying->pitch;
    guint changes = 0;

    for (uint32_t i = 0; i < form->words->len; i++) {
        const struct spoken_word *word = &g_array_index(form->words, struct spoken_word, i);
        uint32_t wanted = pitch_of(saying, word);

        if (!append_word(request, word)) {
            struct silent_word silent = { word->written, "no sound", FALSE };

            if (!spoken_word_is_inserted(word))
                g_array_append_val(form->silent, silent);
            continue;
        }
        g_array_append_val(request->token_word, i);
        if (wanted != pitch && changes++ < CHANGES_MOST)
            sayable_pitch(request->text, request->tokens, pitch = wanted);
    }
}

gboolean request_prepare(struct request *request, const struct tongue *tongue,
                         const struct saying *saying)
{
    struct plain *plain = &request->plain;

    g_string_truncate(request->text, 0);
    g_array_set_size(request->tokens, 0);
    g_array_set_size(request->token_word, 0);
    request->phonemes = FALSE;
    pronouncer_at(tongue->pronouncer, saying->number);
    plain_make(plain, saying->text, saying->size);
    say_form(tongue, plain->text, plain->size, &request->form);
    plain_restore(plain, &request->form);
    announce(request, tongue, saying);
    append_words(request, saying);
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

void request_lose(struct request *request, const GArray *tokens, enum speech_outcome cause)
{
    const char *reason = cause == SPEECH_HUNG       ? "the engine hung on it"
                         : cause == SPEECH_TOO_LONG ? "too long to speak"
                                                    : "the engine crashed on it";

    for (guint i = 0; i < tokens->len; i++) {
        const uint32_t token = g_array_index(tokens, uint32_t, i);
        const struct spoken_word *word =
            &g_array_index(request->form.words, struct spoken_word,
                           g_array_index(request->token_word, uint32_t, token));
        const struct silent_word silent = { word->written, reason, TRUE };

        if (!spoken_word_is_inserted(word))
            g_array_append_val(request->form.silent, silent);
    }
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

        if (spoken_word_is_inserted(word) || speech->tokens[i].start < 0)
            continue;
        if (last && last->from == mark.from && last->to == mark.to)
            last->end = mark.end;
        else
            g_array_append_val(marks, mark);
    }
    if (first == 0)
        g_array_sort(marks, by_place);
}
