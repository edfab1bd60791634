/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SubRip and TTML captions: their form, their times, and what an article cannot do to them. */
#include "tests/support/cmocka.h"
#include "tests/support/script.h"

#include <stdio.h>

extern const struct crier_output crier_plugin_srt;
extern const struct crier_output crier_plugin_ttml;

static const struct script_line lines[] = {
    { CRIER_ROLE_HEADLINE, "Bakers vote", FALSE, FALSE },
    { CRIER_ROLE_PARAGRAPH, "Ovens are off & “cold” in <Ada> --> Ben's shop, where nobody bakes.",
      FALSE, FALSE },
    { 0, NULL, FALSE, FALSE },
};

static char *run(const struct crier_output *plugin, const char *name, const char *title,
                 const struct script_line *given, int64_t *length)
{
    const struct script script = { .title = title, .lines = given };
    g_autoptr(GError) error = NULL;
    char *file = script_run(plugin, name, &script, length, &error);

    if (!file)
        fail_msg("%s", error->message);
    return file;
}

/* ---- SubRip ---- */

static void srt_has_numbers_short_lines_and_no_markup(void **state)
{
    g_autofree char *file = run(&crier_plugin_srt, "a.srt", "t", lines, NULL);

    (void)state;
    assert_string_equal(file, "1\n00:00:00,000 --> 00:00:00,722\nBakers vote\n\n"
                              "2\n00:00:00,722 --> 00:00:03,125\nOvens are off & “cold”\n"
                              "in <\u2060Ada> --\u2060> Ben's shop,\n\n"
                              "3\n00:00:03,125 --> 00:00:04,157\nwhere nobody bakes.\n");
}

static int64_t srt_time(const char *text)
{
    int hours, minutes, seconds, thousandths;

    assert_int_equal(sscanf(text, "%2d:%2d:%2d,%3d", &hours, &minutes, &seconds, &thousandths), 4);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
}

static void srt_is_contiguous_whatever_stands_in_it(void **state)
{
    static const struct script_line hostile[] = {
        { CRIER_ROLE_PARAGRAPH, "7\r\n\r\n8\n00:00:00,000 --> 99:00:00,000\nfour", FALSE, FALSE },
        { CRIER_ROLE_PARAGRAPH, "{\\an8}<i>raised</i><font color=\"red\">", FALSE, TRUE },
        { CRIER_ROLE_PARAGRAPH, "--> --> -->", FALSE, FALSE },
        { CRIER_ROLE_PARAGRAPH, "nothing", TRUE, FALSE },
        { 0, NULL, FALSE, FALSE },
    };
    int64_t length;
    g_autofree char *file = run(&crier_plugin_srt, "a.srt", NULL, hostile, &length);
    g_auto(GStrv) blocks = g_strsplit(g_strchomp(file), "\n\n", -1);
    int64_t at = 0;

    (void)state;
    for (guint i = 0; blocks[i]; i++) {
        g_auto(GStrv) rows = g_strsplit(blocks[i], "\n", -1);
        g_autofree char *number = g_strdup_printf("%u", i + 1);

        assert_string_equal(rows[0], number);
        assert_in_range(g_strv_length(rows), 3, 4);
        assert_int_equal(srt_time(rows[1]), at);
        assert_memory_equal(rows[1] + 12, " --> ", 5);
        at = srt_time(rows[1] + 17);
        for (char **row = rows + 2; *row; row++) {
            assert_null(strstr(*row, "-->"));
            assert_null(strstr(*row, "<i"));
            assert_null(strstr(*row, "</"));
            assert_null(strstr(*row, "{\\"));
            assert_true(g_utf8_strlen(*row, -1) <= 32 + 6);
        }
    }
    assert_int_equal(at, length * 1000 / 22050);
}

/* ---- TTML ---- */

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

static void ttml_is_well_formed(void **state)
{
    g_autofree char *file =
        run(&crier_plugin_ttml, "a.ttml", "Bakers <& \"]]> --> \x01\x1F", lines, NULL);
    g_autofree char *text = xml_text(file);

    (void)state;
    assert_non_null(strstr(text, "Bakers <& \"]]> -->"));
    assert_non_null(strstr(text, "Ben's shop,"));
    assert_non_null(strstr(file, "<div xml:lang=\"en\">"));
    assert_non_null(strstr(
        file, "<p xml:id=\"s1\" begin=\"00:00:00.000\" end=\"00:00:00.722\">Bakers vote</p>\n"));
    assert_non_null(strstr(file, "<p xml:id=\"s2\" begin=\"00:00:00.722\""));
    assert_non_null(strstr(file, "<br/>"));
    assert_true(g_str_has_suffix(file, "</p>\n</div>\n</body>\n</tt>\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(srt_has_numbers_short_lines_and_no_markup),
        cmocka_unit_test(srt_is_contiguous_whatever_stands_in_it),
        cmocka_unit_test(ttml_is_well_formed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
