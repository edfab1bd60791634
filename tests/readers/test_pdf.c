/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"

#include "core/document/print.h"
#include "tests/support/direct_host.h"

#include <stdarg.h>
#include <sys/resource.h>

extern const struct crier_reader crier_plugin_pdf;

/* ---- A PDF of one's own ---- */

#define OBJECTS_MAX 60

struct pdf {
    GString *bytes;
    gsize places[OBJECTS_MAX];
    unsigned count; /* of objects; the first is 1 */
    GString *page;  /* the content of the page being drawn */
    GString *kids;
    const char *catalogue, *info, *page_keys;
};

/* Objects 1 to 5 are the catalogue, the pages, two fonts, and the information. */
enum { CATALOGUE = 1, PAGES, PLAIN_FONT, BOLD_FONT, INFORMATION, FIRST_FREE };

static void object(struct pdf *pdf, unsigned number, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void object(struct pdf *pdf, unsigned number, const char *format, ...)
{
    va_list arguments;

    assert_true(number < OBJECTS_MAX);
    pdf->count = MAX(pdf->count, number);
    pdf->places[number] = pdf->bytes->len;
    g_string_append_printf(pdf->bytes, "%u 0 obj\n", number);
    va_start(arguments, format);
    g_string_append_vprintf(pdf->bytes, format, arguments);
    va_end(arguments);
    g_string_append(pdf->bytes, "\nendobj\n");
}

static struct pdf pdf_begin(void)
{
    struct pdf pdf = { .bytes = g_string_new("%PDF-1.5\n"),
                       .page = g_string_new(NULL),
                       .kids = g_string_new(NULL),
                       .catalogue = "",
                       .info = "",
                       .page_keys = "",
                       .count = FIRST_FREE - 1 };

    object(&pdf, PLAIN_FONT,
           "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding"
           "/WinAnsiEncoding>>");
    object(&pdf, BOLD_FONT,
           "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding"
           "/WinAnsiEncoding>>");
    return pdf;
}

/* One line, its foot at y points from the bottom of a page of 600 by 800. */
static void print_at(struct pdf *pdf, int x, int y, const char *font, int size, const char *text)
{
    g_string_append_printf(pdf->page, "BT /%s %d Tf %d %d Td (%s) Tj ET\n", font, size, x, y, text);
}

/* Lines one below the other, parted by '|'. */
static void print_column(struct pdf *pdf, int x, int y, const char *lines)
{
    g_auto(GStrv) parts = g_strsplit(lines, "|", -1);

    for (char **line = parts; *line; line++, y -= 12)
        if (**line)
            print_at(pdf, x + (**line == '~' ? 12 : 0), y, "F", 10, *line + (**line == '~'));
}

static void end_page(struct pdf *pdf)
{
    unsigned page = pdf->count + 1;

    object(pdf, page,
           "<</Type/Page/Parent %d 0 R/MediaBox[0 0 600 800]/Contents %u 0 R%s/Resources"
           "<</Font<</F %d 0 R/B %d 0 R>>>>>>",
           PAGES, page + 1, pdf->page_keys, PLAIN_FONT, BOLD_FONT);
    object(pdf, page + 1, "<</Length %zu>>stream\n%s\nendstream", (size_t)pdf->page->len,
           pdf->page->str);
    g_string_append_printf(pdf->kids, "%u 0 R ", page);
    g_string_truncate(pdf->page, 0);
}

/* The whole file; frees the rest. */
static GString *pdf_end(struct pdf *pdf)
{
    gsize start;
    unsigned pages = 0;

    for (const char *c = pdf->kids->str; *c; c++)
        pages += *c == 'R';
    object(pdf, CATALOGUE, "<</Type/Catalog/Pages %d 0 R%s>>", PAGES, pdf->catalogue);
    object(pdf, PAGES, "<</Type/Pages/Count %u/Kids[%s]>>", pages, pdf->kids->str);
    object(pdf, INFORMATION, "<<%s>>", pdf->info);
    start = pdf->bytes->len;
    g_string_append_printf(pdf->bytes, "xref\n0 %u\n0000000000 65535 f \n", pdf->count + 1);
    for (unsigned i = 1; i <= pdf->count; i++)
        g_string_append_printf(pdf->bytes, "%010zu 00000 n \n", (size_t)pdf->places[i]);
    g_string_append_printf(pdf->bytes,
                           "trailer\n<</Size %u/Root %d 0 R/Info %d 0 R>>\nstartxref\n%zu\n%%%%EOF",
                           pdf->count + 1, CATALOGUE, INFORMATION, (size_t)start);
    g_string_free(pdf->page, TRUE);
    g_string_free(pdf->kids, TRUE);
    return pdf->bytes;
}

static char *paper(const char *bytes, size_t size)
{
    struct direct direct = direct_read(&crier_plugin_pdf, "a.pdf", bytes, size);
    GString *out = g_string_new(NULL);

    document_print(direct.document, out);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "FAULT: status %d\n", direct.status);
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

static void assert_paper(struct pdf *pdf, const char *wanted)
{
    GString *bytes = pdf_end(pdf);
    g_autofree char *got = paper(bytes->str, bytes->len);

    g_string_free(bytes, TRUE);
    assert_string_equal(got, wanted);
}

/* ---- By the look of the print ---- */

static void title_and_paragraphs(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    pdf.info = "/Title(The bakers won)/Author(Rosa Delgado; Ji Kim)/Subject(On the vote)"
               "/Keywords(bread, pay)/CreationDate(D:20261120093000Z)";
    pdf.catalogue = "/Lang (en-US)";
    print_at(&pdf, 50, 700, "B", 24, "The bakers won");
    print_at(&pdf, 50, 660, "F", 14, "What they voted for");
    print_column(&pdf, 50, 630,
                 "The hall was full on the night when|the bakers of Ayers voted.||"
                 "They sang until the morning came.");
    end_page(&pdf);
    assert_paper(&pdf, "title: The bakers won\nauthor: Rosa Delgado\nauthor: Ji Kim\n"
                       "description: On the vote\ntag: bread\ntag: pay\n"
                       "date: 2026-11-20T09:30:00+00:00\nlanguage: en-US\n\n"
                       "headline: The bakers won\nheading 2: What they voted for\n"
                       "paragraph: The hall was full on the night when the bakers of Ayers voted.\n"
                       "paragraph: They sang until the morning came.\n");
}

static void indents_begin_paragraphs(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    print_column(&pdf, 50, 700,
                 "The hall was full on the night when|the bakers of Ayers voted.|"
                 "~They sang until the morning came and|the ovens were lit again.|"
                 "~Nobody slept.");
    end_page(&pdf);
    assert_paper(&pdf, "paragraph: The hall was full on the night when the bakers of Ayers voted.\n"
                       "paragraph: They sang until the morning came and the ovens were lit "
                       "again.\nparagraph: Nobody slept.\n");
}

#define LEFT                                                                                       \
    "The hall was full on the night|when the bakers of Ayers voted|to end a strike of nine weeks|" \
    "and to go back to their ovens|with a raise of two dollars and|a say in when they would rest"
#define RIGHT                                                                                      \
    "between the shifts. The owners|had said for a month that they|would not talk. Then the "      \
    "bread|"                                                                                       \
    "ran out in the whole town, and|they found that they could talk|after all."

static void two_columns(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    for (unsigned line = 0; line < 6; line++) { /* drawn across, as some programs do */
        g_auto(GStrv) left = g_strsplit(LEFT, "|", -1);
        g_auto(GStrv) right = g_strsplit(RIGHT, "|", -1);

        print_at(&pdf, 50, 700 - (int)line * 12, "F", 10, left[line]);
        print_at(&pdf, 320, 700 - (int)line * 12, "F", 10, right[line]);
    }
    end_page(&pdf);
    assert_paper(&pdf, "paragraph: The hall was full on the night when the bakers of Ayers voted "
                       "to end a strike of nine weeks and to go back to their ovens with a raise "
                       "of two dollars and a say in when they would rest between the shifts. The "
                       "owners had said for a month that they would not talk. Then the bread ran "
                       "out in the whole town, and they found that they could talk after all.\n");
}

static void running_heads_and_page_numbers(void **state)
{
    static const char *const texts[] = { "The hall was full on the night when|the bakers of Ayers",
                                         "voted to end a strike of nine weeks.",
                                         "They sang until the morning came." };
    struct pdf pdf = pdf_begin();

    (void)state;
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *foot = g_strdup_printf("Page %u of 3", i + 1);

        print_at(&pdf, 50, 770, "F", 8, "The Ayers Worker, November 2026");
        print_column(&pdf, 50, 700, texts[i]);
        print_at(&pdf, 280, 30, "F", 8, foot);
        end_page(&pdf);
    }
    assert_paper(&pdf, "paragraph: The hall was full on the night when the bakers of Ayers voted "
                       "to end a strike of nine weeks.\n"
                       "paragraph: They sang until the morning came.\n\n"
                       "info: left out: running heads and page numbers, 6 lines\n");
}

static void broken_words(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    print_column(&pdf, 50, 700,
                 "The nego-|tiators met at mid-|night with the part-|time bakers and "
                 "the well-|known cook. Midnight came; the|well-known cook left. "
                 "It was part of the time. Con\\255|tracts were signed by Anglo-|"
                 "American hands, half and half.");
    end_page(&pdf);
    assert_paper(&pdf, "paragraph: The negotiators met at midnight with the part-time bakers and "
                       "the well-known cook. Midnight came; the well-known cook left. It was part "
                       "of the time. Contracts were signed by Anglo-American hands, half and "
                       "half.\n");
}

static void lists_and_headings(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    print_column(&pdf, 50, 700, "The bakers asked the owners for more of|these three things:");
    print_column(&pdf, 50, 670,
                 "\\225 two dollars an hour, from|~the first of the year|"
                 "\\225 rest between the shifts|\\225 a say");
    print_at(&pdf, 50, 600, "B", 10, "What comes next");
    print_column(&pdf, 50, 580, "1. The ovens are lit again on Monday.|2. The bread is sold.");
    print_column(&pdf, 50, 540, "Nobody knows what the owners will do then.");
    end_page(&pdf);
    assert_paper(&pdf, "paragraph: The bakers asked the owners for more of these three things:\n"
                       "list\n  list item: two dollars an hour, from the first of the year\n"
                       "  list item: rest between the shifts\n  list item: a say\n"
                       "heading 2: What comes next\n"
                       "list\n  list item 1: The ovens are lit again on Monday.\n"
                       "  list item 2: The bread is sold.\n"
                       "paragraph: Nobody knows what the owners will do then.\n");
}

static void marks_beside_the_text(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    print_column(&pdf, 50, 740, "Before . . . . . . . . . . . . . . 3");
    print_column(&pdf, 50, 700, "The bakers asked for these things:");
    for (int i = 0; i < 3; i++) {
        print_at(&pdf, 50, 670 - 14 * i, "F", 10, "\\225");
        print_at(&pdf, 80, 670 - 14 * i, "F", 10, "two dollars an hour");
    }
    end_page(&pdf);
    assert_paper(&pdf, "paragraph: The bakers asked for these things:\n"
                       "list\n  list item: two dollars an hour\n"
                       "  list item: two dollars an hour\n  list item: two dollars an hour\n\n"
                       "info: left out: table of contents, 1 line\n");
}

static void outline_titles_are_headings(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    pdf.catalogue = "/Outlines 20 0 R";
    print_column(&pdf, 50, 700, "The night||The hall was full on the night when the|bakers voted.");
    end_page(&pdf);
    object(&pdf, 20, "<</Type/Outlines/First 21 0 R/Last 21 0 R/Count 1>>");
    object(&pdf, 21, "<</Title(THE NIGHT)/Parent 20 0 R/Dest[6 0 R/Fit]>>");
    for (unsigned i = 8; i < 20; i++)
        object(&pdf, i, "null");
    assert_paper(&pdf, "heading 2: The night\n"
                       "paragraph: The hall was full on the night when the bakers voted.\n");
}

/* ---- By tags ---- */

#define MARKED(tag, number) "/" tag " <</MCID " #number ">> BDC\n"

static void tagged_page(struct pdf *pdf)
{
    pdf->catalogue = "/MarkInfo<</Marked true>>/StructTreeRoot 20 0 R";
    pdf->page_keys = "/StructParents 0";
    g_string_append(pdf->page, "/Artifact BMC\n");
    print_at(pdf, 50, 770, "F", 8, "The Ayers Worker");
    g_string_append(pdf->page, "EMC\n" MARKED("P", 1));
    print_column(pdf, 50, 600, "The hall was full on the|night of the vote.");
    g_string_append(pdf->page, "EMC\n" MARKED("H1", 0));
    print_at(pdf, 50, 700, "F", 10, "The bakers won");
    g_string_append(pdf->page, "EMC\n" MARKED("LBody", 2));
    print_at(pdf, 50, 500, "F", 10, "\\225 two dollars an hour");
    g_string_append(pdf->page, "EMC\n" MARKED("TD", 3));
    print_at(pdf, 50, 400, "F", 10, "Rosa Delgado");
    g_string_append(pdf->page, "EMC\n");
    end_page(pdf); /* objects 6 and 7 */
    for (unsigned i = 8; i < 20; i++)
        object(pdf, i, "null");
}

static void read_by_structure(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    tagged_page(&pdf);
    object(&pdf, 20,
           "<</Type/StructTreeRoot/K[21 0 R 22 0 R 23 0 R 25 0 R 28 0 R]/ParentTree "
           "29 0 R>>");
    object(&pdf, 21, "<</Type/StructElem/S/H1/P 20 0 R/Pg 6 0 R/K 0>>");
    object(&pdf, 22, "<</Type/StructElem/S/P/P 20 0 R/Pg 6 0 R/K 1>>");
    object(&pdf, 23, "<</Type/StructElem/S/L/P 20 0 R/K[24 0 R]>>");
    object(&pdf, 24, "<</Type/StructElem/S/LI/P 23 0 R/Pg 6 0 R/K 2>>");
    object(&pdf, 25, "<</Type/StructElem/S/Table/P 20 0 R/K[26 0 R]>>");
    object(&pdf, 26, "<</Type/StructElem/S/TR/P 25 0 R/K[27 0 R]>>");
    object(&pdf, 27, "<</Type/StructElem/S/TD/P 26 0 R/Pg 6 0 R/K 3>>");
    object(&pdf, 28, "<</Type/StructElem/S/Figure/P 20 0 R/Pg 6 0 R/Alt(A full hall)>>");
    object(&pdf, 29, "<</Nums[0[22 0 R 21 0 R 24 0 R 27 0 R]]>>");
    assert_paper(&pdf, "title: The bakers won\n\nheadline: The bakers won\n"
                       "paragraph: The hall was full on the night of the vote.\n"
                       "list\n  list item: two dollars an hour\n"
                       "table\n  table row\n    table cell: Rosa Delgado\n"
                       "caption: A full hall\n");
}

static void tags_that_miss_the_text(void **state)
{
    struct pdf pdf = pdf_begin();
    GString *bytes;
    g_autofree char *got = NULL;

    (void)state;
    tagged_page(&pdf);
    object(&pdf, 20, "<</Type/StructTreeRoot/K[21 0 R]>>");
    object(&pdf, 21, "<</Type/StructElem/S/H1/P 20 0 R/Pg 6 0 R/K 0>>");
    bytes = pdf_end(&pdf);
    got = paper(bytes->str, bytes->len);
    g_string_free(bytes, TRUE);
    assert_non_null(strstr(got, "paragraph: The hall was full on the night of the vote.\n"));
    assert_non_null(strstr(got, "info: its tags are incomplete"));
}

/* ---- What cannot be read ---- */

static void no_text(void **state)
{
    struct pdf pdf = pdf_begin();

    (void)state;
    g_string_append(pdf.page, "0 0 100 100 re f\n");
    end_page(&pdf);
    assert_paper(&pdf, "\nwarning: there is no text in the PDF: run text recognition over it, if "
                       "it is a scan; or its fonts do not tell their letters\nFAULT: status 2\n");
}

/* As the program reads: without a file but the PDF. */
static char *paper_without_files(struct pdf *pdf)
{
    GString *bytes = pdf_end(pdf);
    struct rlimit before, none;
    char *got;

    getrlimit(RLIMIT_NOFILE, &before);
    none = (struct rlimit){ 0, before.rlim_max };
    setrlimit(RLIMIT_NOFILE, &none);
    got = paper(bytes->str, bytes->len);
    setrlimit(RLIMIT_NOFILE, &before);
    g_string_free(bytes, TRUE);
    return got;
}

/* Letters whose font names them by a table that is no part of the PDF. */
static void far_letters(struct pdf *pdf, const char *encoding, const char *collection,
                        const char *letters, const char *latin)
{
    pdf->page_keys = "/Resources<</Font<</K 20 0 R/F 3 0 R>>>>/Ignored";
    g_string_append_printf(pdf->page, "BT /K 12 Tf 50 700 Td <%s> Tj ET\n", letters);
    print_column(pdf, 50, 600, latin);
    end_page(pdf);
    object(pdf, 20, "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/%s/DescendantFonts[21 0 R]>>",
           encoding);
    object(pdf, 21,
           "<</Type/Font/Subtype/CIDFontType0/BaseFont/Own/FontDescriptor 22 0 R/CIDSystemInfo"
           "<</Registry(Adobe)/Ordering(%s)/Supplement 2>>>>",
           collection);
    object(pdf, 22,
           "<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
           "/Ascent 800/Descent -200/CapHeight 700/StemV 80>>");
    for (unsigned i = 8; i < 20; i++)
        object(pdf, i, "null");
}

static void letters_named_by_tables_elsewhere(void **state)
{
    static const struct {
        int line;
        const char *encoding, *collection, *letters;
    } fonts[] = {
        { __LINE__, "UniGB-UCS2-H", "GB1", "4E2D6587" },
        { __LINE__, "UniCNS-UTF16-H", "CNS1", "4E2D6587" },
        { __LINE__, "90ms-RKSJ-H", "Japan1", "93FA967B8CEA" },
        { __LINE__, "KSCms-UHC-H", "Korea1", "B3EBB5BF" },
        { __LINE__, "Identity-H", "Japan1", "04D504D6" },
        { __LINE__, "Nobody-Knows-H", "Nobody1", "04D504D6" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(fonts); i++) {
        struct pdf alone = pdf_begin();
        struct pdf mixed = pdf_begin();
        g_autofree char *nothing = NULL;
        g_autofree char *some = NULL;

        far_letters(&alone, fonts[i].encoding, fonts[i].collection, fonts[i].letters, "");
        far_letters(&mixed, fonts[i].encoding, fonts[i].collection, fonts[i].letters,
                    "The hall was full.");
        nothing = paper_without_files(&alone);
        some = paper_without_files(&mixed);
        assert_string_at(fonts[i].line, nothing,
                         "\nwarning: the letters of the PDF are named by tables (of Chinese, "
                         "Japanese or Korean) that are not in it: use the document it was made "
                         "from\nFAULT: status 2\n");
        assert_string_at(fonts[i].line, some,
                         "paragraph: The hall was full.\n\nwarning: letters of some fonts are "
                         "named by tables (of Chinese, Japanese or Korean) that are not in the "
                         "PDF: words are missing\n");
    }
}

static void protected_by_a_password(void **state)
{
    struct pdf pdf = pdf_begin();
    GString *bytes;
    char *trailer;
    g_autofree char *got = NULL;

    (void)state;
    print_column(&pdf, 50, 700, "The hall was full.");
    end_page(&pdf);
    object(&pdf, 20, "<</Filter/Standard/V 1/R 2/P -1/O<%064d>/U<%064d>>>", 1, 2);
    for (unsigned i = 8; i < 20; i++)
        object(&pdf, i, "null");
    bytes = pdf_end(&pdf);
    trailer = strstr(bytes->str, "/Info");
    g_string_insert(bytes, trailer - bytes->str,
                    "/Encrypt 20 0 R/ID[<00112233445566778899aabbccddeeff>"
                    "<00112233445566778899aabbccddeeff>]");
    got = paper(bytes->str, bytes->len);
    g_string_free(bytes, TRUE);
    assert_non_null(strstr(got, "warning: the PDF is protected by a password"));
    assert_non_null(strstr(got, "FAULT: status 2"));
}

static void holds(const char *bytes, size_t size)
{
    g_autofree char *got = paper(bytes, size);
    const char *fault = strstr(got, "FAULT:");

    if (fault && !g_str_has_prefix(fault, "FAULT: status 2\n"))
        fail_msg("%zu bytes: %.300s", size, fault);
}

static void cut_off_anywhere(void **state)
{
    struct pdf pdf = pdf_begin();
    GString *bytes;

    (void)state;
    tagged_page(&pdf);
    object(&pdf, 20, "<</Type/StructTreeRoot/K[21 0 R]>>");
    object(&pdf, 21, "<</Type/StructElem/S/P/P 20 0 R/Pg 6 0 R/K[0 1 2 3]>>");
    bytes = pdf_end(&pdf);
    for (unsigned share = 0; share <= 100; share++)
        holds(bytes->str, bytes->len * share / 100);
    for (gsize i = 0; i < bytes->len; i += 7) { /* and with a byte of it wrong */
        char byte = bytes->str[i];

        bytes->str[i] = (char)(byte ^ 0x15);
        holds(bytes->str, bytes->len);
        bytes->str[i] = byte;
    }
    g_string_free(bytes, TRUE);
}

static void structure_that_goes_round(void **state)
{
    struct pdf pdf = pdf_begin();
    GString *bytes;

    (void)state;
    tagged_page(&pdf);
    object(&pdf, 20, "<</Type/StructTreeRoot/K[21 0 R]>>");
    object(&pdf, 21, "<</Type/StructElem/S/Sect/P 20 0 R/K[22 0 R 21 0 R]>>");
    object(&pdf, 22, "<</Type/StructElem/S/Sect/P 21 0 R/K[21 0 R 20 0 R]>>");
    bytes = pdf_end(&pdf);
    holds(bytes->str, bytes->len);
    g_string_free(bytes, TRUE);
}

static void many_lines(void **state)
{
    struct pdf pdf = pdf_begin();
    GString *bytes;

    (void)state;
    for (int i = 0; i < 3000; i++)
        print_at(&pdf, i % 7 * 80, i % 800, i % 3 ? "F" : "B", 1 + i % 30,
                 i % 5 ? "word-" : "1. A");
    end_page(&pdf);
    bytes = pdf_end(&pdf);
    holds(bytes->str, bytes->len);
    g_string_free(bytes, TRUE);
}

static void bids(void **state)
{
    static const struct {
        int line;
        const char *name, *bytes;
        int32_t score;
    } sources[] = {
        { __LINE__, "a", "%PDF-1.7\n", 95 },
        { __LINE__, "a.pdf", "\r\n%PDF-1.7\n", 80 },
        { __LINE__, "a.pdf", "<html>", 20 },
        { __LINE__, "a", "The hall was full.", 0 },
        { __LINE__, "a", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        assert_int_at(sources[i].line,
                      direct_probe(&crier_plugin_pdf, sources[i].name, "", sources[i].bytes,
                                   strlen(sources[i].bytes)),
                      sources[i].score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_and_paragraphs),
        cmocka_unit_test(indents_begin_paragraphs),
        cmocka_unit_test(two_columns),
        cmocka_unit_test(running_heads_and_page_numbers),
        cmocka_unit_test(broken_words),
        cmocka_unit_test(lists_and_headings),
        cmocka_unit_test(marks_beside_the_text),
        cmocka_unit_test(outline_titles_are_headings),
        cmocka_unit_test(read_by_structure),
        cmocka_unit_test(tags_that_miss_the_text),
        cmocka_unit_test(no_text),
        cmocka_unit_test(letters_named_by_tables_elsewhere),
        cmocka_unit_test(protected_by_a_password),
        cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(structure_that_goes_round),
        cmocka_unit_test(many_lines),
        cmocka_unit_test(bids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
