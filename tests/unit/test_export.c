/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The static trees: every place leads to places that are there, and titles are only data. */
#include "core/phone/export.h"

#include "core/base/error.h"
#include "core/phone/dialplan.h"
#include "core/phone/law.h"
#include "tests/support/cmocka.h"
#include "tests/support/phone_folder.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

static const char *const titles[] = {
    "News",
    "a\"/><script>&x;]]></audio><!-- \\ '",
    "x\n[evil]\nexten => s,1,System(rm)\r\n;${SHELL(ls)}",
    "control \x01\x1b\x7f \xef\xbf\xbe and \xe2\x80\xa8 line",
};

static char *read_text(const char *folder, const char *path, gsize *size)
{
    g_autofree char *whole = g_build_filename(folder, path, NULL);
    char *text = NULL;

    if (!g_file_get_contents(whole, &text, size, NULL))
        fail_msg("%s is not there", path);
    return text;
}

/* All attributes that lead to another file. */
static void check_links(const char *folder, xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            static const char *const names[] = { "next", "src", "action" };

            for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
                xmlChar *value = xmlGetProp(node, (const xmlChar *)names[i]);
                g_autofree char *path =
                    value ? g_build_filename(folder, (const char *)value, NULL) : NULL;

                if (path && !g_file_test(path, G_FILE_TEST_IS_REGULAR))
                    fail_msg("%s leads nowhere", path);
                xmlFree(value);
            }
            assert_string_not_equal((const char *)node->name, "script");
        }
        check_links(folder, node->children);
    }
}

static guint check_xml(const char *folder, const char *name, gboolean links)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *entry;
    guint count = 0;

    assert_non_null(dir);
    for (; (entry = g_dir_read_name(dir)); count++) {
        g_autofree char *file = g_build_filename(path, entry, NULL);
        xmlDoc *document = xmlReadFile(file, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);

        if (!document)
            fail_msg("%s is no XML", entry);
        if (links)
            check_links(path, xmlDocGetRootElement(document));
        xmlFreeDoc(document);
    }
    return count;
}

/* Every context that is gone to is there, and nothing else is in the dialplan. */
static void check_dialplan(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (guint i = 0; lines[i]; i++) {
        const char *line = lines[i], *go = strstr(line, "Goto(");

        if (*line && *line != ';' && !g_str_has_prefix(line, "[crier-") &&
            !g_str_has_prefix(line, "exten => ") && !g_str_has_prefix(line, " same => n,"))
            fail_msg("what is this: %s", line);
        if (go) {
            g_autofree char *name =
                g_strndup(go + strlen("Goto("), strcspn(go + strlen("Goto("), ","));
            g_autofree char *context = g_strdup_printf("\n[%s]\n", name);

            assert_non_null(strstr(text, context));
        }
    }
    assert_null(strstr(text, "evil"));
    assert_null(strstr(text, "$"));
}

static void test_trees(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
        char *folder = scratch_new(), *out = scratch_new();
        g_autoptr(GError) error = NULL;
        g_autofree char *plan = NULL;
        struct board *board;

        phone_folder_write(folder, titles[i]);
        board = board_load(folder, &error);
        assert_non_null(board);
        if (!export_tree(board, out, &error))
            fail_msg("%s", error->message);
        plan = read_text(out, "asterisk/extensions.conf", NULL);
        check_dialplan(plan);
        assert_int_equal(check_xml(out, "freeswitch", FALSE), 2);
        /* start, menu, again, goodbye, end, two topics, two headlines, two stories */
        assert_int_equal(check_xml(out, "voicexml", TRUE), 11);
        assert_int_equal(check_xml(out, "twiml", TRUE), 11 * 13);
        board_unref(board);
        scratch_free(folder);
        scratch_free(out);
    }
}

static void test_audio(void **state)
{
    char *folder = scratch_new(), *out = scratch_new();
    g_autofree char *u = NULL, *a = NULL, *wav = NULL, *sln = NULL, *name = NULL;
    static const char *const endings[] = { "ulaw", "alaw", "wav", "sln" };
    char **const texts[] = { &u, &a, &wav, &sln };
    gsize sizes[4];
    struct board *board;

    (void)state;
    phone_folder_write(folder, "News");
    board = board_load(folder, NULL);
    assert_true(export_tree(board, out, NULL));
    name = g_path_get_basename(board->clips[board->prompts[PROMPT_GREETING]].file);
    *strrchr(name, '.') = '\0';
    for (int i = 0; i < 4; i++) {
        g_autofree char *path = g_strdup_printf("audio/%s.%s", name, endings[i]);

        *texts[i] = read_text(out, path, &sizes[i]);
    }
    assert_int_equal(sizes[0], 4000);
    assert_int_equal(sizes[1], 4000);
    assert_int_equal(sizes[2], 8044);
    assert_int_equal(sizes[3], 8000);
    assert_memory_equal(wav + 44, sln, 8000);
    assert_memory_equal(wav, "RIFF\x64\x1f\0\0WAVEfmt ", 16);
    for (int i = 0; i < 4000; i++) {
        const gint16 linear = law_linear_of_u((guint8)u[i]);

        assert_int_equal((guint8)sln[2 * i], linear & 0xFF);
        assert_int_equal((guint8)a[i], law_a_of_linear(linear));
    }
    board_unref(board);
    scratch_free(folder);
    scratch_free(out);
}

static void test_missing_clip(void **state)
{
    char *folder = scratch_new(), *out = scratch_new();
    g_autoptr(GError) error = NULL, full = NULL;
    g_autofree char *path = NULL, *below = NULL;
    struct board *board;

    (void)state;
    phone_folder_write(folder, "News");
    board = board_load(folder, NULL);
    path = g_build_filename(folder, board->clips[board->prompts[PROMPT_GOODBYE]].file, NULL);
    below = g_build_filename(path, "x", NULL);
    assert_false(export_tree(board, below, &full));
    assert_true(g_error_matches(full, CRIER_ERROR, ERROR_OUTPUT));
    assert_int_equal(g_unlink(path), 0);
    assert_false(export_tree(board, out, &error));
    assert_true(g_error_matches(error, CRIER_ERROR, ERROR_INPUT));
    board_unref(board);
    scratch_free(folder);
    scratch_free(out);
}

static void test_dialplan(void **state)
{
    static const char *const bad[] = { "", "a b", "host\nexten", "host)", "a,b", "${X}" };
    g_autofree char *plan = dialplan_agi("[::1]:4573");

    (void)state;
    assert_non_null(strstr(plan, "AGI(agi://[::1]:4573/news)"));
    assert_non_null(strstr(plan, "${AGISTATUS}"));
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_null(dialplan_agi(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_audio),
        cmocka_unit_test(test_missing_clip),
        cmocka_unit_test(test_dialplan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
