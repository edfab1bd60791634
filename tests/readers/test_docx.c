/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/pack.h"

#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define BEGIN                                                                                      \
    "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='" MAIN "'" SPACES "><w:body>"
#define SPACES                                                                                     \
    " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"           \
    " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                      \
    " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
#define END     "</w:body></w:document>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
    "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ITEM(number, level, text)                                                                  \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" number                      \
    "'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(text)     "<w:tc>" P(text) "</w:tc>"
#define NOTE(kind, id) "<w:r><w:" kind "Reference w:id='" id "'/></w:r>"

#define LOOK(what) "<w:tblPr><w:tblLook " what "/></w:tblPr>"
#define TWO_ROWS                                                                                   \
    "<w:tr>" CELL("Hall") CELL("Votes") "</w:tr><w:tr>" CELL("North") CELL("12") "</w:tr>"
#define ROW_BELOW "  table row\n    table cell: North\n    table cell: 12\n"
#define FIRST_IS_HEADER                                                                            \
    "table\n  table row\n    table header: Hall\n    table header: Votes\n" ROW_BELOW
#define FIRST_IS_ROW  "table\n  table row\n    table cell: Hall\n    table cell: Votes\n" ROW_BELOW
#define INDENTED(how) "<w:p><w:pPr><w:ind " how "/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>"

static const char styles[] =
    "<w:styles xmlns:w='" MAIN "'><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-US'/>"
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='H2'><w:name w:val='heading 2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Zwischenzeile'/><w:pPr>"
    "<w:outlineLvl w:val='2'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Heir'><w:name w:val='Heir'/><w:basedOn w:val='Own'/>"
    "</w:style>"
    "<w:style w:type='paragraph' w:styleId='Ring'><w:name w:val='Ring'/><w:basedOn w:val='Ring'/>"
    "</w:style>"
    "<w:style w:type='paragraph' w:styleId='Ue4'><w:name w:val='\u00dcberschrift 4'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='L'><w:name w:val='Points'/><w:pPr><w:numPr>"
    "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='C'><w:name w:val='caption'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='K'><w:name w:val='Source Code'/></w:style></w:styles>";

#define LEVEL(level, format, start)                                                                \
    "<w:lvl w:ilvl='" level "'><w:start w:val='" start "'/><w:numFmt w:val='" format "'/></w:lvl>"
static const char numbering[] =
    "<w:numbering xmlns:w='" MAIN "'>"
    "<w:abstractNum w:abstractNumId='1'>" LEVEL("0", "decimal", "1")
        LEVEL("1", "lowerLetter", "1") "</w:abstractNum><w:abstractNum w:abstractNumId='2'>" LEVEL(
            "0", "bullet",
            "1") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
                 "<w:num w:numId='2'><w:abstractNumId w:val='2'/></w:num>"
                 "<w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>"
                 "<w:startOverride w:val='7'/></w:lvlOverride></w:num></w:numbering>";

static const char footnotes[] =
    "<w:footnotes xmlns:w='" MAIN
    "'><w:footnote w:id='0' w:type='separator'>" P("x") "</w:footnote><w:footnote w:id='5'>" P(
        "By the local's own count.") "</w:footnote>"
                                     "<w:footnote w:id='6'>" P("First.")
                                         P("Second.") "</w:footnote></w:footnotes>";
static const char endnotes[] =
    "<w:endnotes xmlns:w='" MAIN "'><w:endnote w:id='1'>" P("Minutes.") "</w:endnote></w:endnotes>";

static char *read_body(const char *body)
{
    g_autofree char *document = g_strconcat(BEGIN, body, END, NULL);
    const struct pack_part parts[] = {
        { .name = "[Content_Types].xml", .text = "<Types/>" },
        { .name = "word/document.xml", .text = document },
        { .name = "word/styles.xml", .text = styles },
        { .name = "word/numbering.xml", .text = numbering },
        { .name = "word/footnotes.xml", .text = footnotes },
        { .name = "word/endnotes.xml", .text = endnotes },
        { 0 },
    };

    return pack_printed(&crier_plugin_docx, parts);
}

static const struct {
    int line;
    const char *body, *wanted;
} cases[] = {
    { __LINE__, P("The hall was full."), "paragraph: The hall was full.\n" },
    { __LINE__, STYLED("T", "Pilots vote") P("By Rosa Lindqvist") P("Nov. 3, 2026") P("They did."),
      "title: Pilots vote\nauthor: Rosa Lindqvist\ndate: 2026-11-03\n\n"
      "headline: Pilots vote\nbyline: By Rosa Lindqvist\ndate: Nov. 3, 2026\n"
      "paragraph: They did.\n" },
    { __LINE__,
      P("a") STYLED("H2", "b") STYLED("Own", "c") STYLED("Heir", "d") STYLED("Ue4", "e")
          STYLED("Ring", "f") STYLED("Nobody", "g"),
      "paragraph: a\nheading 2: b\nheading 3: c\nheading 3: d\nheading 4: e\nparagraph: f\n"
      "paragraph: g\n" },
    { __LINE__, P("a") STYLED("Q", "b") STYLED("Q", "c") STYLED("C", "d") STYLED("Q", "e"),
      "paragraph: a\nquotation\n  paragraph: b\n  paragraph: c\ncaption: d\nquotation: e\n" },
    { __LINE__, P("a") STYLED("K", "x = 1") STYLED("K", "y = 2"),
      "paragraph: a\ncode: x = 1\\ny = 2\n" },
    { __LINE__, STYLED("TOC1", "Pay 3") P("a"),
      "paragraph: a\n\ninfo: the table of contents is not read\n" },
    /* Lists. */
    { __LINE__, ITEM("1", "0", "a") ITEM("1", "1", "b") ITEM("1", "1", "c") ITEM("1", "0", "d"),
      "list\n  list item 1\n    paragraph: a\n    list\n      list item 1: b\n      list item 2: "
      "c\n"
      "  list item 2: d\n" },
    { __LINE__, ITEM("1", "0", "a") P("between") ITEM("1", "0", "b") ITEM("3", "0", "c"),
      "list\n  list item 1: a\nparagraph: between\nlist\n  list item 2: b\nlist\n  list item 7: "
      "c\n" },
    { __LINE__, ITEM("2", "0", "a") ITEM("0", "0", "goes on") ITEM("2", "0", "b"),
      "list\n  list item\n    paragraph: a\n    paragraph: goes on\n  list item: b\n" },
    { __LINE__, ITEM("99", "0", "a") ITEM("1", "44", "b"), "paragraph: a\nparagraph: b\n" },
    /* Notes. */
    { __LINE__,
      "<w:p><w:r><w:t>All</w:t></w:r>" NOTE("endnote", "1") NOTE("footnote", "6")
          NOTE("footnote", "5") NOTE("footnote", "5") "</w:p>" P("End."),
      "paragraph: All\nfootnote 1\n  paragraph: First.\n  paragraph: Second.\n"
      "footnote 2: By the local's own count.\nparagraph: End.\nfootnote 1: Minutes.\n" },
    { __LINE__, "<w:p><w:r><w:t>a</w:t></w:r>" NOTE("footnote", "77") "</w:p>",
      "paragraph: a\n\nwarning: footnotes that are called are not there\n" },
    /* Tables. */
    { __LINE__,
      "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" CELL("Hall")
          CELL("Votes") "</w:tr><w:tr>" CELL("North") "<w:tc>" P("12")
              P("of 14") "</w:tc></w:tr></w:tbl>",
      "table\n  table row\n    table header: Hall\n    table header: Votes\n  table row\n"
      "    table cell: North\n    table cell: 12 | of 14\n" },
    { __LINE__, "<w:tbl><w:tr>" CELL("framed") "</w:tr></w:tbl>", "paragraph: framed\n" },
    { __LINE__,
      "<w:tbl><w:tr>" CELL("a") "<w:tc><w:tbl><w:tr>" CELL("b")
          CELL("c") "</w:tr></w:tbl>" P("d") "</w:tc></w:tr></w:tbl>",
      "table\n  table row\n    table cell: a\n    table cell: b | c | d\n" },
    /* A header's cell that reaches down makes the row below a header too. */
    { __LINE__,
      "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:vMerge "
      "w:val='restart'/></w:tcPr>" P("Hall") "</w:tc>" CELL(
          "Votes") "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></"
                   "w:tc>" CELL("yes") "</w:tr><w:tr>" CELL("North") CELL("12") "</w:tr></w:tbl>",
      "table\n  table row\n    table header: Hall\n    table header: Votes\n  table row\n"
      "    table header\n    table header: yes\n  table row\n    table cell: North\n"
      "    table cell: 12\n" },
    /* Nothing is marked, but the table looks as if its first row were a header. */
    { __LINE__, "<w:tbl>" LOOK("w:firstRow='1'") TWO_ROWS "</w:tbl>", FIRST_IS_HEADER },
    { __LINE__, "<w:tbl>" LOOK("w:firstRow='true'") TWO_ROWS "</w:tbl>", FIRST_IS_HEADER },
    { __LINE__, "<w:tbl>" LOOK("w:firstRow='on'") TWO_ROWS "</w:tbl>", FIRST_IS_HEADER },
    { __LINE__, "<w:tbl>" LOOK("w:val='04A0'") TWO_ROWS "</w:tbl>", FIRST_IS_HEADER },
    { __LINE__, "<w:tbl>" LOOK("w:firstRow='0' w:val='04A0'") TWO_ROWS "</w:tbl>", FIRST_IS_ROW },
    { __LINE__, "<w:tbl>" LOOK("w:val='0480'") TWO_ROWS "</w:tbl>", FIRST_IS_ROW },
    /* Rows and cells in boxes of their own; a row that was deleted. */
    { __LINE__,
      "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>" CELL(
          "a") "</w:sdtContent></w:sdt>" CELL("b") "</w:tr></w:sdtContent></w:sdt>"
                                                   "<w:tr><w:trPr><w:del/></w:trPr>" CELL("x")
                                                       CELL("y") "</w:tr><w:tr>" CELL("c")
                                                           CELL("d") "</w:tr></w:tbl>",
      "table\n  table row\n    table cell: a\n    table cell: b\n  table row\n    table cell: c\n"
      "    table cell: d\n\ninfo: deleted text of tracked changes is not read\n" },
    /* What a paragraph says of itself: its level, its indent. */
    { __LINE__, P("a") "<w:p><w:pPr><w:outlineLvl w:val='7'/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>",
      "paragraph: a\nheading 6: b\n" },
    { __LINE__, P("a") "<w:p><w:pPr><w:outlineLvl w:val='9'/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>",
      "paragraph: a\nparagraph: b\n" },
    { __LINE__, P("a") INDENTED("w:left='720'") INDENTED("w:start='720'"),
      "paragraph: a\nquotation\n  paragraph: b\n  paragraph: b\n" },
    { __LINE__, P("a") INDENTED("w:left='720' w:hanging='720'"), "paragraph: a\nparagraph: b\n" },
    /* Lists by their style. */
    { __LINE__, STYLED("L", "a") STYLED("L", "b") STYLED("ListContinue", "goes on"),
      "list\n  list item 1: a\n  list item 2\n    paragraph: b\n    paragraph: goes on\n" },
    /* A table of contents in its box; a document inside the document. */
    { __LINE__,
      "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
      "</w:sdtPr><w:sdtContent>" P("Pay 3") "</w:sdtContent></w:sdt>" P("a"),
      "paragraph: a\n\ninfo: the table of contents is not read\n" },
    { __LINE__, P("a") "<w:altChunk/>",
      "paragraph: a\n\nwarning: inserted documents of other formats are not read\n" },
    /* Runs. */
    { __LINE__,
      "<w:p><w:r><w:t>Pay</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/>"
      "<w:t>s</w:t><w:br/><w:t>next</w:t></w:r></w:p>",
      "paragraph: Pay co-ops | next\n" },
    { __LINE__,
      "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
      "</w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>",
      "paragraph: new\n\ninfo: deleted text of tracked changes is not read\n" },
    { __LINE__, "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>",
      "paragraph: a\n\ninfo: comments are not read\n" },
    { __LINE__,
      "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>",
      "paragraph: a\n\ninfo: hidden text is not read\n" },
    { __LINE__,
      "<w:p><w:hyperlink><w:r><w:t>our site</w:t></w:r></w:hyperlink><w:r><w:fldChar "
      "w:fldCharType='begin'/><w:instrText> PAGE </w:instrText><w:t>code</w:t><w:fldChar "
      "w:fldCharType='separate'/><w:t>4</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
      "paragraph: our site4\n" },
    { __LINE__,
      "<w:p><w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F04A'/>"
      "<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>b</w:t></w:r></w:p>",
      "paragraph: \u03b1\u03b2\n\nwarning: signs of symbol fonts are not read\n" },
    { __LINE__,
      "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>" P(
          "he hall."),
      "paragraph: The hall.\n" },
    { __LINE__,
      "<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr "
      "descr='A picket line'/><w:txbxContent>" P(
          "boxed") "</w:txbxContent></w:drawing></mc:Choice>"
                   "<mc:Fallback><w:pict><w:txbxContent>" P(
                       "boxed") "</w:txbxContent></w:pict></mc:Fallback>"
                                "</mc:AlternateContent></w:r></w:p>",
      "paragraph: a\ncaption: A picket line\nparagraph: boxed\n" },
    { __LINE__,
      "<w:p><w:drawing><wp:docPr descr='image1.png'/></w:drawing><w:r><w:t>a</w:t></w:r></w:p>",
      "paragraph: a\n" },
    { __LINE__,
      P("All of this is in one language.") "<w:p><w:r><w:rPr><w:lang w:val='es-MX'/></w:rPr><w:t>"
                                           "S\u00ed se puede</w:t></w:r></w:p>",
      "paragraph: All of this is in one language.\nparagraph in es-MX: S\u00ed se puede\n" },
    { __LINE__, "<w:sdt><w:sdtContent>" P("a") "</w:sdtContent></w:sdt>", "paragraph: a\n" },
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

/* ---- Containers ---- */

static const struct pack_part sample[] = {
    { .name = "[Content_Types].xml", .text = "<Types/>" },
    { .name = "_rels/.rels",
      .text = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
              "<Relationship Type='x/officeDocument' Target='text/main.xml'/></Relationships>" },
    { .name = "text/_rels/main.xml.rels",
      .text = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
              "<Relationship Type='x/styles' Target='looks.xml'/></Relationships>" },
    { .name = "text/main.xml",
      .text = BEGIN STYLED("T", "Pilots vote") P("They did.") ITEM("1", "0", "a") END },
    { .name = "text/looks.xml", .text = styles },
    { .name = "text/numbering.xml", .text = numbering },
    { .name = "docProps/core.xml",
      .text =
          "<p:coreProperties xmlns:p='http://schemas.openxmlformats.org/package/2006/metadata/"
          "core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:t='http://purl.org"
          "/dc/terms/'><dc:title>Old name</dc:title><dc:creator>R. Lindqvist;User</dc:creator>"
          "<t:created>2026-11-01T08:00:00Z</t:created><p:keywords>air, pay</p:keywords>"
          "<p:category>Labor</p:category></p:coreProperties>" },
    { 0 },
};

static void other_places_and_metadata(void **state)
{
    g_autofree char *got = pack_printed(&crier_plugin_docx, sample);

    (void)state;
    assert_string_equal(got, "language: en-US\ntitle: Pilots vote\nauthor: R. Lindqvist\n"
                             "date: 2026-11-01T08:00:00Z\nsection: Labor\ntag: air\ntag: pay\n\n"
                             "headline: Pilots vote\nparagraph: They did.\n"
                             "list\n  list item 1: a\n");
}

static void damaged(void **state)
{
    (void)state;
    pack_damage(&crier_plugin_docx, sample);
}

static void hostile(void **state)
{
    g_autoptr(GString) deep = g_string_new(NULL);
    g_autoptr(GString) tables = g_string_new(NULL);
    g_autofree char *got = NULL;
    g_autofree char *nested = NULL;
    g_autofree char *entities = NULL;

    (void)state;
    for (int i = 0; i < 100000; i++)
        g_string_append(deep, "<w:sdt>");
    got = read_body(deep->str);
    assert_non_null(strstr(got, "warning: the text is damaged or too large"));
    for (int i = 0; i < 30; i++)
        g_string_append(tables, "<w:tbl><w:tr>" CELL("a") "<w:tc>");
    nested = read_body(tables->str);
    assert_null(strstr(nested, "FAULT:"));
    entities = pack_printed(
        &crier_plugin_docx,
        (const struct pack_part[]){
            { .name = "word/document.xml",
              .text = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM "
                      "'file:///etc/passwd'>]><w:document xmlns:w='" MAIN
                      "'><w:body>" P("x&c;&b;y") "</w:body></w:document>" },
            { 0 } });
    assert_non_null(strstr(entities, "paragraph: xy\n"));
    assert_non_null(strstr(entities, "warning: entities in it are not read\n"));
}

static void bombs(void **state)
{
    g_autoptr(GByteArray) zip = pack_bomb(sample, "text/main.xml", 100);
    g_autofree char *got = pack_read(&crier_plugin_docx, "a.docx", zip);
    g_autofree char *slip = pack_printed(
        &crier_plugin_docx,
        (const struct pack_part[]){ { .name = "../../word/document.xml", .text = BEGIN P("a") END },
                                    { .name = "word/document.xml", .text = BEGIN P("b") END },
                                    { 0 } });

    (void)state;
    assert_non_null(strstr(got, "warning: it unpacks to far more than an article"));
    assert_non_null(strstr(got, "paragraph: They did.\n"));
    assert_non_null(strstr(slip, "paragraph: b\n"));
    assert_non_null(strstr(slip, "warning: parts whose names lead out of the file are not read\n"));
}

static void other_files(void **state)
{
    static const struct {
        int line;
        const char *stream, *note;
    } kinds[] = {
        { __LINE__, "EncryptedPackage", "warning: the document is protected by a password" },
        { __LINE__, "WordDocument", "warning: this is a document of Word before 2007" },
        { __LINE__, "Workbook", "warning: this is a spreadsheet" },
        { __LINE__, "", "warning: this is a file of an older Office program" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autoptr(GByteArray) file = g_byte_array_new();
        g_autofree char *got = NULL;

        g_byte_array_append(file, (const guint8 *)"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
        for (const char *c = kinds[i].stream; *c; c++)
            g_byte_array_append(file, (const guint8[]){ (guint8)*c, 0 }, 2);
        assert_int_at(kinds[i].line,
                      direct_probe(&crier_plugin_docx, "a.docx", "", file->data, file->len), 70);
        got = pack_read(&crier_plugin_docx, "a.docx", file);
        if (!strstr(got, kinds[i].note) || !strstr(got, "FAULT: status 2"))
            fail_msg("case of line %d: <%s>", kinds[i].line, got);
    }
}

static void probes(void **state)
{
    g_autoptr(GByteArray) zip = pack(sample);
    g_autoptr(GByteArray) other = pack(
        (const struct pack_part[]){ { .name = "xl/workbook.xml", .text = "<workbook/>" }, { 0 } });

    (void)state;
    assert_int_equal(direct_probe(&crier_plugin_docx, "a.docx", "", zip->data, zip->len), 70);
    assert_int_equal(direct_probe(&crier_plugin_docx, "a", "", other->data, other->len), 0);
    assert_int_equal(direct_probe(&crier_plugin_docx, "a.docx", "", "Dear all,", 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies),  cmocka_unit_test(other_places_and_metadata),
        cmocka_unit_test(damaged), cmocka_unit_test(hostile),
        cmocka_unit_test(bombs),   cmocka_unit_test(other_files),
        cmocka_unit_test(probes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
