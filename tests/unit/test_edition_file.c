/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edition file: what is written is what is meant, and mistakes are told where they are. */
#include "core/base/error.h"
#include "core/edition/edition_file.h"
#include "core/edition/init.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <crier/role.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* 2026-11-23 12:00 UTC. */
#define NOON INT64_C(1795435200)

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = scratch_new();
    return folder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    g_clear_pointer(&folder, scratch_free);
    return 0;
}

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void put(const char *name, const char *text, gssize size)
{
    g_autofree char *path = in_folder(name);

    assert_true(g_file_set_contents(path, text, size, NULL));
}

static struct edition_file *load(const char *text, gssize size, GError **error)
{
    static const char *const plugins[] = { "mp3", "vtt", NULL };
    const struct edition_context context = { NOON, plugins };
    g_autofree char *path = in_folder("e.ini");

    put("e.ini", text, size);
    return edition_file_load(path, &context, error);
}

static struct edition_file *must_load(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct edition_file *edition = load(text, -1, &error);

    if (!edition)
        fail_msg("not loaded: %s", error->message);
    return edition;
}

#define HEAD    "[edition]\ntitle = News\ntime-zone = UTC\n"
#define SOURCES "[sources]\nfiles = a.txt\n"

static const char full[] =
    "\xEF\xBB\xBF# A comment\r\n"
    "[edition]\r\n"
    "title = Riverbend; news = all\r\n"
    "language=es-MX\n"
    "publisher = The Press\n"
    "base-url = https://audio.example.org/news\n"
    "description = All of it\n"
    "date = 2026-11-20\n"
    "time-zone = America/New_York\n"
    "licence = CC BY 4.0\n"
    "authority = Paid for by Local 9.\n"
    "cover = pictures/cover.jpg\n"
    "author = Desk\n"
    "email = desk@example.org\n"
    "category = news > politics; Society & Culture\n"
    "explicit = Yes\n"
    "[programme]\nprofile = quote-words, phone\nbudget = 12 minutes\norder = source\n"
    "[sources]\n"
    "pages = https://a.example/1;https://a.example/2?x=1\\;2\n"
    "files = a.txt; news/*.md\n"
    "since = 7 days\n"
    "[source wire]\nfeeds = https://a.example/rss; wire.xml\nlimit = 10\nsince = 2026-11-01\n"
    "[source box]\nfolders = /srv/box\n"
    "[section Jobs]\ntitle = Work\ncategory = Jobs, Labour\ntag = jobs\nfolder = news/jobs\n"
    "section = Jobs\nfront-matter = author:Ana Ruiz\nkeywords = union; pay rise\n"
    "feed = wire; wire.xml\n"
    "[section All]\nrest = yes\n"
    "[article news/*.md]\nembargo = 2026-11-24 06:00\nvoice = en-gb\nsection = jobs\n"
    "[article HTTPS://A.example:443/1/]\nexpires = 2026-12-24T06:00+01:00\ncorrection = One.\n"
    "[voice]\nname = es-419\nrate = 160\npitch = 40\nlexicons = names.tsv; ../places.tsv\n"
    "[outputs]\nwanted = podcast, mp3; web\nrates = 130; 240\nmp3.bitrate = 64\n"
    "[episodes]\nper = article, edition\n";

static void heads_are_read(void **state)
{
    struct edition_file *edition = must_load(full);
    g_autofree char *cover = in_folder("pictures/cover.jpg");
    const struct category *first = &g_array_index(edition->categories, struct category, 0);

    (void)state;
    assert_string_equal(edition->title, "Riverbend; news = all");
    assert_string_equal(edition->language, "es-MX");
    assert_string_equal(edition->base_url, "https://audio.example.org/news/");
    assert_string_equal(edition->date, "2026-11-20");
    assert_int_equal(edition->time, 1795435200 - 3 * 86400 - 7 * 3600); /* midnight there */
    assert_string_equal(edition->cover, cover);
    assert_string_equal(edition->authority, "Paid for by Local 9.");
    assert_string_equal(edition->email, "desk@example.org");
    assert_true(edition->explicit_content);
    assert_int_equal(edition->categories->len, 2);
    assert_string_equal(first->name, "News");
    assert_string_equal(first->sub, "Politics");
    assert_null(first[1].sub);
    assert_string_equal(edition->profile, "quote-words,phone");
    assert_int_equal(edition->budget, 720);
    assert_int_equal(edition->order, ORDER_SOURCE);
    assert_string_equal(edition->voice, "es-419");
    assert_int_equal(edition->words_per_minute, 160);
    assert_int_equal(edition->pitch, 40);
    assert_int_equal(edition->episodes, EPISODES_ARTICLE | EPISODES_EDITION);
    edition_file_free(edition);
}

static void sources_keep_their_order(void **state)
{
    static const struct {
        int line;
        enum edition_source_kind kind;
        const char *where, *name;
        guint limit;
    } wanted[] = {
        { __LINE__, SOURCE_PAGE, "https://a.example/1", NULL, 0 },
        { __LINE__, SOURCE_PAGE, "https://a.example/2?x=1;2", NULL, 0 },
        { __LINE__, SOURCE_FILES, "a.txt", NULL, 0 },
        { __LINE__, SOURCE_FILES, "news/*.md", NULL, 0 },
        { __LINE__, SOURCE_FEED, "https://a.example/rss", "wire", 10 },
        { __LINE__, SOURCE_FEED, "wire.xml", "wire", 10 },
        { __LINE__, SOURCE_FOLDER, "/srv/box", "box", 0 },
    };
    struct edition_file *edition = must_load(full);

    (void)state;
    assert_int_equal(edition->sources->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct edition_source *source =
            &g_array_index(edition->sources, struct edition_source, i);
        gboolean absolute = strstr(wanted[i].where, "://") || wanted[i].where[0] == '/';
        g_autofree char *where = absolute ? g_strdup(wanted[i].where) : in_folder(wanted[i].where);

        assert_int_at(wanted[i].line, source->kind, wanted[i].kind);
        assert_string_at(wanted[i].line, source->where, where);
        assert_string_at(wanted[i].line, source->name ? source->name : "",
                         wanted[i].name ? wanted[i].name : "");
        assert_int_at(wanted[i].line, source->limit, wanted[i].limit);
    }
    /* Seven days before the edition's; a day; any. */
    assert_int_equal(g_array_index(edition->sources, struct edition_source, 0).since,
                     edition->time - 7 * 86400);
    assert_int_equal(g_array_index(edition->sources, struct edition_source, 4).since,
                     1793505600); /* midnight of November 1 there, summer time */
    assert_true(g_array_index(edition->sources, struct edition_source, 6).since == MOMENT_NONE);
    edition_file_free(edition);
}

static void sections_have_their_rules_in_order(void **state)
{
    struct edition_file *edition = must_load(full);
    const struct edition_section *jobs =
        &g_array_index(edition->sections, struct edition_section, 0);
    g_autofree char *below = in_folder("news/jobs"), *wire = in_folder("wire.xml");
    const struct edition_rule wanted[] = {
        { RULE_CATEGORY, 0, (char *)"Jobs", NULL },
        { RULE_CATEGORY, 0, (char *)"Labour", NULL },
        { RULE_TAG, 0, (char *)"jobs", NULL },
        { RULE_FOLDER, 0, below, NULL },
        { RULE_FRONT_MATTER, CRIER_META_SECTION, (char *)"Jobs", NULL },
        { RULE_FRONT_MATTER, CRIER_META_AUTHOR, (char *)"Ana Ruiz", NULL },
        { RULE_KEYWORD, 0, (char *)"union", NULL },
        { RULE_KEYWORD, 0, (char *)"pay rise", NULL },
        { RULE_FEED, 0, (char *)"wire", NULL },
        { RULE_FEED, 0, wire, NULL },
    };

    (void)state;
    assert_int_equal(edition->sections->len, 2);
    assert_string_equal(jobs->id, "jobs");
    assert_string_equal(jobs->title, "Work");
    assert_string_equal(jobs[1].title, "All");
    assert_true(jobs[1].rest && !jobs[0].rest);
    assert_int_equal(jobs->rules->len, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
        const struct edition_rule *rule = &g_array_index(jobs->rules, struct edition_rule, i);

        assert_int_at(i, rule->kind, wanted[i].kind);
        assert_int_at(i, rule->meta, wanted[i].meta);
        assert_string_at((int)i, rule->value, wanted[i].value);
    }
    edition_file_free(edition);
}

static void outputs_and_overrides_are_read(void **state)
{
    struct edition_file *edition = must_load(full);
    const struct edition_option *option =
        &g_array_index(edition->options, struct edition_option, 0);
    g_autofree char *names = g_strjoinv(" ", edition->outputs);
    g_autofree char *news = in_folder("news/deep/a.md"), *lexicon = in_folder("names.tsv");
    struct edition_override said = edition_file_override(edition, news, "https://a.example/1");
    struct edition_override none = edition_file_override(edition, "https://b.example/1", NULL);

    (void)state;
    assert_string_equal(names, "podcast mp3 web");
    assert_int_equal(edition->rates->len, 2);
    assert_int_equal(g_array_index(edition->rates, guint, 1), 240);
    assert_string_equal(option->output, "mp3");
    assert_string_equal(option->key, "bitrate");
    assert_string_equal(option->value, "64");
    assert_string_equal(edition->lexicons[0], lexicon);
    assert_null(strstr(edition->lexicons[1], ".."));
    assert_int_equal(said.embargo, NOON + 23 * 3600); /* 11:00 UTC */
    assert_int_equal(said.expires, 1798088400);
    assert_string_equal(said.voice, "en-gb");
    assert_string_equal(said.correction, "One.");
    assert_int_equal(said.section, 1);
    assert_null(said.withdrawn);
    assert_true(none.embargo == MOMENT_NONE && !none.voice && none.section == 0);
    edition_file_free(edition);
}

static void what_is_missing_has_a_meaning(void **state)
{
    struct edition_file *edition = must_load(SOURCES HEAD);
    const struct edition_section *section =
        &g_array_index(edition->sections, struct edition_section, 0);

    (void)state;
    assert_string_equal(edition->language, "en-US");
    assert_string_equal(edition->date, "2026-11-23");
    assert_null(edition->base_url);
    assert_null(edition->profile);
    assert_int_equal(edition->budget, 0);
    assert_int_equal(edition->pitch, -1);
    assert_int_equal(edition->order, ORDER_NEWEST);
    assert_int_equal(edition->episodes, EPISODES_ARTICLE);
    assert_null(edition->outputs[0]);
    assert_null(edition->lexicons[0]);
    assert_int_equal(edition->sections->len, 1);
    assert_string_equal(section->id, "news");
    assert_true(section->rest);
    edition_file_free(edition);
}

static void rest_has_a_name_of_its_own(void **state)
{
    struct edition_file *edition =
        must_load(HEAD SOURCES "[section Other]\ntag = a\n[section other 2]\ntag = b\n");

    (void)state;
    assert_int_equal(edition->sections->len, 3);
    assert_string_equal(g_array_index(edition->sections, struct edition_section, 2).id, "other-3");
    edition_file_free(edition);
}

static void today_is_the_newsrooms_day(void **state)
{
    static const struct {
        int line;
        const char *zone, *date;
    } cases[] = {
        { __LINE__, "UTC", "2026-11-23" },
        { __LINE__, "Pacific/Kiritimati", "2026-11-24" }, /* 14 hours ahead */
        { __LINE__, "Pacific/Pago_Pago", "2026-11-23" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "[edition]\ntitle = x\ndate = Today\ntime-zone = %s\n" SOURCES, cases[i].zone);
        struct edition_file *edition = must_load(text);

        assert_string_at(cases[i].line, edition->date, cases[i].date);
        edition_file_free(edition);
    }
}

static void first_that_says_it_counts(void **state)
{
    struct edition_file *edition =
        must_load(HEAD SOURCES "[section A]\ntag = a\n"
                               "[article news/rally.txt]\nvoice = one\n"
                               "[article *rally*]\nvoice = two\nprofile = brief\n"
                               "[article news/?ally.txt]\nembargo = 2026-12-01 00:00\n"
                               "[article https://a.example/*]\nvoice = three\n"
                               "[article https://a.example/?id=7]\nwithdrawn = Wrong.\n"
                               "[article *lly.txt]\ncorrection = first\n"
                               "[article x-rally.txt]\ncorrection = second\n");
    g_autofree char *rally = in_folder("news/rally.txt"), *other = in_folder("x-rally.txt");
    struct edition_override one = edition_file_override(edition, rally, NULL);
    struct edition_override two = edition_file_override(edition, other, NULL);
    struct edition_override three =
        edition_file_override(edition, "https://A.example/?id=7#top", "https://a.example/?id=7");
    struct edition_override four = edition_file_override(edition, "https://a.example/xid=7", NULL);

    (void)state;
    assert_string_equal(one.voice, "one");
    assert_string_equal(one.profile, "brief");
    assert_true(one.embargo != MOMENT_NONE);
    assert_string_equal(two.voice, "two");
    assert_string_equal(two.correction, "first");
    assert_true(two.embargo == MOMENT_NONE);
    assert_string_equal(three.voice, "three");
    assert_string_equal(three.withdrawn, "Wrong.");
    assert_null(four.withdrawn); /* "?" of an address is no wildcard */
    edition_file_free(edition);
}

/* ---- Mistakes ---- */

static const struct {
    int line;
    const char *text, *message; /* a part of it, behind the file's name */
} mistakes[] = {
    { __LINE__, HEAD SOURCES "[edition\n", "line 6: a group is written as [name]" },
    { __LINE__, HEAD SOURCES "[odd]\n",
      "line 6: there is no group [odd]; there are [edition], [sources]" },
    { __LINE__, HEAD SOURCES "[section]\n", "no group [section]" },
    { __LINE__, HEAD SOURCES "[voice loud]\n", "no group [voice loud]" },
    { __LINE__, HEAD "tilte = x\n" SOURCES,
      "line 4: [edition] has no key tilte; it has title, language" },
    { __LINE__, HEAD SOURCES "[outputs]\nbitrate = 1\n",
      "line 7: [outputs] has no key bitrate; it has wanted, rates and OUTPUT.OPTION" },
    { __LINE__, HEAD "title = y\n" SOURCES,
      "line 4: title of [edition] stands there already, in line 2" },
    { __LINE__, HEAD SOURCES SOURCES, "line 6: [sources] stands there already, in line 4" },
    { __LINE__, HEAD "author =  \n" SOURCES, "line 4: author of [edition] is empty" },
    { __LINE__, HEAD "cover=\n" SOURCES, "cover of [edition] is empty" },
    { __LINE__, HEAD "[sources]\nfiles = ; ;\n", "line 5: files of [sources] is empty" },
    { __LINE__, HEAD "author = a\\q\n" SOURCES, "line 4: author of [edition] has a backslash" },
    { __LINE__, HEAD "author = \xE9\n" SOURCES, "line 4: it is not in UTF-8" },
    { __LINE__, HEAD "nonsense\n" SOURCES, "line 4: it is neither" },
    { __LINE__, "title = x\n", "line 1: it stands before the first [group]" },
    { __LINE__, "", "it has no group [edition]" },
    { __LINE__, HEAD, "it names no articles" },
    { __LINE__, HEAD "[sources]\nlimit = 3\n", "line 4: [sources] has no files, folders" },
    { __LINE__, "[edition]\nlanguage = en\n" SOURCES, "line 1: [edition] has no title" },
    { __LINE__, HEAD "language = English!\n" SOURCES,
      "language of [edition] is English!; a language is written as" },
    { __LINE__, HEAD "base-url = audio.example.org\n" SOURCES,
      "line 4: base-url of [edition] is audio.example.org; it must be" },
    { __LINE__, HEAD "base-url = https://a.example/?x\n" SOURCES, "without ? and #" },
    { __LINE__, HEAD "date = 2026-02-30\n" SOURCES,
      "line 4: date of [edition] is 2026-02-30; it must be a day" },
    { __LINE__, HEAD "date = tomorrow\n" SOURCES,
      "is tomorrow; it must be a day as 2026-11-23, or today" },
    { __LINE__, "[edition]\ntitle = x\ntime-zone = Mars/Base\n" SOURCES,
      "line 3: time-zone of [edition] is Mars/Base" },
    { __LINE__, HEAD "email = desk\n" SOURCES, "email of [edition] is desk" },
    { __LINE__, HEAD "category = Labour\n" SOURCES,
      "category of [edition] has Labour; the list of directories has Arts, Business" },
    { __LINE__, HEAD "category = News > Labour\n" SOURCES,
      "the category News has Business News, Daily News" },
    { __LINE__, HEAD "category = History > Old\n" SOURCES,
      "the category History has no others in it" },
    { __LINE__, HEAD "explicit = maybe\n" SOURCES,
      "explicit of [edition] is maybe; it must be yes or no" },
    { __LINE__, HEAD "[sources]\npages = a.html\n",
      "line 5: pages of [sources] has a.html; a page begins with http" },
    { __LINE__, HEAD "[sources]\nfolders = https://a.example/\n",
      "an address belongs to pages or to feeds" },
    { __LINE__, HEAD SOURCES "limit = 0\n",
      "limit of [sources] is 0; it must be a number from 1 to 10000 articles" },
    { __LINE__, HEAD SOURCES "since = Monday\n",
      "since of [sources] is Monday; it must be a span" },
    { __LINE__, HEAD SOURCES "[section Jobs]\ntitle = J\n",
      "line 6: [section Jobs] takes no article" },
    { __LINE__, HEAD SOURCES "[section Jobs]\ntag = a\n[section jobs!]\ntag = b\n",
      "line 8: [section jobs!] has the same name" },
    { __LINE__, HEAD SOURCES "[section A]\nrest = yes\n[section B]\nrest = yes\n",
      "line 9: rest of [section B] is yes, and that of [section A] too" },
    { __LINE__, HEAD SOURCES "[section A]\nfeed = wire\n",
      "line 7: feed of [section A] is wire; it must be" },
    { __LINE__, HEAD SOURCES "[section A]\nfront-matter = Jobs\n", "it is written key:value" },
    { __LINE__, HEAD SOURCES "[section A]\nfront-matter = desk:Jobs\n",
      "asks for desk; there are title, author" },
    { __LINE__, HEAD SOURCES "[article a.txt]\nembargo = soon\n",
      "line 7: embargo of [article a.txt] is soon; it must be a day and a time" },
    { __LINE__, HEAD SOURCES "[article a.txt]\nembargo = 2026-11-24 25:00\n",
      "it must be a day and a time" },
    { __LINE__, HEAD SOURCES "[article a.txt]\nsection = X\n[section A]\ntag = a\n",
      "line 7: section of [article a.txt] is X; there are A" },
    { __LINE__, HEAD SOURCES "[voice]\nrate = fast\n",
      "rate of [voice] is fast; it must be a number from 80 to 449 words a minute" },
    { __LINE__, HEAD SOURCES "[voice]\npitch = 100\n",
      "pitch of [voice] is 100; it must be a number from 0 to 99" },
    { __LINE__, HEAD SOURCES "[outputs]\nwanted = podcast, cassette\n",
      "names the output cassette; there are podcast, web, epub, daisy202, stick, phone, mp3, "
      "vtt" },
    { __LINE__, HEAD SOURCES "[outputs]\nwanted = web, web\n", "names web twice" },
    { __LINE__, HEAD SOURCES "[outputs]\nrates = 130, 130\n", "names 130 twice" },
    { __LINE__, HEAD SOURCES "[outputs]\ntape.speed = 1\n", "names the output tape" },
    { __LINE__, HEAD SOURCES "[outputs]\nmp3. = 1\n", "names no option behind the point" },
    { __LINE__, HEAD SOURCES "[episodes]\nper = week\n",
      "per of [episodes] is week; there are edition, section, article" },
    { __LINE__, HEAD SOURCES "[programme]\nbudget = 12\n",
      "budget of [programme] is 12; it must be a number and a unit" },
    { __LINE__, HEAD SOURCES "[programme]\nbudget = -3 minutes\n",
      "it must be a number and a unit" },
    { __LINE__, HEAD SOURCES "[programme]\nbudget = 1e999 days\n",
      "it must be a number and a unit" },
    { __LINE__, HEAD SOURCES "[programme]\norder = random\n",
      "order of [programme] is random; there are newest, source" },
    { __LINE__, HEAD SOURCES "[programme]\nprofile = shouting\n",
      "profile of [programme] is wrong: there is no profile shouting; there are plain" },
    { __LINE__, HEAD SOURCES "[programme]\nprofile = none.ini\n", "none.ini: " },
};

static void mistakes_say_where_and_what_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autoptr(GError) error = NULL;
        struct edition_file *edition = load(mistakes[i].text, -1, &error);

        if (edition)
            fail_msg("case of line %d was taken", mistakes[i].line);
        assert_int_at(mistakes[i].line, error->code, ERROR_INPUT);
        if (!strstr(error->message, mistakes[i].message) || !strstr(error->message, "e.ini") ||
            strchr(error->message, '\n'))
            fail_msg("case of line %d says: %s", mistakes[i].line, error->message);
    }
}

static void files_that_are_none_are_refused(void **state)
{
    const struct edition_context context = { NOON, NULL };
    g_autoptr(GString) huge = g_string_new(HEAD SOURCES);
    g_autoptr(GError) error = NULL;
    g_autofree char *missing = in_folder("missing.ini");

    (void)state;
    assert_null(edition_file_load(missing, &context, &error));
    assert_non_null(strstr(error->message, "missing.ini: No such file"));
    g_clear_error(&error);
    assert_null(edition_file_load(folder, &context, &error));
    g_clear_error(&error);
    assert_null(edition_file_load("/dev/zero", &context, &error));
    assert_non_null(strstr(error->message, "larger than"));
    g_clear_error(&error);
    assert_null(
        load(HEAD "author = a\0b\n" SOURCES, sizeof(HEAD "author = a\0b\n" SOURCES) - 1, &error));
    assert_non_null(strstr(error->message, "NUL"));
    g_clear_error(&error);
    for (int i = 0; i < 1001; i++)
        g_string_append_printf(huge, "[source s%d]\nfiles = a\n", i);
    assert_null(load(huge->str, -1, &error));
    assert_non_null(strstr(error->message, "more than 1000 sources"));
}

/* Whatever part of a good file is left, it is read or refused with one line. */
static void every_beginning_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof(full); size += 3) {
        g_autoptr(GError) error = NULL;
        struct edition_file *edition = load(full, (gssize)size, &error);

        assert_true((edition != NULL) != (error != NULL));
        edition_file_free(edition);
    }
}

/* ---- The first file of a newsroom ---- */

static void first_file_works_and_is_never_overwritten(void **state)
{
    static const char *const plugins[] = { "mp3", NULL };
    const struct edition_context context = { NOON, plugins };
    g_autofree char *samples = in_folder("a; [1] \\samples*"), *path = NULL, *text = NULL;
    g_autofree char *article = NULL;
    g_autoptr(GError) error = NULL;
    struct edition_file *edition;

    (void)state;
    assert_null(edition_init(folder, samples, &error));
    assert_int_equal(error->code, ERROR_INPUT);
    g_clear_error(&error);
    g_mkdir(samples, 0777);
    article = g_build_filename(samples, "rally.txt", NULL);
    put("a; [1] \\samples*/rally.txt", "A rally.", -1);
    put("a; [1] \\samples*/README.md", "# Samples", -1);
    /* Not even through a link to nowhere. */
    g_autofree char *elsewhere = in_folder("elsewhere"), *link = in_folder("edition.ini");

    assert_int_equal(symlink(elsewhere, link), 0);
    assert_null(edition_init(folder, samples, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    g_clear_error(&error);
    assert_int_equal(g_remove(link), 0);
    path = edition_init(folder, samples, &error);
    assert_non_null(path);
    edition = edition_file_load(path, &context, &error);
    if (!edition) {
        fail_msg("%s", error->message);
        return;
    }
    assert_int_equal(edition->sources->len, 1);
    assert_string_equal(g_array_index(edition->sources, struct edition_source, 0).where, article);
    assert_true(edition->sections->len >= 5);
    edition_file_free(edition);

    assert_true(g_file_set_contents(path, "mine", -1, NULL));
    assert_null(edition_init(folder, samples, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_non_null(strstr(error->message, "there already"));
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, "mine");
}

/* All that is commented out there is right, too: each such line is tried. */
static void first_file_knows_every_key(void **state)
{
    gsize size;
    g_auto(GStrv) lines = g_strsplit(edition_sample(&size), "\n", -1);
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct edition_file *edition;

    (void)state;
    assert_int_equal(strlen(edition_sample(&size)), size);
    put("riverbend.ini", "[profile]\ndelivery = plain\n", -1);
    for (char **line = lines; *line; line++) {
        const char *bare = g_str_has_prefix(*line, "# ") ? *line + 2 : *line;
        gboolean key = g_regex_match_simple("^[a-z0-9.-]+ = ", bare, 0, 0);
        g_autofree char *name = key ? g_strndup(bare, strcspn(bare, " ")) : NULL;

        if (*bare == '[')
            g_hash_table_remove_all(seen);
        if (*bare == '[' || (key && g_hash_table_add(seen, g_steal_pointer(&name))))
            g_string_append_printf(all, "%s\n", bare);
    }
    edition = must_load(all->str);
    assert_non_null(edition->cover);
    assert_int_equal(edition->budget, 720);
    assert_int_equal(edition->overrides->len, 1);
    assert_int_equal(edition->options->len, 1);
    assert_int_equal(edition->rates->len, 2);
    edition_file_free(edition);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(heads_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sources_keep_their_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sections_have_their_rules_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(outputs_and_overrides_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_missing_has_a_meaning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rest_has_a_name_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(today_is_the_newsrooms_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(first_that_says_it_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_say_where_and_what_there_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_are_none_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_beginning_is_read_or_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(first_file_works_and_is_never_overwritten, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(first_file_knows_every_key, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
