/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in, files out: nothing half read, nothing half written. */
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/source/output_file.h"
#include "core/source/source.h"

#include "tests/support/cmocka.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char *folder;
    char *path; /* in it */
};

static int set_up(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);

    fixture->folder = g_dir_make_tmp("crier-source-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "file", NULL);
    *state = fixture;
    return fixture->folder ? 0 : -1;
}

/* The folder must be empty but for the file itself, or the test left a trace. */
static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    int left;

    g_unlink(fixture->path);
    left = g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->path);
    g_free(fixture);
    return left;
}

static void a_file_is_read_whole(void **state)
{
    const struct fixture *fixture = *state;
    struct source source;
    g_autofree char *bytes = g_malloc(200000);

    memset(bytes, 'a', 200000);
    assert_true(g_file_set_contents(fixture->path, bytes, 200000, NULL));
    assert_true(source_load(&source, fixture->path, NULL, NULL));
    assert_int_equal(source.size, 200000);
    assert_memory_equal(source.bytes, bytes, 200000);
    source_clear(&source);
}

static void what_cannot_be_read_is_named(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *missing = g_build_filename(fixture->folder, "no\nfile", NULL);
    const struct {
        int line;
        const char *name, *ends;
    } cases[] = {
        { __LINE__, missing, "/no\\nfile: No such file or directory" },
        { __LINE__, fixture->folder, ": it is a folder; name the articles in it" },
        { __LINE__, "/dev/null", "cannot read /dev/null: it is empty" },
        { __LINE__, "/dev/zero",
          "cannot read /dev/zero: it is larger than 32 megabytes; split it into articles" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        struct source source;

        if (source_load(&source, cases[i].name, NULL, &error))
            fail_msg("case of line %d was read", cases[i].line);
        assert_int_at(cases[i].line, error->code, ERROR_INPUT);
        if (!g_str_has_suffix(error->message, cases[i].ends))
            fail_msg("case of line %d: %s", cases[i].line, error->message);
    }
}

static void write_words(const struct output_file *file, const char *words)
{
    assert_int_equal(write(output_file_descriptor(file), words, strlen(words)), strlen(words));
}

static void assert_contents(const char *path, const char *wanted)
{
    g_autofree char *got = NULL;

    assert_true(g_file_get_contents(path, &got, NULL, NULL));
    assert_string_equal(got, wanted);
}

static void a_file_appears_when_it_is_whole(void **state)
{
    const struct fixture *fixture = *state;
    struct output_file *file = output_file_new(fixture->path, NULL);
    uint64_t size = 0;

    assert_non_null(file);
    write_words(file, "all of it");
    assert_int_not_equal(access(fixture->path, F_OK), 0);
    assert_true(output_file_commit(file, &size, NULL));
    assert_int_equal(size, 9);
    assert_contents(fixture->path, "all of it");
}

static void an_older_file_stays_until_the_new_one_is_whole(void **state)
{
    const struct fixture *fixture = *state;
    struct output_file *file;

    assert_true(g_file_set_contents(fixture->path, "old", -1, NULL));
    file = output_file_new(fixture->path, NULL);
    write_words(file, "ne");
    output_file_abandon(file);
    assert_contents(fixture->path, "old");
    file = output_file_new(fixture->path, NULL);
    write_words(file, "new");
    assert_contents(fixture->path, "old");
    assert_true(output_file_commit(file, NULL, NULL));
    assert_contents(fixture->path, "new");
}

static void a_dead_run_leaves_no_obstacle(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *leftover = g_build_filename(fixture->folder, ".file.crier-part", NULL);
    struct output_file *file;

    assert_true(g_file_set_contents(leftover, "half of a WAV", -1, NULL));
    file = output_file_new(fixture->path, NULL);
    write_words(file, "whole");
    assert_true(output_file_commit(file, NULL, NULL));
    assert_contents(fixture->path, "whole");
    assert_int_not_equal(access(leftover, F_OK), 0);
}

static void a_link_is_followed_and_a_device_refused(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *link = g_build_filename(fixture->folder, "link", NULL);
    g_autoptr(GError) error = NULL;
    struct output_file *file;
    struct stat st;

    assert_true(g_file_set_contents(fixture->path, "old", -1, NULL));
    assert_int_equal(symlink("file", link), 0);
    file = output_file_new(link, NULL);
    write_words(file, "through the link");
    assert_true(output_file_commit(file, NULL, NULL));
    assert_contents(fixture->path, "through the link");
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    g_unlink(link);
    assert_null(output_file_new("/dev/null", &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_string_equal(error->message, "cannot write /dev/null: it is not a regular file");
}

static void a_missing_folder_is_said(void **state)
{
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_null(output_file_new("/no/such/folder/x.wav", &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_string_equal(error->message,
                        "cannot write /no/such/folder/x.wav: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_appears_when_it_is_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_older_file_stays_until_the_new_one_is_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_dead_run_leaves_no_obstacle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_is_followed_and_a_device_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_folder_is_said, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
