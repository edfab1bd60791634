/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/base/json.h"

#include "tests/support/cmocka.h"

static void nesting_and_commas(void **state)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct json json;

    (void)state;
    json_init(&json, out);
    json_open(&json, '{');
    json_key(&json, "rate");
    json_int(&json, -5);
    json_key(&json, "list");
    json_open(&json, '[');
    json_open(&json, '{');
    json_key(&json, "a");
    json_bool(&json, TRUE);
    json_key(&json, "range");
    json_open(&json, '[');
    json_int(&json, 1);
    json_int(&json, 2);
    json_close(&json, ']');
    json_close(&json, '}');
    json_null(&json);
    json_close(&json, ']');
    json_key(&json, "empty");
    json_open(&json, '[');
    json_close(&json, ']');
    json_close(&json, '}');
    assert_string_equal(out->str,
                        "{\n\"rate\": -5,\n\"list\": [\n{\"a\": true, \"range\": [1, 2]},\n"
                        "null\n],\n\"empty\": []\n}\n");
}

static void the_buffer_may_be_emptied(void **state)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct json json;

    (void)state;
    json_init(&json, out);
    json_open(&json, '[');
    json_int(&json, 1);
    g_string_truncate(out, 0);
    json_int(&json, 2);
    json_close(&json, ']');
    assert_string_equal(out->str, ",\n2\n]\n");
}

static void strings_are_escaped(void **state)
{
    static const struct {
        int line;
        const char *in, *out;
    } cases[] = {
        { __LINE__, "plain", "\"plain\"\n" },
        { __LINE__, "a \"b\" \\", "\"a \\\"b\\\" \\\\\"\n" },
        { __LINE__, "line\nbreak\ttab", "\"line\\nbreak\\u0009tab\"\n" },
        { __LINE__, "Nuñez — é", "\"Nuñez — é\"\n" },
        { __LINE__, "\x7f", "\"\\u007f\"\n" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        struct json json;

        json_init(&json, out);
        json_string(&json, cases[i].in, -1);
        g_string_append_c(out, '\n');
        assert_string_at(cases[i].line, out->str, cases[i].out);
    }
}

static void printable_text_stays_on_one_line(void **state)
{
    static const struct {
        int line;
        const char *in, *out;
    } cases[] = {
        { __LINE__, "news.txt", "news.txt" },
        { __LINE__, "two\nlines", "two\\nlines" },
        { __LINE__, "bell\a", "bell\\x07" },
        { __LINE__, "broken \xff utf-8", "broken \\xff utf-8" },
        { __LINE__,
          "turn\xe2\x80\xae"
          "around",
          "turn\\u202earound" },
        { __LINE__, "l\xe2\x80\xa8s", "l\\u2028s" },
        { __LINE__, "Nuñez", "Nuñez" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *out = error_printable(cases[i].in, -1);

        assert_string_at(cases[i].line, out, cases[i].out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting_and_commas),
        cmocka_unit_test(the_buffer_may_be_emptied),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(printable_text_stays_on_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
