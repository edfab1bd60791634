/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/print.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

/* What the reader makes of a feed, without the lines on what was skipped. */
static char *read_with(const char *text, size_t size, const struct direct_extras *extras)
{
    struct direct direct = direct_read_with(&crier_plugin_feed, "f.xml", text, size, extras);
    GString *all = g_string_new(NULL);
    GString *out = g_string_new(NULL);

    document_print(direct.document, all);
    for (const char *line = all->str; *line;) {
        const char *end = strchrnul(line, '\n');

        if (end > line && strncmp(line, "skipped bytes ", 14) != 0) {
            g_string_append_len(out, line, end - line);
            g_string_append_c(out, '\n');
        }
        line = *end ? end + 1 : end;
    }
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "status %d\n", direct.status);
    g_string_free(all, TRUE);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

#define NO_HTML "warning: no reader of web pages is there; contents are read as plain text\n"
#define BROKEN  "warning: the feed is not well-formed; it is read as far as it makes sense\n"

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* the forms of RSS */
    { __LINE__,
      "<rss version='2.0'><channel><title>Local 9</title><link>http://l.example/</link>"
      "<description>News &amp; notes</description><language>en-US</language>"
      "<item><title>Bakers win</title><link>/a</link><author>j@l.example (Jane Doe)</author>"
      "<pubDate>Sun, 22 Nov 2026 14:00:00 GMT</pubDate><description>They won.</description></item>"
      "<item><title>Next</title><description>Soon.\n\nVery soon.</description></item>"
      "</channel></rss>",
      "title: Local 9\nlanguage: en-US\nurl: http://l.example/\ndescription: News & notes\n"
      "headline: Local 9\nheading 1: Bakers win\nbyline: Jane Doe\ndate: 2026-11-22\n"
      "paragraph: They won.\nheading 1: Next\nparagraph: Soon.\nparagraph: Very soon.\n" },
    { __LINE__,
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'>"
      "<channel><title>C</title><items><rdf:Seq/></items></channel>"
      "<item><title>T</title><d:creator>A B</d:creator><d:date>2026-11</d:date>"
      "<d:subject>pay</d:subject><description>x</description></item></rdf:RDF>",
      "title: C\nheadline: C\nheading 1: T\nbyline: A B\ndate: 2026-11\nparagraph: x\n" },
    /* Atom */
    { __LINE__,
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title type='html'>A &amp;amp; "
      "B</title><author><name>Ann</name></author><updated>2026-11-22T10:00:00+01:00</updated>"
      "<entry><title>1 &lt; 2</title><source><title>no</title></source>"
      "<published>2026-11-21T10:00:00Z</published>"
      "<content>a &lt;b&gt; c</content><summary>no</summary></entry></feed>",
      "title: A & B\nauthor: Ann\nmodified: 2026-11-22T10:00:00+01:00\nlanguage: en\n"
      "headline: A & B\nheading 1: 1 < 2\ndate: 2026-11-21\nparagraph: a <b> c\n" },
    { __LINE__,
      "<entry xmlns='http://www.w3.org/2005/Atom'><title>T</title><id>urn:1</id>"
      "<link rel='self' href='http://no.example'/><link href='http://yes.example/t'/>"
      "<category term='pay'/><category term='pay'/><summary>S.</summary></entry>",
      "title: T\nidentifier: urn:1\ntag: pay\nurl: http://yes.example/t\ndescription: "
      "S.\nheadline: T\n"
      "paragraph: S.\n" },
    /* HTML in it, without a reader for HTML */
    { __LINE__,
      "<rss><channel><item><title>&lt;i&gt;T&lt;/i&gt; &amp;mdash; U</title>"
      "<content:encoded><![CDATA[<p>a &amp; b</p><script>no()</script><p>c<br>d</p>]]>"
      "</content:encoded><description>no</description></item></channel></rss>",
      "heading 1: T \u2014 U\nparagraph: a & b\nparagraph: c\nparagraph: d\n" NO_HTML },
    { __LINE__, "<rss><item><description><p>naked <b>markup</b></p></description></item></rss>",
      "paragraph: naked markup\n" NO_HTML },
    /* broken */
    { __LINE__,
      "Warning: junk <br> & more\n<?xml version='1.0'?><rss><channel><title>T&eacute;&nosuch; & U"
      "<link>http://x.example/<item><title>One<description>First<item><title>Two</title>",
      "title: T\u00e9&nosuch; & U\nurl: http://x.example/\nheadline: T\u00e9&nosuch; & U\n"
      "heading 1: One\nparagraph: First\nheading 1: Two\n" BROKEN },
    { __LINE__, "<rss><channel><item><title>T</title><description><![CDATA[cut off",
      "heading 1: T\nparagraph: cut off\n" BROKEN },
    { __LINE__, "<rss><channel><item><title>don&#146;t</title></item></channel></rss>",
      "heading 1: don\u2019t\n" },
    { __LINE__,
      "<!DOCTYPE rss [<!ENTITY house 'Casa'><!ENTITY a '&house;&house;'><!ENTITY f SYSTEM "
      "'file:///etc/passwd'>]><rss><item><title>&house; &a; &f;</title></item></rss>",
      "heading 1: Casa &a; &f;\n" },
    { __LINE__, "<rss version='2.0'></rss>", "warning: the feed has no entries\n" },
    /* charsets that are not what they are called */
    { __LINE__,
      "<?xml version='1.0' encoding='utf-8'?><rss><item><title>Caf\xe9 "
      "\x93so\x94</title></item></rss>",
      "heading 1: Caf\u00e9 \u201cso\u201d\n" },
    { __LINE__,
      "<?xml version='1.0' encoding='ISO-8859-1'?><rss><item><title>Caf\u00e9</title></item></rss>",
      "heading 1: Caf\u00e9\n" },
    { __LINE__,
      "<?xml version='1.0' encoding='iso-8859-1'?><rss><item><title>Caf\xe9</title></item></rss>",
      "heading 1: Caf\u00e9\n" },
    { __LINE__,
      "<?xml version='1.0' encoding='x-none'?><rss><item><title>Caf\u00e9</title></item></rss>",
      "heading 1: Caf\u00e9\n" },
    /* JSON Feed */
    { __LINE__,
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"language\":\"en\","
      "\"authors\":[{\"name\":\"Ann\"},{\"url\":\"x\"}],\"items\":[{\"id\":7,\"title\":"
      "\"caf\\u00e9 \\ud83d\\ude80\",\"content_text\":\"One.\\n\\nTwo \\\"2\\\".\","
      "\"date_published\":\"2026-11-22T01:00:00-05:00\",\"tags\":[\"pay\"],"
      "\"author\":{\"name\":\"Bea\"}},],}",
      "title: J\nauthor: Ann\nlanguage: en\nheadline: J\nheading 1: caf\u00e9 \U0001F680\n"
      "byline: Bea\ndate: 2026-11-22\nparagraph: One.\nparagraph: Two \"2\".\n" },
    { __LINE__, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"title\":\"cut",
      "heading 1: cut\n" BROKEN },
    /* WordPress */
    { __LINE__,
      "<rss xmlns:wp='http://wordpress.org/export/1.2/' "
      "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>W</title>"
      "<wp:author><wp:author_login>jd</wp:author_login>"
      "<wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>"
      "<item><title>P</title><dc:creator>jd</dc:creator><content:encoded>"
      "<![CDATA[One\ntwo\n\n[caption id='x']Three[/caption] [sic]]]></content:encoded>"
      "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
      "<wp:comment><wp:comment_content>no</wp:comment_content></wp:comment></item>"
      "<item><title>D</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>"
      "<item><title>I</title><wp:post_type>attachment</wp:post_type></item></channel></rss>",
      "title: W\nheadline: W\nheading 1: P\nbyline: Jane Doe\nparagraph: One two\n"
      "paragraph: Three\nparagraph: [sic]\ninfo: 1 entry left out: no article, but a picture, a "
      "menu or the "
      "like\n"
      "info: 1 entry left out: not public\n" NO_HTML },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            read_with(cases[i].text, strlen(cases[i].text), &(struct direct_extras){ 0 });

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

/* With a reader for it, HTML is read as such: whole, and in the entry's language. */
static void html_goes_to_its_reader(void **state)
{
    static const struct crier_reader *const parts[] = { &crier_plugin_html, NULL };
    static const char text[] =
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'><item><title>T</title>"
        "<language>es</language><content:encoded><![CDATA[Uno <b>dos</b>.\n\n"
        "[caption id='a']<img src='x'/>[/caption]\n\nTres.]]>"
        "</content:encoded></item><item><title>U</title><description>&lt;p&gt;</description>"
        "</item></rss>";
    g_autofree char *got = read_with(text, strlen(text), &(struct direct_extras){ .parts = parts });

    (void)state;
    assert_string_equal(got, "heading 1 in es: T\nparagraph in es: Uno dos.\n"
                             "paragraph in es: Tres.\nheading 1: U\n");
}

static const char three[] =
    "<rss><channel><title>C</title><language>es</language><copyright>CC</copyright>"
    "<item><title>A</title><guid isPermaLink='false'>id-a</guid>"
    "<pubDate>Fri, 20 Nov 2026 09:00:00 +0000</pubDate></item>"
    "<item><title>B</title><guid>http://x.example/b</guid>"
    "<pubDate>Sat, 21 Nov 2026 09:00:00 +0000</pubDate>"
    "<category>pay</category></item>"
    "<item><title>D</title></item></channel></rss>";

static const struct {
    int line;
    struct reader_option options[3];
    const char *printed;
} chosen[] = {
    { __LINE__,
      { { "entry", "2" } },
      "title: B\nidentifier: http://x.example/b\ndate: 2026-11-21T09:00:00Z\nlanguage: es\ntag: "
      "pay\n"
      "url: http://x.example/b\n"
      "licence: CC\nheadline: B\ndate: 2026-11-21\n" },
    { __LINE__,
      { { "entry", "id-a" } },
      "title: A\nidentifier: id-a\ndate: 2026-11-20T09:00:00Z\nlanguage: es\nlicence: "
      "CC\nheadline: A\n"
      "date: 2026-11-20\n" },
    { __LINE__,
      { { "entry", "4" } },
      "warning: no entry is number 4 or has this id; the feed has 3\nstatus 2\n" },
    { __LINE__,
      { { "limit", "1" } },
      "title: C\nlanguage: es\nlicence: CC\nheadline: C\nheading 1: A\ndate: 2026-11-20\n" },
    { __LINE__, { { "limit", "one" } }, "warning: --limit is no number\nstatus 2\n" },
    { __LINE__,
      { { "since", "2026-11-21" } },
      "title: C\nlanguage: es\nlicence: CC\nheadline: C\nheading 1: B\ndate: 2026-11-21\n"
      "heading 1: D\ninfo: 1 entry read without a date\n" },
    { __LINE__,
      { { "since", "yesterday" } },
      "warning: --since is no date; write it as 2026-11-22\nstatus 2\n" },
};

static void what_was_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(chosen); i++) {
        const struct direct_extras extras = { .options = chosen[i].options };
        g_autofree char *got = read_with(three, strlen(three), &extras);

        assert_string_at(chosen[i].line, got, chosen[i].printed);
    }
}

static const struct {
    int line;
    const char *name, *type, *text;
    int least, most;
} probes[] = {
    { __LINE__, "x", "", "<?xml version='1.0'?><!-- <html> --><rss version='2.0'>", 60, 69 },
    { __LINE__, "x", "", "<feed xmlns='http://www.w3.org/2005/Atom'>", 60, 69 },
    { __LINE__, "x", "", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", 60, 69 },
    { __LINE__, "x", "", " {\"version\": \"https://jsonfeed.org/version/1\"", 60, 69 },
    { __LINE__, "x", "", "Notice: x in y.php\n<?xml version='1.0'?><rss version='2.0'>", 40, 69 },
    { __LINE__, "x.rss", "", "nothing", 30, 30 },
    { __LINE__, "x.rss", "text/html", "<p>nothing", 0, 0 },
    { __LINE__, "x", "application/rss+xml", "nothing", 35, 35 },
    { __LINE__, "x", "", "<html><body>RSS", 0, 0 },
    { __LINE__, "x", "", "{\"version\": 1}", 0, 0 },
    { __LINE__, "x", "", "", 0, 0 },
};

static void what_is_taken_for_a_feed(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(probes); i++) {
        int32_t score = direct_probe(&crier_plugin_feed, probes[i].name, probes[i].type,
                                     probes[i].text, strlen(probes[i].text));

        if (score < probes[i].least || score > probes[i].most)
            fail_msg("case of line %d: score %d", probes[i].line, score);
    }
}

/* Whatever is missing of a feed, the rest is read and nothing breaks. */
static void cut_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t size = strlen(cases[i].text);

        for (size_t end = 0; end < size; end++) {
            g_autofree char *got = read_with(cases[i].text, end, &(struct direct_extras){ 0 });

            assert_null(strstr(got, "FAULT"));
        }
    }
}

static char *repeated(const char *before, const char *what, size_t times, const char *after)
{
    GString *text = g_string_new(before);

    for (size_t i = 0; i < times; i++)
        g_string_append(text, what);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static const struct {
    int line;
    const char *before, *what, *after, *holds;
    size_t times;
} floods[] = {
    { __LINE__, "<rss>", "<item><title>T</title><description>d</description></item>", "</rss>",
      "heading 1: T\nparagraph: d\n", 100000 },
    { __LINE__, "<rss><item><title>", "<title>", "", "", 100000 },
    { __LINE__, "<rss><item>", "<description>x", "", "paragraph: x\n", 100000 },
    { __LINE__, "<rss><item><title>T</title>", "<a>", "", "heading 1: T\n", 300000 },
    { __LINE__, "<rss><item><title>", "<![CDATA[", "", "heading 1", 100000 },
    { __LINE__, "<rss><item><title>T", "<!DOCTYPE [", "", "heading 1: T", 100000 },
    { __LINE__, "<rss><item><title>T", "<!--", "", "heading 1: T", 100000 },
    { __LINE__, "<rss><item><title>T</title><x ", "a=\"", "", "heading 1: T", 100000 },
    { __LINE__, "<rss ", "xmlns:a='b' ", "><item><title>T</title></item></rss>", "heading 1: T",
      100000 },
    { __LINE__, "<rss><item><title>", "&amp;", "</title></item></rss>", "heading 1: &&&&", 300000 },
    { __LINE__, "<rss><item>", "<category>a</category>", "<title>T</title></item></rss>",
      "heading 1: T", 100000 },
    { __LINE__, "<rss><item>", "<author>a</author>", "<title>T</title></item></rss>",
      "heading 1: T", 100000 },
    { __LINE__, "{\"version\":\"https://jsonfeed.org/version/1\",\"a\":", "[", "", "no entries",
      100000 },
    { __LINE__, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
      "{\"title\":\"T\",\"content_text\":\"x\"},", "", "heading 1: T\nparagraph: x\n", 100000 },
};

static void floods_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        g_autofree char *text =
            repeated(floods[i].before, floods[i].what, floods[i].times, floods[i].after);
        g_autofree char *got = read_with(text, strlen(text), &(struct direct_extras){ 0 });

        if (strstr(got, "FAULT") || !strstr(got, floods[i].holds))
            fail_msg("case of line %d: got <%.300s>", floods[i].line, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),       cmocka_unit_test(html_goes_to_its_reader),
        cmocka_unit_test(what_was_asked_for), cmocka_unit_test(what_is_taken_for_a_feed),
        cmocka_unit_test(cut_anywhere),       cmocka_unit_test(floods_are_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
