/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/pack.h"

#define XHTML "xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'"
#define PAGE(body)                                                                                 \
    "<?xml version='1.0'?><!DOCTYPE html><html " XHTML "><head><title>t</title></head><body>" body \
    "</body></html>"
#define CONTAINER                                                                                  \
    {                                                                                              \
        .name = "META-INF/container.xml",                                                          \
        .text = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"   \
                "<rootfile full-path='EPUB/p.opf'/></rootfiles></container>"                       \
    }
#define MIMETYPE                                                                                   \
    {                                                                                              \
        .name = "mimetype", .text = "application/epub+zip"                                         \
    }
#define PACKAGE(metadata, manifest, spine)                                                         \
    {                                                                                              \
        .name = "EPUB/p.opf",                                                                      \
        .text = "<package xmlns='http://www.idpf.org/2007/opf' "                                   \
                "xmlns:opf='http://www.idpf.org/2007/opf' version='3.0'><metadata "                \
                "xmlns:dc='http://purl.org/dc/elements/1.1/'>" metadata                            \
                "</metadata><manifest>" manifest "</manifest>" spine "</package>"                  \
    }
#define ITEM(id, href) "<item id='" id "' href='" href "' media-type='application/xhtml+xml'/>"
#define REF(id)        "<itemref idref='" id "'/>"

static char *read_page(const char *body)
{
    g_autofree char *page =
        g_strconcat("<html " XHTML "><head/><body>", body, "</body></html>", NULL);
    const struct pack_part parts[] = {
        MIMETYPE,
        CONTAINER,
        PACKAGE("<dc:language>en</dc:language>", ITEM("a", "a.xhtml"),
                "<spine>" REF("a") "</spine>"),
        { .name = "EPUB/a.xhtml", .text = page },
        { 0 },
    };

    return pack_printed(&crier_plugin_epub, parts);
}

static const struct {
    int line;
    const char *body, *wanted;
} cases[] = {
    { __LINE__, "<h2>One</h2><p>The hall\n was <em>full</em>.</p>loose <b>text</b><div>more</div>",
      "heading 2: One\nparagraph: The hall was full.\nparagraph: loose text\nparagraph: more\n" },
    { __LINE__,
      "<ol start='3'>\n<li>a</li>\n<li><p>b</p><ul><li>c</li></ul></li>\n<li value='9'>d</li></ol>",
      "list\n  list item 3: a\n  list item 4\n    paragraph: b\n    list\n      list item: c\n"
      "  list item 9: d\n" },
    { __LINE__, "<blockquote><p>a</p><p>b</p></blockquote><pre>x = 1\ny</pre>",
      "quotation\n  paragraph: a\n  paragraph: b\ncode: x = 1\\ny\n" },
    { __LINE__,
      "<table><caption>Votes</caption><thead><tr><th>Hall</th></tr></thead><tbody><tr><td>North<br/"
      ">side"
      "</td></tr></tbody></table>",
      "table\n  caption: Votes\n  table row\n    table header: Hall\n  table row\n"
      "    table cell: North | side\n" },
    { __LINE__,
      "<p>a <img alt='A picket line' src='b.png'/> b</p><figure><img src='c' alt=''/><figcaption>c"
      "</figcaption></figure>",
      "paragraph: a b\ncaption: A picket line\ncaption: c\n" },
    { __LINE__, "<p xml:lang='es-MX'>a</p><p lang='en-GB'>b</p>",
      "paragraph in es-MX: a\nparagraph: b\n" },
    { __LINE__,
      "<p>a<a epub:type='noteref' href='#n1'>7</a></p><aside epub:type='footnote' id='n1'><p>b"
      "</p></aside><p>c<a role='doc-noteref' href='#n2'>[8]</a></p><div role='doc-footnote' "
      "id='n2'><a role='doc-backlink' href='#x'>8</a> <p>d</p><p>e</p></div>",
      "paragraph: a\nparagraph: c\nfootnote 7: b\nfootnote 8\n  paragraph: d\n  paragraph: e\n" },
    { __LINE__, "<p>a<span epub:type='pagebreak'>4</span>b<span role='doc-pagebreak'/></p>",
      "paragraph: ab\n\ninfo: page numbers and lists of pages are not read\n" },
    { __LINE__,
      "<nav epub:type='toc'><ol><li>a</li></ol></nav><script>x</script><p hidden=''>h</p><p>a</p>",
      "paragraph: a\n\ninfo: tables of contents are not read\n" },
    { __LINE__, "<p><ruby>\u6f22<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
      "paragraph: \u6f22\n" },
    { __LINE__, "<p>caf&eacute; &amp; co&nbsp;op</p>", "paragraph: caf\u00e9 & co\u00a0op\n" },
};

static void pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = read_page(cases[i].body);

        assert_true(g_str_has_prefix(got, "language: en\n\n"));
        assert_string_at(cases[i].line, got + 14, cases[i].wanted);
    }
}

static const struct pack_part sample[] = {
    MIMETYPE,
    CONTAINER,
    PACKAGE(
        "<dc:title id='t'>Dock lines</dc:title><dc:title id='s'>A history</dc:title>"
        "<meta refines='#s' property='title-type'>subtitle</meta><dc:creator id='c'>Rosa Lindqvist"
        "</dc:creator><dc:creator id='d'>Ed Ash</dc:creator><meta refines='#d' property='role'>trl"
        "</meta><dc:language>en</dc:language><dc:date>2026-11-01</dc:date><meta "
        "property='dcterms:modified'>2026-11-02T00:00:00Z</meta><dc:rights>CC BY</dc:rights>",
        "<item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>" ITEM(
            "a", "text/one%20a.xhtml") ITEM("b", "text/../b.xhtml") ITEM("c", "caf%C3%A9.xhtml")
            ITEM("gone", "gone.xhtml") ITEM("out", "../../etc/passwd"),
        "<spine><itemref idref='c' linear='no'/>" REF("n") REF("a") REF("b") REF("a") REF("gone")
            REF("out") REF("nobody") "</spine>"),
    { .name = "EPUB/nav.xhtml",
      .text =
          PAGE("<nav epub:type='toc'><ol><li><a href='text/one%20a.xhtml'>Chapter one</a></li><li>"
               "<a href='b.xhtml#x'>Two</a></li></ol></nav>") },
    { .name = "EPUB/text/one a.xhtml", .text = PAGE("<p>a</p>") },
    { .name = "EPUB/b.xhtml", .text = PAGE("<h1>Printed</h1><p>b</p>") },
    { .name = "EPUB/caf\u00e9.xhtml", .text = PAGE("<p>aside</p>") },
    { 0 },
};

static void a_book(void **state)
{
    g_autofree char *got = pack_printed(&crier_plugin_epub, sample);

    (void)state;
    assert_string_equal(
        got, "title: Dock lines\nauthor: Rosa Lindqvist\nlanguage: en\ndate: 2026-11-01\n"
             "modified: 2026-11-02T00:00:00Z\nlicence: CC BY\n\n"
             "heading 1: Chapter one\nparagraph: a\nheading 1: Printed\nparagraph: b\n"
             "paragraph: aside\n\n"
             "warning: chapters that the book lists are not in it\n"
             "warning: chapters that the book lists more than once are read once\n"
             "info: tables of contents are not read\n");
}

static void an_older_book(void **state)
{
    g_autofree char *got = pack_printed(
        &crier_plugin_epub,
        (const struct pack_part[]){
            MIMETYPE,
            PACKAGE("<dc:title>Old</dc:title><dc:creator opf:role='edt'>E</dc:creator>"
                    "<dc:creator opf:role='aut'>A</dc:creator>",
                    ITEM("a", "a.html") ITEM("x", "toc.ncx"),
                    "<spine toc='x'>" REF("a") "</spine>"),
            { .name = "EPUB/toc.ncx",
              .text =
                  "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint><navLabel>"
                  "<text>Named</text></navLabel><content "
                  "src='a.html'/></navPoint></navMap></ncx>" },
            { .name = "EPUB/a.html", .text = PAGE("<p>a</p>") },
            { 0 } });

    (void)state;
    assert_string_equal(got, "title: Old\nauthor: A\n\nheading 1: Named\nparagraph: a\n");
}

static void no_chapter(void **state)
{
    g_autofree char *got = pack_printed(
        &crier_plugin_epub,
        (const struct pack_part[]){ MIMETYPE,
                                    CONTAINER,
                                    PACKAGE("", ITEM("a", "a.html") ITEM("b", "b.xhtml"),
                                            "<spine>" REF("a") REF("b") "</spine>"),
                                    { .name = "EPUB/a.html", .text = "<p>cut<br>off" },
                                    { .name = "EPUB/b.xhtml", .text = PAGE("<p>b") },
                                    { 0 } });

    (void)state;
    assert_non_null(strstr(got, "paragraph: b\n"));
    assert_non_null(strstr(got, "paragraph: cut off\n"));
    assert_non_null(strstr(got, "warning: chapters are not well-formed; what could be read"));
}

#define LOCK(algorithm, address)                                                                   \
    "<e:EncryptedData><e:EncryptionMethod Algorithm='" algorithm "'/><e:CipherData>"               \
    "<e:CipherReference URI='" address "'/></e:CipherData></e:EncryptedData>"

static void locks(void **state)
{
    static const struct {
        int line;
        const char *lock, *wanted;
    } locked[] = {
        { __LINE__, LOCK("http://www.idpf.org/2008/embedding", "EPUB/font.otf"), "paragraph: a\n" },
        { __LINE__, LOCK("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "EPUB/a.xhtml"),
          "\nwarning: the book holds no chapter that could be read\n"
          "warning: chapters are locked by copy protection (DRM) and are not read\n"
          "FAULT: status 2\n" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(locked); i++) {
        g_autofree char *file =
            g_strconcat("<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'>", locked[i].lock,
                        "</encryption>", NULL);
        const struct pack_part parts[] = {
            MIMETYPE,
            CONTAINER,
            PACKAGE("", ITEM("a", "a.xhtml"), "<spine>" REF("a") "</spine>"),
            { .name = "META-INF/encryption.xml", .text = file },
            { .name = "EPUB/a.xhtml", .text = PAGE("<p>a</p>") },
            { 0 },
        };
        g_autofree char *got = pack_printed(&crier_plugin_epub, parts);

        assert_string_at(locked[i].line, got, locked[i].wanted);
    }
}

static void hostile(void **state)
{
    g_autoptr(GString) spine = g_string_new("<spine>");
    g_autoptr(GString) deep = g_string_new(NULL);
    g_autofree char *package = NULL;
    g_autofree char *many = NULL;
    g_autofree char *nested = NULL;
    g_autoptr(GByteArray) zip = pack_bomb(sample, "EPUB/b.xhtml", 100);
    g_autofree char *bomb = pack_read(&crier_plugin_epub, "a.epub", zip);

    (void)state;
    pack_damage(&crier_plugin_epub, sample);
    assert_non_null(strstr(bomb, "warning: it unpacks to far more than an article"));
    for (int i = 0; i < 100000; i++)
        g_string_append(spine, REF("a"));
    package = g_strconcat("<package xmlns='http://www.idpf.org/2007/opf'><manifest>" ITEM(
                              "a", "a.xhtml") "</manifest>",
                          spine->str, "</spine></package>", NULL);
    many = pack_printed(&crier_plugin_epub,
                        (const struct pack_part[]){ { .name = "p.opf", .text = package },
                                                    { .name = "a.xhtml", .text = PAGE("<p>a</p>") },
                                                    { 0 } });
    assert_non_null(strstr(many, "paragraph: a\n\nwarning: chapters that the book lists more"));
    for (int i = 0; i < 100000; i++)
        g_string_append(deep, "<div>a");
    nested = read_page(deep->str);
    assert_null(strstr(nested, "FAULT:"));
    assert_non_null(strstr(nested, "warning: chapters are not well-formed"));
}

static void probes(void **state)
{
    g_autoptr(GByteArray) zip = pack(sample);

    (void)state;
    assert_int_equal(direct_probe(&crier_plugin_epub, "a", "", zip->data, zip->len), 95);
    assert_int_equal(direct_probe(&crier_plugin_epub, "a.epub", "", "Dear all,", 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),  cmocka_unit_test(a_book),     cmocka_unit_test(an_older_book),
        cmocka_unit_test(locks),  cmocka_unit_test(no_chapter), cmocka_unit_test(hostile),
        cmocka_unit_test(probes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
