/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plugins/readers/html/vocabulary_words.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#include <string.h>

/* Two paragraphs of running text, as articles have them. */
#define FIRST                                                                                      \
    "The crews of four ferries voted on Monday to accept an offer "                                \
    "of the port authority, and they will return at dawn."
#define SECOND                                                                                     \
    "Rosa Lindqvist, who steers the Marigold, said that her "                                      \
    "crew had waited for nine weeks, through two storms."

#define FIRST_P  "<p>" FIRST "</p>"
#define SECOND_P "<p>" SECOND "</p>"

static const struct {
    int line;
    const char *page, *printed;
} cases[] = {
    /* text and its marks */
    { __LINE__, "<p>One <em>two</em> <a href=\"x\">three</a>, fo<b>ur</b>.</p>",
      "paragraph: One two three, four.\n\nwarning: this page has no article that could be told "
      "apart: all of it is read\n" },
    { __LINE__, "<p>A&amp;B &copy; &#8212; &#x41; &nosuch; & &lt;p&gt;&nbsp;</p>",
      "paragraph: A&B © — A &nosuch; & <p>\n\nwarning: this page has no article that could be told "
      "apart: all of it is read\n" },
    { __LINE__, "No tag at all, only words.",
      "paragraph: No tag at all, only words.\n\nwarning: this page has no article that could be "
      "told apart: all of it is read\n" },
    { __LINE__, "<p>One<br>and on.<br>Two.<br><br>Three.</p>",
      "paragraph: One and on. | Two.\nparagraph: Three.\n\nwarning: this page has no article that "
      "could be told apart: all of it is read\n" },
    { __LINE__, "<div>Bare text, one.<p>Two.</p>Three.</div>",
      "paragraph: Bare text, one.\nparagraph: Two.\nparagraph: Three.\n\nwarning: this page has no "
      "article that could be told apart: all of it is read\n" },
    { __LINE__,
      "<p><span class=\"dropcap\">T</span>he port</p><p>po<!-- x -->rt and<script>no</script> "
      "dock</p>",
      "paragraph: The port\nparagraph: port and dock\n\nwarning: this page has no article that "
      "could be told apart: all of it is read\n" },
    { __LINE__, "<p lang=\"es\">Buenas noches, dijo.</p><p>Good night.</p>",
      "paragraph in es: Buenas noches, dijo.\nparagraph: Good night.\n\nwarning: this page has no "
      "article that could be told apart: all of it is read\n" },
    { __LINE__, "<pre>a = 1\n  b = 2</pre>",
      "code: a = 1\\n  b = 2\n\nwarning: this page has no article that could be told apart: all of "
      "it is read\n" },
    { __LINE__, "<p>東京の<a href=\"x\">港</a>で、船が出た。</p>",
      "paragraph: 東京の港で、船が出た。\n\nwarning: this page has no article that could be told "
      "apart: all of it is read\n" },
    /* lists, quotations, tables */
    { __LINE__, "<p>" FIRST "</p><ol start=3><li>one<li>two<li value=9>nine</ol>",
      "paragraph: " FIRST "\nlist\n  list item 3: one\n  list item 4: two\n  list item 9: nine\n" },
    { __LINE__, "<p>" FIRST "</p><ul><li>one<ul><li>inner</ul><li><p>two</p><p>more</p></ul>",
      "paragraph: " FIRST "\nlist\n  list item\n    paragraph: one\n    list\n      list item: "
      "inner\n  list item: two\nboilerplate: more\n" },
    { __LINE__, "<p>" FIRST "</p><dl><dt>Mate<dd>Second on board</dl>",
      "paragraph: " FIRST "\nlist\n  list item: Mate\n  list item: Second on board\n" },
    { __LINE__, "<p>" FIRST "</p><blockquote><p>Nobody sails alone.</p></blockquote>",
      "paragraph: " FIRST "\nquotation: Nobody sails alone.\n" },
    { __LINE__,
      "<p>" FIRST "</p><blockquote class=\"twitter-tweet\"><p>We held! <a "
      "href=\"x\">pic.example</a></p>&mdash; Dock Local 9</blockquote><p>" SECOND "</p>",
      "paragraph: " FIRST "\nquotation\n  paragraph: We held! pic.example\n  paragraph: — Dock "
      "Local 9\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><table><caption>Pay</"
      "caption><tr><th>Job<th>Now<tr><td>Mate<td>$21<tr><td>Cook<td></table>",
      "paragraph: " FIRST "\ntable\n  caption: Pay\n  table row\n    table header: Job\n    table "
      "header: Now\n  table row\n    table cell: Mate\n    table cell: $21\n  "
      "table row\n    table cell: Cook\n    table cell\n" },
    { __LINE__,
      "<table role=\"presentation\"><tr><td><p>" FIRST "</p></td><td><p>" SECOND
      "</p></td></tr></table>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    /* roles */
    { __LINE__,
      "<title>Ferry crews win - Harbor Ledger</title><h1>Ferry crews win</h1><p "
      "class=\"dek\">After nine weeks, the port signs.</p><p class=\"byline\">By Ana "
      "Whitlock</p><time>March 2, 2024</time><p>" FIRST "</p><p>" SECOND "</p>",
      "title: Ferry crews win\nauthor: Ana Whitlock\ndate: 2024-03-02\n\nheadline: Ferry crews "
      "win\nsummary: After nine "
      "weeks, the port signs.\nbyline: By Ana Whitlock\ndate: March 2, 2024\nparagraph: " FIRST
      "\nparagraph: " SECOND "\n" },
    { __LINE__, "<h1>Ferry crews win</h1><p>" FIRST "</p><h2>What they won</h2><p>" SECOND "</p>",
      "title: Ferry crews win\n\nheadline: Ferry crews win\nparagraph: " FIRST
      "\nheading 2: What they won\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><figure><img src=a><figcaption>At dock. <span class=\"credit\">Photo: Lee "
      "Ortiz</span></figcaption></figure><p>" SECOND "</p>",
      "paragraph: " FIRST "\ncaption: At dock.\ncredit: Photo: Lee Ortiz\nparagraph: " SECOND
      "\n" },
    { __LINE__, "<p>" FIRST "</p><aside class=\"pullquote\">We held.</aside><p>" SECOND "</p>",
      "paragraph: " FIRST "\npull quote: We held.\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p>March 2, 2024, 9:15 a.m.</p><p>By Ana Whitlock</p><p>" SECOND "</p>",
      "author: Ana Whitlock\ndate: 2024-03-02\n\nparagraph: " FIRST
      "\ndate: March 2, 2024, 9:15 a.m.\nbyline: By Ana Whitlock\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p>Crews at dawn, March 2. (Photo by Lee Ortiz)</p><p>" SECOND "</p>",
      "paragraph: " FIRST
      "\ncaption: Crews at dawn, March 2. (Photo by Lee Ortiz)\nparagraph: " SECOND "\n" },
    /* what is no part of the article */
    { __LINE__,
      "<nav><a href=\"/\">Home</a></nav><article><p>" FIRST "</p><p>" SECOND
      "</p></article><footer>Harbor Ledger, Pier 4, all of it</footer>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST
      "</p><div class=\"newsletter\"><p>Get the harbor by mail, every Friday.</p></div><p>" SECOND
      "</p>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p>Read more: <a href=\"x\">The long strike</a></p><p>" SECOND "</p>",
      "paragraph: " FIRST "\nboilerplate: Read more: The long strike\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p>" SECOND
      "</p><h3>More stories</h3><ul><li><a href=\"x\">The long strike</a></ul>",
      "paragraph: " FIRST "\nparagraph: " SECOND
      "\nboilerplate: More stories\nboilerplate: The long strike\n" },
    { __LINE__, "<p>" FIRST "</p><p><a href=\"x\">The long strike</a></p><p>" SECOND "</p>",
      "paragraph: " FIRST "\nboilerplate: The long strike\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p style=\"display:none\">Not shown, ever.</p><p hidden>Nor this.</p><p "
      "class=\"sr-only\">Nor that.</p><p>" SECOND "</p>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<p>" FIRST "</p><p>" SECOND
      "</p><div class=\"comments\"><p>First! What a fine story, and I have read many.</p></div>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__, "<p>" FIRST "</p><p>" SECOND "</p><p>© 2024 Harbor Ledger</p>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\nboilerplate: © 2024 Harbor Ledger\n" },
    { __LINE__,
      "<meta name=\"author\" content=\"Ana Whitlock\"><p>" FIRST "</p><p>" SECOND
      "</p><p>Ana Whitlock is a reporter on the waterfront.</p>",
      "author: Ana Whitlock\n\nparagraph: " FIRST "\nparagraph: " SECOND
      "\nboilerplate: Ana Whitlock is a reporter on the waterfront.\n" },
    { __LINE__, "<p>" FIRST "</p><p>Share</p><p>***</p><p>" SECOND "</p>",
      "paragraph: " FIRST "\nboilerplate: Share\nparagraph: " SECOND "\n" },
    /* which element is the article */
    { __LINE__,
      "<div class=\"sidebar\"><p>" SECOND "</p></div><div><p>" FIRST
      "</p><p>Nine boats, all told, were out on the water.</p></div>",
      "paragraph: " FIRST "\nparagraph: Nine boats, all told, were out on the water.\n" },
    { __LINE__,
      "<div><div class=\"article-body\"><p>" FIRST "</p><p>" SECOND
      "</p></div><div><p>A story of another day, about a barge, a buoy and a pier.</p></div></div>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<div><div class=\"text-part\"><p>" FIRST
      "</p></div><div class=\"promo\">Sail away today</div><div class=\"text-part\"><p>" SECOND
      "</p></div></div>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<article class=\"post status-publish category-comments tag-share\"><p>" FIRST
      "</p><p>" SECOND "</p></article>",
      "paragraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<div><div><h1>A</h1><p class=byline>Ana Whitlock</p>" FIRST_P SECOND_P
      "</div><div><h1>B</h1><p class=byline>Lee Ortiz</p>" FIRST_P FIRST_P "</div></div>",
      "title: A\nauthor: Ana Whitlock\n\nheadline: A\nbyline: Ana Whitlock\nparagraph: " FIRST
      "\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<div class=\"has-sidebar\"><article><h1>A</h1>" FIRST_P SECOND_P
      "</article><article><h1>B</h1>" FIRST_P FIRST_P "</article></div>",
      "title: A\n\nheadline: A\nparagraph: " FIRST "\nparagraph: " SECOND "\n" },
    { __LINE__,
      FIRST_P SECOND_P "<h4>More great stories from us</h4><ul><li>Nine boats<li>Two piers</ul>",
      "paragraph: " FIRST "\nparagraph: " SECOND
      "\nboilerplate: More great stories from us\nboilerplate: Nine boats\n"
      "boilerplate: Two piers\n" },
    { __LINE__, FIRST_P "<p>Do you know more? Write to desk@ledger.example</p>" SECOND_P,
      "paragraph: " FIRST "\nboilerplate: Do you know more? Write to desk@ledger.example\n"
      "paragraph: " SECOND "\n" },
    { __LINE__,
      FIRST_P "<amp-ad>Buy a boat</amp-ad><ruby>\u6e2f<rt>\u307f\u306a\u3068</ruby>" SECOND_P,
      "paragraph: " FIRST "\nparagraph: \u6e2f\nparagraph: " SECOND "\n" },
    { __LINE__,
      "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": "
      "\"False\"}</script>" FIRST_P,
      "paragraph: " FIRST "\n\nwarning: the page says that it is for subscribers: perhaps only its "
      "opening could be read\n" },
    { __LINE__, "<ul><li><a href=\"a\">Dock</a><li><a href=\"b\">Pier</a></ul>",
      "list\n  list item: Dock\n  list item: Pier\n\nwarning: this page has no article that could "
      "be told apart: all of it is read\n" },
};

static void pages_become_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            printed(&crier_plugin_html, "a.html", cases[i].page, strlen(cases[i].page), 0);

        if (strcmp(got, cases[i].printed) != 0)
            fail_msg("line %d: got\n%s\nwanted\n%s", cases[i].line, got, cases[i].printed);
    }
}

/* ---- Charsets ---- */

static const struct {
    int line;
    const char *page, *printed;
} charsets[] = {
    { __LINE__,
      "<meta charset=iso-8859-1><p>Ren\xe9"
      "e",
      "paragraph: Renée\n" },
    { __LINE__,
      "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcf\xee\xf0\xf2",
      "paragraph: Порт\n" },
    { __LINE__, "<meta charset=iso-8859-1><p>Renée", "paragraph: Renée\n" },
    { __LINE__,
      "<meta charset=no-such-thing><p>Ren\xe9"
      "e",
      "paragraph: Renée\n" },
    { __LINE__,
      "<meta charset=utf-16><p>Ren\xe9"
      "e",
      "paragraph: Renée\n" },
    { __LINE__, "\xef\xbb\xbf<p>Renée", "paragraph: Renée\n" },
};

static void charsets_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
        g_autofree char *got =
            printed(&crier_plugin_html, "a.html", charsets[i].page, strlen(charsets[i].page), 0);

        if (!g_str_has_prefix(got, charsets[i].printed))
            fail_msg("line %d: got\n%s", charsets[i].line, got);
    }
}

/* ---- Is it a web page? ---- */

static const struct {
    int line;
    const char *name, *media_type, *bytes;
    int least, most;
} probes[] = {
    { __LINE__, "a.txt", "", "<!DOCTYPE html><p>a", 70, 100 },
    { __LINE__, "a", "", "\xef\xbb\xbf <!-- a -->\n<HTML lang=en>", 70, 100 },
    { __LINE__, "a", "", "<?xml version='1.0'?><html xmlns='x'>", 70, 100 },
    { __LINE__, "a.html", "", "words", 10, 39 },
    { __LINE__, "a.htm", "", "<p>words", 10, 39 },
    { __LINE__, "a", "text/html", "words", 10, 39 },
    { __LINE__, "a", "", "<div>words", 10, 39 },
    { __LINE__, "a", "", "words <html>", 0, 0 },
    { __LINE__, "a.xml", "", "<?xml version='1.0'?><rss version='2.0'>", 0, 0 },
    { __LINE__, "a", "", "<htmlx>", 0, 0 },
    { __LINE__, "a", "", "<!-- ", 0, 0 },
    { __LINE__, "a", "", "", 0, 0 },
};

static void web_pages_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(probes); i++) {
        int got = direct_probe(&crier_plugin_html, probes[i].name, probes[i].media_type,
                               probes[i].bytes, strlen(probes[i].bytes));

        if (got < probes[i].least || got > probes[i].most)
            fail_msg("line %d: %d", probes[i].line, got);
    }
}

/* ---- Pages that were not made to be read ---- */

/* A page: `head`, then `body` so many times, then `tail`. What it must hold, or NULL. */
static const struct {
    int line;
    const char *head, *body;
    unsigned times;
    const char *tail, *holds;
} hostile[] = {
    { __LINE__, "", "<div>", 100000, FIRST, "nested too deep" },
    { __LINE__, "<p>", "<span>", 100000, FIRST, "port authority" },
    { __LINE__, "", "<b>", 100000, FIRST, "port authority" },
    { __LINE__, "", "<a href=x>", 20000, FIRST, "port authority" },
    { __LINE__, "<font size=1><font size=2><font size=3>", "<p>x", 50000, FIRST, "port authority" },
    { __LINE__, "", "<table><tr><td>", 10000, FIRST, "port authority" },
    { __LINE__, "", "<ul><li>", 20000, FIRST, "port authority" },
    { __LINE__, "", "<blockquote>", 20000, FIRST, "port authority" },
    { __LINE__, "<div ", "a=b ", 200000, ">" FIRST, "port authority" },
    { __LINE__, "<div ", "class=b ", 200000, ">" FIRST, "port authority" },
    { __LINE__, "<p title=\"", "x", 1 << 20, "\">" FIRST, "port authority" },
    { __LINE__, FIRST "<p title=\"", "x", 1 << 20, "", "port authority" },
    { __LINE__, FIRST, "</p></b></div></table></li>", 20000, SECOND, "through two storms" },
    { __LINE__, FIRST, "<!-- ", 20000, "", "port authority" },
    { __LINE__, FIRST, "<script>", 20000, "", "port authority" },
    { __LINE__, FIRST, "<svg>", 20000, "", "port authority" },
    { __LINE__, FIRST, "<", 200000, "", "port authority" },
    { __LINE__, FIRST, "<p", 100000, "", "port authority" },
    { __LINE__, FIRST, "&amp;&lt;&notit;&#0;&#xD800;& &&copy2;", 10000, "", "port authority" },
    { __LINE__, "<ol>", "<li>item of it", 50000, "", "50000: item of it" },
    { __LINE__, "<ol>", "<li>a<ol><li>b</ol>", 5000, "", "5000" },
    { __LINE__, "<table>", "<tr><td>a<td>b", 20000, "", "table cell: b" },
    { __LINE__, "", "<b><i><u><p>x</b></i></u>", 20000, "", "x" },
    { __LINE__, "", "<p>Subscribe to our newsletter now.</p>", 20000, "", "Subscribe" },
    { __LINE__, "", "<p><div><ul><li><blockquote><table><tr><td><select><option>x", 2000, FIRST,
      NULL },
    { __LINE__, "<plaintext>", FIRST, 10, "", "port authority" },
    { __LINE__, "<template>", FIRST, 10, "", NULL },
    { __LINE__, "", " \n", 50000, "", "there is no text in it" },
    { __LINE__, "", "", 0, "", "there is no text in it" },
    { __LINE__, "<p>caf\xe9 ", "\xff\xfe\x80", 1000, FIRST, "port authority" },
};

static void hostile_pages_are_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        GString *page = g_string_new(hostile[i].head);
        g_autofree char *got = NULL;

        for (unsigned n = 0; n < hostile[i].times; n++)
            g_string_append(page, hostile[i].body);
        g_string_append(page, hostile[i].tail);
        got = printed(&crier_plugin_html, "a.html", page->str, page->len, 1);
        if (hostile[i].holds && !strstr(got, hostile[i].holds))
            fail_msg("line %d: got\n%.2000s", hostile[i].line, got);
        if (strstr(got, "FAULT:") && !strstr(got, "FAULT: status 2"))
            fail_msg("line %d: %s", hostile[i].line, strstr(got, "FAULT:"));
        g_string_free(page, TRUE);
    }
}

static void nuls_are_spaces(void **state)
{
    static const char page[] = "<p>Dock\0hands</p><p>wa\0it</p>";
    g_autofree char *got = printed(&crier_plugin_html, "a.html", page, sizeof(page) - 1, 0);

    (void)state;
    assert_non_null(strstr(got, "paragraph: Dock hands\nparagraph: wa it\n"));
    assert_non_null(strstr(got, "NUL"));
}

/* By one that begins with the same bytes: what is alike of the two is no text. */
static void replaced_characters_stay_whole(void **state)
{
    static const char page[] = "<p>Dock\uFFFF hands\uFFFE</p>";
    g_autofree char *got = printed(&crier_plugin_html, "a.html", page, sizeof(page) - 1, 0);

    (void)state;
    assert_non_null(strstr(got, "paragraph: Dock\uFFFD hands\uFFFD\n"));
    assert_null(strstr(got, "well-formed"));
}

static void what_is_cut_off_is_told(void **state)
{
    static const char page[] = "<html><body><p>" FIRST "</p><p>And the";
    g_autofree char *got = printed(&crier_plugin_html, "a.html", page, sizeof(page) - 1, 0);

    (void)state;
    assert_non_null(strstr(got, "And the\n"));
    assert_non_null(strstr(got, "it may be cut off"));
}

/* They are looked up by halves. */
static void class_words_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < G_N_ELEMENTS(class_words); i++)
        if (strcmp(class_words[i - 1].word, class_words[i].word) >= 0)
            fail_msg("\"%s\" stands after \"%s\"", class_words[i].word, class_words[i - 1].word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_become_blocks),
        cmocka_unit_test(charsets_are_found),
        cmocka_unit_test(web_pages_are_known),
        cmocka_unit_test(hostile_pages_are_survived),
        cmocka_unit_test(nuls_are_spaces),
        cmocka_unit_test(what_is_cut_off_is_told),
        cmocka_unit_test(class_words_are_in_order),
        cmocka_unit_test(replaced_characters_stay_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
