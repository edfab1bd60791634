/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/coverage.h"

#include "tests/support/cmocka.h"

#include <string.h>

static void languages_are_known_by_their_tags(void **state)
{
    static const struct {
        int line;
        const char *tag;
        gboolean rules;
        const char *name;
    } cases[] = {
        { __LINE__, NULL, TRUE, "English" },        { __LINE__, "en", TRUE, "English" },
        { __LINE__, "EN-us", TRUE, "English" },     { __LINE__, "es-419", TRUE, "Spanish" },
        { __LINE__, "es_MX", TRUE, "Spanish" },     { __LINE__, "fr", FALSE, "French" },
        { __LINE__, "pt-BR", FALSE, "Portuguese" }, { __LINE__, "enm", FALSE, "Middle English" },
        { __LINE__, "qqx", FALSE, "qqx" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = language_name(cases[i].tag);

        assert_int_at(cases[i].line, language_has_rules(cases[i].tag), cases[i].rules);
        assert_string_at(cases[i].line, name, cases[i].name);
    }
}

static void a_tag_that_is_none_has_no_rules(void **state)
{
    g_autofree char *longest = g_strnfill(100000, 'x');
    g_autofree char *name = language_name(longest);

    (void)state;
    assert_false(language_has_rules(longest));
    assert_false(language_has_rules(""));
    assert_non_null(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_known_by_their_tags),
        cmocka_unit_test(a_tag_that_is_none_has_no_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
