/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spoken front page, and times as people write them. */
#include "core/base/error.h"
#include "core/edition/skim.h"
#include "core/edition/skim_words.h"

#include "tests/support/cmocka.h"
#include "tests/support/edition.h"

#define SOURCES "[sources]\nfiles = *\n"

/* ---- Times ---- */

static void moments_are_read(void **state)
{
    static const struct {
        int line;
        const char *text, *zone;
        int64_t seconds; /* MOMENT_NONE: refused */
    } cases[] = {
        { __LINE__, "1970-01-01", NULL, 0 },
        { __LINE__, "2026-11-23", NULL, EDITION_NOON - 43200 },
        { __LINE__, "2026-11-23 12:00", NULL, EDITION_NOON },
        { __LINE__, "2026-11-23T12:00:00Z", "America/New_York", EDITION_NOON },
        { __LINE__, "2026-11-23T13:00+01:00", "America/New_York", EDITION_NOON },
        { __LINE__, "2026-11-23T06:30:00.250-0530", NULL, EDITION_NOON },
        { __LINE__, "2026-11-23 07:00", "America/New_York", EDITION_NOON },
        { __LINE__, "2026-07-01 00:00", "America/New_York", 1782878400 }, /* summer time */
        { __LINE__, "2026-12-31T23:59:60Z", NULL, 1798761599 },
        { __LINE__, "2026-11-23 24:00", NULL, MOMENT_NONE },
        { __LINE__, "2026-11-23 12", NULL, MOMENT_NONE },
        { __LINE__, "2026-11-23 12:00 o'clock", NULL, MOMENT_NONE },
        { __LINE__, "2026-11-23T12:00+25:00", NULL, MOMENT_NONE },
        { __LINE__, "2026-11-31", NULL, MOMENT_NONE },
        { __LINE__, "2026-1-1", NULL, MOMENT_NONE },
        { __LINE__, "0000-01-01", NULL, MOMENT_NONE },
        { __LINE__, "20261123", NULL, MOMENT_NONE },
        { __LINE__, "2026-11-23x", NULL, MOMENT_NONE },
        { __LINE__, "2026-", NULL, MOMENT_NONE },
        { __LINE__, "", NULL, MOMENT_NONE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GTimeZone) zone =
            cases[i].zone ? g_time_zone_new_identifier(cases[i].zone) : NULL;
        struct moment moment;
        gboolean ok = moment_parse(cases[i].text, zone, &moment);

        assert_int_at(cases[i].line, ok ? moment.seconds : MOMENT_NONE, cases[i].seconds);
    }
}

static void spans_are_read(void **state)
{
    static const struct {
        int line;
        const char *text;
        int64_t seconds; /* 0: refused */
    } cases[] = {
        { __LINE__, "12 minutes", 720 }, { __LINE__, "1 MINUTE", 60 },
        { __LINE__, "1.5 hours", 5400 }, { __LINE__, "90s", 90 },
        { __LINE__, "7 days", 604800 },  { __LINE__, "2 weeks", 1209600 },
        { __LINE__, "12", 0 },           { __LINE__, "0 minutes", 0 },
        { __LINE__, "-1 day", 0 },       { __LINE__, "minutes", 0 },
        { __LINE__, "nan days", 0 },     { __LINE__, "1e300 days", 0 },
        { __LINE__, "1 fortnight", 0 },  { __LINE__, "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t seconds = 0;
        gboolean ok = moment_span(cases[i].text, &seconds);

        assert_int_at(cases[i].line, ok ? seconds : 0, cases[i].seconds);
    }
}

/* ---- The page ---- */

/* One line a block that has text: "role ordinal: text", with its language where it has one. */
static char *page_text(const struct document *document)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < document_block_count(document); i++) {
        const struct block *block = document_block(document, i);

        if (block->ordinal > 0)
            g_string_append_printf(out, "%u ", block->ordinal);
        if (block->language != NOWHERE32)
            g_string_append_printf(out, "(%s) ", document_string(document, block->language));
        if (block->size > 0)
            g_string_append_printf(out, "%s: %.*s\n", role_name(block->role), (int)block->size,
                                   document_text(document, block));
    }
    return g_string_free(out, FALSE);
}

static void free_facts(void *facts)
{
    facts_free(facts);
}

static struct skim *skim_of(const char *text, const struct test_article *articles, guint count)
{
    const struct selection_wish wish = { EDITION_NOON, 0 };
    struct edition_file *edition = edition_of(text);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(free_facts);
    g_autoptr(GError) error = NULL;
    struct selection *selection;
    struct skim *skim;

    for (guint i = 0; i < count; i++)
        g_ptr_array_add(facts, facts_of_test(edition->folder, &articles[i]));
    selection = selection_make(edition, facts, &wish);
    skim = skim_new(edition, selection, facts, &error);
    selection_free(selection);
    edition_file_free(edition);
    if (!skim)
        fail_msg("%s", error->message);
    return skim;
}

static void reads_as(int line, const char *text, const struct test_article *articles, guint count,
                     const char *wanted)
{
    struct skim *skim = skim_of(text, articles, count);
    g_autofree char *page = page_text(skim->document);

    assert_string_at(line, page, wanted);
    skim_free(skim);
}

#define SECTIONS "[section Jobs]\ntag = jobs\n[section Utility rates]\ntag = rates\n"

static const struct test_article articles[] = {
    { .title = "Union wins", .source = "a", .tag = "jobs", .date = "2026-11-23", .seconds = 170 },
    { .title = "“Who pays?”", .source = "b", .tag = "jobs", .date = "2026-11-21", .seconds = 20 },
    { .title = "Gana el sindicato",
      .source = "c",
      .language = "es",
      .date = "2026-11-22",
      .seconds = 61 },
    { .title = "Weather <b>]]>", .source = "d", .seconds = 90 },
};

static void front_page_is_said_in_the_editions_language(void **state)
{
    (void)state;
    reads_as(
        __LINE__,
        "[edition]\ntitle = Riverbend News\ndate = 2026-11-23\ntime-zone = UTC\n" SOURCES SECTIONS,
        articles, G_N_ELEMENTS(articles),
        "headline: News of Monday, November 23, 2026\n"
        "paragraph: Riverbend News: 4 articles in 2 sections, 6 minutes.\n"
        "heading: Jobs\n"
        "1 list item: Union wins. Today, 3 minutes.\n"
        "2 list item: “Who pays?” Two days ago, 1 minute.\n"
        "heading: Other news\n"
        "3 (es) paragraph: Gana el sindicato.\n"
        "paragraph: Yesterday, 1 minute.\n"
        "4 list item: Weather <b>]]>. 2 minutes.\n");
    reads_as(__LINE__,
             "[edition]\ntitle = Noticias Río\nlanguage = es-MX\ndate = 2026-11-23\n"
             "time-zone = UTC\n" SOURCES,
             &articles[2], 1,
             "headline: Noticias del lunes, 23 de noviembre de 2026\n"
             "paragraph: Noticias Río: 1 artículo, 1 minuto.\n"
             "heading: Noticias\n"
             "1 list item: Gana el sindicato. Ayer, 1 minuto.\n");
}

/* No words of another language are read to those who do not speak it. */
static void language_without_words_says_less(void **state)
{
    (void)state;
    reads_as(__LINE__, "[edition]\ntitle = Nouvelles\nlanguage = fr\ndate = 2026-11-23\n" SOURCES,
             &articles[3], 1,
             "headline: Nouvelles, lundi 23 novembre 2026\n"
             "paragraph: Nouvelles\n"
             "heading: Nouvelles\n"
             "1 list item: Weather <b>]]>.\n");
}

static void no_news_is_said_so(void **state)
{
    (void)state;
    reads_as(__LINE__, "[edition]\ntitle = News\ndate = 2026-11-23\n" SOURCES, NULL, 0,
             "headline: News of Monday, November 23, 2026\n"
             "paragraph: News: there are no articles in this edition.\n");
}

static void ages_count_from_the_editions_day(void **state)
{
    static const struct {
        int line;
        const char *date, *age;
    } cases[] = {
        { __LINE__, "2026-11-23T23:59:00Z", "Today, " },
        { __LINE__, "2026-11-23T03:00:00Z", "Yesterday, " }, /* still the 22nd in New York */
        { __LINE__, "2026-11-24T03:00:00Z", "Today, " },
        { __LINE__, "2026-11-24", "" }, /* to come */
        { __LINE__, "2026-11-17", "Six days ago, " },
        { __LINE__, "2026-11-16", "One week ago, " },
        { __LINE__, "2026-11-09", "Two weeks ago, " },
        { __LINE__, "2026-10-26", "4 weeks ago, " },
        { __LINE__, "2026-10-24", "One month ago, " },
        { __LINE__, "2026-05-01", "6 months ago, " },
        { __LINE__, "2025-11-23", "One year ago, " },
        { __LINE__, "1926-11-23", "100 years ago, " },
        { __LINE__, "soon", "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct test_article article = {
            .title = "A", .source = "a", .date = cases[i].date, .seconds = 100
        };
        g_autofree char *wanted = g_strdup_printf("headline: News of Monday, November 23, 2026\n"
                                                  "paragraph: N: 1 article, 2 minutes.\n"
                                                  "heading: News\n1 list item: A. %s2 minutes.\n",
                                                  cases[i].age);

        reads_as(cases[i].line,
                 "[edition]\ntitle = N\ndate = 2026-11-23\ntime-zone = America/New_York\n" SOURCES,
                 &article, 1, wanted);
    }
}

static void every_article_is_found_on_the_page(void **state)
{
    struct skim *skim = skim_of("[edition]\ntitle = N\n" SOURCES SECTIONS "[article b]\n"
                                "withdrawn = Wrong.\n",
                                articles, G_N_ELEMENTS(articles));

    (void)state;
    assert_int_equal(skim->blocks->len, G_N_ELEMENTS(articles));
    for (guint i = 0; i < skim->blocks->len; i++) {
        uint32_t at = g_array_index(skim->blocks, uint32_t, i);

        if (i == 1)
            assert_int_equal(at, NOWHERE32);
        else
            assert_int_equal(document_block(skim->document, at)->role, CRIER_ROLE_LIST_ITEM);
    }
    assert_string_equal(document_meta(skim->document, CRIER_META_LANGUAGE), "en-US");
    skim_free(skim);
}

static void headlines_of_any_kind_end_as_sentences(void **state)
{
    g_autofree char *long_title = g_strnfill(5000, 'x');
    g_autofree char *cut = g_strnfill(300, 'x');
    const struct {
        int line;
        const char *title, *said; /* cut off behind it */
    } cases[] = {
        { __LINE__, "No!", "No! " },
        { __LINE__, "He said: “No.”", "He said: “No.” " },
        { __LINE__, "Strike (again)", "Strike (again). " },
        { __LINE__, NULL, "a-file.txt. " },
        { __LINE__, long_title, NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct test_article article = { .title = cases[i].title,
                                              .source = "news/a-file.txt",
                                              .seconds = 60 };
        struct skim *skim = skim_of("[edition]\ntitle = N\n" SOURCES, &article, 1);
        g_autofree char *page = page_text(skim->document);
        g_autofree char *said =
            cases[i].said ? g_strdup(cases[i].said) : g_strconcat(cut, "… ", NULL);
        g_autofree char *wanted = g_strconcat("1 list item: ", said, "1 minute.\n", NULL);

        if (!g_str_has_suffix(page, wanted))
            fail_msg("case of line %d says %s", cases[i].line, page);
        skim_free(skim);
    }
}

/* Every line of the tables is one that the page asks for. */
static void words_are_complete(void **state)
{
    static const char *const languages[] = { "en", "es", NULL };
    static const char *const keys[] = { "headline",     "overview",      "overview one",
                                        "empty",        "item",          "item undated",
                                        "section news", "section other", NULL };
    static const char *const counts[] = { "articles", "sections", "minutes", "weeks",
                                          "months",   "years",    NULL };
    static const char *const values[] = { "date", "d",        "title", "t",       "articles",
                                          "a",    "sections", "s",     "minutes", "m",
                                          "age",  "g",        NULL };

    (void)state;
    for (const char *const *language = languages; *language; language++) {
        for (const char *const *key = keys; *key; key++) {
            g_autofree char *words = skim_words(*language, *key, values);

            if (!words || strchr(words, '{'))
                fail_msg("%s has no good %s", *language, *key);
        }
        for (const char *const *key = counts; *key; key++) {
            g_autofree char *words = skim_count(*language, *key, 12);

            if (!words || !strstr(words, "12"))
                fail_msg("%s has no good %s", *language, *key);
        }
        for (int days = 0; days < 7; days++) {
            g_autofree char *words = skim_count(*language, "days", days);

            assert_non_null(words);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_read),
        cmocka_unit_test(spans_are_read),
        cmocka_unit_test(front_page_is_said_in_the_editions_language),
        cmocka_unit_test(language_without_words_says_less),
        cmocka_unit_test(no_news_is_said_so),
        cmocka_unit_test(ages_count_from_the_editions_day),
        cmocka_unit_test(every_article_is_found_on_the_page),
        cmocka_unit_test(headlines_of_any_kind_end_as_sentences),
        cmocka_unit_test(words_are_complete),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
