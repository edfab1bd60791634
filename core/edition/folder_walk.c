/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/folder_walk.h"

#include <string.h>

/* Folders in folders that are looked into. */
#define DEPTH_MOST 16

static const char *const companions[] = {
    ".ini",  ".css", ".js",   ".jpg", ".jpeg", ".png", ".gif",  ".svg", ".webp", ".avif",
    ".heic", ".tif", ".tiff", ".bmp", ".ico",  ".mp3", ".m4a",  ".m4b", ".aac",  ".wav",
    ".flac", ".ogg", ".opus", ".mp4", ".webm", ".mov", ".woff", ".ttf", ".otf",  NULL,
};

static gboolean is_article(const char *path, const char *const *except)
{
    const char *dot = strrchr(path, '.');
    g_autofree char *suffix = dot ? g_ascii_strdown(dot, -1) : g_strdup("");
    g_autofree char *whole = NULL;

    if (g_strv_contains(companions, suffix))
        return FALSE;
    whole = g_canonicalize_filename(path, NULL);
    return !g_strv_contains(except, whole);
}

/* Does it hold what was published, by this edition or by another one? */
static gboolean is_published(const char *path)
{
    g_autofree char *ours = g_build_filename(path, ".crier", NULL);

    return g_file_test(ours, G_FILE_TEST_IS_DIR);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *names_in(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        if (name[0] != '.')
            g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, by_name);
    return names;
}

static void walk(GPtrArray *found, const char *path, const char *const *except, guint depth)
{
    g_autoptr(GPtrArray) names = depth < DEPTH_MOST ? names_in(path) : g_ptr_array_new();

    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];

        if (g_file_test(name, G_FILE_TEST_IS_SYMLINK))
            continue; /* a circle of folders would have no end */
        if (!g_file_test(name, G_FILE_TEST_IS_DIR)) {
            if (is_article(name, except))
                g_ptr_array_add(found, g_strdup(name));
        } else if (!is_published(name)) {
            walk(found, name, except, depth + 1);
        }
    }
}

GPtrArray *folder_walk(const char *path, const char *const *except)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

    walk(found, path, except, 0);
    return found;
}
