/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file appears whole or not at all, whatever goes wrong on the way. */
#include "core/base/error.h"
#include "core/source/output_file.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
    char *folder, *path;
};

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);

    room->folder = scratch_new();
    room->path = g_build_filename(room->folder, "a.wav", NULL);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;

    scratch_free(room->folder);
    g_free(room->path);
    g_free(room);
    return 0;
}

static void expect(const char *path, const char *text)
{
    g_autofree char *found = NULL;

    assert_true(g_file_get_contents(path, &found, NULL, NULL));
    assert_string_equal(found, text);
}

/* How many names stand in the folder. */
static guint names(const struct room *room)
{
    g_autoptr(GDir) dir = g_dir_open(room->folder, 0, NULL);
    guint count = 0;

    while (g_dir_read_name(dir))
        count++;
    return count;
}

static void expect_error(GError **error, const char *text)
{
    assert_non_null(*error);
    assert_int_equal((*error)->code, ERROR_OUTPUT);
    if (!strstr((*error)->message, text))
        fail_msg("\"%s\" does not say \"%s\"", (*error)->message, text);
    g_clear_error(error);
}

static void it_appears_whole_and_replaces(void **state)
{
    const struct room *room = *state;
    struct output_file *file = output_file_new(room->path, NULL);
    uint64_t size = 0;

    assert_non_null(file);
    assert_true(output_file_write(file, "first", 5));
    assert_false(g_file_test(room->path, G_FILE_TEST_EXISTS));
    assert_true(output_file_commit(file, &size, NULL));
    assert_int_equal(size, 5);
    expect(room->path, "first");
    assert_true(output_file_put(room->path, "second one", 10, NULL));
    expect(room->path, "second one");
    assert_int_equal(names(room), 1);
}

static void a_link_is_followed(void **state)
{
    const struct room *room = *state;
    g_autofree char *link = g_build_filename(room->folder, "latest.wav", NULL);

    assert_true(output_file_put(room->path, "old", 3, NULL));
    assert_int_equal(symlink("a.wav", link), 0);
    assert_true(output_file_put(link, "new", 3, NULL));
    expect(room->path, "new");
    assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
}

static void what_is_dropped_leaves_nothing(void **state)
{
    const struct room *room = *state;
    struct output_file *file = output_file_new(room->path, NULL);

    assert_true(output_file_write(file, "half", 4));
    output_file_abandon(file);
    output_file_abandon(NULL);
    assert_int_equal(names(room), 0);
}

static void only_files_are_replaced(void **state)
{
    const struct room *room = *state;
    g_autofree char *missing = g_build_filename(room->folder, "none", "a.wav", NULL);
    g_autofree char *pipe = g_build_filename(room->folder, "pipe", NULL);
    g_autoptr(GError) error = NULL;

    assert_null(output_file_new(missing, &error));
    expect_error(&error, "none");
    assert_null(output_file_new(room->folder, &error));
    expect_error(&error, room->folder);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(output_file_put(pipe, "a", 1, &error));
    expect_error(&error, "pipe");
    assert_int_equal(names(room), 1);
}

/* Past a limit of size writing fails as on a full disk. */
static void a_full_disk_changes_nothing(void **state)
{
    const struct room *room = *state;
    g_autofree char *much = g_strnfill(100000, 'x');
    g_autoptr(GError) error = NULL;
    struct rlimit before, small;
    gboolean put;

    assert_true(output_file_put(room->path, "old", 3, NULL));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 5000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    put = output_file_put(room->path, much, 100000, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_false(put);
    expect_error(&error, "a.wav");
    expect(room->path, "old");
    assert_int_equal(names(room), 1);
}

static void a_name_that_was_taken_is_kept(void **state)
{
    const struct room *room = *state;
    g_autofree char *inside = g_build_filename(room->path, "note", NULL);
    struct output_file *file = output_file_new(room->path, NULL);
    g_autoptr(GError) error = NULL;

    assert_true(output_file_write(file, "late", 4));
    assert_int_equal(g_mkdir(room->path, 0755), 0);
    assert_true(g_file_set_contents(inside, "mine", 4, NULL));
    assert_false(output_file_commit(file, NULL, &error));
    expect_error(&error, "a.wav");
    expect(inside, "mine");
    assert_int_equal(names(room), 1);
}

static void a_folder_that_went_is_told(void **state)
{
    const struct room *room = *state;
    g_autofree char *folder = g_build_filename(room->folder, "day", NULL);
    g_autofree char *path = g_build_filename(folder, "a.wav", NULL);
    g_autoptr(GError) error = NULL;
    struct output_file *file;

    assert_int_equal(g_mkdir(folder, 0755), 0);
    file = output_file_new(path, NULL);
    assert_non_null(file);
    if (g_rmdir(folder) != 0) { /* no files without names here: it is not empty */
        output_file_abandon(file);
        skip();
    }
    assert_false(output_file_commit(file, NULL, &error));
    expect_error(&error, "a.wav");
}

static void what_a_dead_run_left_makes_way(void **state)
{
    const struct room *room = *state;
    g_autofree char *left = g_build_filename(room->folder, ".a.wav.crier-part", NULL);

    assert_true(g_file_set_contents(left, "half a file", -1, NULL));
    assert_true(output_file_put(room->path, "whole", 5, NULL));
    expect(room->path, "whole");
    assert_int_equal(names(room), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_appears_whole_and_replaces),  TEST(a_link_is_followed),
        TEST(what_is_dropped_leaves_nothing), TEST(only_files_are_replaced),
        TEST(a_full_disk_changes_nothing),    TEST(a_name_that_was_taken_is_kept),
        TEST(a_folder_that_went_is_told),     TEST(what_a_dead_run_left_makes_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
