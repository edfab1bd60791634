/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph.h"
#include "core/language/sorted.h"
#include "core/language/table.h"

#include "tests/support/cmocka.h"

#include <string.h>

static void readings_follow_the_sentence(void **state)
{
    static const struct {
        int line;
        const char *sentence, *word, *said;
    } cases[] = {
        { __LINE__, "Lamont won in an upset victory over the senator.", "upset", "'Vps,Et" },
        { __LINE__, "They upset the champions.", "upset", "Vps'Et" },
        { __LINE__, "Her voting record is clear.", "record", "r'Ek3d" },
        { __LINE__, "They will record the speech.", "record", "rIk'o@d" },
        { __LINE__, "The RECORD shows it.", "RECORD", "r'Ek3d" },
        { __LINE__, "Families live in the district.", "live", "l'Iv" },
        { __LINE__, "It was a live broadcast.", "live", "l'aIv" },
        { __LINE__, "He will lead the union.", "lead", "l'i:d" },
        { __LINE__, "The use of force was banned.", "use", "j'u:s" },
        { __LINE__, "Members use the phone line.", "use", "j'u:z" },
        { __LINE__, "It was a close vote.", "close", "kl'oUs" },
        { __LINE__, "They plan to close the plant.", "close", "kl'oUz" },
        { __LINE__, "The speech lasted a minute.", "minute", "m'InI#t" },
        { __LINE__, "The estimates were wrong.", "estimates", "'Est@m@ts" },
        { __LINE__, "He estimates that 500 people came.", "estimates", "'Est@m,eIts" },
    };
    struct homographs *homographs = homographs_new("en");

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *text = cases[i].sentence;
        uint32_t at = (uint32_t)(strstr(text, cases[i].word) - text);

        homographs_sentence(homographs, text, (uint32_t)strlen(text));
        assert_string_at(cases[i].line,
                         homographs_choose(homographs, at, (uint32_t)strlen(cases[i].word)),
                         cases[i].said);
    }
    homographs_free(homographs);
}

static void other_words_are_none(void **state)
{
    struct homographs *homographs = homographs_new("en");

    (void)state;
    homographs_sentence(homographs, "The vote", 8);
    assert_null(homographs_choose(homographs, 4, 4));
    homographs_free(homographs);
    assert_null(homographs_new("xx"));
}

/* Two readings of three and more letters, each of them for an entry of its own. */
static void the_table_is_complete(void **state)
{
    struct table_line line;

    (void)state;
    assert_true(table_open(&line, "en", "homographs"));
    while (table_next(&line)) {
        assert_int_equal(line.count, 6);
        assert_true(line.size[3] > 0 && line.size[5] > 0);
    }
}

/* A search by halves finds nothing in a table that is out of order. */
static void tables_are_sorted(void **state)
{
    static const char *const names[] = { "cmudict", "homograph_model" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct table_line line;
        struct sorted_line found;
        gsize size = 0;
        const char *text = table_text("en", names[i], &size);

        assert_true(table_open(&line, "en", names[i]));
        while (table_next(&line)) {
            assert_true(sorted_find(text, size, line.field[0], line.size[0], &found));
            assert_ptr_equal(found.key, line.field[0]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_follow_the_sentence),
        cmocka_unit_test(other_words_are_none),
        cmocka_unit_test(the_table_is_complete),
        cmocka_unit_test(tables_are_sorted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
