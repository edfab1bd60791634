/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/print.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"

static char *read_with(const char *text, size_t size)
{
    struct direct direct = direct_read(&crier_plugin_newsml, "a.xml", text, size);
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
    g_string_free(all, TRUE);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

#define ITEM    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' xml:lang='en'>"
#define IN_NITF "<contentSet><inlineXML><nitf><body><body.content>"
#define OUT_OF  "</body.content></body></nitf></inlineXML></contentSet></newsItem>"

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* NITF */
    { __LINE__,
      "<nitf><head><title>File name</title><docdata><date.issue norm='20261122T140000Z'/>"
      "<doc.copyright year='2026' holder='Wire'/><key-list><keyword key='bread'/></key-list>"
      "</docdata></head><body><body.head><hedline><hl1>Bakers win</hl1><hl2>After a week</hl2>"
      "</hedline><byline>By <person>Jane Doe</person><byttl>Staff</byttl></byline>"
      "<dateline><location>ROME</location></dateline><abstract><p>Short.</p></abstract>"
      "</body.head><body.content><p>They <em>won</em> &amp; left.</p><hl2>More</hl2>"
      "<ol><li>One<p>and a half</p></li><li>Two<ul><li>Inner</li></ul></li></ol>"
      "<bq><block><p>Said.</p><p>So.</p></block><credit>Ann</credit></bq>"
      "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>"
      "<media><media-metadata name='n' value='no'>no</media-metadata>"
      "<media-caption>A rally</media-caption></media></body.content>"
      "<body.end><tagline>Write to us</tagline></body.end></body></nitf>",
      "title: File name\ndate: 2026-11-22T14:00:00Z\nlicence: Copyright 2026 Wire\ntag: bread\n"
      "author: Jane Doe\nheadline: Bakers win\nsummary: After a week\nbyline: By Jane Doe Staff\n"
      "dateline: ROME\nsummary: Short.\nparagraph: They won & left.\nheading 2: More\n"
      "list\n  list item 1: One and a half\n  list item 2: Two\n  list item: Inner\n"
      "quotation: Said.\nquotation: So.\ncredit: Ann\n"
      "table\n  table row\n    table header: A\n  table row\n    table cell: 1\n"
      "caption: A rally\nboilerplate: Write to us\n" },
    /* NewsML-G2 */
    { __LINE__,
      ITEM "<itemMeta><versionCreated>2026-11-22T10:00:00+01:00</versionCreated>"
           "<embargoed>2026-11-23T00:00:00Z</embargoed><pubStatus qcode='stat:withheld'/>"
           "</itemMeta><contentMeta><creator><name>Jane Doe</name></creator>"
           "<subject><name xml:lang='en'>labor</name><name xml:lang='de'>Arbeit</name></subject>"
           "<language tag='en-US'/><headline>Kept</headline></contentMeta>" IN_NITF
           "<p>Text.</p>" OUT_OF,
      "language: en\nmodified: 2026-11-22T10:00:00+01:00\nauthor: Jane Doe\ntag: labor\n"
      "title: Kept\nheadline: Kept\nparagraph: Text.\n"
      "warning: embargoed: not to be published before 2026-11-23T00:00:00Z\n"
      "warning: the agency marks this item as withheld\n" },
    { __LINE__,
      ITEM "<contentMeta><by>Ann</by><headline>H</headline></contentMeta><contentSet>"
           "<inlineData contenttype='text/plain'>One.\n\nTwo.</inlineData></contentSet></newsItem>",
      "language: en\ntitle: H\nheadline: H\nbyline: Ann\nparagraph: One.\nparagraph: Two.\n" },
    { __LINE__,
      ITEM "<contentMeta><headline>H</headline><description>D.</description></contentMeta>"
           "<contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>",
      "language: en\ntitle: H\ndescription: D.\nheadline: H\nparagraph: D.\nwarning: the content "
      "stands in another file; only what is said of it here is read\n" },
    { __LINE__,
      "<newsMessage><itemSet>" ITEM
      "<contentMeta><headline>A</headline></contentMeta></newsItem>" ITEM
      "<contentMeta><headline>B</headline></contentMeta></newsItem></itemSet></newsMessage>",
      "title: A\nheadline: A\nheading 1: B\n" },
    { __LINE__,
      "<planningItem><contentMeta><headline>Plan</headline></contentMeta><newsCoverageSet>"
      "<newsCoverage><planning><headline>Bakers march</headline><edNote>250 words</edNote>"
      "</planning></newsCoverage></newsCoverageSet></planningItem>",
      "title: Plan\nheadline: Plan\nlist\n  list item: Bakers march\n" },
    { __LINE__,
      ITEM "<contentMeta><headline>H</headline></contentMeta><contentSet><inlineXML>"
           "<sports-content><p>3</p></sports-content></inlineXML></contentSet></newsItem>",
      "language: en\ntitle: H\nheadline: H\n"
      "warning: results and statistics (SportsML) are not read\n" },
    { __LINE__,
      "<planningItem><newsCoverageSet><newsCoverage><planning><edNote>250 words</edNote>"
      "</planning></newsCoverage></newsCoverageSet></planningItem>",
      "warning: there is no text in this item, only what describes or plans it\n" },
    /* ninjs */
    { __LINE__,
      "{\"uri\":\"http://w.example/1\",\"versioncreated\":\"2026-11-22T10:00:00Z\","
      "\"headline\":\"Bakers win\",\"byline\":\"By Jane Doe\",\"language\":\"en\","
      "\"subject\":[{\"name\":\"labor\"}],\"embargoed\":\"2026-11-23T00:00:00Z\","
      "\"copyrightnotice\":\"(c) Wire\",\"located\":\"ROME\","
      "\"body_html\":\"<p>They won.</p><p>All.</p>\"}",
      "title: Bakers win\ndate: 2026-11-22T10:00:00Z\nmodified: 2026-11-22T10:00:00Z\n"
      "language: en\nlicence: (c) Wire\nurl: http://w.example/1\ntag: labor\nauthor: Jane Doe\n"
      "headline: Bakers win\nbyline: By Jane Doe\ndateline: ROME\nparagraph: They won.\n"
      "paragraph: All.\nwarning: embargoed: not to be published before 2026-11-23T00:00:00Z\n" },
    { __LINE__,
      "{\"uri\":\"u\",\"headlines\":[{\"value\":\"H\"}],\"bodies\":[{\"contentType\":"
      "\"text/plain\",\"value\":\"One.\\n\\nTwo.\"}]}",
      "title: H\nheadline: H\nparagraph: One.\nparagraph: Two.\n" },
    { __LINE__, "{\"uri\":\"u\",\"headline\":\"H\",\"body_text\":\"cut",
      "title: H\nheadline: H\nparagraph: cut\n"
      "warning: the JSON is damaged; it is read as far as it goes\n" },
    /* broken */
    { __LINE__, "<nitf><body><body.content><p>One.</p><p>Two & three",
      "paragraph: One.\nparagraph: Two three\n"
      "warning: the XML is damaged; it is read as far as it goes\n" },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = read_with(cases[i].text, strlen(cases[i].text));

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static void cut_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t end = 0; end < strlen(cases[i].text); end++) {
            g_autofree char *got = read_with(cases[i].text, end);

            if (strstr(got, "FAULT"))
                fail_msg("case of line %d cut at %zu: %s", cases[i].line, end, got);
        }
}

static void floods(void **state)
{
    static const char *const what[] = { "<p>x",       "<li>x", "<ul>",   "<ol><li>x", "<table><tr>",
                                        "<td>x",      "<bq>x", "<hl1>x", "<byline>x", "<nitf>x",
                                        "<newsItem>", "&lt;",  "<!--",   "<name>" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(what); i++) {
        g_autoptr(GString) text = g_string_new("<nitf><body><body.content>");
        g_autofree char *got = NULL;

        for (int j = 0; j < 50000; j++)
            g_string_append(text, what[i]);
        got = read_with(text->str, text->len);
        assert_null(strstr(got, "FAULT"));
        assert_non_null(strstr(got, "warning: "));
    }
}

static void what_is_taken_for_news(void **state)
{
    static const struct {
        int line;
        const char *text;
        int score;
    } probes[] = {
        { __LINE__, ITEM, 69 },
        { __LINE__, "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", 62 },
        { __LINE__, "<contentSet>", 45 },
        { __LINE__, "{\"uri\":1,\"versioncreated\":2,\"body_html\":3}", 60 },
        { __LINE__, "{\"uri\":1,\"body_html\":3}", 0 },
        { __LINE__, "{\"version\":\"https://jsonfeed.org/version/1\"}", 0 },
        { __LINE__, "<html>", 0 },
        { __LINE__, "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(probes); i++)
        assert_int_at(
            probes[i].line,
            direct_probe(&crier_plugin_newsml, "a.xml", "", probes[i].text, strlen(probes[i].text)),
            probes[i].score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(floods),
        cmocka_unit_test(what_is_taken_for_news),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
