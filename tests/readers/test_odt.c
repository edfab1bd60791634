/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/pack.h"

#define TYPE  "application/vnd.oasis.opendocument.text"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES                                                                                     \
    " xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS "text:1.0' xmlns:style='" OASIS       \
    "style:1.0' xmlns:table='" OASIS "table:1.0' xmlns:draw='" OASIS                               \
    "drawing:1.0' xmlns:svg='" OASIS "svg-compatible:1.0' xmlns:fo='" OASIS                        \
    "xsl-fo-compatible:1.0' xmlns:meta='" OASIS                                                    \
    "meta:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/'"
#define LISTS                                                                                      \
    "<office:automatic-styles><text:list-style style:name='N'><text:list-level-style-number "      \
    "text:level='1' style:num-format='1'/><text:list-level-style-number text:level='2' "           \
    "style:num-format='a' text:start-value='3'/></text:list-style><text:list-style "               \
    "style:name='B'><text:list-level-style-bullet text:level='1'/></text:list-style>"              \
    "<style:style style:name='P1' style:family='paragraph' "                                       \
    "style:parent-style-name='Quotations'/><style:style style:name='P2' "                          \
    "style:family='paragraph'><style:text-properties fo:language='es' fo:country='MX'/>"           \
    "</style:style></office:automatic-styles>"
#define BEGIN          "<office:document-content" SPACES ">" LISTS "<office:body><office:text>"
#define END            "</office:text></office:body></office:document-content>"
#define P(text)        "<text:p>" text "</text:p>"
#define S(style, text) "<text:p text:style-name='" style "'>" text "</text:p>"
#define H(level, text) "<text:h text:outline-level='" level "'>" text "</text:h>"
#define I(text)        "<text:list-item>" text "</text:list-item>"
#define NOTE(kind, mark, text)                                                                     \
    "<text:note text:note-class='" kind "'><text:note-citation>" mark                              \
    "</text:note-citation><text:note-body>" text "</text:note-body></text:note>"
#define CELL(text) "<table:table-cell>" P(text) "</table:table-cell>"

static const char styles[] =
    "<office:document-styles" SPACES "><office:styles>"
    "<style:default-style style:family='paragraph'><style:text-properties fo:language='en' "
    "fo:country='US'/></style:default-style>"
    "<style:style style:name='Quotations' style:family='paragraph'/>"
    "<style:style style:name='Kap' style:display-name='Caption' style:family='paragraph'/>"
    "</office:styles></office:document-styles>";

static char *read_body(const char *body)
{
    g_autofree char *content = g_strconcat(BEGIN, body, END, NULL);
    const struct pack_part parts[] = {
        { .name = "mimetype", .text = TYPE },
        { .name = "content.xml", .text = content },
        { .name = "styles.xml", .text = styles },
        { 0 },
    };

    return pack_printed(&crier_plugin_odt, parts);
}

static const struct {
    int line;
    const char *body, *wanted;
} cases[] = {
    { __LINE__, P("The hall<text:s text:c='3'/>was<text:tab/>full."),
      "paragraph: The hall was full.\n" },
    { __LINE__, S("Title", "Pilots vote") S("Subtitle", "Night shifts end") P("They did."),
      "title: Pilots vote\n\nheadline: Pilots vote\nsummary: Night shifts end\n"
      "paragraph: They did.\n" },
    { __LINE__, P("a") H("2", "b") H("9", "c") S("Heading_20_3", "d"),
      "paragraph: a\nheading 2: b\nheading 6: c\nparagraph: d\n" },
    { __LINE__, P("a") S("P1", "b") S("P1", "c") S("Kap", "d") S("P2", "e"),
      "paragraph: a\nquotation\n  paragraph: b\n  paragraph: c\ncaption: d\n"
      "paragraph in es-MX: e\n" },
    { __LINE__,
      P("a<text:line-break/>b<text:soft-page-break/><text:page-number>4</text:page-number>"),
      "paragraph: a | b\n" },
    /* Lists. */
    { __LINE__,
      "<text:list text:style-name='N'>" I(P("a")) I(P("b") "<text:list>" I(P("c")) I(
          P("d")) "</text:list>") "</text:list>" P("e") "<text:list text:style-name='N' "
                                                        "text:continue-numbering='true'"
                                                        ">" I(P("f")) "</text:list>",
      "list\n  list item 1: a\n  list item 2\n    paragraph: b\n    list\n      list item 3: c\n"
      "      list item 4: d\nparagraph: e\nlist\n  list item 3: f\n" },
    { __LINE__,
      "<text:list text:style-name='B'>" I(P("a") P("b")) "<text:list-item text:start-value='4'>" P(
          "c") "</text:list-item></text:list>",
      "list\n  list item\n    paragraph: a\n    paragraph: b\n  list item: c\n" },
    { __LINE__,
      "<text:list text:style-name='N'><text:list-item text:start-value='4'>" P(
          "a") "</text:list-item></text:list><text:list text:style-name='N'>" I(P("b")) "</"
                                                                                        "text:"
                                                                                        "list>",
      "list\n  list item 4: a\nlist\n  list item 1: b\n" },
    /* Notes. */
    { __LINE__,
      P("a" NOTE("endnote", "i", P("Last.")) NOTE("footnote", "3", P("By hand.") P("Twice.")))
          P("b"),
      "paragraph: a\nfootnote 3\n  paragraph: By hand.\n  paragraph: Twice.\nparagraph: b\n"
      "footnote: Last.\n" },
    { __LINE__,
      P("a<office:annotation><dc:creator>Ed</dc:creator>" P("check!") "</office:annotation>"),
      "paragraph: a\n\ninfo: comments are not read\n" },
    { __LINE__,
      "<text:tracked-changes><text:changed-region><text:deletion>" P(
          "old") "</text:deletion></text:changed-region></text:tracked-changes>" P("a"),
      "paragraph: a\n\ninfo: deleted text of tracked changes is not read\n" },
    { __LINE__, "<text:table-of-content>" P("a 3") "</text:table-of-content>" P("b"),
      "paragraph: b\n\ninfo: tables of contents and indexes are not read\n" },
    { __LINE__,
      "<text:section text:display='none'>" P("a") "</text:section><text:section>" P(
          "b") "</text:section>",
      "paragraph: b\n\ninfo: hidden text is not read\n" },
    /* Tables and frames. */
    { __LINE__,
      "<table:table><table:table-header-rows><table:table-row>" CELL("Hall")
          CELL("Votes") "</table:table-row></table:table-header-rows><table:table-row>" CELL(
              "North") "<table:table-cell>" P("12")
              P("of 14") "</table:table-cell></table:table-row></table:table>",
      "table\n  table row\n    table header: Hall\n    table header: Votes\n  table row\n"
      "    table cell: North\n    table cell: 12 | of 14\n" },
    { __LINE__,
      P("a<draw:frame><draw:image/><svg:desc>A picket line</svg:desc></draw:frame>"
        "<draw:frame><draw:text-box>" P("boxed") "</draw:text-box></draw:frame>"),
      "paragraph: a\ncaption: A picket line\nparagraph: boxed\n" },
};

static void bodies(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = read_body(cases[i].body);
        const char *from = g_str_has_prefix(got, "language: en-US\n") ? got + 16 : got;

        assert_string_at(cases[i].line, from + (*from == '\n'), cases[i].wanted);
    }
}

static const struct pack_part sample[] = {
    { .name = "mimetype", .text = TYPE },
    { .name = "content.xml",
      .text = BEGIN H("1", "Pilots vote")
          P("They did.") "<text:list text:style-name='N'>" I(P("a")) "</text:list>" END },
    { .name = "styles.xml", .text = styles },
    { .name = "meta.xml",
      .text =
          "<office:document-meta" SPACES "><office:meta><dc:title>Old name</dc:title>"
          "<meta:initial-creator>Rosa Lindqvist</meta:initial-creator><dc:creator>Ed</dc:creator>"
          "<meta:creation-date>2026-11-01T08:00:00</meta:creation-date><dc:date>2026-11-02T09:00:"
          "00</dc:date><meta:keyword>air</meta:keyword></office:meta></office:document-meta>" },
    { 0 },
};

static void metadata(void **state)
{
    g_autofree char *got = pack_printed(&crier_plugin_odt, sample);

    (void)state;
    assert_string_equal(got,
                        "language: en-US\ntitle: Pilots vote\nauthor: Rosa Lindqvist\n"
                        "date: 2026-11-01T08:00:00\nmodified: 2026-11-02T09:00:00\ntag: air\n\n"
                        "headline: Pilots vote\nparagraph: They did.\n"
                        "list\n  list item 1: a\n");
}

static void encrypted(void **state)
{
    g_autofree char *got = pack_printed(
        &crier_plugin_odt,
        (const struct pack_part[]){ { .name = "mimetype", .text = TYPE },
                                    { .name = "content.xml", .text = "\x01\x02\x03" },
                                    { .name = "META-INF/manifest.xml",
                                      .text = "<m:manifest xmlns:m='" OASIS
                                              "manifest:1.0'><m:file-entry><m:encryption-data/>"
                                              "</m:file-entry></m:manifest>" },
                                    { 0 } });

    (void)state;
    assert_non_null(strstr(got, "warning: the document is protected by a password; save it "
                                "without one\nFAULT: status 2\n"));
}

static void hostile(void **state)
{
    g_autoptr(GString) lists = g_string_new(NULL);
    g_autoptr(GString) deep = g_string_new(NULL);
    g_autofree char *got = NULL;
    g_autofree char *cut = NULL;

    (void)state;
    pack_damage(&crier_plugin_odt, sample);
    for (int i = 0; i < 80; i++)
        g_string_append(lists, "<text:list text:style-name='N'><text:list-item>");
    g_string_append(lists, P("deep"));
    for (int i = 0; i < 80; i++)
        g_string_append(lists, "</text:list-item></text:list>");
    got = read_body(lists->str);
    assert_null(strstr(got, "FAULT:"));
    assert_non_null(strstr(got, "deep\n"));
    for (int i = 0; i < 100000; i++)
        g_string_append(deep, "<text:section>");
    cut = read_body(deep->str);
    assert_non_null(strstr(cut, "warning: the text is damaged or too large"));
}

static void probes(void **state)
{
    g_autoptr(GByteArray) zip = pack(sample);

    (void)state;
    assert_int_equal(direct_probe(&crier_plugin_odt, "a.docx", "", zip->data, zip->len), 95);
    assert_int_equal(direct_probe(&crier_plugin_odt, "a.odt", "", "Dear all,", 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies),  cmocka_unit_test(metadata), cmocka_unit_test(encrypted),
        cmocka_unit_test(hostile), cmocka_unit_test(probes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
