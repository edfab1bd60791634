/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#define HTML_NOTED "info at byte 0: of raw HTML in it only the words are read\n"

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* inline text */
    { __LINE__, "one *two* **three** ~~four~~ `five`.", "paragraph: one two three four five.\n" },
    { __LINE__, "un*frigging*believable", "paragraph: unfriggingbelievable\n" },
    { __LINE__, "a\nb  \nc\\\nd", "paragraph: a b | c | d\n" },
    { __LINE__, "a<br>b", "paragraph: a | b\n" },
    { __LINE__, "\\*a\\* \\\\ b \\a", "paragraph: *a* \\ b \\a\n" },
    { __LINE__, "AT&amp;T &copy; &#8212; &#x41; &nosuch; &", "paragraph: AT&T © — A &nosuch; &\n" },
    { __LINE__, "` a  b ` `` c`d ``", "paragraph: a b c`d\n" },
    { __LINE__, "`one\ntwo` *three\nfour*", "paragraph: one two three four\n" },
    { __LINE__, "2 * 3 * 4 and *5 * 6", "paragraph: 2 * 3 * 4 and *5 * 6\n" },
    { __LINE__, "x &lt;b&gt; y", "paragraph: x <b> y\n" },
    /* links and pictures */
    { __LINE__, "[a b](http://x.example/a \"a b\") b", "paragraph: a b b\n" },
    { __LINE__, "[a](<x y> 'b') [c](\nx\n(d)) e", "paragraph: a c e\n" },
    { __LINE__, "[a][r] [r] [r][] [R](no link)\n\n[r]: http://r.example 'r'",
      "paragraph: a r r R(no link)\n" },
    { __LINE__, "[r]: http://r.example\n'one\ntwo'\n[r] three", "paragraph: r three\n" },
    { __LINE__, "> [r]: http://r.example 'r'\n> [r] r", "quotation: r r\n" },
    { __LINE__, "<http://a.example> http://b.example, c@d.example",
      "paragraph: http://a.example http://b.example, c@d.example\n" },
    { __LINE__, "[*a* `b`](c)d", "paragraph: a bd\n" },
    { __LINE__, "[not] [a]", "paragraph: [not] [a]\n" },
    { __LINE__, "![A *rally*](a.png 'rally')", "caption: A rally\n" },
    { __LINE__, "x ![A](a.png) y ![](b.png) z ![C](c.png)",
      "paragraph: x y z\ncaption: A\ncaption: C\n" },
    { __LINE__, "[![A](a.png)](b.example) c", "paragraph: c\ncaption: A\n" },
    { __LINE__, "![a [b](c) ![d](e)](f) g", "paragraph: g\ncaption: a b d\n" },
    /* blocks */
    { __LINE__, "## A #b ##\n\nx\n\nC *d*\n---",
      "heading 2: A #b\nparagraph: x\nheading 2: C d\n" },
    { __LINE__, "#\n\nx", "paragraph: x\n" },
    { __LINE__, "> a\n> b\nc\n\n> d\n>\n> e",
      "quotation: a b c\nquotation\n  paragraph: d\n  paragraph: e\n" },
    { __LINE__, "> a\n\n- b\n  > c",
      "quotation: a\nlist\n  list item\n    paragraph: b\n    quotation: c\n" },
    { __LINE__, "- a\n- b\n  - c\n\n  d",
      "list\n  list item: a\n  list item\n    paragraph: b\n"
      "    list\n      list item: c\n    paragraph: d\n" },
    { __LINE__, "3. a\n3. b\n", "list\n  list item 3: a\n  list item 4: b\n" },
    { __LINE__, "0) a\n1) b\n", "list\n  list item: a\n  list item 1: b\n" },
    { __LINE__, "- [ ] a\n- [x] b", "list\n  list item: a\n  list item: b\n" },
    { __LINE__, "a\n\n***\n\nb", "paragraph: a\nparagraph: b\n" },
    { __LINE__, "```c d\nint x;\n  y\n\nz\n```\n", "code: int x;\\n  y\\n\\nz\n" },
    { __LINE__, "    a\n      b\n\n    c\n", "code: a\\n  b\\n\\nc\n" },
    { __LINE__, "> ~~~\n> a\n>  b\n> ~~~", "quotation\n  code: a\\n b\n" },
    { __LINE__, "```\n```\n\na", "paragraph: a\n" },
    /* tables */
    { __LINE__, "| a | *b* |\n|---|:-:|\n| c \\| d | `e\\|f` |\n| g |\n| h | i | j |",
      "table\n  table row\n    table header: a\n    table header: b\n  table row\n"
      "    table cell: c | d\n    table cell: e|f\n  table row\n    table cell: g\n"
      "    table cell\n  table row\n    table cell: h\n    table cell: i\n" },
    { __LINE__, "before\n| a | b |\n|-|-|\n| c | d |",
      "paragraph: before\ntable\n  table row\n    table header: a\n    table header: b\n"
      "  table row\n    table cell: c\n    table cell: d\n" },
    { __LINE__, "a | b\n--- | ---\n![p](q) | c\n\nd",
      "table\n  table row\n    table header: a\n    table header: b\n  table row\n"
      "    table cell\n    table cell: c\ncaption: p\nparagraph: d\n" },
    /* footnotes */
    { __LINE__, "a[^x] b[^y].\n\n[^y]: Why *so*.\n[^x]: Ex.\n\n    More.\n[^z]: unused",
      "paragraph: a b.\nfootnote 1\n  paragraph: Ex.\n  paragraph: More.\n"
      "footnote 2: Why so.\n" },
    { __LINE__, "[a](b)[^x] c\n\n[^x]: d", "paragraph: a c\nfootnote 1: d\n" },
    /* raw HTML */
    { __LINE__, "a <b>c</b> <!-- d -->e",
      "paragraph: a c e\n\ninfo at byte 2: of raw HTML in it only the words are read\n" },
    { __LINE__, "> a <i\n> title='x'>b</i>",
      "quotation: a b\n\ninfo at byte 4: of raw HTML in it only the words are read\n" },
    { __LINE__, "<div>\nx\n</div>\n\ny", "paragraph: x\nparagraph: y\n\n" HTML_NOTED },
    { __LINE__, "> <div class=x\n> title='>'>Fair &amp; b&eacute;tter\n> pay</div>",
      "quotation\n  paragraph: Fair & b\xc3\xa9tter pay\n\n"
      "info at byte 2: of raw HTML in it only the words are read\n" },
    { __LINE__, "<h2>Terms</h2><ul><li>Pay<li>Hours</ul><blockquote><p>So.<p>And so.</blockquote>",
      "heading 2: Terms\nlist\n  list item: Pay\n  list item: Hours\nquotation\n"
      "  paragraph: So.\n  paragraph: And so.\n\n" HTML_NOTED },
    { __LINE__, "<figure><img src=x alt=\"A picket &amp; a dog\"><figcaption>Rain<br>fell",
      "caption: Rain | fell\ncaption: A picket & a dog\n\n" HTML_NOTED },
    { __LINE__, "<p>a&nbsp;b<br\n/><img\nsrc=x\nalt='c\nd'>",
      "paragraph: a\xc2\xa0"
      "b\ncaption: c d\n\n" HTML_NOTED },
    { __LINE__, "<pre>e  f\ng</pre>h", "code: e  f\\ng\nparagraph: h\n\n" HTML_NOTED },
    { __LINE__, "<script>if (a<b) c();</script>\n\nd <script>", "paragraph: d\n\n" HTML_NOTED },
    { __LINE__, "<div id=top-ad><div>e</div> f</div> g\n\nh",
      "paragraph: g\nparagraph: h\n\n" HTML_NOTED },
    { __LINE__, "<div class=road>e\n</div", "paragraph: e\n\n" HTML_NOTED },
    { __LINE__, "a <!-- b -- *c*\n[d](e) --> f <!--> g", "paragraph: a f g\n" },
    { __LINE__, "a \\<!-- b -- --> c `<!-- d -- -->` &lt;!-- -- -->",
      "paragraph: a <!-- b -- --> c <!-- d -- --> <!-- -- -->\n" },
    { __LINE__, "a <!-- b -- c", "paragraph: a <!-- b -- c\n" },
    /* the top of an article */
    { __LINE__, "# Bakers *win*\n\nROME, May 3 &mdash; **They** won.",
      "title: Bakers win\n\nheadline: Bakers win\ndateline: ROME, May 3\nparagraph: They won.\n" },
    { __LINE__,
      "# Bakers win\n\n*By Jane Doe and [John Roe](x)*\n\nNov. 22, 2026\n\n**ROME, May 3** — So.",
      "title: Bakers win\nauthor: Jane Doe\nauthor: John Roe\ndate: 2026-11-22\n\n"
      "headline: Bakers win\nbyline: By Jane Doe and John Roe\ndate: Nov. 22, 2026\n"
      "dateline: ROME, May 3\nparagraph: So.\n" },
    { __LINE__, "# One\n\n# Two\n", "title: One\n\nheadline: One\nheading 1: Two\n" },
    { __LINE__, "Text.\n\n# One\n", "paragraph: Text.\nheading 1: One\n" },
    { __LINE__, "By Jane Doe\n\n# One\n",
      "author: Jane Doe\ntitle: One\n\nbyline: By Jane Doe\nheadline: One\n" },
    /* front matter */
    { __LINE__, "---\ntitle: Bakers win\n---\n# Bakers *win*\n\nSo.",
      "title: Bakers win\n\nheadline: Bakers win\nparagraph: So.\n" },
    { __LINE__, "---\ntitle: 'It''s won' # really\n---\nSo.",
      "title: It's won\n\nheadline: It's won\nparagraph: So.\n" },
    { __LINE__, "---\ntitle: \"Another \\\"one\\\"\"\n---\n# Bakers\n",
      "title: Another \"one\"\n\nheadline: Another \"one\"\nheading 1: Bakers\n" },
    { __LINE__,
      "---\r\nauthors: [Jane Doe, \"Roe, John\"]\r\ndate: 2026-11-22\r\nlang: en_GB\r\n"
      "section: Labor\r\nurl: https://h.example/a\r\n...\r\nSo.",
      "author: Jane Doe\nauthor: Roe, John\ndate: 2026-11-22\nlanguage: en-GB\nsection: Labor\n"
      "url: https://h.example/a\n\nparagraph: So.\n" },
    { __LINE__,
      "---\nauthor:\n  - Jane Doe\n  - name: John Roe\n    email: j@h.example\ntags:\n- pay\n- "
      "'rye'\n"
      "description: >\n  Long\n  words\nlayout: post\n---\n\nBy Jane Doe\n\nSo.",
      "author: Jane Doe\nauthor: John Roe\ntag: pay\ntag: rye\ndescription: Long words\n\n"
      "byline: By Jane Doe\nparagraph: So.\n" },
    { __LINE__, "+++\ntitle = \"Bakers\"\ntags = [\"a\", \"b\"]\n+++\nSo.",
      "title: Bakers\ntag: a\ntag: b\n\nheadline: Bakers\nparagraph: So.\n" },
    { __LINE__, "---\ntitle: never closed\n\nSo.",
      "paragraph: title: never closed\nparagraph: So.\n" },
    { __LINE__, "---\nFoo\n---\nBar\n---\n", "heading 2: Foo\nheading 2: Bar\n" },
    { __LINE__, "a\n\n---\n\nb: c\n\n---\n", "paragraph: a\nparagraph: b: c\n" },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            printed(&crier_plugin_markdown, "a.md", cases[i].text, strlen(cases[i].text), 0);

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static void what_is_skipped_has_a_reason(void **state)
{
    static const char text[] = "---\nlayout: post\ntitle: T\n---\n# T\n\n1. [a](b)[^n] <i>c</i>\n\n"
                               "```sh\nd\n```\n\n[^n]: e\n[^o]: f\n\n[g]: h\n";
    g_autofree char *got = printed(&crier_plugin_markdown, "a.md", text, sizeof(text) - 1, 1);

    (void)state;
    assert_string_equal(strstr(got, "skipped"),
                        "skipped bytes 0 to 24: front matter\n"
                        "skipped bytes 24 to 25: metadata\n"
                        "skipped bytes 25 to 30: front matter\n"
                        "skipped bytes 35 to 37: list marker\n"
                        "skipped bytes 41 to 44: link address\n"
                        "skipped bytes 44 to 48: footnote mark\n"
                        "skipped bytes 49 to 52: raw HTML\n"
                        "skipped bytes 53 to 57: raw HTML\n"
                        "skipped bytes 62 to 64: code language\n"
                        "skipped bytes 72 to 76: footnote mark\n"
                        "skipped bytes 82 to 87: unused footnote\n"
                        "skipped bytes 90 to 95: link address\n"
                        "info at byte 49: of raw HTML in it only the words are read\n");
}

/* Where a word of the document stands, and what the source has there. */
static void words_have_their_places(void **state)
{
    static const struct {
        int line;
        const char *text, *word, *there;
    } places[] = {
        { __LINE__, "b [b](b) *c* b d", "d", "d" },
        { __LINE__, "say [bar](http://bar.example/bar) bars", "bars", "bars" },
        { __LINE__, "AT&amp;T won", "AT&T", "AT&amp;T" },
        { __LINE__, "un*frigging*believable", "unfriggingbelievable", "un*frigging*believable" },
        { __LINE__, "a \\*b\\*", "*b*", "\\*b\\*" },
        { __LINE__, "> one\n> two", "one two", "one\n> two" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const char *text = places[i].text;
        struct direct direct = direct_read(&crier_plugin_markdown, "a.md", text, strlen(text));
        const struct block *block = document_block(direct.document, 0);
        const char *own = document_text(direct.document, block);
        const char *word = g_strstr_len(own, block->size, places[i].word);
        uint32_t at = (uint32_t)(word - own);
        uint32_t from, to;
        g_autofree char *there = NULL;

        assert_true(document_source_range(direct.document, block, at,
                                          at + (uint32_t)strlen(places[i].word), &from, &to));
        there = g_strndup(text + from, to - from);
        assert_string_at(places[i].line, there, places[i].there);
        direct_clear(&direct);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_skipped_has_a_reason),
        cmocka_unit_test(words_have_their_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
