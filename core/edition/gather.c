/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/gather.h"

#include "core/base/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <glob.h>
#include <string.h>

/* Folders in folders: a newsroom has year, month and day. */
enum { DEPTH_MOST = 16 };

G_GNUC_PRINTF(3, 4)
static gboolean fail(const char *path, GError **error, const char *format, ...)
{
    g_autofree char *shown = error_printable(path, -1);
    g_autofree char *what = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot take articles from %s: %s", shown, what);
    return FALSE;
}

static gboolean add(GPtrArray *paths, const char *path, GError **error)
{
    /* A few more than an edition holds: what is too old or comes twice is found out later. */
    if (paths->len >= 2 * EDITION_ARTICLES_MOST)
        return fail(path, error, "there are more than %d files", 2 * EDITION_ARTICLES_MOST);
    g_ptr_array_add(paths, g_strdup(path));
    return TRUE;
}

/* Notes of the newsroom itself, drafts, what editors leave behind. */
static gboolean is_passed_over(const char *name)
{
    return name[0] == '.' || name[0] == '_' || g_ascii_strncasecmp(name, "README", 6) == 0 ||
           g_str_has_suffix(name, "~");
}

static gboolean has_suffix(const char *name, const char *const *suffixes)
{
    const char *dot = strrchr(name, '.');

    if (!suffixes)
        return TRUE;
    for (; dot && *suffixes; suffixes++)
        if (g_ascii_strcasecmp(dot + 1, *suffixes) == 0)
            return TRUE;
    return FALSE;
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, so that no file system decides on the order of an edition. */
static GPtrArray *names_of(const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    GPtrArray *names;
    const char *name;

    if (!dir) {
        fail(folder, error, "%s", g_strerror(errno));
        return NULL;
    }
    names = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir)))
        if (!is_passed_over(name))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    return names;
}

static gboolean gather_folder(const char *folder, int depth, const char *const *suffixes,
                              GPtrArray *paths, GError **error)
{
    g_autoptr(GPtrArray) names = names_of(folder, error);

    if (!names)
        return FALSE;
    if (depth == DEPTH_MOST)
        return fail(folder, error, "it lies in more than %d folders", DEPTH_MOST);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        gboolean ok = TRUE;
        GStatBuf state;

        if (g_lstat(path, &state) != 0)
            continue;
        if (S_ISDIR(state.st_mode))
            ok = gather_folder(path, depth + 1, suffixes, paths, error);
        else if (has_suffix(path, suffixes) && g_file_test(path, G_FILE_TEST_IS_REGULAR))
            ok = add(paths, path, error);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

/* A name that is there is that file, whatever signs are in it. */
static gboolean gather_files(const char *pattern, GPtrArray *paths, GError **error)
{
    glob_t found = { 0 };
    gboolean ok = TRUE;
    int trouble;

    if (g_file_test(pattern, G_FILE_TEST_IS_DIR))
        return fail(pattern, error, "it is a folder; write it as folders = …");
    if (g_file_test(pattern, G_FILE_TEST_EXISTS))
        return add(paths, pattern, error);
    if (!strpbrk(pattern, "*?["))
        return fail(pattern, error, "there is no such file");
    trouble = glob(pattern, 0, NULL, &found);
    for (size_t i = 0; trouble == 0 && ok && i < found.gl_pathc; i++) {
        const char *name = strrchr(found.gl_pathv[i], '/');

        if (!is_passed_over(name ? name + 1 : found.gl_pathv[i]) &&
            g_file_test(found.gl_pathv[i], G_FILE_TEST_IS_REGULAR))
            ok = add(paths, found.gl_pathv[i], error);
    }
    globfree(&found);
    if (trouble != 0 && trouble != GLOB_NOMATCH)
        return fail(pattern, error, "its files cannot be listed");
    return ok;
}

gboolean gather_source(const struct edition_source *source, const char *const *suffixes,
                       GPtrArray *paths, GError **error)
{
    switch (source->kind) {
    case SOURCE_FOLDER:
        return gather_folder(source->where, 0, suffixes, paths, error);
    case SOURCE_FILES:
        return gather_files(source->where, paths, error);
    case SOURCE_FEED:
    case SOURCE_PAGE:
        return add(paths, source->where, error);
    }
    return TRUE;
}
