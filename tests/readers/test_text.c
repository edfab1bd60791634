/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#define LONG                                                                                       \
    "The union said on Monday that its members had voted to end the strike, which had gone on "    \
    "for nine weeks in rain and in heat"

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* paragraphs */
    { __LINE__, "One is here.\n\nTwo is here.\n",
      "paragraph: One is here.\nparagraph: Two is here.\n" },
    { __LINE__, "One is\r\nwrapped.\r\n\r\n\r\nTwo.\r\n",
      "paragraph: One is wrapped.\nparagraph: Two.\n" },
    { __LINE__, "One is\rhere.\r\rTwo.", "paragraph: One is here.\nparagraph: Two.\n" },
    { __LINE__, "One ends.\n   \t\nTwo ends.", "paragraph: One ends.\nparagraph: Two ends.\n" },
    { __LINE__, "One ends.\fTwo ends.", "paragraph: One ends.\nparagraph: Two ends.\n" },
    { __LINE__, "    One is\nwrapped.\n    Two is\nwrapped.\n",
      "paragraph: One is wrapped.\nparagraph: Two is wrapped.\n" },
    { __LINE__, "    One is.\n    It rhymes.\n", "paragraph: One is. It rhymes.\n" },
    { __LINE__, LONG ", it said.\nAnd more.\nThen some.\n",
      "paragraph: " LONG ", it said.\nparagraph: And more.\nparagraph: Then some.\n" },
    { __LINE__, "The co-\nworkers met.", "paragraph: The co-workers met.\n" },
    { __LINE__, "The Harrow-\nAlmira line met.", "paragraph: The Harrow- Almira line met.\n" },
    { __LINE__, "He said --\nand left.", "paragraph: He said -- and left.\n" },
    { __LINE__, "A con\xc2\xad\ntract is.", "paragraph: A contract is.\n" },
    /* the top of an article */
    { __LINE__, "Bakers win\n\nThey won.",
      "title: Bakers win\n\nheadline: Bakers win\nparagraph: They won.\n" },
    { __LINE__, "Bakers win", "paragraph: Bakers win\n" },
    { __LINE__, "Bakers win.\n\nThey won.", "paragraph: Bakers win.\nparagraph: They won.\n" },
    { __LINE__, LONG "\n\nThey won.", "paragraph: " LONG "\nparagraph: They won.\n" },
    { __LINE__, "Bakers win\n\nBy Jane Doe\n\nNov. 22, 2026\n\nThey won.",
      "title: Bakers win\nauthor: Jane Doe\ndate: 2026-11-22\n\n"
      "headline: Bakers win\nbyline: By Jane Doe\ndate: Nov. 22, 2026\nparagraph: They won.\n" },
    { __LINE__, "Bakers win\nBy Jane Doe\nNov. 22, 2026\nThey won.",
      "title: Bakers win\nauthor: Jane Doe\ndate: 2026-11-22\n\n"
      "headline: Bakers win\nbyline: By Jane Doe\ndate: Nov. 22, 2026\nparagraph: They won.\n" },
    { __LINE__, "Bakers win\n\nThey will be back at work on Monday.\n\nBy Jane Doe\n\nThey won.",
      "title: Bakers win\nauthor: Jane Doe\n\nheadline: Bakers win\n"
      "summary: They will be back at work on Monday.\nbyline: By Jane Doe\nparagraph: They "
      "won.\n" },
    { __LINE__, "BAKERS WIN\nAfter nine weeks\nBy Jane Doe\n\nThey won.",
      "title: BAKERS WIN\nauthor: Jane Doe\n\nheadline: BAKERS WIN\nsummary: After nine weeks\n"
      "byline: By Jane Doe\nparagraph: They won.\n" },
    { __LINE__, "By Jane Doe | Nov. 22, 2026\n\nThey won.",
      "author: Jane Doe\ndate: 2026-11-22\n\nbyline: By Jane Doe | Nov. 22, 2026\n"
      "paragraph: They won.\n" },
    { __LINE__, "Bakers win\n\nUpdated Nov. 23, 2026\n\nThey won.",
      "title: Bakers win\nmodified: 2026-11-23\n\nheadline: Bakers win\n"
      "date: Updated Nov. 23, 2026\nparagraph: They won.\n" },
    { __LINE__, "They won.\n\nBy Jane Doe", "paragraph: They won.\nparagraph: By Jane Doe\n" },
    /* datelines */
    { __LINE__, "ROME, May 3 — Bakers won.", "dateline: ROME, May 3\nparagraph: Bakers won.\n" },
    { __LINE__, "ROME, May 3 —\nBakers\nwon.", "dateline: ROME, May 3\nparagraph: Bakers won.\n" },
    { __LINE__, "ROME\n\nROME (AP) — Bakers won.\n\nOSLO (AP) — So.",
      "title: ROME\n\nheadline: ROME\ndateline: ROME (AP)\nparagraph: Bakers won.\n"
      "paragraph: OSLO (AP) — So.\n" },
    /* lists and separators */
    { __LINE__, "They won:\n\n- pay\n- hours\n  on Sunday\n- a say\n",
      "paragraph: They won:\nlist\n  list item: pay\n  list item: hours on Sunday\n"
      "  list item: a say\n" },
    { __LINE__, "1. pay\n\n2. hours\n\nThen.",
      "list\n  list item 1: pay\n  list item 2: hours\nparagraph: Then.\n" },
    { __LINE__, "(3) pay\n(4) hours", "list\n  list item 3: pay\n  list item 4: hours\n" },
    { __LINE__, "• pay\n\nThen.", "list\n  list item: pay\nparagraph: Then.\n" },
    { __LINE__, "It was.\n\n- Jane Doe", "paragraph: It was.\nparagraph: - Jane Doe\n" },
    { __LINE__, "1. pay\n5. hours", "paragraph: 1. pay 5. hours\n" },
    { __LINE__, "1938 was.\n1939 too.", "paragraph: 1938 was. 1939 too.\n" },
    { __LINE__, "It was.\n* * *\nIt is.\n-30-\n", "paragraph: It was.\nparagraph: It is.\n" },
    { __LINE__, "Bakers win\n==========\n\nThey won.",
      "title: Bakers win\n\nheadline: Bakers win\nparagraph: They won.\n" },
    /* repaired bytes */
    { __LINE__, "caf\xc3\xa9 caf\xc3\xa9 \xff. So.",
      "paragraph: café café \uFFFD. So.\n\nwarning at byte 12: 1 malformed UTF-8 sequences were "
      "replaced\n" },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            printed(&crier_plugin_text, "a.txt", cases[i].text, strlen(cases[i].text), 0);

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static void what_is_skipped_has_a_reason(void **state)
{
    static const char text[] = "ROME — So.\n\n1. a\n2. b\n\n***\n\n-30-\n";
    g_autofree char *got = printed(&crier_plugin_text, "a.txt", text, sizeof(text) - 1, 1);

    (void)state;
    assert_string_equal(got, "dateline: ROME\nparagraph: So.\nlist\n  list item 1: a\n"
                             "  list item 2: b\n\n"
                             "skipped bytes 4 to 9: dateline dash\n"
                             "skipped bytes 14 to 17: list marker\n"
                             "skipped bytes 19 to 22: list marker\n"
                             "skipped bytes 25 to 28: separator line\n"
                             "skipped bytes 30 to 34: end mark\n");
}

/* The same article in every charset, to the same blocks. */
static void charsets_are_alike(void **state)
{
    static const char *const charsets[] = { "UTF-8",    "UTF-16", "UTF-16LE",
                                            "UTF-16BE", "UTF-32", "CP1252" };
    static const char text[] = "Bäckers win\n\nROME, May 3 — “We won,” said Zoë O’Hara.\n";
    g_autofree char *wanted = printed(&crier_plugin_text, "a.txt", text, sizeof(text) - 1, 0);

    (void)state;
    assert_non_null(strstr(wanted, "dateline: ROME, May 3\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
        gsize size;
        g_autofree char *bytes =
            g_convert(text, sizeof(text) - 1, charsets[i], "UTF-8", NULL, &size, NULL);
        g_autofree char *got = printed(&crier_plugin_text, "a.txt", bytes, size, 0);

        assert_string_equal(got, wanted);
    }
}

static void what_cannot_be_read(void **state)
{
    static const struct {
        int line;
        const char *bytes;
        size_t size;
        const char *note;
    } bad[] = {
        { __LINE__, " \n\t\n", 4, "there is no text in it" },
        { __LINE__, "\xef\xbb\xbf", 3, "there is no text in it" },
        { __LINE__,
          "\x7f"
          "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0\1\0\0\0",
          24, "it is not text" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct direct direct = direct_read(&crier_plugin_text, "a", bad[i].bytes, bad[i].size);
        const struct note *note = &g_array_index(direct.document->notes, struct note, 0);

        assert_int_at(bad[i].line, direct.status, CRIER_UNREADABLE);
        assert_int_at(bad[i].line, direct.document->notes->len, 1);
        assert_string_at(bad[i].line, document_string(direct.document, note->message), bad[i].note);
        direct_clear(&direct);
    }
}

static void bids(void **state)
{
    static const struct {
        int line;
        const char *name, *media_type, *bytes;
        size_t size;
        int32_t text, markdown;
    } sources[] = {
        { __LINE__, "a.txt", "", "Hello.", 6, 25, 4 },
        { __LINE__, "A.TXT", "", "Hello.", 6, 25, 4 },
        { __LINE__, "a.txt", "", "# Hello\n[a](b)", 14, 25, 8 },
        { __LINE__, "a", "", "Hello.", 6, 5, 4 },
        { __LINE__, "a", "text/plain", "Hello.", 6, 30, 4 },
        { __LINE__, "", "", "", 0, 5, 4 },
        { __LINE__, "a.md", "", "Hello.", 6, 5, 35 },
        { __LINE__, "a.markdown", "", "# Hello", 7, 5, 50 },
        { __LINE__, "a.md", "", "---\ntitle: x\n---\n", 17, 5, 60 },
        { __LINE__, "a", "", "---\ntitle: x\n---\n", 17, 5, 55 },
        { __LINE__, "a", "", "# Hello\n[a](b)", 14, 5, 45 },
        { __LINE__, "a", "text/markdown", "Hello.", 6, 5, 35 },
        { __LINE__, "a.txt", "", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\0\0\0\2\0\2", 26, 0, 0 },
        { __LINE__, "a.md", "", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\0\0\0\2\0\2", 26, 0, 0 },
        { __LINE__, "a.txt", "", "\xff\xfeH\0i\0", 6, 25, 4 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        assert_int_at(sources[i].line,
                      direct_probe(&crier_plugin_text, sources[i].name, sources[i].media_type,
                                   sources[i].bytes, sources[i].size),
                      sources[i].text);
        assert_int_at(sources[i].line,
                      direct_probe(&crier_plugin_markdown, sources[i].name, sources[i].media_type,
                                   sources[i].bytes, sources[i].size),
                      sources[i].markdown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_skipped_has_a_reason),
        cmocka_unit_test(charsets_are_alike),
        cmocka_unit_test(what_cannot_be_read),
        cmocka_unit_test(bids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
