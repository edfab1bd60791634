/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outputs that programs read: JSON, chapters, labels, SMIL, and the picture. */
#include "tests/support/cmocka.h"
#include "tests/support/script.h"

#include <glib/gstdio.h>
#include <unistd.h>

extern const struct crier_output crier_plugin_json;
extern const struct crier_output crier_plugin_chapters;
extern const struct crier_output crier_plugin_labels;
extern const struct crier_output crier_plugin_smil;
extern const struct crier_output crier_plugin_svg;

static const struct script_line lines[] = {
    { CRIER_ROLE_HEADLINE, "Bakers vote", FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH, "Ovens are off.", FALSE, FALSE },
    { CRIER_ROLE_HEADING, "Why now?", FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH, "—", TRUE, FALSE },
    { CRIER_ROLE_HEADING, "***", TRUE, FALSE },
    { 0, NULL, FALSE, FALSE },
};

/* Titles and words that try to get out of where they stand. */
#define NASTY                                                                                      \
    "<b>&amp; --> ]]> \"' \\ \t\x01\x1F\x7F \xE2\x80\xAE"                                          \
    "x \xEF\xBB\xBF 👍🏽 \r\n end"

static const struct script_line nasty[] = {
    { CRIER_ROLE_HEADLINE, NASTY, FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH, NASTY, FALSE, TRUE },
    { CRIER_ROLE_HEADING, NASTY, FALSE, FALSE },
    { 0, NULL, FALSE, FALSE },
};

static char *run(const struct crier_output *plugin, const char *name, const struct script *script,
                 int64_t *length)
{
    g_autoptr(GError) error = NULL;
    char *file = script_run(plugin, name, script, length, &error);

    if (!file)
        fail_msg("%s", error->message);
    return file;
}

static char *run_lines(const struct crier_output *plugin, const char *name,
                       const struct script_line *given, int64_t *length)
{
    const struct script script = { .title = given == nasty ? NASTY : "Bakers", .lines = given };

    return run(plugin, name, &script, length);
}

static char *run_option(const struct crier_output *plugin, const char *name, const char *key,
                        const char *value)
{
    const struct crier_option option = { key, value };
    const struct script script = {
        .title = "Bakers", .lines = lines, .options = &option, .option_count = 1
    };

    return run(plugin, name, &script, NULL);
}

/* The project's own judge of JSON. */
static void assert_json(const char *file)
{
    g_autofree char *path = NULL;
    g_autofree char *complaint = NULL;
    char *command[] = { "awk", "-f", "tests/cli/json.awk", NULL, NULL };
    int fd = g_file_open_tmp("crier-json-XXXXXX", &path, NULL);
    int status = 1;

    assert_true(fd >= 0);
    close(fd);
    assert_true(g_file_set_contents(path, file, -1, NULL));
    command[3] = path;
    assert_true(g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &complaint, NULL,
                             &status, NULL));
    g_unlink(path);
    if (status != 0)
        fail_msg("%s in:\n%s", complaint, file);
}

static void collect(GMarkupParseContext *context, const char *text, gsize size, gpointer data,
                    GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(data, text, (gssize)size);
}

/* All text of well-formed XML. */
static char *xml_text(const char *file)
{
    const GMarkupParser parser = { .text = collect };
    GString *text = g_string_new(NULL);
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, text, NULL);
    g_autoptr(GError) error = NULL;

    if (!g_markup_parse_context_parse(context, file, -1, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        fail_msg("%s in:\n%s", error->message, file);
    g_markup_parse_context_free(context);
    return g_string_free(text, FALSE);
}

static void assert_has(const char *file, const char *wanted)
{
    if (!strstr(file, wanted))
        fail_msg("there is no\n<%s> in:\n%s", wanted, file);
}

/* ---- JSON ---- */

static void json_has_every_word_with_its_frames_and_its_place(void **state)
{
    int64_t length;
    g_autofree char *file = run_lines(&crier_plugin_json, "a.json", lines, &length);
    g_autofree char *ends = g_strdup_printf("\"length\": %" G_GINT64_FORMAT ",", length);

    (void)state;
    assert_json(file);
    assert_has(file, "\"rate\": 22050");
    assert_has(file, "{\"source\": \"article.txt\", \"meta\": [\n      {\"key\": \"title\", "
                     "\"value\": \"Bakers\"}");
    assert_has(file, "{\"sentence\": 1, \"block\": 1, \"role\": \"headline\", \"text\": \"Bakers "
                     "vote\", \"bytes\": [0, 11], \"start\": 3307, \"end\": 14274, \"seconds\": "
                     "[0.149977, 0.647346]");
    assert_has(file, "{\"text\": \"vote\", \"written\": [7, 11], \"bytes\": [7, 11], \"start\": "
                     "10286, \"end\": 14274, \"seconds\": [0.466485, 0.647346]}");
    /* The second block follows the first in the source. */
    assert_has(file, "{\"text\": \"off.\", \"written\": [10, 14], \"bytes\": [22, 26]");
    assert_has(file, "{\"sentence\": 4, \"block\": 4, \"role\": \"paragraph\", \"text\": \"—\"");
    assert_has(file, ends);
}

static void json_keeps_any_text_exactly(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_json, "a.json", nasty, NULL);

    (void)state;
    assert_json(file);
    assert_has(file, "\"text\": \"<b>&amp; --> ]]> \\\"' \\\\ \\u0009\\u0001\\u001f\\u007f "
                     "\xE2\x80\xAEx \xEF\xBB\xBF 👍🏽 \\u000d\\u000a end\"");
}

/* ---- Chapters ---- */

static void chapters_are_headline_and_headings(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_chapters, "a.chapters.json", lines, NULL);

    (void)state;
    assert_json(file);
    assert_string_equal(file, "{\n  \"version\": \"1.2.0\",\n  \"title\": \"Bakers\",\n"
                              "  \"chapters\": [\n"
                              "    {\"startTime\": 0.000, \"title\": \"Bakers vote\"},\n"
                              "    {\"startTime\": 1.505, \"title\": \"Why now?\"}\n  ]\n}\n");
}

/* Players want a chapter for every moment. */
static void without_a_headline_the_first_chapter_has_the_title(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_chapters, "a.chapters.json", lines + 1, NULL);

    (void)state;
    assert_json(file);
    assert_has(file, "[\n    {\"startTime\": 0.000, \"title\": \"Bakers\"},\n    {\"startTime\": ");
    assert_has(file, "\"title\": \"Why now?\"}");
}

static void an_article_without_sound_has_no_chapters(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_chapters, "a.chapters.json", lines + 3, NULL);

    (void)state;
    assert_json(file);
    assert_has(file, "\"chapters\": []");
}

static void chapters_hold_any_title(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_chapters, "a.chapters.json", nasty, NULL);

    (void)state;
    assert_json(file);
}

/* ---- Labels ---- */

static void labels_are_lines_with_tabs(void **state)
{
    g_autofree char *sentences = run_lines(&crier_plugin_labels, "a.labels.txt", lines, NULL);
    g_autofree char *words = run_option(&crier_plugin_labels, "a.labels.txt", "words", "1");

    (void)state;
    assert_string_equal(sentences, "0.149977\t0.647346\tBakers vote\n"
                                   "0.797324\t1.430340\tOvens are off.\n"
                                   "1.580317\t1.942040\tWhy now?\n");
    assert_true(g_str_has_prefix(words, "0.149977\t0.421269\tBakers\n0.466485\t0.647346\tvote\n"));
}

static void no_text_breaks_a_label(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_labels, "a.labels.txt", nasty, NULL);
    g_auto(GStrv) rows = g_strsplit(file, "\n", -1);

    (void)state;
    assert_int_equal(g_strv_length(rows), 4);
    for (guint i = 0; i < 3; i++) {
        g_auto(GStrv) cells = g_strsplit(rows[i], "\t", -1);

        assert_int_equal(g_strv_length(cells), 3);
    }
}

/* ---- SMIL ---- */

static void smil_clips_follow_one_another(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_smil, "bread & 7%.smil", lines, NULL);
    g_autofree char *text = xml_text(file);

    (void)state;
    assert_has(file,
               "<seq id=\"b1\">\n<par id=\"s1\"><text src=\"bread%20%26%207%25.html#s1\"/><audio "
               "src=\"bread%20%26%207%25.wav\" clipBegin=\"0.000s\" clipEnd=\"0.722s\"/></par>\n"
               "</seq>\n<seq id=\"b2\">\n<par id=\"s2\">");
    assert_has(file, "clipBegin=\"0.722s\" clipEnd=\"1.505s\"");
    assert_has(file, "clipBegin=\"1.505s\" clipEnd=");
    assert_null(strstr(file, "\"s4\""));
}

static void smil_names_what_it_is_told(void **state)
{
    g_autofree char *file = run_option(&crier_plugin_smil, "a.smil", "audio", "x/\"y\".mp3");

    (void)state;
    g_free(xml_text(file));
    assert_has(file, "<audio src=\"x/%22y%22.mp3\"");
}

static void smil_holds_any_title(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_smil, "a.smil", nasty, NULL);

    (void)state;
    g_free(xml_text(file));
}

/* ---- SVG ---- */

static void the_picture_describes_itself(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_svg, "a.svg", lines, NULL);
    g_autofree char *text = xml_text(file);

    (void)state;
    assert_has(text, "Waveform of Bakers");
    assert_has(text,
               "The audio plays 0:02 and has 3 sentences. Headings: 0:00 Bakers vote; 0:01 Why "
               "now?.");
    assert_has(file, "role=\"img\" aria-labelledby=\"t d\"");
    assert_has(file, "prefers-color-scheme: dark");
    assert_has(file, "<g xml:lang=\"en\">");
    assert_has(file, "class=\"wave\" d=\"M0");
    assert_has(file, " 136.1L"); /* 0.3 of the half height above the middle, 160 */
    assert_has(file, " 183.9L");
    assert_has(file, ">Why now?</text>");
}

static void the_picture_holds_any_title(void **state)
{
    g_autofree char *file = run_lines(&crier_plugin_svg, "a.svg", nasty, NULL);
    g_autofree char *text = xml_text(file);

    (void)state;
    assert_null(strstr(file, "<b>"));
    assert_has(text, "Waveform of <b>&amp; --> ]]> \"' \\ x 👍🏽 end");
}

/* However long the audio: the same size of picture. */
static void a_long_picture_is_no_larger(void **state)
{
    struct script_line many[3001] = { 0 };
    const struct script script = { .title = "t", .lines = many };
    g_autofree char *file = NULL;

    (void)state;
    for (guint i = 0; i < 3000; i++)
        many[i] = (struct script_line){ i % 10 ? CRIER_ROLE_PARAGRAPH : CRIER_ROLE_HEADING,
                                        "Bread is dear.", FALSE, FALSE };
    file = run(&crier_plugin_svg, "a.svg", &script, NULL);
    g_free(xml_text(file));
    assert_in_range(strlen(file), 10000, 150000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_every_word_with_its_frames_and_its_place),
        cmocka_unit_test(json_keeps_any_text_exactly),
        cmocka_unit_test(chapters_are_headline_and_headings),
        cmocka_unit_test(without_a_headline_the_first_chapter_has_the_title),
        cmocka_unit_test(an_article_without_sound_has_no_chapters),
        cmocka_unit_test(chapters_hold_any_title),
        cmocka_unit_test(labels_are_lines_with_tabs),
        cmocka_unit_test(no_text_breaks_a_label),
        cmocka_unit_test(smil_clips_follow_one_another),
        cmocka_unit_test(smil_names_what_it_is_told),
        cmocka_unit_test(smil_holds_any_title),
        cmocka_unit_test(the_picture_describes_itself),
        cmocka_unit_test(the_picture_holds_any_title),
        cmocka_unit_test(a_long_picture_is_no_larger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
