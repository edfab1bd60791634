/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole articles beside golden/NAME.blocks. Set CRIER_WRITE_GOLDEN=1 to make those
 * anew, then read what git diff shows. Every article is also read cut off at each
 * of its bytes.
 */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#define FOLDER "tests/readers/golden"

static const struct {
    const char *name;
    const struct crier_reader *reader;
} articles[] = {
    { "grain.txt", &crier_plugin_text },        { "ferry-1252.txt", &crier_plugin_text },
    { "clinic-utf16.txt", &crier_plugin_text }, { "rent.md", &crier_plugin_markdown },
    { "ferry.html", &crier_plugin_html },       { "cafe-1252.html", &crier_plugin_html },
};

static char *load(const char *name, gsize *size)
{
    g_autofree char *path = g_build_filename(FOLDER, name, NULL);
    char *bytes = NULL;

    if (!g_file_get_contents(path, &bytes, size, NULL))
        fail_msg("cannot read %s; run the tests from the top folder", path);
    return bytes;
}

static void articles_are_as_they_were(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
        g_autofree char *golden = g_strdup_printf("%s.blocks", articles[i].name);
        gsize size;
        g_autofree char *bytes = load(articles[i].name, &size);
        g_autofree char *got = printed(articles[i].reader, articles[i].name, bytes, size, 1);

        if (g_getenv("CRIER_WRITE_GOLDEN")) {
            g_autofree char *path = g_build_filename(FOLDER, golden, NULL);

            assert_true(g_file_set_contents(path, got, -1, NULL));
        } else {
            gsize wanted_size;
            g_autofree char *wanted = load(golden, &wanted_size);

            assert_string_equal(got, wanted);
        }
        assert_null(strstr(got, "FAULT:"));
    }
}

static void an_article_may_end_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
        gsize size;
        g_autofree char *bytes = load(articles[i].name, &size);

        for (gsize end = 0; end < size; end++) {
            g_autofree char *got = printed(articles[i].reader, articles[i].name, bytes, end, 1);
            const char *fault = strstr(got, "FAULT:");

            if (fault && !g_str_has_prefix(fault, "FAULT: status 2"))
                fail_msg("%s cut off at %zu: %s", articles[i].name, (size_t)end, fault);
        }
    }
}

/* Each byte in turn becomes another. */
static void an_article_may_be_damaged(void **state)
{
    static const char others[] = "\0[`|<>*&\\\n\"\xff";

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
        gsize size;
        g_autofree char *bytes = load(articles[i].name, &size);

        for (gsize at = 0; at < size; at++) {
            char was = bytes[at];
            g_autofree char *got = NULL;
            const char *fault;

            bytes[at] = others[at % (sizeof(others) - 1)];
            got = printed(articles[i].reader, articles[i].name, bytes, size, 1);
            fault = strstr(got, "FAULT:");
            if (fault && !g_str_has_prefix(fault, "FAULT: status 2") &&
                !strstr(fault, "neither text nor markup"))
                fail_msg("%s damaged at %zu: %s", articles[i].name, (size_t)at, fault);
            bytes[at] = was;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_are_as_they_were),
        cmocka_unit_test(an_article_may_end_anywhere),
        cmocka_unit_test(an_article_may_be_damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
