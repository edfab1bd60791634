/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/language/normaliser.h"

#include "tests/support/cmocka.h"

struct setup {
    struct normaliser *normaliser;
    struct spoken_form form;
};

static int set_up(void **state)
{
    struct setup *setup = g_new0(struct setup, 1);

    setup->normaliser = normaliser_new("en");
    spoken_form_init(&setup->form);
    *state = setup;
    return 0;
}

static int tear_down(void **state)
{
    struct setup *setup = *state;

    spoken_form_clear(&setup->form);
    normaliser_free(setup->normaliser);
    g_free(setup);
    return 0;
}

/* "[spoken]written" of each word, then "(written)" of each silent one. */
static char *map_of(struct setup *setup, const char *text)
{
    GString *map = g_string_new(NULL);

    normaliser_speak(setup->normaliser, text, (uint32_t)strlen(text), &setup->form);
    for (guint i = 0; i < setup->form.words->len; i++) {
        const struct spoken_word *word = &g_array_index(setup->form.words, struct spoken_word, i);

        g_string_append_printf(map, "[%.*s]%.*s", (int)(word->spoken.to - word->spoken.from),
                               setup->form.text->str + word->spoken.from,
                               (int)(word->written.to - word->written.from),
                               text + word->written.from);
    }
    for (guint i = 0; i < setup->form.silent->len; i++) {
        const struct silent_word *word = &g_array_index(setup->form.silent, struct silent_word, i);

        g_string_append_printf(map, "(%.*s)", (int)(word->written.to - word->written.from),
                               text + word->written.from);
    }
    return g_string_free(map, FALSE);
}

static void spoken_words_lead_back_to_written_ones(void **state)
{
    static const struct {
        int line;
        const char *text, *map;
    } cases[] = {
        { __LINE__, "", "" },
        { __LINE__, "One, two.", "[One,]One,[two.]two." },
        { __LINE__, "on Aug. 8.", "[on]on[August]Aug. 8.[eighth.]Aug. 8." },
        { __LINE__, "(1938)", "[(nineteen](1938)[thirty-eight)](1938)" },
        { __LINE__, "won — twice", "[won,]won[twice]twice(—)" },
        { __LINE__, "the U.S.-led", "[the]the[U]U.S.-[S]U.S.-[led]led" },
        { __LINE__, "FDR’s $5!", "[FDR’s]FDR’s[five]$5![dollars!]$5!" },
        { __LINE__, "mid-1980s", "[mid]mid-[nineteen]1980s[eighties]1980s" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *map = map_of(*state, cases[i].text);

        assert_string_at(cases[i].line, map, cases[i].map);
    }
}

/* Every word of `text` is in the map: nothing is lost without a word about it. */
static void assert_all_covered(struct setup *setup, const char *text, uint32_t size)
{
    g_autofree char *covered = g_malloc0(size + 1);

    normaliser_speak(setup->normaliser, text, size, &setup->form);
    assert_true(g_utf8_validate(setup->form.text->str, (gssize)setup->form.text->len, NULL));
    for (guint i = 0; i < setup->form.words->len; i++) {
        const struct spoken_word *word = &g_array_index(setup->form.words, struct spoken_word, i);

        assert_true(word->written.from < word->written.to && word->written.to <= size);
        assert_true(word->spoken.from < word->spoken.to);
        memset(covered + word->written.from, 1, word->written.to - word->written.from);
    }
    for (guint i = 0; i < setup->form.silent->len; i++) {
        const struct silent_word *word = &g_array_index(setup->form.silent, struct silent_word, i);

        memset(covered + word->written.from, 1, word->written.to - word->written.from);
    }
    for (uint32_t i = 0; i < size; i++)
        if (!covered[i] && text[i] != ' ')
            fail_msg("byte %u of \"%.60s\" is in no word", i, text);
}

static void hostile_text_is_covered_to_the_last_byte(void **state)
{
    static const char *const pieces[] = {
        "7",    "7,", "7.", "$",     "$9",       "-",   "I",   "U.",     "a.",     "1/",   "(a)",
        "(",    "1:", "😀",  "😀 ",    "👍🏽", "🇺",   "é̂̂̂",   "\u202e", "\u200b", "#",    "@",
        "a@b.", "'",  "’s", "Sen. ", "Aug. ",    "٣",   "字",  "°",      "½",      "%",    "&",
        "8-",   "—",  "…",  "]]",    "[[",       "+1 ", "B.C", "St ",    "1 N A ", "No. ",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        static const unsigned times[] = { 1, 2, 3, 50, 5000 };

        for (size_t j = 0; j < G_N_ELEMENTS(times); j++) {
            g_autoptr(GString) text = g_string_new(NULL);

            for (unsigned k = 0; k < times[j]; k++)
                g_string_append(text, pieces[i]);
            assert_all_covered(*state, text->str, (uint32_t)text->len);
        }
    }
}

static void pieces_of_all_kinds_in_any_order_are_covered(void **state)
{
    static const char *const pieces[] = {
        "12",  "1990",  "3rd", "May", "Aug", "D",    "-",     "–",  "—", ".", ",", ":", "/",
        "(",   ")",     "$",   "€",   "%",   "p",    "m",     "s",  "'", "’", "“", "”", " ",
        " ",   "No",    "Sen", "Co",  "IV",  "King", "Conn",  "CT", "&", "@", "#", "°", "C",
        "www", "gmail", "com", "½",   "😀",   "St",   "North", "A",  "x", "=", "+",
    };
    guint32 random = 1;

    for (unsigned i = 0; i < 20000; i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        for (unsigned k = 0; k < 12; k++) {
            random = random * 1664525u + 1013904223u;
            g_string_append(text, pieces[(random >> 16) % G_N_ELEMENTS(pieces)]);
        }
        assert_all_covered(*state, text->str, (uint32_t)text->len);
    }
}

static void a_run_without_end_is_reported_as_lost(void **state)
{
    struct setup *setup = *state;
    g_autofree char *text = g_strnfill(LIMIT_WORD + 1, '7');

    normaliser_speak(setup->normaliser, text, LIMIT_WORD + 1, &setup->form);
    assert_int_equal(setup->form.words->len, 0);
    assert_int_equal(setup->form.silent->len, 1);
    assert_true(g_array_index(setup->form.silent, struct silent_word, 0).lost);
}

static void other_languages_are_left_to_the_engine(void **state)
{
    struct normaliser *normaliser = normaliser_new("fi");
    struct setup *setup = *state;
    const char *text = "Maksoi 1 500 e, ks. s. 5.";

    normaliser_speak(normaliser, text, (uint32_t)strlen(text), &setup->form);
    assert_string_equal(setup->form.text->str, text);
    normaliser_free(normaliser);
}

static void regions_share_the_tables_of_their_language(void **state)
{
    struct normaliser *normaliser = normaliser_new("es-MX");
    struct setup *setup = *state;

    normaliser_speak(normaliser, "1,5%", 4, &setup->form);
    assert_string_equal(setup->form.text->str, "uno coma cinco por ciento");
    normaliser_free(normaliser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spoken_words_lead_back_to_written_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_text_is_covered_to_the_last_byte, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(pieces_of_all_kinds_in_any_order_are_covered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_run_without_end_is_reported_as_lost, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_languages_are_left_to_the_engine, set_up, tear_down),
        cmocka_unit_test_setup_teardown(regions_share_the_tables_of_their_language, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
