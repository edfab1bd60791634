/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/language/normaliser.h"

#include "tests/support/cmocka.h"

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
    assert_string_equal(
        places->str, "“Day=“Day|One”=One”|eight=8,000|thousand=8,000|voters=voters|and=&|you=you|");
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
        cmocka_unit_test(each_word_keeps_its_place),
        cmocka_unit_test(what_is_no_word_is_lost_and_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
