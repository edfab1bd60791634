/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EPUB books, read back by the rules of the format. */
#include "core/base/error.h"
#include "core/document/builder.h"
#include "core/production/wrapping.h"
#include "shared/zip.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"
#include "tests/support/epub_check.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <stdio.h>

extern const struct crier_output crier_output_epub;

/* ---- An edition ---- */

#define HOSTILE                                                                                    \
    "\"<b>Ferries</b>\" & 'fares' ]]> --> <!-- <?php ?> \xE2\x80\xAE"                              \
    "eldi\xE2\x80\xAC \xF0\x9F\x9A\xA2 \x01\x0B\x7F \xEF\xBF\xBE\xEF\xBF\xBF"

static const struct crier_meta plain_meta[] = {
    { CRIER_META_TITLE, 0, "The Harbour Bell, aloud" },
    { CRIER_META_LANGUAGE, 0, "en" },
    { CRIER_META_DATE, 0, "2026-11-20T05:00:00Z" },
    { CRIER_META_MODIFIED, 0, "2026-11-21T07:30:00+01:00" },
    { CRIER_META_IDENTIFIER, 0, "urn:uuid:0b6f2c52-8a31-5c0a-9d83-6a2ee0d7c2b5" },
    { CRIER_META_PUBLISHER, 0, "Harbour Bell & Co." },
    { CRIER_META_NARRATOR, 0, "espeak en-us" },
    { CRIER_META_DESCRIPTION, 0, "News of the harbour." },
    { CRIER_META_URL, 0, "https://bell.example/today?a=1&b=2" },
    { CRIER_META_LICENCE, 0, "CC BY 4.0" },
};

static const struct crier_meta hostile_meta[] = {
    { CRIER_META_TITLE, 0, HOSTILE },
    { CRIER_META_LANGUAGE, 0, "ar" },
    { CRIER_META_DATE, 0, "yesterday" },
    { CRIER_META_MODIFIED, 0, HOSTILE },
    { CRIER_META_IDENTIFIER, 0, "urn:x:<&>\"" },
    { CRIER_META_PUBLISHER, 0, HOSTILE },
    { CRIER_META_NARRATOR, 0, HOSTILE },
    { CRIER_META_DESCRIPTION, 0, HOSTILE },
    { CRIER_META_URL, 0, "https://bell.example/\"<>&" },
    { CRIER_META_LICENCE, 0, HOSTILE },
};

static const struct book_line skim[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "Today in brief", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 1, "Work. Deckhands win a raise.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 2, "Work. The slip hires again.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line deckhands[] = {
    { 1, CRIER_ROLE_NOTICE, 0, "This article was corrected on Friday.", NULL },
    { 1, CRIER_ROLE_HEADLINE, 0, "Deckhands win a raise! Will it last?", NULL },
    { 1, CRIER_ROLE_SUMMARY, 0, "After nine weeks the ferries run.", NULL },
    { 1, CRIER_ROLE_BYLINE, 0, "By Noor Abbas", NULL },
    { 1, CRIER_ROLE_DATELINE, 0, "Eastport", NULL },
    { 1, CRIER_ROLE_DATE, 0, "November 20, 2026", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "The vote was close. Nobody left early! Why would they?", NULL },
    { 1, CRIER_ROLE_PULL_QUOTE, 0, "Nobody left early, and the soup ran out before the count.",
      NULL },
    { 1, CRIER_ROLE_HEADING, 3, "What it costs", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, "Two cents a crossing.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, NULL, NULL },
    { 3, CRIER_ROLE_PARAGRAPH, 0, "Nothing for bicycles.", NULL },
    { 3, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 4, CRIER_ROLE_LIST_ITEM, 7, "Nor for dogs.", NULL },
    { 1, CRIER_ROLE_HEADING, 5, "For whom", NULL },
    { 1, CRIER_ROLE_TABLE, 0, NULL, NULL },
    { 2, CRIER_ROLE_CAPTION, 0, "Fares by boat", NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Boat", NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Cents", NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Heron", NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "—", NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Tern", NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "2", NULL },
    { 2, CRIER_ROLE_CAPTION, 0, "Counted in October. Others to follow.", NULL },
    { 1, CRIER_ROLE_HEADING, 3, "Reaction", NULL },
    { 1, CRIER_ROLE_QUOTATION, 0, "Ça suffit.", "fr" },
    { 1, CRIER_ROLE_QUOTATION, 0, NULL, NULL },
    { 2, CRIER_ROLE_PARAGRAPH, 0, "We can count. So can they.", NULL },
    { 2, CRIER_ROLE_HEADING, 4, "A heading in a quotation", NULL },
    { 1, CRIER_ROLE_EMBED, 0, "A post that nobody reads out.", NULL },
    { 1, CRIER_ROLE_CAPTION, 0, "The Heron at dawn.", NULL },
    { 1, CRIER_ROLE_CREDIT, 0, "Photo: Ana Ruiz", NULL },
    { 1, CRIER_ROLE_FOOTNOTE, 3, "Cents are hundredths. So says the act.", NULL },
    { 1, CRIER_ROLE_BOILERPLATE, 0, "Sign up for the letter.", NULL },
    { 1, CRIER_ROLE_NOTICE, 0, "Read by a computer voice.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line hostile[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, HOSTILE, NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "— ", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, HOSTILE " once. &amp; <p id=\"s1\">twice</p>. ]]> thrice.",
      NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "שלום לכולם. מה נשמע?", "he" },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "مرحبا بالعالم. كيف الحال?", NULL },
    { 1, CRIER_ROLE_CODE, 0, "if (a < b) {\n    lock();\n}", NULL },
    { 1, CRIER_ROLE_HEADING, 2, HOSTILE " again", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "The end.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line gone[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "The slip hires again", NULL },
    { 1, CRIER_ROLE_NOTICE, 0, "This article was withdrawn.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line headless[] = {
    { 1, CRIER_ROLE_PARAGRAPH, 0, "It rained. It rains.", NULL },
    { 1, CRIER_ROLE_HEADING, 4, "And tomorrow", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "It will rain.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_article articles[] = {
    { .id = "front", .title = "Today in brief", .flags = CRIER_ARTICLE_FRONT, .lines = skim },
    { .id = "deckhands",
      .title = "Deckhands",
      .section = "Work & pay",
      .author = "Noor Abbas",
      .flags = CRIER_ARTICLE_CORRECTED,
      .lines = deckhands,
      .tags = 300 },
    { .id = "hostile",
      .title = HOSTILE,
      .author = HOSTILE,
      .section = "Work & pay",
      .lines = hostile,
      .tags = 1 },
    { .id = "slip",
      .title = "Slip",
      .section = HOSTILE,
      .flags = CRIER_ARTICLE_WITHDRAWN,
      .lines = gone },
    { .id = "weather", .title = "Weather", .section = "Weather", .lines = headless },
};

static const struct book bell = {
    .meta = plain_meta,
    .meta_count = G_N_ELEMENTS(plain_meta),
    .articles = articles,
    .article_count = G_N_ELEMENTS(articles),
};

static const struct book hostile_bell = {
    .meta = hostile_meta,
    .meta_count = G_N_ELEMENTS(hostile_meta),
    .articles = articles,
    .article_count = G_N_ELEMENTS(articles),
};

static const struct book single = {
    .meta = plain_meta,
    .meta_count = G_N_ELEMENTS(plain_meta),
    .articles = articles + 1,
    .article_count = 1,
};

/* ---- Making and reading it ---- */

struct made {
    char *folder, *path, *media;
    char *bytes;
    gsize size;
    struct zip zip;
};

static int set_up(void **state)
{
    struct made *made = g_new0(struct made, 1);

    made->folder = scratch_new();
    made->path = g_build_filename(made->folder, "a.epub", NULL);
    made->media = g_build_filename(made->folder, "media", NULL);
    g_mkdir(made->media, 0777);
    *state = made;
    return 0;
}

static void forget(struct made *made)
{
    zip_clear(&made->zip);
    made->zip = (struct zip){ 0 };
    g_clear_pointer(&made->bytes, g_free);
}

static int tear_down(void **state)
{
    struct made *made = *state;

    forget(made);
    scratch_free(made->folder);
    g_free(made->path);
    g_free(made->media);
    g_free(made);
    return 0;
}

static int all(const char *name)
{
    (void)name;
    return 1;
}

/* Make a book and unpack it. */
static void run(struct made *made, const struct book *book)
{
    g_autoptr(GError) error = NULL;

    forget(made);
    if (!book_run(&crier_output_epub, made->path, made->media, book, &error))
        fail_msg("%s", error->message);
    assert_true(g_file_get_contents(made->path, &made->bytes, &made->size, NULL));
    assert_int_equal(zip_read(&made->zip, (const uint8_t *)made->bytes, made->size, all), 1);
    assert_false(made->zip.broken);
}

static void must_be_right(struct made *made, const struct book *book)
{
    g_autofree char *parts = NULL, *container = NULL;

    run(made, book);
    container = epub_check_container((const guint8 *)made->bytes, made->size);
    parts = epub_check_parts(&made->zip);
    assert_string_equal(container, "");
    assert_string_equal(parts, "");
}

#define MUST_HOLD(made, name, text)                                                                \
    do {                                                                                           \
        if (!strstr(epub_part(&(made)->zip, name), text))                                          \
            fail_msg("%s has no %s:\n%s", name, text, epub_part(&(made)->zip, name));              \
    } while (0)

#define MUST_NOT_HOLD(made, name, text)                                                            \
    do {                                                                                           \
        if (strstr(epub_part(&(made)->zip, name), text))                                           \
            fail_msg("%s has %s", name, text);                                                     \
    } while (0)

/* ---- The book as a whole ---- */

static void books_are_right(void **state)
{
    must_be_right(*state, &bell);
    must_be_right(*state, &hostile_bell);
    must_be_right(*state, &single);
}

/* A check that finds nothing must be able to find something. */
static void checks_can_fail(void **state)
{
    static const struct {
        int line;
        const char *part, *words, *instead, *finding;
    } cases[] = {
        { __LINE__, "EPUB/package.opf", "media:narrator", "media:narratox", "no media:narrator" },
        { __LINE__, "EPUB/package.opf", "text/slip.smil", "text/slop.smil", "not there" },
        { __LINE__, "EPUB/package.opf", "idref=\"cover\"", "idref=\"t-hos\"",
          "cover is not first" },
        { __LINE__, "EPUB/text/slip.smil", "#s2\"", "#s9\"", "leads nowhere" },
        { __LINE__, "EPUB/text/slip.smil", "clipBegin=\"0", "clipBegin=\"9", "a clip from" },
        { __LINE__, "EPUB/text/slip.xhtml", "id=\"s2\"", "id=\"s1\"", "two elements" },
        { __LINE__, "EPUB/text/slip.xhtml", "</h1>\n<", "</h1>x<", "nobody says" },
        { __LINE__, "EPUB/text/slip.xhtml", "</h1>", "</hx>", "is broken" },
        { __LINE__, "EPUB/nav.xhtml", "slip.xhtml", "slop.xhtml", "there is no" },
    };
    struct made *made = *state;

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *findings = NULL;
        char *at;

        run(made, &bell);
        at = strstr(epub_part(&made->zip, cases[i].part), cases[i].words);
        if (!at)
            fail_msg("line %d: %s is not there", cases[i].line, cases[i].words);
        memcpy(at, cases[i].instead, strlen(cases[i].instead));
        findings = epub_check_parts(&made->zip);
        if (!strstr(findings, cases[i].finding))
            fail_msg("line %d: \"%s\" found", cases[i].line, findings);
    }
}

static void same_edition_same_bytes(void **state)
{
    struct made *made = *state;
    g_autofree char *first = NULL;
    gsize size;

    run(made, &bell);
    first = g_steal_pointer(&made->bytes);
    size = made->size;
    run(made, &bell);
    assert_int_equal(made->size, size);
    assert_memory_equal(made->bytes, first, size);
}

/* ---- What is in it ---- */

static void package_says_what_the_edition_says(void **state)
{
    static const char *const lines[] = {
        "<dc:identifier id=\"book-id\">urn:uuid:0b6f2c52-8a31-5c0a-9d83-6a2ee0d7c2b5<",
        ">The Harbour Bell, aloud</dc:title>",
        "<dc:language>en</dc:language>",
        ">Noor Abbas</dc:creator>\n<meta refines=\"#author-1\" property=\"role\" "
        "scheme=\"marc:relators\">aut<",
        ">espeak en-us</dc:contributor>\n<meta refines=\"#narrator\" property=\"role\" "
        "scheme=\"marc:relators\">nrt<",
        "<dc:publisher>Harbour Bell &amp; Co.</dc:publisher>",
        "<dc:date>2026-11-20T05:00:00Z</dc:date>",
        "<dc:source>https://bell.example/today?a=1&amp;b=2</dc:source>",
        "<dc:rights>CC BY 4.0</dc:rights>",
        "<dc:description>News of the harbour.</dc:description>",
        "<meta property=\"dcterms:modified\">2026-11-21T06:30:00Z</meta>",
        "<meta property=\"media:narrator\">espeak en-us</meta>",
        "properties=\"cover-image\"",
        "media-type=\"audio/mpeg\"",
    };
    struct made *made = *state;

    run(made, &bell);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        MUST_HOLD(made, "EPUB/package.opf", lines[i]);
    MUST_NOT_HOLD(made, "EPUB/package.opf", "dcterms:conformsTo");
    MUST_NOT_HOLD(made, "EPUB/package.opf", "visual");
}

static void blocks_have_their_elements(void **state)
{
    static const char *const places[] = {
        "<h1 id=\"b2\"><span id=\"s2\">Deckhands win a raise!</span> <span id=\"s3\">Will it last?",
        "<section id=\"article\" epub:type=\"chapter\" role=\"doc-chapter\" "
        "aria-labelledby=\"b2\">",
        "<h2 id=\"b9\">",
        "<h3 id=\"b16\">",
        "<h2 id=\"b29\">",
        "<h3 id=\"b33\">",
        "<aside epub:type=\"pullquote\" role=\"doc-pullquote\"",
        "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"b37\" data-number=\"3\"><p>",
        "<ol id=\"b14\">\n<li id=\"b15\" value=\"7\">",
        "<caption class=\"caption\" id=\"b18\">",
        "<th id=\"b20\" scope=\"col\">",
        "<th id=\"b23\" scope=\"row\">",
        "</table>\n<p class=\"caption\" id=\"b28\">",
        "<blockquote id=\"b30\" lang=\"fr\" xml:lang=\"fr\">",
        "epub:type=\"notice\" role=\"doc-notice\"",
    };
    static const char *const types[] = { "pullquote", "subchapter", "list",       "list-item",
                                         "table",     "table-row",  "table-cell", "footnote" };
    struct made *made = *state;

    run(made, &bell);
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        MUST_HOLD(made, "EPUB/text/deckhands.xhtml", places[i]);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        g_autofree char *seq = g_strdup_printf(" epub:type=\"%s\">", types[i]);

        MUST_HOLD(made, "EPUB/text/deckhands.smil", seq);
    }
    MUST_HOLD(made, "EPUB/text/front.xhtml", "role=\"doc-introduction\"");
}

static void what_nobody_says_is_not_there(void **state)
{
    struct made *made = *state;

    run(made, &bell);
    MUST_NOT_HOLD(made, "EPUB/text/deckhands.xhtml", "nobody reads out");
    MUST_NOT_HOLD(made, "EPUB/text/deckhands.xhtml", "Sign up");
    /* It is to be seen, cannot be said, and is the reading system's to say. */
    MUST_HOLD(made, "EPUB/text/deckhands.xhtml", "<span id=\"s21\">—</span>");
    MUST_HOLD(made, "EPUB/text/deckhands.smil",
              "<par id=\"p21\"><text src=\"deckhands.xhtml#s21\"/></par>");
}

static void text_of_others_is_text(void **state)
{
    struct made *made = *state;

    run(made, &hostile_bell);
    MUST_HOLD(made, "EPUB/text/hostile.xhtml",
              "&quot;&lt;b&gt;Ferries&lt;/b&gt;&quot; &amp; 'fares' ]]&gt; --&gt; &lt;!-- &lt;?");
    MUST_NOT_HOLD(made, "EPUB/text/hostile.xhtml", "\xE2\x80\xAE");
    MUST_NOT_HOLD(made, "EPUB/text/hostile.xhtml", "\x01");
    MUST_NOT_HOLD(made, "EPUB/text/hostile.xhtml", "\xEF\xBF\xBE");
    MUST_HOLD(made, "EPUB/text/hostile.xhtml", "{\n    lock();\n}");
    MUST_HOLD(made, "EPUB/package.opf", "<dc:identifier id=\"book-id\">urn:x:&lt;&amp;&gt;&quot;<");
    MUST_NOT_HOLD(made, "EPUB/package.opf", "<dc:date>");
    MUST_HOLD(made, "EPUB/package.opf", ">1970-01-01T00:00:00Z<");
}

static void text_has_its_direction(void **state)
{
    struct made *made = *state;

    run(made, &bell);
    MUST_HOLD(made, "EPUB/text/hostile.xhtml", "lang=\"he\" xml:lang=\"he\" dir=\"rtl\">");
    MUST_HOLD(made, "EPUB/text/hostile.xhtml", "<p id=\"b5\" dir=\"rtl\">");
    MUST_NOT_HOLD(made, "EPUB/text/deckhands.xhtml", "dir=");
    MUST_NOT_HOLD(made, "EPUB/package.opf", "page-progression-direction");
    run(made, &hostile_bell);
    MUST_HOLD(made, "EPUB/text/deckhands.xhtml", "lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">");
    MUST_HOLD(made, "EPUB/text/deckhands.xhtml", "dir=\"ltr\"");
    MUST_HOLD(made, "EPUB/package.opf", "<spine page-progression-direction=\"rtl\">");
}

static void contents_follow_sections_articles_and_headings(void **state)
{
    struct made *made = *state;

    run(made, &bell);
    MUST_HOLD(made, "EPUB/nav.xhtml",
              "<li><a id=\"n-front\" href=\"text/front.xhtml\">Today in brief</a></li>\n"
              "<li id=\"n-section.1\"><span>Work &amp; pay</span>\n<ol>\n"
              "<li><a id=\"n-deckhands\" href=\"text/deckhands.xhtml\">"
              "Deckhands win a raise! Will it last?</a>\n<ol>\n"
              "<li><a id=\"n-deckhands.9\" href=\"text/deckhands.xhtml#h9\">What it costs</a>\n"
              "<ol>\n<li><a id=\"n-deckhands.16\" href=\"text/deckhands.xhtml#h16\">For whom"
              "</a></li></ol></li>\n");
    MUST_HOLD(made, "EPUB/nav.xhtml", "<a epub:type=\"bodymatter\" href=\"text/deckhands.xhtml\">");
    /* Both sentences of the headline, from the article's own audio. */
    MUST_HOLD(made, "EPUB/nav.smil",
              "<text src=\"nav.xhtml#n-deckhands\"/><audio src=\"audio/deckhands.mp3\" "
              "clipBegin=\"1.061s\" clipEnd=\"2.152s\"/>");
}

static void article_without_headline_has_its_title(void **state)
{
    struct made *made = *state;

    run(made, &bell);
    MUST_HOLD(made, "EPUB/text/weather.xhtml", "role=\"doc-chapter\" aria-label=\"Weather\">");
    MUST_HOLD(made, "EPUB/text/weather.xhtml", "<h1 id=\"b2\">");
    MUST_HOLD(made, "EPUB/nav.xhtml", "href=\"text/weather.xhtml\">Weather</a>");
}

static void contents_come_last_and_name_headlines_only(void **state)
{
    struct made *made = *state;

    run(made, &bell);
    MUST_HOLD(made, "EPUB/package.opf", "<itemref idref=\"nav\" linear=\"no\"/>\n</spine>");
    MUST_NOT_HOLD(made, "EPUB/nav.smil", "#n-deckhands.");
}

/* ---- One article with media of choice ---- */

static struct document *make_document(void)
{
    static const struct {
        uint32_t key;
        const char *value;
    } meta[] = {
        { CRIER_META_TITLE, "Llueve" },
        { CRIER_META_LANGUAGE, "es_MX" },
        { CRIER_META_URL, "https://lluvia.example/1" },
        { CRIER_META_DESCRIPTION, "Agua." },
        { CRIER_META_LICENCE, "CC0" },
        { CRIER_META_AUTHOR, "Inés Paz" },
        { CRIER_META_AUTHOR, "Juan Sol" },
        { CRIER_META_AUTHOR, "Inés Paz" },
    };
    struct document *document = document_new();
    struct builder *builder = builder_new(document, UINT64_MAX);

    for (guint i = 0; i < G_N_ELEMENTS(meta); i++)
        builder_meta(builder, meta[i].key, meta[i].value, strlen(meta[i].value), UINT64_MAX,
                     UINT64_MAX);
    for (guint i = 0; i < 2; i++) {
        const struct crier_block block = { .size = sizeof(block),
                                           .role = i == 0 ? CRIER_ROLE_HEADLINE
                                                          : CRIER_ROLE_PARAGRAPH };

        assert_int_equal(builder_open(builder, &block), CRIER_OK);
        builder_text(builder, i == 0 ? "Llueve" : "Mucho.", 6, UINT64_MAX, UINT64_MAX);
        builder_close(builder);
    }
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    return document;
}

/* Two sentences of a second, or none. */
static gboolean run_media(struct made *made, const struct crier_file *media, guint count,
                          guint sentences, const char *audio, GError **error)
{
    static const struct crier_meta meta[] = {
        { CRIER_META_TITLE, 0, "Llueve" },       { CRIER_META_LANGUAGE, 0, "es" },
        { CRIER_META_IDENTIFIER, 0, "urn:x:1" }, { CRIER_META_MODIFIED, 0, "2026-11-20" },
        { CRIER_META_NARRATOR, 0, "espeak es" },
    };
    const struct crier_edition edition = {
        .size = sizeof(edition), .meta = meta, .meta_count = G_N_ELEMENTS(meta), .article_count = 1
    };
    g_autoptr(GArray) options = g_array_new(FALSE, FALSE, sizeof(struct crier_option));
    const struct crier_option option = { "audio", audio };
    const struct wrapping_job job = { .plugin = &crier_output_epub,
                                      .path = made->path,
                                      .options = options,
                                      .rate = 1000,
                                      .edition = &edition };
    struct document *document = make_document();
    struct record *record = record_new(1000);
    const struct wrapped_article article = { .document = document,
                                             .record = record,
                                             .source = "lluvia.txt",
                                             .id = "lluvia",
                                             .media = media,
                                             .media_count = count };
    struct wrapping *wrapping;
    gboolean ok;

    if (audio)
        g_array_append_val(options, option);
    for (guint i = 0; i < sentences; i++) {
        const struct recorded_sentence sentence = {
            .number = i + 1, .block = i, .to = 6, .start = i * 1000, .frames = 1000
        };

        g_array_append_val(record->sentences, sentence);
    }
    record->length = sentences * 1000;
    forget(made);
    wrapping = wrapping_new(&job, error);
    assert_non_null(wrapping);
    ok = wrapping_article(wrapping, &article, error);
    if (ok)
        ok = wrapping_finish(wrapping, NULL, error);
    else
        wrapping_abort(wrapping);
    record_free(record);
    document_free(document);
    if (!ok)
        return FALSE;
    assert_true(g_file_get_contents(made->path, &made->bytes, &made->size, NULL));
    assert_int_equal(zip_read(&made->zip, (const uint8_t *)made->bytes, made->size, all), 1);
    return TRUE;
}

#define MP3  "media-type=\"audio/mpeg\""
#define OPUS "media-type=\"audio/ogg; codecs=opus\""

static const struct choice {
    int line;
    struct {
        const char *type;
        int64_t frames;
    } media[3]; /* the first of them holds "0", the second "1" … */
    const char *asked, *suffix, *bytes, *type;
} choices[] = {
    { __LINE__,
      { { "audio/mpeg", 2000 }, { "audio/ogg; codecs=opus", 2000 } },
      NULL,
      "mp3",
      "0",
      MP3 },
    { __LINE__, { { "audio/mpeg", 2000 }, { "audio/opus", 2000 } }, "opus", "opus", "1", OPUS },
    { __LINE__, { { "audio/mpeg", 2000 } }, "opus", "mp3", "0", MP3 },
    { __LINE__, { { "audio/opus", 2000 }, { "audio/mpeg", 2000 } }, "mp3", "mp3", "1", MP3 },
    { __LINE__,
      { { "audio/mpeg", 1500 }, { "audio/mpeg", 2000 }, { "audio/mpeg", 3000 } },
      NULL,
      "mp3",
      "1",
      MP3 },
    { __LINE__,
      { { "text/vtt", 2000 }, { "audio/ogg", 2000 }, { "audio/mpeg", 2000 } },
      NULL,
      "mp3",
      "2",
      MP3 },
};

/* Files of one byte, which is their number. Returns how many. */
static guint make_media(struct made *made, const struct choice *choice, struct crier_file *media)
{
    guint count = 0;

    for (; count < 3 && choice->media[count].type; count++) {
        const char number[] = { (char)('0' + count), '\0' };
        char *path = g_build_filename(made->folder, number, NULL);

        assert_true(g_file_set_contents(path, number, 1, NULL));
        media[count] = (struct crier_file){ .size = sizeof(media[0]),
                                            .path = path,
                                            .name = "audio",
                                            .media_type = choice->media[count].type,
                                            .bytes = 1,
                                            .frames = choice->media[count].frames };
    }
    return count;
}

static void the_audio_asked_for_is_taken(void **state)
{
    struct made *made = *state;

    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        const struct choice *choice = &choices[i];
        struct crier_file media[3] = { 0 };
        guint count = make_media(made, choice, media);
        g_autofree char *name = g_strdup_printf("EPUB/audio/lluvia.%s", choice->suffix);
        g_autofree char *parts = NULL;
        g_autoptr(GError) error = NULL;

        if (!run_media(made, media, count, 2, choice->asked, &error))
            fail_msg("line %d: %s", choice->line, error->message);
        parts = epub_check_parts(&made->zip);
        assert_string_equal(parts, "");
        MUST_HOLD(made, "EPUB/package.opf", choice->type);
        if (strcmp(epub_part(&made->zip, name), choice->bytes) != 0)
            fail_msg("line %d: %s is in it", choice->line, epub_part(&made->zip, name));
        while (count > 0)
            g_free((char *)media[--count].path);
    }
}

static void an_article_speaks_for_its_book(void **state)
{
    static const char *const lines[] = {
        "<dc:source>https://lluvia.example/1</dc:source>",
        "<dc:description>Agua.</dc:description>",
        "<dc:rights>CC0</dc:rights>",
        "id=\"author-1\">Inés Paz<",
        "id=\"author-2\">Juan Sol<",
        "<meta property=\"dcterms:modified\">2026-11-20T00:00:00Z</meta>",
        "xml:lang=\"es\">Todos los artículos",
    };
    struct made *made = *state;
    g_autofree char *path = g_build_filename(made->media, "a", NULL);
    const struct crier_file media = {
        .size = sizeof(media), .path = path, .name = "a", .media_type = "audio/mpeg", .frames = 1900
    };
    g_autofree char *parts = NULL;

    assert_true(g_file_set_contents(path, "x", 1, NULL));
    assert_true(run_media(made, &media, 1, 2, NULL, NULL));
    parts = epub_check_parts(&made->zip);
    assert_string_equal(parts, "");
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        MUST_HOLD(made, "EPUB/package.opf", lines[i]);
    MUST_NOT_HOLD(made, "EPUB/package.opf", "author-3");
    MUST_HOLD(made, "EPUB/text/lluvia.xhtml", "lang=\"es-MX\" xml:lang=\"es-MX\"");
    MUST_HOLD(made, "EPUB/nav.xhtml", "<h1 id=\"toc-title\">Índice</h1>");
    /* No clip reaches beyond the audio, whatever the utterances say. */
    MUST_HOLD(made, "EPUB/text/lluvia.smil", "clipBegin=\"1.000s\" clipEnd=\"1.900s\"");
}

static void a_book_without_speech_is_a_book(void **state)
{
    struct made *made = *state;
    g_autofree char *parts = NULL;

    assert_true(run_media(made, NULL, 0, 2, NULL, NULL));
    MUST_NOT_HOLD(made, "EPUB/package.opf", "media:");
    MUST_NOT_HOLD(made, "EPUB/package.opf", "auditory");
    MUST_HOLD(made, "EPUB/text/lluvia.xhtml", "<span id=\"s2\">Mucho.</span>");
    assert_true(run_media(made, NULL, 0, 0, NULL, NULL));
    MUST_HOLD(made, "EPUB/text/lluvia.xhtml", "<h1>Llueve</h1>");
    MUST_NOT_HOLD(made, "EPUB/text/lluvia.xhtml", "Mucho");
}

static void audio_that_is_gone_ends_the_job(void **state)
{
    struct made *made = *state;
    g_autofree char *path = g_build_filename(made->media, "gone", NULL);
    const struct crier_file media = { .size = sizeof(media),
                                      .path = path,
                                      .name = "gone",
                                      .media_type = "audio/mpeg",
                                      .frames = 2000 };
    g_autoptr(GError) error = NULL;

    assert_false(run_media(made, &media, 1, 2, NULL, &error));
    assert_non_null(strstr(error->message, "gone"));
    assert_false(g_file_test(made->path, G_FILE_TEST_EXISTS));
}

/* ---- Options ---- */

static void claim_is_made_by_name_only(void **state)
{
    static const struct crier_option option = { "certified-by", "A. Tester & Co." };
    struct made *made = *state;
    struct book book = bell;

    book.options = &option;
    book.option_count = 1;
    must_be_right(made, &book);
    MUST_HOLD(made, "EPUB/package.opf",
              "<meta property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - "
              "WCAG 2.2 Level AA</meta>\n<meta property=\"a11y:certifiedBy\" "
              "refines=\"#conformance\">A. Tester &amp; Co.</meta>");
}

static void wrong_options_are_refused(void **state)
{
    static const struct {
        int line;
        struct crier_option option;
        const char *words;
    } cases[] = {
        { __LINE__, { "audio", "wav" }, "it must be mp3 or opus" },
        { __LINE__, { "audio", "" }, "it must be mp3 or opus" },
        { __LINE__, { "certified-by", " " }, "who vouches" },
    };
    struct made *made = *state;

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        struct book book = bell;

        book.options = &cases[i].option;
        book.option_count = 1;
        if (book_run(&crier_output_epub, made->path, made->media, &book, &error))
            fail_msg("line %d: not refused", cases[i].line);
        assert_int_equal(error->code, ERROR_USAGE);
        if (!strstr(error->message, cases[i].words))
            fail_msg("line %d: %s", cases[i].line, error->message);
        assert_false(g_file_test(made->path, G_FILE_TEST_EXISTS));
    }
}

/* ---- Covers ---- */

static void covers_are_taken_by_what_they_are(void **state)
{
    static const struct {
        int line;
        const char *bytes;
        gsize size;
        const char *part, *type;
        gboolean shown;
    } cases[] = {
        { __LINE__, "\xFF\xD8\xFF\xE0 photo", 10, "EPUB/cover.jpg", "image/jpeg", TRUE },
        { __LINE__, "\x89PNG\r\n\x1A\n drawing", 16, "EPUB/cover.png", "image/png", TRUE },
        { __LINE__, "GIF89a", 6, "EPUB/cover.gif", "image/gif", TRUE },
        { __LINE__, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41, "EPUB/cover.svg",
          "image/svg+xml", TRUE },
        { __LINE__, "<svg><script>x</script></svg>", 29, "EPUB/cover.svg", "image/svg+xml", FALSE },
        { __LINE__, "<svg onload=\"x\"/>", 17, "EPUB/cover.svg", "image/svg+xml", FALSE },
        { __LINE__, "BM what is this", 15, "EPUB/cover.svg", "image/svg+xml", FALSE },
        { __LINE__, "", 0, "EPUB/cover.svg", "image/svg+xml", FALSE },
    };
    struct made *made = *state;
    g_autofree char *file = g_build_filename(made->folder, "cover", NULL);
    g_autofree struct crier_meta *meta = g_new0(struct crier_meta, bell.meta_count + 1);
    struct book book = bell;

    memcpy(meta, plain_meta, sizeof(plain_meta));
    meta[bell.meta_count] = (struct crier_meta){ CRIER_META_COVER, 0, file };
    book.meta = meta;
    book.meta_count++;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *type =
            g_strdup_printf("media-type=\"%s\" properties=\"cover-image\"", cases[i].type);

        assert_true(g_file_set_contents(file, cases[i].bytes, (gssize)cases[i].size, NULL));
        must_be_right(made, &book);
        MUST_HOLD(made, "EPUB/package.opf", type);
        if (cases[i].shown) {
            const struct zip_entry *entry = zip_find(&made->zip, cases[i].part);

            assert_memory_equal(entry->data, cases[i].bytes, cases[i].size);
            MUST_HOLD(made, "EPUB/cover.xhtml", "alt=\"Cover of The Harbour Bell, aloud\"");
            MUST_HOLD(made, "EPUB/package.opf", "<meta property=\"schema:accessMode\">visual<");
        } else {
            MUST_NOT_HOLD(made, "EPUB/cover.xhtml", "<img");
            MUST_HOLD(made, "EPUB/cover.svg", ">The Harbour Bell, aloud</title>");
        }
    }
}

/* ---- For judges from elsewhere: test_epub --write FOLDER ---- */

static void make(const char *folder, const char *name, const struct book *book)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *media = g_build_filename(folder, "media", NULL);
    g_autoptr(GError) error = NULL;

    g_mkdir_with_parents(media, 0777);
    if (!book_run(&crier_output_epub, path, media, book, &error))
        fail_msg("%s", error->message);
}

/* 300 articles in ten sections, with the texts of the small edition. */
static void make_large(const char *folder)
{
    struct book_article *many = g_new0(struct book_article, 300);
    struct book large = bell;

    for (guint i = 0; i < 300; i++) {
        many[i] = articles[i == 0 ? 0 : 1 + i % (G_N_ELEMENTS(articles) - 1)];
        many[i].id = g_strdup_printf("%s-%u", many[i].id, i);
        if (i > 0)
            many[i].section = g_strdup_printf("Section %u %s", i / 30 + 1, many[i].section);
    }
    large.articles = many;
    large.article_count = 300;
    make(folder, "large.epub", &large);
    for (guint i = 0; i < 300; i++) {
        g_free((char *)many[i].id);
        if (i > 0)
            g_free((char *)many[i].section);
    }
    g_free(many);
}

/* With all options and a picture for a cover: one dot. */
static void make_claimed(const char *folder)
{
    static const char dot[] = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB"
                              "2kUIOwAAAABJRU5ErkJggg==";
    static const struct crier_option option = { "certified-by", "A. Tester & Co." };
    g_autofree char *file = g_build_filename(folder, "cover.png", NULL);
    struct crier_meta meta[G_N_ELEMENTS(plain_meta) + 1];
    struct book book = bell;
    gsize size;
    g_autofree guchar *bytes = g_base64_decode(dot, &size);

    assert_true(g_file_set_contents(file, (const char *)bytes, (gssize)size, NULL));
    memcpy(meta, plain_meta, sizeof(plain_meta));
    meta[bell.meta_count] = (struct crier_meta){ CRIER_META_COVER, 0, file };
    book.meta = meta;
    book.meta_count++;
    book.options = &option;
    book.option_count = 1;
    make(folder, "claimed.epub", &book);
}

static int write_all(const char *folder)
{
    make_claimed(folder);
    make(folder, "edition.epub", &bell);
    make(folder, "hostile.epub", &hostile_bell);
    make(folder, "article.epub", &single);
    make_large(folder);
    return 0;
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(books_are_right),
        TEST(checks_can_fail),
        TEST(same_edition_same_bytes),
        TEST(package_says_what_the_edition_says),
        TEST(blocks_have_their_elements),
        TEST(what_nobody_says_is_not_there),
        TEST(text_of_others_is_text),
        TEST(text_has_its_direction),
        TEST(contents_follow_sections_articles_and_headings),
        TEST(article_without_headline_has_its_title),
        TEST(contents_come_last_and_name_headlines_only),
        TEST(the_audio_asked_for_is_taken),
        TEST(an_article_speaks_for_its_book),
        TEST(a_book_without_speech_is_a_book),
        TEST(audio_that_is_gone_ends_the_job),
        TEST(claim_is_made_by_name_only),
        TEST(wrong_options_are_refused),
        TEST(covers_are_taken_by_what_they_are),
    };

    if (argc == 3 && strcmp(argv[1], "--write") == 0)
        return write_all(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
