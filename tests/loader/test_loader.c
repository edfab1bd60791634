/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken plugins each get their own message and never stop the rest. */
#include "core/plugin/loader.h"
#include "core/plugin/session.h"

#include "tests/support/cmocka.h"

#include <crier/crier.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A folder with chosen plugins, linked in under names that decide their order. */
struct fixture {
    char *folder;
};

static void link_plugin(const struct fixture *fixture, const char *plugin, const char *as)
{
    g_autofree char *cwd = g_get_current_dir();
    g_autofree char *from = g_strdup_printf("%s/" TEST_BUILD "/tests/loader/%s.so", cwd, plugin);
    g_autofree char *to = g_build_filename(fixture->folder, as, NULL);

    assert_int_equal(access(from, R_OK), 0);
    assert_int_equal(symlink(from, to), 0);
}

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->folder = g_dir_make_tmp("crier-loader-XXXXXX", NULL);
    *state = fixture;
    return fixture->folder ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    GDir *dir = g_dir_open(fixture->folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture);
    return 0;
}

static struct session *scan(const struct fixture *fixture)
{
    char *const folders[] = { fixture->folder, NULL };
    struct session *session = session_new(folders, CRIER_KIND_READER);

    assert_true(session_scan(session, NULL));
    return session;
}

static void each_broken_plugin_has_its_message(void **state)
{
    static char short_reason[80];
    static const struct {
        int line;
        const char *plugin, *reason;
    } cases[] = {
        { __LINE__, "wrong_major", "made for plugin interface 9.0; this Crier has 1.2" },
        { __LINE__, "short_struct", short_reason },
        { __LINE__, "missing_entry", "it has no entry named crier_plugin" },
        { __LINE__, "empty_name", "its name is empty" },
        { __LINE__, "undefined_symbol",
          "it cannot be loaded: undefined symbol: crier_no_such_function" },
        { __LINE__, "crash_on_load",
          "its initialiser crashed or hung: the process was ended by "
          "signal 6 (Aborted)" },
    };
    const struct fixture *fixture = *state;
    struct session *session;

    g_snprintf(short_reason, sizeof(short_reason),
               "its structure has %zu bytes; a reader needs %zu", sizeof(struct crier_head),
               sizeof(struct crier_reader));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = g_strdup_printf("%zu.so", i);

        link_plugin(fixture, cases[i].plugin, name);
    }
    link_plugin(fixture, "decent", "zz-last.so");
    session = scan(fixture);
    assert_int_equal(session->files->len, G_N_ELEMENTS(cases) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_string_at(cases[i].line, session_file(session, (uint32_t)i)->rejected,
                         cases[i].reason);
    assert_null(session_file(session, G_N_ELEMENTS(cases))->rejected);
    assert_string_equal(session_file(session, G_N_ELEMENTS(cases))->name, "decent");
    session_free(session);
}

static void a_text_file_is_no_plugin(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *path = g_build_filename(fixture->folder, "fake.so", NULL);
    struct session *session;

    assert_true(g_file_set_contents(path,
                                    "I am not an ELF file, but I am long enough to have "
                                    "a header read from me, one would think.",
                                    -1, NULL));
    session = scan(fixture);
    assert_int_equal(session->files->len, 1);
    assert_true(
        g_str_has_prefix(session_file(session, 0)->rejected, "it is not a shared library: "));
    session_free(session);
}

static void the_first_of_a_name_wins(void **state)
{
    const struct fixture *fixture = *state;
    struct session *session;

    link_plugin(fixture, "decent", "a.so");
    link_plugin(fixture, "decent", "b.so");
    session = scan(fixture);
    assert_null(session_file(session, 0)->rejected);
    assert_true(g_str_has_prefix(session_file(session, 1)->rejected,
                                 "a plugin named decent was found first: "));
    assert_true(g_str_has_suffix(session_file(session, 1)->rejected, "/a.so"));
    session_free(session);
}

static void order_is_by_name_and_hidden_files_do_not_count(void **state)
{
    const struct fixture *fixture = *state;
    char *const folders[] = { fixture->folder, NULL };
    g_autoptr(GPtrArray) files = NULL;
    g_autofree char *b = g_build_filename(fixture->folder, "b.so", NULL);

    link_plugin(fixture, "decent", "c.so");
    link_plugin(fixture, "decent", "b.so");
    link_plugin(fixture, "decent", ".hidden.so");
    link_plugin(fixture, "decent", "README");
    files = loader_files(folders, CRIER_KIND_READER);
    assert_int_equal(files->len, 2);
    assert_string_equal(files->pdata[0], b);
}

static void a_plugin_of_the_other_kind_is_told_apart(void **state)
{
    static const struct crier_output output = {
        .head = CRIER_HEAD(struct crier_output, CRIER_KIND_READER, "odd", "An output that lies"),
    };
    struct crier_output honest = output;
    g_autofree char *lying = loader_complaint(&output.head, CRIER_KIND_OUTPUT);
    g_autofree char *empty = NULL;

    (void)state;
    assert_non_null(lying);
    honest.head.kind = CRIER_KIND_OUTPUT;
    empty = loader_complaint(&honest.head, CRIER_KIND_OUTPUT);
    assert_string_equal(empty, "it lacks its begin, event, finish or abort function");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_broken_plugin_has_its_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_file_is_no_plugin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_of_a_name_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_is_by_name_and_hidden_files_do_not_count, set_up,
                                        tear_down),
        cmocka_unit_test(a_plugin_of_the_other_kind_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
