/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DAISY 2.02 books, read back by the rules of the format. */
#include "core/base/error.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"
#include "tests/support/daisy_check.h"
#include "tests/support/gazette.h"

#include <glib/gstdio.h>
#include <stdio.h>

extern const struct crier_output crier_plugin_daisy202;
extern const struct crier_output crier_plugin_stick;

static struct daisy_found *make(const struct book_made *made, const struct book *book)
{
    g_autoptr(GError) error = NULL;

    if (!book_run(&crier_plugin_daisy202, made->folder, made->media, book, &error))
        fail_msg("%s", error->message);
    return daisy_check(made->folder, book_audio_ms);
}

static char *refused(const struct book_made *made, const struct crier_output *plugin,
                     const struct book *book)
{
    g_autoptr(GError) error = NULL;

    assert_false(book_run(plugin, made->folder, made->media, book, &error));
    assert_false(g_file_test(made->folder, G_FILE_TEST_EXISTS));
    return g_strdup(error->message);
}

static const char *meta_of(const struct daisy_found *found, const char *name)
{
    const char *value = g_hash_table_lookup(found->meta, name);

    return value ? value : "";
}

/* ---- Tests ---- */

static void contents_are_sections_articles_and_headings(void **state)
{
    static const struct {
        int line;
        const char *tag, *name, *href, *text;
    } wanted[] = {
        { __LINE__, "h1", "title", "s0001.smil#title", "The Lockport Gazette, aloud" },
        { __LINE__, "h1", "", "s0001.smil#s1", "Today in brief" },
        { __LINE__, "h1", "", "s0002.smil#section", "Jobs & pay" },
        { __LINE__, "h2", "", "s0002.smil#s1", "Lock keepers win a raise" },
        { __LINE__, "span", "sidebar", "s0002.smil#s7",
          "Nobody left early, and the coffee ran out before the count." },
        { __LINE__, "h3", "", "s0002.smil#s8", "What it costs" },
        { __LINE__, "h4", "", "s0002.smil#s11", "For whom" },
        { __LINE__, "h3", "", "s0002.smil#s16", "Reaction" },
        { __LINE__, "span", "noteref", "s0002.smil#s18", "3" },
        { __LINE__, "span", "optional-prodnote", "s0002.smil#s20", "Read by a computer voice." },
        { __LINE__, "h2", "", "s0003.smil#s1",
          "\"<b>Tariffs</b>\" & 'tolls' ]]> --> <!-- <?php ?> gnol \xF0\x9F\x9A\xA2" },
        { __LINE__, "h1", "", "s0004.smil#section",
          "\"<b>Tariffs</b>\" & 'tolls' ]]> --> <!-- <?php ?> gnol \xF0\x9F\x9A\xA2" },
        { __LINE__, "h2", "", "s0004.smil#s1", "The yard hires again" },
    };
    struct daisy_found *found = make(*state, &gazette);

    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct daisy_item *item = daisy_item_at(found, i);

        assert_string_at(wanted[i].line, item->tag, wanted[i].tag);
        assert_string_at(wanted[i].line, item->name ? item->name : "", wanted[i].name);
        assert_string_at(wanted[i].line, item->href, wanted[i].href);
        assert_string_at(wanted[i].line, item->text, wanted[i].text);
    }
    assert_int_equal(found->items->len, G_N_ELEMENTS(wanted));
    daisy_found_free(found);
}

/* Its title is not told twice. */
static void a_book_of_one_article_is_that_article(void **state)
{
    struct book_article article = gazette_articles[1];
    struct book book = gazette;
    struct daisy_found *found;

    article.section = NULL;
    book.articles = &article;
    book.article_count = 1;
    found = make(*state, &book);
    assert_string_equal(daisy_item_at(found, 0)->text, "The Lockport Gazette, aloud");
    assert_string_equal(daisy_item_at(found, 0)->href, "s0001.smil#s1");
    assert_string_equal(daisy_item_at(found, 1)->name, "sidebar");
    assert_string_equal(daisy_item_at(found, 2)->tag, "h2");
    daisy_found_free(found);
}

static void the_head_says_what_is_known(void **state)
{
    static const char *const wanted[][2] = {
        { "dc:title", "The Lockport Gazette, aloud" },
        { "dc:creator", "Lockport Gazette" },
        { "dc:publisher", "Lockport Gazette" },
        { "dc:date", "2026-11-20" },
        { "ncc:revisionDate", "2026-11-21" },
        { "dc:language", "en" },
        { "dc:source", "https://gazette.example/today?a=1&b=2" },
        { "dc:identifier", "urn:uuid:5a1f6d1e-3a53-5f0e-9d6a-1c2b7f9a0e11" },
        { "ncc:narrator", "espeak en-us" },
        { "ncc:revision", "7" },
        { "ncc:setInfo", "1 of 1" },
    };
    static const struct crier_option option = { "revision", "7" };
    struct book book = gazette;
    struct daisy_found *found;

    book.options = &option;
    book.option_count = 1;
    found = make(*state, &book);
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        assert_string_equal(meta_of(found, wanted[i][0]), wanted[i][1]);
    daisy_found_free(found);
}

/* An edition that knows the least it may, and one that says it badly. */
static void little_is_enough(void **state)
{
    static const struct crier_meta least[] = {
        { CRIER_META_TITLE, 0, "A" },
        { CRIER_META_LANGUAGE, 0, "not a <language>" },
        { CRIER_META_DATE, 0, "last Tuesday" },
        { CRIER_META_MODIFIED, 0, "2026-11-21T06:30:00Z" },
        { CRIER_META_IDENTIFIER, 0, "urn:x:1" },
        { CRIER_META_PUBLISHER, 0, " \x01 " },
    };
    const struct book book = { .meta = least,
                               .meta_count = G_N_ELEMENTS(least),
                               .articles = &gazette_articles[1],
                               .article_count = 1 };
    struct daisy_found *found = make(*state, &book);

    assert_string_equal(meta_of(found, "dc:language"), "und");
    assert_string_equal(meta_of(found, "dc:date"), "2026-11-21");
    assert_string_equal(meta_of(found, "dc:creator"), "Noor Abbas");
    assert_true(*meta_of(found, "dc:publisher") != '\0');
    daisy_found_free(found);
}

static void what_is_spoken_is_shown_and_the_rest_is_not(void **state)
{
    static const char *const shown[] = { "The vote was close. Nobody left early! Why would they?",
                                         "Two cents a ton.",
                                         "Nothing for rowing boats.",
                                         "\n    lock();\n",
                                         "שלום לכולם. מה נשמע?",
                                         "once. &amp; <p id=\"s1\">twice</p>. ]]> thrice.",
                                         "—" };
    static const char *const hidden[] = { "nobody reads out", "Sign up" };
    struct daisy_found *found = make(*state, &gazette);

    for (gsize i = 0; i < G_N_ELEMENTS(shown); i++)
        if (!strstr(found->shown->str, shown[i]))
            fail_msg("<%s> is not shown in <%s>", shown[i], found->shown->str);
    for (gsize i = 0; i < G_N_ELEMENTS(hidden); i++)
        assert_null(strstr(found->shown->str, hidden[i]));
    assert_string_equal(g_hash_table_lookup(found->words, "c0002.html#s5"), "Nobody left early!");
    daisy_found_free(found);
}

static void notes_can_be_skipped_but_not_what_opens_an_article(void **state)
{
    static const struct {
        int line;
        const char *par, *required;
    } wanted[] = {
        { __LINE__, "s0002.smil#s1", "" },
        { __LINE__, "s0002.smil#s7", "sidebar-on" },
        { __LINE__, "s0002.smil#s8", "" },
        { __LINE__, "s0002.smil#s18", "footnote-on" },
        { __LINE__, "s0002.smil#s19", "footnote-on" },
        { __LINE__, "s0002.smil#s20", "prodnote-on" },
        { __LINE__, "s0004.smil#s2", "" },
    };
    struct daisy_found *found = make(*state, &gazette);

    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct daisy_par *par = daisy_par_at(found, wanted[i].par);

        assert_string_at(wanted[i].line, par->required ? par->required : "", wanted[i].required);
    }
    daisy_found_free(found);
}

/* Clips part in the middle of the pause; headings that nobody speaks have a moment before. */
static void clips_follow_the_sentences(void **state)
{
    struct daisy_found *found = make(*state, &gazette);
    gint64 end = BOOK_PAUSE + (gint64)strlen("Today in brief") * BOOK_FRAMES_A_BYTE;
    const struct daisy_par *par = daisy_par_at(found, "s0001.smil#s1");

    assert_int_equal(daisy_par_at(found, "s0001.smil#title")->begin, 0);
    assert_int_equal(daisy_par_at(found, "s0001.smil#title")->end, 50);
    assert_int_equal(par->begin, 50);
    assert_int_equal(par->end, (end + BOOK_PAUSE / 2) * 1000 / BOOK_RATE);
    assert_string_equal(par->audio, "a0001.mp3");
    assert_string_equal(par->text, "c0001.html#s1");
    daisy_found_free(found);
}

static char *page_of(const struct book_made *made, const char *name)
{
    g_autofree char *path = g_build_filename(made->folder, name, NULL);
    char *bytes = NULL;

    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    return bytes;
}

static void pages_keep_the_structure(void **state)
{
    static const struct {
        int line;
        const char *page, *text;
    } wanted[] = {
        { __LINE__, "c0001.html", "<ol>\n<li value=\"1\"><span" },
        { __LINE__, "c0002.html", "<blockquote lang=\"fr\" xml:lang=\"fr\"><span" },
        { __LINE__, "c0002.html", "<div class=\"notice\"><span class=\"sentence\" id=\"s1\">" },
        { __LINE__, "c0002.html", "<h2><span class=\"sentence\" id=\"s2\">" },
        { __LINE__, "c0002.html", "</span></h3>\n<ul>\n<li><span" },
        { __LINE__, "c0002.html", "<li>\n<p><span" },
        { __LINE__, "c0002.html", "<table>\n<tr>\n<th><span" },
        { __LINE__, "c0002.html", "<div class=\"notebody\"><span" },
        { __LINE__, "c0003.html", "<p lang=\"he\" xml:lang=\"he\" dir=\"rtl\"><span" },
    };
    struct daisy_found *found = make(*state, &gazette);

    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_autofree char *page = page_of(*state, wanted[i].page);

        if (!strstr(page, wanted[i].text))
            fail_msg("case of line %d: %s is not in\n%s", wanted[i].line, wanted[i].text, page);
    }
    daisy_found_free(found);
}

static void the_same_again_is_the_same(void **state)
{
    static const char *const names[] = { "ncc.html", "master.smil", "s0002.smil", "c0002.html",
                                         "a0002.mp3" };
    const struct book_made *made = *state;
    g_autofree char *before[G_N_ELEMENTS(names)] = { NULL };
    g_autofree char *audio = g_build_filename(made->folder, "a0002.mp3", NULL);
    GStatBuf first, second;

    daisy_found_free(make(made, &gazette));
    assert_int_equal(g_stat(audio, &first), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        before[i] = page_of(made, names[i]);
    daisy_found_free(make(made, &gazette));
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *after = page_of(made, names[i]);

        assert_string_equal(after, before[i]);
        g_free(g_steal_pointer(&before[i]));
    }
    assert_int_equal(g_stat(audio, &second), 0);
    assert_int_equal(first.st_ino, second.st_ino); /* taken over, not copied */
}

/* What has not one sentence with sound is heard as a whole. */
static void an_article_without_words_is_still_heard(void **state)
{
    static const struct book_line dash[] = { { 1, CRIER_ROLE_PARAGRAPH, 0, "—", NULL },
                                             { 0, 0, 0, NULL, NULL } };
    static const struct book_article silent[] = {
        { .id = "dash", .title = "Dash", .lines = dash },
        { .id = "front", .lines = gazette_skim },
    };
    const struct book book = { gazette_meta, GAZETTE_META, silent, 2, NULL, 0 };
    struct daisy_found *found = make(*state, &book);

    assert_int_equal(found->smils->len, 2);
    assert_string_equal(daisy_item_at(found, 1)->text, "Dash");
    daisy_found_free(found);
}

static void wrong_input_is_said_and_leaves_nothing(void **state)
{
    static const struct crier_option bad = { "revision", "two" };
    static const struct book_line none[] = { { 0, 0, 0, NULL, NULL } };
    static const struct book_article empty = { .id = "empty", .lines = none };
    const struct book_made *made = *state;
    const struct crier_output *const plugins[] = { &crier_plugin_daisy202, &crier_plugin_stick };
    g_autofree char *tagged = g_build_filename(made->media, "front.mp3", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(plugins); i++) {
        struct book book = { gazette_meta, GAZETTE_META, &empty, 1, NULL, 0 };
        g_autofree char *nothing = refused(made, plugins[i], &book);
        g_autofree char *option = NULL, *tag = NULL;

        assert_non_null(strstr(nothing, "nothing in it is spoken"));
        book = gazette;
        book.options = &bad;
        book.option_count = 1;
        option = refused(made, plugins[i], &book);
        assert_non_null(strstr(option, "revision is two"));
        assert_true(g_file_set_contents(tagged, "ID3\x04\x00\x00\x00\x00\x00\x00", 10, NULL));
        tag = refused(made, plugins[i], &gazette);
        assert_non_null(strstr(tag, "there is no audio in it"));
        assert_int_equal(g_unlink(tagged), 0);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, book_set_up, book_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(contents_are_sections_articles_and_headings),
        TEST(a_book_of_one_article_is_that_article),
        TEST(the_head_says_what_is_known),
        TEST(little_is_enough),
        TEST(what_is_spoken_is_shown_and_the_rest_is_not),
        TEST(notes_can_be_skipped_but_not_what_opens_an_article),
        TEST(clips_follow_the_sentences),
        TEST(pages_keep_the_structure),
        TEST(the_same_again_is_the_same),
        TEST(an_article_without_words_is_still_heard),
        TEST(wrong_input_is_said_and_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
