/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/language/normaliser.h"

#include "tests/support/cmocka.h"

/* The sentences of a text, joined by bars. */
static char *split(const char *text)
{
    struct segmenter *segmenter = segmenter_new("en");
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    GString *out = g_string_new(NULL);

    segmenter_split(segmenter, text, (uint32_t)strlen(text), spans);
    for (guint i = 0; i < spans->len; i++) {
        const struct span *span = &g_array_index(spans, struct span, i);

        g_string_append_printf(out, "%s%.*s", i > 0 ? "|" : "", (int)(span->to - span->from),
                               text + span->from);
    }
    segmenter_free(segmenter);
    return g_string_free(out, FALSE);
}

static void texts_are_cut_into_sentences(void **state)
{
    static const struct {
        int line;
        const char *text, *sentences;
    } cases[] = {
        { __LINE__, "", "" },
        { __LINE__, "   ", "" },
        { __LINE__, "One. Two.", "One.|Two." },
        { __LINE__, "  One.  Two. ", "One.|Two." },
        { __LINE__, "Mr. Ash left. He won.", "Mr. Ash left.|He won." },
        { __LINE__, "It cost 3.50 in all.", "It cost 3.50 in all." },
        { __LINE__, "“We won.” She left.", "“We won.”|She left." },
        { __LINE__, "Did it? Yes! Good.", "Did it?|Yes!|Good." },
        { __LINE__, "no end", "no end" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = split(cases[i].text);

        assert_string_at(cases[i].line, got, cases[i].sentences);
    }
}

/* Everything but white space must come back, in pieces of bounded size. */
static void long_sentences_are_cut_at_spaces(void **state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    struct segmenter *segmenter = segmenter_new(NULL);
    gsize covered = 0;

    (void)state;
    for (int i = 0; i < 500; i++)
        g_string_append(text, i % 40 == 39 ? "word, " : "word ");
    segmenter_split(segmenter, text->str, (uint32_t)text->len, spans);
    assert_true(spans->len >= text->len / LIMIT_SENTENCE);
    for (guint i = 0; i < spans->len; i++) {
        const struct span *span = &g_array_index(spans, struct span, i);

        assert_true(span->to - span->from <= LIMIT_SENTENCE);
        assert_true(g_str_has_prefix(text->str + span->from, "word"));
        for (uint32_t at = span->from; at < span->to; at++)
            covered += text->str[at] != ' ' ? 1 : 0;
    }
    assert_int_equal(covered, 500 * 4 + 12);
    segmenter_free(segmenter);
}

static void a_word_without_end_stays_whole(void **state)
{
    g_autofree char *text = g_strnfill(100000, 'a');
    g_autofree char *got = split(text);

    (void)state;
    assert_string_equal(got, text);
}

static void each_word_keeps_its_place(void **state)
{
    const char *text = "“Day One” — 8,000 voters & you";
    struct normaliser *normaliser = normaliser_new("en");
    struct spoken_form form;
    g_autoptr(GString) places = g_string_new(NULL);

    (void)state;
    spoken_form_init(&form);
    normaliser_speak(normaliser, text, (uint32_t)strlen(text), &form);
    for (guint i = 0; i < form.words->len; i++) {
        const struct spoken_word *word = &g_array_index(form.words, struct spoken_word, i);

        g_string_append_printf(places, "%.*s=%.*s|", (int)(word->spoken.to - word->spoken.from),
                               form.text->str + word->spoken.from,
                               (int)(word->written.to - word->written.from),
                               text + word->written.from);
    }
    assert_string_equal(places->str, "“Day=“Day|One”=One”|eight=8,000|thousand=8,000|voters=voters|and=&|you=you|");
    assert_int_equal(form.silent->len, 1);
    assert_string_equal(g_array_index(form.silent, struct silent_word, 0).reason, "punctuation");
    assert_false(g_array_index(form.silent, struct silent_word, 0).lost);
    spoken_form_clear(&form);
    normaliser_free(normaliser);
}

static void what_is_no_word_is_lost_and_said(void **state)
{
    g_autofree char *text = g_strnfill(LIMIT_WORD + 1, 'a');
    struct normaliser *normaliser = normaliser_new("en");
    struct spoken_form form;

    (void)state;
    spoken_form_init(&form);
    normaliser_speak(normaliser, text, LIMIT_WORD + 1, &form);
    assert_int_equal(form.words->len, 0);
    assert_true(g_array_index(form.silent, struct silent_word, 0).lost);
    normaliser_speak(normaliser, text, LIMIT_WORD, &form);
    assert_int_equal(form.words->len, 1);
    assert_int_equal(form.silent->len, 0);
    spoken_form_clear(&form);
    normaliser_free(normaliser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_into_sentences),
        cmocka_unit_test(long_sentences_are_cut_at_spaces),
        cmocka_unit_test(a_word_without_end_stays_whole),
        cmocka_unit_test(each_word_keeps_its_place),
        cmocka_unit_test(what_is_no_word_is_lost_and_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
