/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/request.h"

#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <string.h>

/* What the engine is handed for a sentence. */
static char *pronounce(struct pronouncer *pronouncer, const char *text)
{
    const struct tongue tongue = { .normaliser = normaliser_new("en"), .pronouncer = pronouncer };
    const struct saying saying = { .text = text, .size = (uint32_t)strlen(text) };
    struct request request;
    char *out;

    request_init(&request);
    request_prepare(&request, &tongue, &saying);
    out = g_strdup(request.text->str);
    request_clear(&request);
    normaliser_free(tongue.normaliser);
    return out;
}

struct check {
    int line;
    const char *text, *said;
};

static void check_all(struct pronouncer *pronouncer, const struct check *checks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *got = pronounce(pronouncer, checks[i].text);

        assert_string_at(checks[i].line, got, checks[i].said);
    }
}

static void words_that_we_know_better_get_phonemes(void **state)
{
    static const struct check checks[] = {
        { __LINE__, "Lamont's win, said Lamont.", "[[l@m'A:nts]] win, said [[l@m'A:nt]]." },
        { __LINE__, "the gubernatorial race", "the [[g,u:b3n@t'o@ri@l]] race" },
        { __LINE__, "(Lamont)", "[[l@m'A:nt]]," },
        { __LINE__, "an upset win", "an [['Vps,Et]] win" },
        { __LINE__, "a pro-Lamont vote", "a pro [[l@m'A:nt]] vote" },
        { __LINE__, "the state's history", "the [[st'eIts]] history" },
        { __LINE__, "St. Brendan", "St Brendan" },
        { __LINE__, "Pratt and Whitney, and Ash and", "Pratt [[and]] Whitney, and Ash and" },
        { __LINE__, "from Day One on", "from Day [[w'Vn]] on" },
        { __LINE__, "One in three", "One in three" },
        { __LINE__, "Nu\u0301n\u0303ez", "[[n'u:njEz]]" },
        { __LINE__, "the Villaseñors", "the [[v,i:lA:sEnj'o@z]]" },
        { __LINE__, "it's what's here", "it's what's here" },
        { __LINE__, "This is it.", "This is it." },
        { __LINE__, "write [[x]] here", "write, x, here" },
        { __LINE__, "", "" },
    };
    struct pronouncer *pronouncer = pronouncer_new("en-US");

    (void)state;
    check_all(pronouncer, checks, G_N_ELEMENTS(checks));
    pronouncer_free(pronouncer);
}

static void the_newsroom_comes_first(void **state)
{
    static const char table[] = "Lamont\t[[l'am0nt]]\n"
                                "upset\t[[Vps'Et]]\n"
                                "IAM\tMachinists union\n"
                                "East Hartford\t[['i:st h'A@tf3d]]\n"
                                "La Mont\t[[l@m'A:nt]]\n";
    static const struct check checks[] = {
        { __LINE__, "Lamont's upset", "[[l'am0nts]] [[Vps'Et]]" },
        { __LINE__, "(the IAM's man)", "the Machinists union's man," },
        { __LINE__, "in East Hartford, now", "in [['i:st]] [[h'A@tf3d]], now" },
        { __LINE__, "in East, Hartford", "in East, Hartford" },
        { __LINE__, "to La Mont's", "to [[l@m'A:nts]]" },
    };
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "crier-pronouncer-test.tsv", NULL);
    struct pronouncer *pronouncer = pronouncer_new("en-US");

    (void)state;
    assert_true(g_file_set_contents(path, table, -1, NULL));
    assert_true(pronouncer_add_lexicon(pronouncer, path, NULL));
    check_all(pronouncer, checks, G_N_ELEMENTS(checks));
    pronouncer_free(pronouncer);
    g_unlink(path);
}

static void other_languages_are_left_alone(void **state)
{
    struct pronouncer *pronouncer = pronouncer_new("fr");
    g_autofree char *got = pronounce(pronouncer, "Lamont a un record");

    (void)state;
    assert_string_equal(got, "Lamont a un record");
    pronouncer_free(pronouncer);
}

/* Spans stay in their texts and the words stay in order, whatever comes in. */
static void hostile_text_is_taken(void **state)
{
    static const char *const unit[] = { "Lamont-", "[[", "a\u0301\u0301\u0301",
                                        "\u202e",  "’s", "Lamont " };
    struct pronouncer *pronouncer = pronouncer_new("en");

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(unit); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autofree char *got = NULL;

        for (int n = 0; n < 2000; n++)
            g_string_append(text, unit[i]);
        got = pronounce(pronouncer, text->str);
        assert_true(g_utf8_validate(got, -1, NULL));
        if (i != 5)
            assert_null(strstr(got, "[["));
    }
    pronouncer_free(pronouncer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_we_know_better_get_phonemes),
        cmocka_unit_test(the_newsroom_comes_first),
        cmocka_unit_test(other_languages_are_left_alone),
        cmocka_unit_test(hostile_text_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
