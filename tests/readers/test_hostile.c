/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that were not made to be read: each reader must answer, keep the builder's
 * contract, and account for every word it says it has read.
 */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

/* A file: `head`, then `body` so many times, then `tail`. */
static const struct {
    int line;
    const char *head, *body;
    unsigned times;
    const char *tail;
} files[] = {
    { __LINE__, "", ">", 10000, " deep" },
    { __LINE__, "", "> ", 10000, " deep" },
    { __LINE__, "", "- ", 10000, " deep" },
    { __LINE__, "", "1. ", 10000, " deep" },
    { __LINE__, "", "> - 1. ", 3000, " deep" },
    { __LINE__, "", "[", 10000, "a" },
    { __LINE__, "a", "]", 10000, "" },
    { __LINE__, "", "![", 10000, "a" },
    { __LINE__, "", "[a](b \"c ", 10000, "" },
    { __LINE__, "[a]: x\n\n", "[a](b (c ", 10000, "" },
    { __LINE__, "[a]: x\n\n", "[a]", 10000, "" },
    { __LINE__, "", "![a](b) ", 10000, "" },
    { __LINE__, "", "*a **a ", 10000, "" },
    { __LINE__, "", "_a__a___a", 5000, "" },
    { __LINE__, "", "`a", 10000, "" },
    { __LINE__, "", "&amp;&lt;", 10000, "" },
    { __LINE__, "", "&", 20000, "" },
    { __LINE__, "", "\\", 20001, "a" },
    { __LINE__, "", "<a>x</a> ", 10000, "" },
    { __LINE__, "", "<!-- a ", 10000, "" },
    { __LINE__, "a ", "<!-- b -- ", 10000, "-->" },
    { __LINE__, "a ", "<!-- b -- ", 10000, "" },
    { __LINE__, "a ", "<!-- b\n-- --> ", 10000, "" },
    { __LINE__, "", "<div>", 20000, "a" },
    { __LINE__, "<div class=ad>", "<div>", 20000, "a" },
    { __LINE__, "", "<li>a", 20000, "" },
    { __LINE__, "", "<blockquote>a", 20000, "" },
    { __LINE__, "<p ", "alt = ", 20000, "" },
    { __LINE__, "<p>", "<img alt='a' ", 10000, "" },
    { __LINE__, "<p>", "<img alt='a'>", 10000, "" },
    { __LINE__, "<p>", "<!-- ", 20000, "" },
    { __LINE__, "<p>", "&amp;", 10000, "<" },
    { __LINE__, "<script>", "</scrip", 20000, "" },
    { __LINE__, "<p>\n", "> a\n", 20000, "" },
    { __LINE__, "a[^a]\n\n", "[^a]: b\n", 2000, "" },
    { __LINE__, "", "a[^a] ", 2000, "\n\n[^a]: b" },
    { __LINE__, "a\n", "|", 10000, "\n-|-\n" },
    { __LINE__, "", "|a", 10000, "\n" },
    { __LINE__, "a|b\n-|-\n", "c|d|e\n", 5000, "" },
    { __LINE__, "", "word ", 200000, "" },
    { __LINE__, "", "a", 1000000, "" },
    { __LINE__, "", "a\n", 100000, "" },
    { __LINE__, "", "a\n\n", 30000, "" },
    { __LINE__, "", "- a\n\n", 20000, "" },
    { __LINE__, "", "1. a\n\n2. b\n\n", 10000, "" },
    { __LINE__, "", "\f", 100000, "x" },
    { __LINE__, "", "\r", 100000, "x" },
    { __LINE__, "", "co-\nop ", 20000, "" },
    { __LINE__, "By ", "Al, ", 60, "Bo" },
    { __LINE__, "# ", "#", 50000, " a" },
    { __LINE__, "---\n", "title: a\n", 10000, "" },
    { __LINE__, "---\ntags: [", "a, ", 10000, "]\n---\nb" },
    { __LINE__, "---\ntitle: ", "a", 10000, "\n---\nb" },
    { __LINE__, "---\ntitle: \"", "\\\"", 1000, "\"\n---\nb" },
    { __LINE__, "---\ntags: ['", "''", 3000, "\n---\nb" },
    { __LINE__, "text ", "\xff", 50, " \xc3\xa9" },
    { __LINE__, "caf\xc3\xa9 \xe2\x82\xac ", "\xe2\x82", 1, "\n\n# a\xc3" },
    { __LINE__, "", "\xf0\x9f\x98\x80", 10000, "a" },
    { __LINE__, "", "\xe2\x80\xa8", 10000, "a" },
};

static void readers_hold(const struct crier_reader *reader)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = g_string_new(files[i].head);
        g_autofree char *got = NULL;
        const char *fault;

        for (unsigned n = 0; n < files[i].times; n++)
            g_string_append(bytes, files[i].body);
        g_string_append(bytes, files[i].tail);
        got = printed(reader, "a", bytes->str, bytes->len, 1);
        fault = strstr(got, "FAULT:");
        if (fault)
            fail_msg("case of line %d: %.200s", files[i].line, fault);
    }
}

static void text_holds(void **state)
{
    (void)state;
    readers_hold(&crier_plugin_text);
}

static void markdown_holds(void **state)
{
    (void)state;
    readers_hold(&crier_plugin_markdown);
}

static void a_table_of_10000_columns(void **state)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autofree char *got = NULL;

    (void)state;
    for (unsigned i = 0; i < 10000; i++)
        g_string_append(bytes, i ? "|h" : "h");
    for (unsigned i = 0; i < 10000; i++)
        g_string_append(bytes, i ? "|-" : "\n-");
    g_string_append(bytes, "\nlast");
    got = printed(&crier_plugin_markdown, "a.md", bytes->str, bytes->len, 1);
    assert_null(strstr(got, "FAULT:"));
    assert_non_null(strstr(got, "table cell: last\n"));
}

/* The parser would fill 3,000 rows to 3,000 columns each. */
static void a_table_that_explodes(void **state)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autofree char *got = NULL;

    (void)state;
    for (unsigned i = 0; i < 3000; i++)
        g_string_append(bytes, "|h");
    g_string_append_c(bytes, '\n');
    for (unsigned i = 0; i < 3000; i++)
        g_string_append(bytes, "|-");
    for (unsigned i = 0; i < 3000; i++)
        g_string_append(bytes, "\n|a");
    got = printed(&crier_plugin_markdown, "a.md", bytes->str, bytes->len, 1);
    assert_null(strstr(got, "FAULT:"));
    assert_non_null(strstr(got, "warning: its tables are too large to be read as tables\n"));
}

static void lists_in_lists(void **state)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autofree char *got = NULL;

    (void)state;
    for (unsigned i = 0; i < 300; i++)
        g_string_append_printf(bytes, "%*s- item %u\n", (int)(2 * i), "", i);
    got = printed(&crier_plugin_markdown, "a.md", bytes->str, bytes->len, 1);
    assert_null(strstr(got, "FAULT:"));
    assert_non_null(strstr(got, ": item 299\n"));
}

/* Bytes at random, from alphabets that readers know. Without "^": the parser drops what
 * stands between "[^" and "]" when a line ends in it. */
static void noise(void **state)
{
    static const char *const alphabets[] = { "ab \n*_`[]()!<>&;#-+.1|\\~:\"'=", "a \n>-1.",
                                             "a|-\n:", "[]():a\n !", "aB,.—-\n\r\f " };
    GRand *rand = g_rand_new_with_seed(1886);

    (void)state;
    for (int round = 0; round < 6000; round++) {
        const char *alphabet = alphabets[round % G_N_ELEMENTS(alphabets)];
        char bytes[200];
        int size = g_rand_int_range(rand, 1, sizeof(bytes));
        g_autofree char *got = NULL;
        const char *fault;

        for (int i = 0; i < size; i++)
            bytes[i] = alphabet[g_rand_int_range(rand, 0, (gint32)strlen(alphabet))];
        got = printed(round & 1 ? &crier_plugin_text : &crier_plugin_markdown, "a", bytes,
                      (uint64_t)size, 1);
        fault = strstr(got, "FAULT:");
        if (fault && !g_str_has_prefix(fault, "FAULT: status 2") &&
            !strstr(fault, "neither text nor markup"))
            fail_msg("round %d: %s\n<%.*s>", round, fault, size, bytes);
    }
    g_rand_free(rand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_holds),
        cmocka_unit_test(markdown_holds),
        cmocka_unit_test(a_table_of_10000_columns),
        cmocka_unit_test(a_table_that_explodes),
        cmocka_unit_test(lists_in_lists),
        cmocka_unit_test(noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
