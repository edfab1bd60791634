/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EPUB books, read back by the rules of the format. */
#include "core/base/error.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"


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

static int write_all(const char *folder)
{
    make(folder, "edition.epub", &bell);
    make(folder, "hostile.epub", &hostile_bell);
    make(folder, "article.epub", &single);
    make_large(folder);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
    };

    if (argc == 3 && strcmp(argv[1], "--write") == 0)
        return write_all(argv[2]);
    return (int)sizeof(tests);
}
