/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a source means. */
#include "core/base/error.h"
#include "core/edition/gather.h"

#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <unistd.h>

static char *folder;

static void put(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *above = g_path_get_dirname(path);

    g_mkdir_with_parents(above, 0777);
    assert_true(g_file_set_contents(path, "x", 1, NULL));
}

static int set_up(void **state)
{
    static const char *const names[] = { "b.txt",       "a.md",        "a/2.txt",      "a/1.TXT",
                                         "a/deep/0.md", "README.md",   ".hidden.txt",  "_draft.txt",
                                         "old.txt~",    "picture.jpg", "a/README.txt", "[x]*.txt",
                                         NULL };
    g_autofree char *link = NULL;

    (void)state;
    folder = g_dir_make_tmp("crier-gather-XXXXXX", NULL);
    for (const char *const *name = names; *name; name++)
        put(*name);
    link = g_build_filename(folder, "a", "loop", NULL);
    return symlink(folder, link);
}

static void remove_all(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *inner = g_build_filename(path, name, NULL);

        remove_all(inner);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

static int tear_down(void **state)
{
    (void)state;
    remove_all(folder);
    g_free(folder);
    return 0;
}

/* "a.md b.txt" below the folder, or the message behind its name. */
static char *gathered(enum edition_source_kind kind, const char *where)
{
    static const char *const suffixes[] = { "txt", "md", NULL };
    g_autofree char *path =
        strstr(where, "://") ? g_strdup(where) : g_canonicalize_filename(where, folder);
    const struct edition_source source = { .kind = kind, .where = path };
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);

    if (!gather_source(&source, suffixes, paths, &error)) {
        assert_int_equal(error->code, ERROR_INPUT);
        g_string_append(out, strrchr(error->message, ':') + 2);
    }
    for (guint i = 0; i < paths->len; i++) {
        const char *name = paths->pdata[i];

        g_string_append_printf(out, "%s%s", i > 0 ? " " : "",
                               g_str_has_prefix(name, folder) ? name + strlen(folder) + 1 : name);
    }
    return g_string_free(out, FALSE);
}

static void sources_give_their_files(void **state)
{
    static const struct {
        int line;
        enum edition_source_kind kind;
        const char *where, *files;
    } cases[] = {
        { __LINE__, SOURCE_FOLDER, ".", "[x]*.txt a/1.TXT a/2.txt a/deep/0.md a.md b.txt" },
        { __LINE__, SOURCE_FOLDER, "a", "a/1.TXT a/2.txt a/deep/0.md" },
        { __LINE__, SOURCE_FOLDER, "none", "No such file or directory" },
        { __LINE__, SOURCE_FOLDER, "b.txt", "Not a directory" },
        { __LINE__, SOURCE_FILES, "b.txt", "b.txt" },
        { __LINE__, SOURCE_FILES, "_draft.txt", "_draft.txt" },
        { __LINE__, SOURCE_FILES, "*.txt", "[x]*.txt b.txt" },
        { __LINE__, SOURCE_FILES, "[x]*.txt", "[x]*.txt" },
        { __LINE__, SOURCE_FILES, "*/?.*", "a/1.TXT a/2.txt" },
        { __LINE__, SOURCE_FILES, "*.pdf", "" },
        { __LINE__, SOURCE_FILES, "none.txt", "there is no such file" },
        { __LINE__, SOURCE_FILES, "a", "it is a folder; write it as folders = …" },
        { __LINE__, SOURCE_FEED, "https://a.example/rss", "https://a.example/rss" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *files = gathered(cases[i].kind, cases[i].where);

        assert_string_at(cases[i].line, files, cases[i].files);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sources_give_their_files, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
