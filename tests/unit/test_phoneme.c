/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/phoneme.h"

#include "tests/support/cmocka.h"

#include <string.h>

static void ipa_becomes_mnemonics(void **state)
{
    static const struct {
        int line;
        const char *ipa, *mnemonics;
    } cases[] = {
        { __LINE__, "ləˈmɑːnt", "l@m'A:nt" }, { __LINE__, "ˈdɛlənoʊ", "d'El@noU" },
        { __LINE__, "ˈkɑːr", "k'A@" },        { __LINE__, "ˈtʃeɪ.ni", "tS'eIni" },
        { __LINE__, "t͡ʃiːz", "tSi:z" },       { __LINE__, "hɒtʃɒt", "h0tS0t" },
        { __LINE__, "ˌʌpˈsɛt", ",Vps'Et" },   { __LINE__, "", "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        gsize bad = 0;

        assert_true(phoneme_from_ipa(cases[i].ipa, strlen(cases[i].ipa), out, &bad));
        assert_string_at(cases[i].line, out->str, cases[i].mnemonics);
    }
}

static void an_unknown_sign_is_found_and_nothing_is_added(void **state)
{
    g_autoptr(GString) out = g_string_new("before");
    gsize bad = 0;

    (void)state;
    assert_false(phoneme_from_ipa("lə7", strlen("lə7"), out, &bad));
    assert_int_equal(bad, strlen("lə"));
    assert_string_equal(out->str, "before");
}

static void endings_follow_the_last_sound(void **state)
{
    static const struct {
        int line;
        const char *word, *with_s;
    } cases[] = {
        { __LINE__, "l@m'A:nt", "l@m'A:nts" }, { __LINE__, "d'El@noU", "d'El@noUz" },
        { __LINE__, "h'aUs", "h'aUsI#z" },     { __LINE__, "dZ'VdZ", "dZ'VdZI#z" },
        { __LINE__, "sm'IT", "sm'ITs" },       { __LINE__, "b'Vs", "b'VsI#z" },
        { __LINE__, "br'aUn", "br'aUnz" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(cases[i].word);

        phoneme_add_s(out);
        assert_string_at(cases[i].line, out->str, cases[i].with_s);
    }
}

static void mnemonics_cannot_leave_their_brackets(void **state)
{
    static const struct {
        int line;
        const char *text;
        gboolean valid;
    } cases[] = {
        { __LINE__, "l@m'A:nt", TRUE }, { __LINE__, "@", TRUE },     { __LINE__, "", FALSE },
        { __LINE__, "a]] b", FALSE },   { __LINE__, "a[[b", FALSE }, { __LINE__, "'", FALSE },
        { __LINE__, "l<m>", FALSE },    { __LINE__, "l\nm", FALSE }, { __LINE__, "lə", FALSE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_at(cases[i].line, phoneme_valid(cases[i].text, strlen(cases[i].text)),
                      cases[i].valid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ipa_becomes_mnemonics),
        cmocka_unit_test(an_unknown_sign_is_found_and_nothing_is_added),
        cmocka_unit_test(endings_follow_the_last_sound),
        cmocka_unit_test(mnemonics_cannot_leave_their_brackets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
