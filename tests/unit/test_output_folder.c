/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that appear whole or not at all, and take over what did not change. */
#include "core/base/error.h"
#include "core/source/output_folder.h"

#include "tests/support/cmocka.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
    char *root, *target;
};

static int set_up(void **state)
{
    struct room *room = g_new0(struct room, 1);

    room->root = scratch_new();
    room->target = g_build_filename(room->root, "site", NULL);
    *state = room;
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;

    scratch_free(room->root);
    g_free(room->target);
    g_free(room);
    return 0;
}

static void put(struct output_folder *folder, const char *name, const char *text)
{
    int fd = -1;

    assert_true(output_folder_open(folder, name, &fd, NULL));
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_true(output_folder_close(folder, fd));
}

static char *read_back(const struct room *room, const char *name)
{
    g_autofree char *path = g_build_filename(room->target, name, NULL);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text ? text : g_strdup("none");
}

static void expect(const struct room *room, const char *name, const char *text)
{
    g_autofree char *found = read_back(room, name);

    assert_string_equal(found, text);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Everything in a folder, hidden names too, in order. */
static char *listing(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static void it_appears_whole(void **state)
{
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);
    uint64_t size = 0;

    assert_non_null(folder);
    put(folder, "a.html", "one");
    put(folder, "b/c/d.mp3", "three");
    assert_false(g_file_test(room->target, G_FILE_TEST_EXISTS));
    assert_true(output_folder_commit(folder, &size, NULL));
    assert_int_equal(size, 8);
    expect(room, "a.html", "one");
    expect(room, "b/c/d.mp3", "three");
    g_autofree char *around = listing(room->root);

    assert_string_equal(around, ".site.crier-made site");
}

static void what_is_dropped_leaves_nothing(void **state)
{
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);

    put(folder, "a/b", "one");
    output_folder_abandon(folder);
    g_autofree char *around = listing(room->root);

    assert_string_equal(around, "");
}

static void files_of_the_same_key_are_taken_over(void **state)
{
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);
    g_autofree char *path = g_build_filename(room->target, "m/a.mp3", NULL);
    struct stat before, after;

    assert_false(output_folder_keep(folder, "m/a.mp3", "k1"));
    put(folder, "m/a.mp3", "sound");
    assert_false(output_folder_keep(folder, "p.html", "k2"));
    put(folder, "p.html", "old");
    assert_true(output_folder_commit(folder, NULL, NULL));
    assert_int_equal(stat(path, &before), 0);

    folder = output_folder_new(room->target, NULL);
    assert_true(output_folder_keep(folder, "m/a.mp3", "k1"));
    assert_false(output_folder_keep(folder, "p.html", "k3"));
    put(folder, "p.html", "new");
    assert_true(output_folder_commit(folder, NULL, NULL));
    assert_int_equal(stat(path, &after), 0);
    assert_true(before.st_ino == after.st_ino);
    expect(room, "p.html", "new");

    /* And so on: what was taken over once is known the next time. */
    folder = output_folder_new(room->target, NULL);
    assert_true(output_folder_keep(folder, "m/a.mp3", "k1"));
    assert_true(output_folder_keep(folder, "p.html", "k3"));
    assert_false(output_folder_keep(folder, "q.html", "k3"));
    output_folder_abandon(folder);
    expect(room, "p.html", "new");
}

/* A run that died between its record and the exchange of the folders. */
static void keys_of_a_dead_run_count_for_nothing(void **state)
{
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);
    g_autofree char *record = g_build_filename(room->root, ".site.crier-made", NULL);
    g_autofree char *text = NULL;
    struct stat st;

    output_folder_keep(folder, "a", "k1");
    put(folder, "a", "old");
    assert_true(output_folder_commit(folder, NULL, NULL));
    assert_int_equal(stat(room->target, &st), 0);
    text = g_strdup_printf("folder %llu\nfolder 1\nk2\ta\n", (unsigned long long)st.st_ino);
    assert_true(g_file_set_contents(record, text, -1, NULL));
    folder = output_folder_new(room->target, NULL);
    assert_non_null(folder);
    assert_false(output_folder_keep(folder, "a", "k2"));
    output_folder_abandon(folder);
}

static void leftovers_of_a_dead_run_go(void **state)
{
    const struct room *room = *state;
    g_autofree char *left = g_build_filename(room->root, ".site.crier-part", "x", "y", NULL);
    struct output_folder *folder;

    assert_int_equal(g_mkdir_with_parents(left, 0777), 0);
    folder = output_folder_new(room->target, NULL);
    assert_non_null(folder);
    put(folder, "a", "1");
    assert_true(output_folder_commit(folder, NULL, NULL));
    g_autofree char *inside = listing(room->target);

    assert_string_equal(inside, "a");
}

static void refuse(const char *path, const char *why)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *wanted = g_strdup_printf("cannot write %s: %s", path, why);

    assert_null(output_folder_new(path, &error));
    assert_int_equal(error->code, ERROR_OUTPUT);
    assert_string_equal(error->message, wanted);
}

static void what_others_made_is_never_replaced(void **state)
{
    const struct room *room = *state;
    g_autofree char *inside = g_build_filename(room->target, "thesis.txt", NULL);
    g_autofree char *link = g_build_filename(room->root, "link", NULL);
    struct output_folder *folder;

    assert_int_equal(g_mkdir(room->target, 0777), 0);
    folder = output_folder_new(room->target, NULL);
    assert_non_null(folder); /* an empty one may be */
    output_folder_abandon(folder);
    assert_true(g_file_set_contents(inside, "x", 1, NULL));
    refuse(room->target, "a folder that Crier did not make stands there; name another one, or "
                         "remove it");
    refuse(inside, "it is no folder");
    assert_int_equal(symlink(room->target, link), 0);
    refuse(link, "it is no folder");
}

/* Restored from a backup, say. */
static void a_copy_of_ours_is_ours_while_nothing_else_is_in_it(void **state)
{
    const struct room *room = *state;
    g_autofree char *moved = g_build_filename(room->root, "moved", NULL);
    g_autofree char *own = g_build_filename(room->target, "a", "notes.txt", NULL);
    g_autofree char *file = g_build_filename(room->target, "a", "b.html", NULL);
    g_autofree char *below = g_build_filename(room->target, "a", NULL);
    struct output_folder *folder = output_folder_new(room->target, NULL);

    put(folder, "a/b.html", "B");
    assert_true(output_folder_commit(folder, NULL, NULL));
    assert_int_equal(rename(room->target, moved), 0);
    assert_int_equal(g_mkdir_with_parents(below, 0777), 0);
    assert_true(g_file_set_contents(file, "B", 1, NULL));
    folder = output_folder_new(room->target, NULL);
    assert_non_null(folder);
    output_folder_abandon(folder);
    assert_true(g_file_set_contents(own, "mine", 4, NULL));
    refuse(room->target, "a folder that Crier did not make stands there; name another one, or "
                         "remove it");
}

static void two_at_once_do_not_mix(void **state)
{
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);

    refuse(room->target, "another run is writing it now");
    output_folder_abandon(folder);
}

static void names_stay_inside(void **state)
{
    static const struct {
        int line;
        const char *name;
        gboolean safe;
    } cases[] = {
        { __LINE__, "a", TRUE },       { __LINE__, "a/b.c/d-e_f", TRUE },
        { __LINE__, "é.html", TRUE },  { __LINE__, "", FALSE },
        { __LINE__, "/etc/x", FALSE }, { __LINE__, "../x", FALSE },
        { __LINE__, "a/../x", FALSE }, { __LINE__, "a//b", FALSE },
        { __LINE__, "a/", FALSE },     { __LINE__, ".hidden", FALSE },
        { __LINE__, "a/.b", FALSE },   { __LINE__, "a\nb", FALSE },
    };
    const struct room *room = *state;
    struct output_folder *folder = output_folder_new(room->target, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int fd;

        assert_int_at(cases[i].line, output_folder_name_is_safe(cases[i].name), cases[i].safe);
        if (!cases[i].safe)
            assert_int_at(cases[i].line, output_folder_open(folder, cases[i].name, &fd, NULL),
                          FALSE);
    }
    output_folder_abandon(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_appears_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_dropped_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_of_the_same_key_are_taken_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_of_a_dead_run_count_for_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leftovers_of_a_dead_run_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_others_made_is_never_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_copy_of_ours_is_ours_while_nothing_else_is_in_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(two_at_once_do_not_mix, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_stay_inside, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
