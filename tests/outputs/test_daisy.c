/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DAISY 2.02 books and sticks, read back by the rules of the format. */
#include "core/base/error.h"
#include "tests/support/book.h"
#include "tests/support/cmocka.h"
#include "tests/support/daisy_check.h"

#include <glib/gstdio.h>
#include <stdio.h>

extern const struct crier_output crier_plugin_daisy202;
extern const struct crier_output crier_plugin_stick;

/* ---- An edition ---- */

#define HOSTILE                                                                                    \
    "\"<b>Tariffs</b>\" & 'tolls' ]]> --> <!-- <?php ?> \xE2\x80\xAE"                              \
    "gnol\xE2\x80\xAC \xF0\x9F\x9A\xA2 \xEF\xBF\xBE"

static const struct crier_meta plain_meta[] = {
    { CRIER_META_TITLE, 0, "The Lockport Gazette, aloud" },
    { CRIER_META_LANGUAGE, 0, "en" },
    { CRIER_META_DATE, 0, "2026-11-20T05:00:00Z" },
    { CRIER_META_MODIFIED, 0, "2026-11-21T06:30:00Z" },
    { CRIER_META_IDENTIFIER, 0, "urn:uuid:5a1f6d1e-3a53-5f0e-9d6a-1c2b7f9a0e11" },
    { CRIER_META_PUBLISHER, 0, "Lockport Gazette" },
    { CRIER_META_NARRATOR, 0, "espeak en-us" },
    { CRIER_META_URL, 0, "https://gazette.example/today?a=1&b=2" },
};

static const struct book_line skim[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "Today in brief", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 1, "Jobs. Lock keepers win a raise.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 2, "Jobs. The yard hires again.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line keepers[] = {
    { 1, CRIER_ROLE_NOTICE, 0, "This article was corrected on Friday.", NULL },
    { 1, CRIER_ROLE_HEADLINE, 0, "Lock keepers win a raise", NULL },
    { 1, CRIER_ROLE_BYLINE, 0, "By Noor Abbas", NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "The vote was close. Nobody left early! Why would they?", NULL },
    { 1, CRIER_ROLE_PULL_QUOTE, 0, "Nobody left early, and the coffee ran out before the count.",
      NULL },
    { 1, CRIER_ROLE_HEADING, 3, "What it costs", NULL },
    { 1, CRIER_ROLE_LIST, 0, NULL, NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, "Two cents a ton.", NULL },
    { 2, CRIER_ROLE_LIST_ITEM, 0, NULL, NULL },
    { 3, CRIER_ROLE_PARAGRAPH, 0, "Nothing for rowing boats.", NULL },
    { 1, CRIER_ROLE_HEADING, 5, "For whom", NULL },
    { 1, CRIER_ROLE_TABLE, 0, NULL, NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Boat", NULL },
    { 3, CRIER_ROLE_TABLE_HEADER, 0, "Cents", NULL },
    { 2, CRIER_ROLE_TABLE_ROW, 0, NULL, NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "—", NULL },
    { 3, CRIER_ROLE_TABLE_CELL, 0, "2", NULL },
    { 1, CRIER_ROLE_HEADING, 3, "Reaction", NULL },
    { 1, CRIER_ROLE_QUOTATION, 0, "Ça suffit.", "fr" },
    { 1, CRIER_ROLE_EMBED, 0, "A post that nobody reads out.", NULL },
    { 1, CRIER_ROLE_FOOTNOTE, 3, "Tons are long tons. So says the act.", NULL },
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
    { 1, CRIER_ROLE_CODE, 0, "if (a < b) {\n    lock();\n}", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_line gone[] = {
    { 1, CRIER_ROLE_HEADLINE, 0, "The yard hires again", NULL },
    { 1, CRIER_ROLE_NOTICE, 0, "This article was withdrawn.", NULL },
    { 0, 0, 0, NULL, NULL },
};

static const struct book_article articles[] = {
    { .id = "front", .title = "Today in brief", .flags = CRIER_ARTICLE_FRONT, .lines = skim },
    { .id = "keepers",
      .title = "Keepers",
      .section = "Jobs & pay",
      .author = "Noor Abbas",
      .flags = CRIER_ARTICLE_CORRECTED,
      .lines = keepers,
      .tags = 300 },
    { .id = "hostile", .title = HOSTILE, .section = "Jobs & pay", .lines = hostile, .tags = 1 },
    { .id = "yard",
      .title = "Yard",
      .section = HOSTILE,
      .flags = CRIER_ARTICLE_WITHDRAWN,
      .lines = gone },
};

static const struct book gazette = {
    .meta = plain_meta,
    .meta_count = G_N_ELEMENTS(plain_meta),
    .articles = articles,
    .article_count = G_N_ELEMENTS(articles),
};

/* ---- Making and reading it ---- */

struct made {
    char *top, *media, *folder;
};

static int set_up(void **state)
{
    struct made *made = g_new0(struct made, 1);

    made->top = g_dir_make_tmp("crier-daisy-XXXXXX", NULL);
    made->media = g_build_filename(made->top, "media", NULL);
    made->folder = g_build_filename(made->top, "book", NULL);
    assert_int_equal(g_mkdir(made->media, 0700), 0);
    *state = made;
    return 0;
}

static int tear_down(void **state)
{
    struct made *made = *state;

    book_remove(made->top);
    g_free(made->top);
    g_free(made->media);
    g_free(made->folder);
    g_free(made);
    return 0;
}

/* Length of an MP3 of the support's frames and nothing else; 0 for anything else. */
static gint64 audio_ms(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (!g_file_get_contents(path, &bytes, &size, NULL) || size == 0 || size % BOOK_MP3_BYTES != 0)
        return 0;
    for (gsize at = 0; at < size; at += BOOK_MP3_BYTES)
        if (memcmp(bytes + at, "\xFF\xFB\x50\xC0", 4) != 0)
            return 0;
    return (gint64)(size / BOOK_MP3_BYTES) * BOOK_MP3_FRAME * 1000 / BOOK_RATE;
}

static struct daisy_found *make(const struct made *made, const struct book *book)
{
    g_autoptr(GError) error = NULL;

    if (!book_run(&crier_plugin_daisy202, made->folder, made->media, book, &error))
        fail_msg("%s", error->message);
    return daisy_check(made->folder, audio_ms);
}

static char *refused(const struct made *made, const struct crier_output *plugin,
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

static const struct daisy_par *par_of(const struct daisy_found *found, const char *href)
{
    const struct daisy_par *par = g_hash_table_lookup(found->pars, href);

    if (!par)
        fail_msg("there is no %s", href);
    return par;
}

/* ---- Tests ---- */

static void contents_are_sections_articles_and_headings(void **state)
{
    static const struct {
        int line;
        const char *tag, *name, *href, *text;
    } wanted[] = {
        { __LINE__, "h1", "title", "s0001.smil#s1", "The Lockport Gazette, aloud" },
        { __LINE__, "h1", "", "s0001.smil#s1", "Today in brief" },
        { __LINE__, "h1", "", "s0002.smil#s1", "Jobs & pay" },
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
        { __LINE__, "h1", "", "s0004.smil#s1",
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
                               .articles = &articles[1],
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
        const struct daisy_par *par = par_of(found, wanted[i].par);

        assert_string_at(wanted[i].line, par->required ? par->required : "", wanted[i].required);
    }
    daisy_found_free(found);
}

/* Clips part in the middle of the pause. */
static void clips_follow_the_sentences(void **state)
{
    struct daisy_found *found = make(*state, &gazette);
    gint64 end = BOOK_PAUSE + (gint64)strlen("Today in brief") * BOOK_FRAMES_A_BYTE;
    const struct daisy_par *par = par_of(found, "s0001.smil#s1");

    assert_int_equal(par->begin, 0);
    assert_int_equal(par->end, (end + BOOK_PAUSE / 2) * 1000 / BOOK_RATE);
    assert_string_equal(par->audio, "a0001.mp3");
    assert_string_equal(par->text, "c0001.html#s1");
    daisy_found_free(found);
}

static char *page_of(const struct made *made, const char *name)
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
    const struct made *made = *state;
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
        { .id = "front", .lines = skim },
    };
    const struct book book = { plain_meta, G_N_ELEMENTS(plain_meta), silent, 2, NULL, 0 };
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
    const struct made *made = *state;
    const struct crier_output *const plugins[] = { &crier_plugin_daisy202, &crier_plugin_stick };
    g_autofree char *tagged = g_build_filename(made->media, "front.mp3", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(plugins); i++) {
        struct book book = { plain_meta, G_N_ELEMENTS(plain_meta), &empty, 1, NULL, 0 };
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

/* ---- Sticks ---- */

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *names_in(const char *top, const char *folder)
{
    g_autofree char *path = g_build_filename(top, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    return names;
}

static void assert_fat_name(const char *name)
{
    assert_true(g_utf8_validate(name, -1, NULL));
    assert_true(g_utf8_strlen(name, -1) <= 64);
    assert_null(strpbrk(name, "<>:\"/\\|?*"));
    for (const char *at = name; *at; at++)
        assert_true((unsigned char)*at >= 0x20 && *at != 0x7F);
    assert_true(g_str_has_suffix(name, ".mp3"));
    assert_null(strchr(" .", name[strlen(name) - 5]));
}

static void a_stick_has_a_book_tracks_and_a_playlist(void **state)
{
    const struct made *made = *state;
    g_autoptr(GError) error = NULL;
    g_autofree char *book = g_build_filename(made->folder, "DAISY", NULL);
    g_autofree char *list = NULL, *readme = NULL;
    g_autoptr(GPtrArray) names = NULL;

    if (!book_run(&crier_plugin_stick, made->folder, made->media, &gazette, &error))
        fail_msg("%s", error->message);
    daisy_found_free(daisy_check(book, audio_ms));
    names = names_in(made->folder, "MP3");
    assert_int_equal(names->len, 5);
    list = page_of(made, "MP3/000 Playlist.m3u8");
    assert_true(g_str_has_prefix(list, "#EXTM3U\r\n#PLAYLIST:The Lockport Gazette, aloud\r\n"));
    for (guint i = 1; i < names->len; i++) {
        assert_fat_name(names->pdata[i]);
        assert_non_null(strstr(list, names->pdata[i]));
        assert_true(i == 1 || strstr(list, names->pdata[i - 1]) < strstr(list, names->pdata[i]));
    }
    assert_string_equal(names->pdata[2], "002 Lock keepers win a raise.mp3");
    assert_non_null(strstr(list, ",Lock keepers win a raise\r\n002 Lock keepers"));
    readme = page_of(made, "README.txt");
    assert_non_null(strstr(readme, "The Lockport Gazette, aloud, 2026-11-20\r\n"));
    assert_non_null(strstr(readme, "Articles: 4\r\n"));
}

static void names_of_tracks_fit_every_stick(void **state)
{
    static const struct {
        int line;
        const char *title, *name;
    } cases[] = {
        { __LINE__, "CON", "001 CON.mp3" },
        { __LINE__, "Wages: up, or down?", "001 Wages- up, or down.mp3" },
        { __LINE__, "And so on...", "001 And so on.mp3" },
        { __LINE__, "../../etc/passwd", "001 .. .. etc passwd.mp3" },
        { __LINE__, "a\\b|c<d>e*f\"g\"", "001 a b-c d ef'g'.mp3" },
        { __LINE__, "Zuñiga’s café – 5 €", "001 Zuñiga’s café – 5 €.mp3" },
        { __LINE__, "\xF0\x9F\x9A\xA2 Ahoy \xF0\x9F\x9A\xA2", "001 Ahoy.mp3" },
        { __LINE__, "The council of the four towns votes on the ferry timetable, again and again",
          "001 The council of the four towns votes on the ferry.mp3" },
        { __LINE__,
          "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
          "001 Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau.mp3" },
    };
    const struct made *made = *state;

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct book_line lines[] = { { 1, CRIER_ROLE_HEADLINE, 0, cases[i].title, NULL },
                                           { 0, 0, 0, NULL, NULL } };
        g_autofree char *id = g_strdup_printf("a%zu", i);
        const struct book_article article = { .id = id, .lines = lines };
        const struct book book = { plain_meta, G_N_ELEMENTS(plain_meta), &article, 1, NULL, 0 };
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) names = NULL;

        if (!book_run(&crier_plugin_stick, made->folder, made->media, &book, &error))
            fail_msg("%s", error->message);
        names = names_in(made->folder, "MP3");
        assert_fat_name(names->pdata[1]);
        assert_string_at(cases[i].line, names->pdata[1], cases[i].name);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(contents_are_sections_articles_and_headings),
        TEST(the_head_says_what_is_known),
        TEST(little_is_enough),
        TEST(what_is_spoken_is_shown_and_the_rest_is_not),
        TEST(notes_can_be_skipped_but_not_what_opens_an_article),
        TEST(clips_follow_the_sentences),
        TEST(pages_keep_the_structure),
        TEST(the_same_again_is_the_same),
        TEST(an_article_without_words_is_still_heard),
        TEST(wrong_input_is_said_and_leaves_nothing),
        TEST(a_stick_has_a_book_tracks_and_a_playlist),
        TEST(names_of_tracks_fit_every_stick),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
