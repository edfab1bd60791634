/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/prune.h"

#include <glib/gstdio.h>

#define DAY ((int64_t)24 * 60 * 60)

struct pruning {
    const char *folder;
    GHashTable *names;    /* that are in force, below the folder */
    GPtrArray *withdrawn; /* of char *: how names of media of such articles begin */
    int64_t now;
};

static gboolean is_withdrawn(const struct pruning *pruning, const char *name)
{
    for (guint i = 0; i < pruning->withdrawn->len; i++)
        if (g_str_has_prefix(name, pruning->withdrawn->pdata[i]))
            return TRUE;
    return FALSE;
}

static gboolean is_old(const struct pruning *pruning, const char *path)
{
    GStatBuf status;

    return g_lstat(path, &status) == 0 &&
           (int64_t)status.st_mtime + PRUNE_DAYS * DAY < pruning->now;
}

/* `keep_days`: not only what is withdrawn. */
static void prune_folder(const struct pruning *pruning, const char *below, gboolean keep_days)
{
    g_autofree char *path = g_build_filename(pruning->folder, below, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *known = g_build_filename(below, name, NULL);
        g_autofree char *file = g_build_filename(path, name, NULL);

        if (g_hash_table_contains(pruning->names, known) || name[0] == '.')
            continue;
        if (!keep_days || is_withdrawn(pruning, name) || is_old(pruning, file))
            g_unlink(file);
    }
}

/* "strike-1a2b" is how names of its media begin: "strike-1a2b-…". */
static GPtrArray *media_of(const GPtrArray *ids)
{
    GPtrArray *beginnings = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < ids->len; i++)
        g_ptr_array_add(beginnings, g_strconcat(ids->pdata[i], "-", NULL));
    return beginnings;
}

void prune(const char *folder, struct catalogue *catalogue, const char *image, int64_t now)
{
    g_autoptr(GPtrArray) names = catalogue_names(catalogue);
    g_autoptr(GPtrArray) ids = catalogue_withdrawn(catalogue);
    g_autoptr(GPtrArray) withdrawn = ids ? media_of(ids) : NULL;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const struct pruning pruning = { folder, known, withdrawn, now };

    if (!names || !withdrawn)
        return;
    for (guint i = 0; i < names->len; i++)
        g_hash_table_add(known, names->pdata[i]);
    if (image)
        g_hash_table_add(known, (gpointer)image);
    prune_folder(&pruning, "media", TRUE);
    prune_folder(&pruning, ".crier/packages", FALSE);
}
