/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which articles an edition has: rules, order, duplicates, times, limits, budget. */
#include "core/edition/selection.h"
#include "core/edition/words.h"

#include "tests/support/cmocka.h"
#include "tests/support/edition.h"

#define HEAD    "[edition]\ntitle = News\ntime-zone = UTC\n"
#define SOURCES "[sources]\nfiles = *\n"

/* Sections as "jobs: 2 0; news: 1", those left out as "3 withdrawn; …". */
static char *plan_of(const struct selection *selection)
{
    static const char *const names[] = { "withdrawn", "embargo",   "expired", "old",
                                         "limit",     "duplicate", "budget",  "too many" };
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < selection->sections->len; i++) {
        const struct selected_section *section =
            &g_array_index(selection->sections, struct selected_section, i);

        if (section->articles->len == 0)
            continue;
        g_string_append_printf(out, "%s%s:", out->len > 0 ? "; " : "", section->section->id);
        for (guint k = 0; k < section->articles->len; k++)
            g_string_append_printf(out, " %u", g_array_index(section->articles, guint, k));
    }
    for (guint i = 0; i < selection->absent->len; i++) {
        const struct absent *absent = &g_array_index(selection->absent, struct absent, i);

        assert_true(absent->reason && *absent->reason);
        g_string_append_printf(out, "; %u %s", absent->article, names[absent->why]);
    }
    return g_string_free(out, FALSE);
}

static void free_facts(void *facts)
{
    facts_free(facts);
}

static GPtrArray *facts_of_all(const struct edition_file *edition,
                               const struct test_article *articles, guint count)
{
    GPtrArray *facts = g_ptr_array_new_with_free_func(free_facts);

    for (guint i = 0; i < count; i++)
        g_ptr_array_add(facts, facts_of_test(edition->folder, &articles[i]));
    return facts;
}

static void plans_to(int line, const char *text, const struct test_article *articles, guint count,
                     const char *wanted)
{
    const struct selection_wish wish = { EDITION_NOON, 0 };
    struct edition_file *edition = edition_of(text);
    g_autoptr(GPtrArray) facts = facts_of_all(edition, articles, count);
    struct selection *selection = selection_make(edition, facts, &wish);
    g_autofree char *plan = plan_of(selection);

    assert_string_at(line, plan, wanted);
    assert_int_at(line, selection->count + selection->absent->len, count);
    selection_free(selection);
    edition_file_free(edition);
}

#define PLANS_TO(text, articles, wanted)                                                           \
    plans_to(__LINE__, text, articles, G_N_ELEMENTS(articles), wanted)

/* ---- Rules ---- */

static void rules_find_their_section(void **state)
{
    static const struct {
        int line;
        const char *rule;
        struct test_article article;
        gboolean found;
    } cases[] = {
        { __LINE__, "category = Jobs", { .title = "A", .category = "JOBS" }, TRUE },
        { __LINE__, "category = Jobs", { .title = "Jobs", .tag = "jobs" }, FALSE },
        { __LINE__, "tag = pay rise", { .title = "A", .tag = "Pay-Rise" }, TRUE },
        { __LINE__, "tag = pay", { .title = "A", .tag = "pay rise" }, FALSE },
        { __LINE__, "section = Jobs", { .title = "A", .section = "jobs" }, TRUE },
        { __LINE__, "section = Jobs", { .title = "A", .tag = "jobs" }, FALSE },
        { __LINE__,
          "front-matter = author:Ana Ruiz",
          { .title = "A", .author = "ana ruiz" },
          TRUE },
        { __LINE__, "front-matter = author:Ana", { .title = "A", .author = "Ana Ruiz" }, FALSE },
        { __LINE__,
          "folder = news/jobs",
          { .title = "A", .source = "news/jobs/deep/a.txt" },
          TRUE },
        { __LINE__,
          "folder = news/jobs",
          { .title = "A", .source = "news/jobs-old/a.txt" },
          FALSE },
        { __LINE__, "folder = .", { .title = "A", .source = "a.txt" }, TRUE },
        { __LINE__, "feed = wire", { .title = "A", .origin = 1 }, TRUE },
        { __LINE__, "feed = https://a.example/rss", { .title = "A", .origin = 1 }, TRUE },
        { __LINE__, "feed = wire", { .title = "A", .origin = 0 }, FALSE },
        { __LINE__, "feed = wire", { .title = "A", .origin = 99 }, FALSE },
        { __LINE__, "keywords = union", { .title = "Union wins" }, TRUE },
        { __LINE__, "keywords = union", { .title = "Reunion of the unions" }, FALSE },
        { __LINE__, "keywords = pay rise", { .title = "A pay\u00a0rise, at last" }, TRUE },
        { __LINE__, "keywords = pay rise", { .title = "Pay", .tag = "rise" }, FALSE },
        { __LINE__, "keywords = strike", { .title = "A", .description = "They strike." }, TRUE },
        { __LINE__, "keywords = strike", { .title = "A", .tag = "STRIKE" }, TRUE },
        { __LINE__, "keywords = strike", { .title = "A", .section = "Strike" }, TRUE },
        { __LINE__, "keywords = strike", { .title = "A", .body = "They strike." }, FALSE },
        { __LINE__, "keywords = école", { .title = "L’E\u0301COLE ferme" }, TRUE },
        { __LINE__, "keywords = straße", { .title = "STRASSE" }, TRUE },
        { __LINE__, "keywords = \"!\"", { .title = "Nothing!" }, FALSE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            HEAD SOURCES "[source wire]\nfeeds = https://a.example/rss\n[section S]\n%s\n",
            cases[i].rule);

        plans_to(cases[i].line, text, &cases[i].article, 1, cases[i].found ? "s: 0" : "other: 0");
    }
}

static void first_section_wins_and_the_rest_has_a_place(void **state)
{
    static const char sections[] = "[section B]\nkeywords = strike\n[section All]\nrest = yes\n"
                                   "[section A]\nkeywords = union, strike\n";
    static const char override[] = "[article x.txt]\nsection = A\n";
    static const struct test_article articles[] = {
        { .title = "Union strike", .source = "a.txt" },
        { .title = "Union", .source = "b.txt" },
        { .title = "Weather", .source = "c.txt" },
        { .title = "Strike", .source = "x.txt" },
    };
    g_autofree char *text = g_strconcat(HEAD SOURCES, sections, NULL);
    g_autofree char *more = g_strconcat(HEAD SOURCES, sections, override, NULL);

    (void)state;
    PLANS_TO(text, articles, "b: 0 3; all: 2; a: 1");
    PLANS_TO(more, articles, "b: 0; all: 2; a: 1 3");
    PLANS_TO(HEAD SOURCES, articles, "news: 0 1 2 3");
}

static void hostile_titles_are_only_text(void **state)
{
    static const struct test_article articles[] = {
        { .title = "<b>]]>\n[section]\nkeywords = x", .source = "a" },
        { .title = "\u202Eunion\u202C", .source = "b" },
        { .title = "🎉", .source = "c" },
    };

    (void)state;
    PLANS_TO(HEAD SOURCES "[section U]\nkeywords = union\n", articles, "u: 1; other: 0 2");
}

/* ---- Order ---- */

static void newest_come_first_or_as_in_source(void **state)
{
    static const struct test_article articles[] = {
        { .title = "A", .source = "a", .date = "2026-11-20" },
        { .title = "B", .source = "b" },
        { .title = "C", .source = "c", .date = "2026-11-22T23:00:00-05:00" },
        { .title = "D", .source = "d", .date = "2026-11-23T03:00:00Z" },
        { .title = "E", .source = "e", .date = "2026-11-20" },
        { .title = "F", .source = "f", .date = "yesterday" },
    };

    (void)state;
    PLANS_TO(HEAD SOURCES, articles, "news: 2 3 0 4 1 5");
    PLANS_TO(HEAD SOURCES "[programme]\norder = source\n", articles, "news: 0 1 2 3 4 5");
}

/* ---- Left out ---- */

static void embargo_and_expiry_are_kept(void **state)
{
    static const struct test_article articles[] = {
        { .title = "A", .source = "a" }, { .title = "B", .source = "b" },
        { .title = "C", .source = "c" }, { .title = "D", .source = "d" },
        { .title = "E", .source = "e" },
    };

    (void)state;
    PLANS_TO(HEAD SOURCES "[article a]\nembargo = 2026-11-23 12:01\n"
                          "[article b]\nembargo = 2026-11-23 12:00\n"
                          "[article c]\nexpires = 2026-11-23 12:00\n"
                          "[article d]\nexpires = 2026-11-23 12:01\n"
                          "[article e]\nwithdrawn = It was wrong.\n",
             articles, "news: 1 3; 0 embargo; 2 expired; 4 withdrawn");
}

/* What is said of a file counts for the copy that a feed brings. */
static void embargo_covers_every_copy(void **state)
{
    static const struct test_article articles[] = {
        { .title = "A", .source = "https://a.example/1", .body = "Same." },
        { .title = "A", .source = "a", .body = "Same." },
    };

    (void)state;
    PLANS_TO(HEAD SOURCES "[article a]\nembargo = 2026-12-01 00:00\n", articles,
             "; 0 embargo; 1 embargo");
}

static void duplicates_come_once(void **state)
{
    static const char text[] = HEAD "[sources]\nfeeds = https://a.example/rss; wire.xml\n";
    static const struct test_article same_guid[] = {
        { .title = "A", .source = "https://a.example/1", .guid = "urn:x:1" },
        { .title = "B", .source = "https://a.example/1?utm_source=rss", .guid = "urn:x:1" },
    };
    static const struct test_article same_url[] = {
        { .title = "A", .source = "a", .url = "http://a.example/1" },
        { .title = "B", .source = "b", .url = "https://A.example/1/#x" },
    };
    static const struct test_article same_words[] = {
        { .title = "A", .source = "a", .body = "Words." },
        { .title = "A", .source = "b", .body = "Words.", .origin = 1 },
    };
    static const struct test_article one_title[] = {
        { .title = "A", .source = "a", .body = "Words." },
        { .title = "A", .source = "b", .body = "Others." },
    };
    static const struct test_article short_guids[] = {
        { .title = "A", .source = "https://a.example/1", .guid = "1" },
        { .title = "B", .source = "https://b.example/1", .guid = "1", .origin = 1 },
    };
    /* One guid, one address for all: what a broken feed gives to different articles. */
    static const struct test_article broken_guids[] = {
        { .title = "A", .source = "https://a.example/1", .guid = "urn:x:1", .body = "1" },
        { .title = "B", .source = "https://a.example/2", .guid = "urn:x:1", .body = "2" },
    };
    static const struct test_article broken_urls[] = {
        { .title = "A", .source = "https://a.example/", .guid = "urn:x:1", .body = "1" },
        { .title = "B", .source = "https://a.example/", .guid = "urn:x:2", .body = "2" },
    };
    static const struct test_article chain[] = {
        { .title = "A", .source = "https://a.example/1", .body = "1" },
        { .title = "B", .source = "b", .body = "2" },
        { .title = "B", .source = "https://a.example/1", .body = "2" },
    };

    (void)state;
    PLANS_TO(text, same_guid, "news: 0; 1 duplicate");
    PLANS_TO(text, same_url, "news: 0; 1 duplicate");
    PLANS_TO(text, same_words, "news: 0; 1 duplicate");
    PLANS_TO(text, one_title, "news: 0 1");
    PLANS_TO(text, short_guids, "news: 0 1");
    PLANS_TO(text, broken_guids, "news: 0 1");
    PLANS_TO(text, broken_urls, "news: 0 1");
    PLANS_TO(text, chain, "news: 0; 1 duplicate; 2 duplicate");
}

static void limits_and_ages_are_each_sources_own(void **state)
{
    static const char text[] = HEAD "[source a]\nfeeds = a.xml\nlimit = 2\n"
                                    "[source b]\nfeeds = b.xml\nsince = 2 days\n";
    static const struct test_article articles[] = {
        { .title = "A", .source = "1", .date = "2026-11-01", .body = "1" },
        { .title = "B", .source = "2", .date = "2026-11-03", .body = "2" },
        { .title = "B", .source = "3", .date = "2026-11-03", .body = "2" },
        { .title = "C", .source = "4", .date = "2026-11-02", .body = "4" },
        { .title = "D", .source = "5", .date = "2026-11-20", .body = "5", .origin = 1 },
        { .title = "E", .source = "6", .date = "2026-11-21", .body = "6", .origin = 1 },
        { .title = "F", .source = "7", .body = "7", .origin = 1 },
        { .title = "A", .source = "8", .body = "1", .origin = 1 },
    };

    (void)state;
    /* 0 is beyond the limit of its source, but another brought it, too. */
    PLANS_TO(text, articles, "news: 5 1 3 6 7; 0 limit; 2 duplicate; 4 old");
}

/* ---- Budget ---- */

static void budget_takes_turns(void **state)
{
    static const char text[] =
        HEAD SOURCES "[section A]\ntag = a\n[section B]\ntag = b\n[section C]\ntag = c\n"
                     "[programme]\norder = source\nbudget = ";
    static const struct test_article articles[] = {
        { .title = "A1", .source = "1", .tag = "a", .seconds = 240 },
        { .title = "A2", .source = "2", .tag = "a", .seconds = 180 },
        { .title = "A3", .source = "3", .tag = "a", .seconds = 60 },
        { .title = "B1", .source = "4", .tag = "b", .seconds = 300 },
        { .title = "B2", .source = "5", .tag = "b", .seconds = 60 },
        { .title = "C1", .source = "6", .tag = "c", .seconds = 120 },
    };
    static const struct {
        int line;
        const char *budget, *plan;
    } cases[] = {
        { __LINE__, "16 minutes", "a: 0 1 2; b: 3 4; c: 5" },
        { __LINE__, "12 minutes", "a: 0 2; b: 3; c: 5; 1 budget; 4 budget" },
        { __LINE__, "11 minutes", "a: 0; b: 3; c: 5; 1 budget; 2 budget; 4 budget" },
        { __LINE__, "8 minutes", "a: 0 2; b: 4; c: 5; 1 budget; 3 budget" },
        { __LINE__, "60 s", "a: 2; 0 budget; 1 budget; 3 budget; 4 budget; 5 budget" },
        { __LINE__, "59 s", "; 0 budget; 1 budget; 2 budget; 3 budget; 4 budget; 5 budget" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *whole = g_strconcat(text, cases[i].budget, "\n", NULL);

        plans_to(cases[i].line, whole, articles, G_N_ELEMENTS(articles), cases[i].plan);
    }
}

static void reasons_can_be_told(void **state)
{
    static const struct test_article articles[] = {
        { .title = "A", .source = "a", .seconds = 400 },
        { .title = "B", .source = "b", .seconds = 300 },
        { .title = "C", .source = "c", .seconds = 10 },
    };
    const struct selection_wish wish = { EDITION_NOON, 60 };
    struct edition_file *edition =
        edition_of(HEAD SOURCES "[programme]\nbudget = 12 minutes\n"
                                "[article c]\nembargo = 2026-11-24 06:30\n");
    g_autoptr(GPtrArray) facts = facts_of_all(edition, articles, G_N_ELEMENTS(articles));
    struct selection *selection = selection_make(edition, facts, &wish);

    (void)state;
    assert_int_equal(selection->seconds, 400);
    assert_string_equal(g_array_index(selection->absent, struct absent, 0).reason,
                        "it plays 5:00 (minutes:seconds), and 4:20 of the budget of 12:00 are "
                        "left");
    assert_string_equal(g_array_index(selection->absent, struct absent, 1).reason,
                        "it is under embargo until 2026-11-24 06:30");
    selection_free(selection);
    edition_file_free(edition);
}

/* ---- Names ---- */

/* The same articles in another order: the same sections and the same names for ever. */
static void names_do_not_depend_on_order(void **state)
{
    static const struct test_article articles[] = {
        { .title = "A", .source = "a", .body = "1", .date = "2026-11-20" },
        { .title = "A", .source = "https://a.example/1", .body = "1", .date = "2026-11-20" },
        { .title = "A", .source = "x", .guid = "urn:x:1", .body = "1", .date = "2026-11-20" },
        { .title = "B", .source = "https://a.example/2", .guid = "urn:x:2", .body = "2" },
        { .title = "C", .source = "https://a.example/3", .guid = "urn:x:2", .body = "3" },
    };
    static const char *const wanted[] = { "guid:urn:x:1", "guid:urn:x:1", "guid:urn:x:1",
                                          "url:https://a.example/2", "url:https://a.example/3" };
    static const guint orders[][5] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 1, 4, 0, 2, 3 } };
    const struct selection_wish wish = { EDITION_NOON, 0 };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        struct edition_file *edition = edition_of(HEAD SOURCES);
        g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(free_facts);
        struct selection *selection;

        for (guint k = 0; k < 5; k++)
            g_ptr_array_add(facts, facts_of_test(edition->folder, &articles[orders[i][k]]));
        selection = selection_make(edition, facts, &wish);
        assert_int_equal(selection->count, 3);
        for (guint k = 0; k < 5; k++)
            assert_string_at((int)i, selection->known_as->pdata[k], wanted[orders[i][k]]);
        selection_free(selection);
        edition_file_free(edition);
    }
}

static void nothing_is_an_edition_too(void **state)
{
    const struct selection_wish wish = { EDITION_NOON, 0 };
    struct edition_file *edition = edition_of(HEAD SOURCES "[programme]\nbudget = 1 minute\n");
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    struct selection *selection = selection_make(edition, none, &wish);

    (void)state;
    assert_int_equal(selection->count, 0);
    assert_int_equal(selection->sections->len, 1);
    selection_free(selection);
    edition_file_free(edition);
}

static void an_edition_has_an_end(void **state)
{
    const struct selection_wish wish = { EDITION_NOON, 0 };
    struct edition_file *edition = edition_of(HEAD SOURCES);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(free_facts);
    struct selection *selection;

    (void)state;
    for (guint i = 0; i < EDITION_ARTICLES_MOST + 5; i++) {
        g_autofree char *name = g_strdup_printf("%u", i);
        const struct test_article article = { .title = name, .source = name };

        g_ptr_array_add(facts, facts_of_test(edition->folder, &article));
    }
    selection = selection_make(edition, facts, &wish);
    assert_int_equal(selection->count, EDITION_ARTICLES_MOST);
    assert_int_equal(selection->absent->len, 5);
    assert_int_equal(g_array_index(selection->absent, struct absent, 0).why, ABSENT_TOO_MANY);
    selection_free(selection);
    edition_file_free(edition);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_find_their_section),
        cmocka_unit_test(first_section_wins_and_the_rest_has_a_place),
        cmocka_unit_test(hostile_titles_are_only_text),
        cmocka_unit_test(newest_come_first_or_as_in_source),
        cmocka_unit_test(embargo_and_expiry_are_kept),
        cmocka_unit_test(embargo_covers_every_copy),
        cmocka_unit_test(duplicates_come_once),
        cmocka_unit_test(limits_and_ages_are_each_sources_own),
        cmocka_unit_test(budget_takes_turns),
        cmocka_unit_test(reasons_can_be_told),
        cmocka_unit_test(names_do_not_depend_on_order),
        cmocka_unit_test(nothing_is_an_edition_too),
        cmocka_unit_test(an_edition_has_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
