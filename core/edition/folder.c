/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/folder.h"

#include "core/base/error.h"
#include "core/base/lock.h"
#include "core/edition/binder.h"
#include "core/edition/package.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char *path;
    int lock;
};

static gboolean cannot_write(const char *path, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);

    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown, g_strerror(errno));
    return FALSE;
}

/* What a run that died has left half done. */
static void empty_work(const struct folder *folder)
{
    g_autofree char *work = g_build_filename(folder->path, ".crier", "making", NULL);
    g_autoptr(GDir) dir = g_dir_open(work, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(work, name, NULL);

        unlink(path);
    }
}

static gboolean make_folders(const struct folder *folder, GError **error)
{
    static const char *const below[] = {
        "", "media", ".crier", ".crier/making", ".crier/packages", ".crier/drafts"
    };

    for (guint i = 0; i < G_N_ELEMENTS(below); i++) {
        g_autofree char *path = g_build_filename(folder->path, below[i], NULL);

        if (mkdir(path, 0777) < 0 && errno != EEXIST)
            return cannot_write(path, error);
    }
    return TRUE;
}

static gboolean lock(struct folder *folder, const struct folder_wish *wish, GError **error)
{
    g_autofree char *path = g_build_filename(folder->path, ".crier", "lock", NULL);

    folder->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (folder->lock < 0)
        return cannot_write(path, error);
    if (lock_take(folder->lock) == 0)
        return TRUE;
    if (!wish->wait) {
        g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                    "another run is publishing into %s; wait for it, or say --wait", folder->path);
        return FALSE;
    }
    wish->say(wish->say_data, "another run is publishing into this folder; waiting for it");
    return flock(folder->lock, LOCK_EX) == 0 || cannot_write(path, error);
}

/* ---- The catalogue ---- */

/* Everything that the catalogue knew of an article stands in its package too. */
static guint restore(const struct folder *folder, struct catalogue *catalogue)
{
    g_autofree char *packages = g_build_filename(folder->path, ".crier", "packages", NULL);
    g_autoptr(GDir) dir = g_dir_open(packages, 0, NULL);
    const char *name;
    guint count = 0;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(packages, name, NULL);
        struct package package;

        if (package_load(&package, path, NULL)) {
            const struct catalogue_article *had = catalogue_find(catalogue, package.article.key);

            /* Of several versions the latest counts. */
            if (!had || had->version < package.article.version)
                count += catalogue_put(catalogue, &package.article, NULL) && !had;
        }
        package_clear(&package);
    }
    return count;
}

static struct catalogue *rebuild(const struct folder *folder, const struct folder_wish *wish,
                                 const char *path, GError **error)
{
    g_autofree char *aside = g_strconcat(path, ".damaged", NULL);
    enum catalogue_trouble trouble;
    struct catalogue *catalogue;
    g_autofree char *line = NULL;

    if (rename(path, aside) < 0) {
        cannot_write(path, error);
        return NULL;
    }
    for (int i = 0; i < 2; i++) {
        g_autofree char *rest = g_strconcat(path, i ? "-shm" : "-wal", NULL);

        unlink(rest);
    }
    catalogue = catalogue_open(path, wish->edition, &trouble, error);
    if (!catalogue)
        return NULL;
    line = g_strdup_printf("the catalogue was damaged; it was made again from the %u articles "
                           "that stand in the folder, the old one is %s",
                           restore(folder, catalogue), aside);
    wish->say(wish->say_data, line);
    return catalogue;
}

static struct catalogue *open_catalogue(const struct folder *folder, const struct folder_wish *wish,
                                        GError **error)
{
    g_autofree char *path = g_build_filename(folder->path, ".crier", "catalogue.sqlite", NULL);
    enum catalogue_trouble trouble;
    g_autoptr(GError) why = NULL;
    struct catalogue *catalogue = catalogue_open(path, wish->edition, &trouble, &why);

    if (catalogue)
        return catalogue;
    if (trouble == CATALOGUE_DAMAGED)
        return rebuild(folder, wish, path, error);
    g_propagate_error(error, g_steal_pointer(&why));
    return NULL;
}

struct folder *folder_open(const struct folder_wish *wish, struct catalogue **catalogue,
                           GError **error)
{
    struct folder *folder = g_new0(struct folder, 1);

    folder->path = g_strdup(wish->path);
    folder->lock = -1;
    if (make_folders(folder, error) && lock(folder, wish, error)) {
        empty_work(folder);
        *catalogue = open_catalogue(folder, wish, error);
        if (*catalogue)
            return folder;
    }
    folder_close(folder);
    return NULL;
}

void folder_close(struct folder *folder)
{
    if (!folder)
        return;
    if (folder->lock >= 0)
        close(folder->lock);
    g_free(folder->path);
    g_free(folder);
}

gboolean folder_rate(const struct folder *folder, struct catalogue *catalogue,
                     const GArray *sections, uint32_t *rate, GError **error)
{
    const struct bound_section *first = &g_array_index(sections, struct bound_section, 0);
    const struct catalogue_article *row = catalogue_find(catalogue, first->keys->pdata[0]);
    g_autofree char *path = g_build_filename(folder->path, row->package, NULL);
    struct package package;
    gboolean ok = package_load(&package, path, error);

    if (ok)
        *rate = package.record->rate;
    package_clear(&package);
    return ok;
}
