/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/output_folder.h"

#include "core/base/error.h"
#include "core/base/lock.h"
#include "core/source/output_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders that are removed at once. */
#define DEPTH_MOST 32
#define NAME_MOST  1024u

struct output_folder {
    char *path;       /* its place, without a slash at its end */
    char *hidden;     /* where it is filled */
    char *record;     /* the hidden file beside it */
    int stage, old;   /* descriptors: of the hidden folder, which we lock; of the old one or -1 */
    GHashTable *had;  /* name to key, of the old folder */
    GHashTable *keys; /* the same of the new one */
    GHashTable *open; /* set of descriptors */
    GHashTable *made; /* set of folders below */
};

static gboolean cannot_write(const char *path, const char *why, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);

    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown, why);
    return FALSE;
}

gboolean output_folder_name_is_safe(const char *name)
{
    gsize size = strlen(name);
    gboolean starts = TRUE;

    if (size == 0 || size > NAME_MOST || name[size - 1] == '/')
        return FALSE;
    for (; *name; name++) {
        if ((unsigned char)*name < 0x20 || *name == 0x7f || (starts && strchr("./", *name)))
            return FALSE;
        starts = *name == '/';
    }
    return TRUE;
}

/* ---- Removing ---- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)st;
    (void)type;
    (void)walk;
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

static gboolean remove_tree(const char *path)
{
    return nftw(path, remove_one, DEPTH_MOST, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

/* ---- The record ---- */

/*
 * Line by line: "folder INODE" for each folder that is ours, the one that the keys belong to
 * last; then "KEY TAB NAME" for each file of it, the key empty where it has none.
 */
enum { OURS = 1, OURS_AND_LATEST = 2 };

/* 0: none of the folders is this one. */
static int read_record(struct output_folder *folder, ino_t inode)
{
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    gboolean ours = FALSE, latest = FALSE;

    if (!g_file_get_contents(folder->record, &text, NULL, NULL))
        return 0;
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *tab = strchr(*line, '\t');

        if (g_str_has_prefix(*line, "folder ")) {
            latest = g_ascii_strtoull(*line + 7, NULL, 10) == (guint64)inode;
            ours = ours || latest;
        } else if (tab) {
            g_hash_table_insert(folder->had, g_strdup(tab + 1),
                                g_strndup(*line, (gsize)(tab - *line)));
        }
    }
    return latest ? OURS_AND_LATEST : ours ? OURS : 0;
}

/* Does the record name every file in it? So it is when all of it was copied to another disk. */
static gboolean is_known(const struct output_folder *folder, const char *below)
{
    g_autofree char *path = g_build_filename(folder->path, below, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *entry;
    gboolean known = dir != NULL;

    while (known && (entry = g_dir_read_name(dir))) {
        g_autofree char *name = *below ? g_strconcat(below, "/", entry, NULL) : g_strdup(entry);
        g_autofree char *full = g_build_filename(path, entry, NULL);

        if (!g_file_test(full, G_FILE_TEST_IS_SYMLINK) && g_file_test(full, G_FILE_TEST_IS_DIR))
            known = is_known(folder, name);
        else
            known = g_hash_table_contains(folder->had, name);
    }
    return known;
}

/* Only what was made for sure is taken over. */
static gboolean is_ours(struct output_folder *folder, ino_t inode)
{
    const int whose = read_record(folder, inode);
    const gboolean ours =
        whose != 0 || (g_hash_table_size(folder->had) > 0 && is_known(folder, ""));

    if (whose != OURS_AND_LATEST)
        g_hash_table_remove_all(folder->had);
    return ours;
}

static gboolean write_record(const struct output_folder *folder, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    GHashTableIter iter;
    gpointer name, key;
    struct stat st;

    if (folder->old >= 0 && fstat(folder->old, &st) == 0)
        g_string_append_printf(text, "folder %" G_GUINT64_FORMAT "\n", (guint64)st.st_ino);
    if (fstat(folder->stage, &st) == 0)
        g_string_append_printf(text, "folder %" G_GUINT64_FORMAT "\n", (guint64)st.st_ino);
    g_hash_table_iter_init(&iter, folder->keys);
    while (g_hash_table_iter_next(&iter, &name, &key))
        g_string_append_printf(text, "%s\t%s\n", (const char *)key, (const char *)name);
    return output_file_put(folder->record, text->str, text->len, error);
}

/* ---- Beginning ---- */

static void folder_free(struct output_folder *folder)
{
    GHashTableIter iter;
    gpointer fd;

    g_hash_table_iter_init(&iter, folder->open);
    while (g_hash_table_iter_next(&iter, &fd, NULL))
        close(GPOINTER_TO_INT(fd));
    if (folder->stage >= 0)
        close(folder->stage);
    if (folder->old >= 0)
        close(folder->old);
    g_hash_table_unref(folder->had);
    g_hash_table_unref(folder->keys);
    g_hash_table_unref(folder->open);
    g_hash_table_unref(folder->made);
    g_free(folder->path);
    g_free(folder->hidden);
    g_free(folder->record);
    g_free(folder);
}

static gboolean is_empty(int fd)
{
    DIR *dir = fdopendir(dup(fd));
    const struct dirent *entry;
    gboolean empty = TRUE;

    while (dir && (entry = readdir(dir)))
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    if (dir)
        closedir(dir);
    return empty;
}

static gboolean open_old(struct output_folder *folder, GError **error)
{
    struct stat st;

    folder->old = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (folder->old < 0)
        return errno == ENOENT ||
               cannot_write(folder->path,
                            errno == ENOTDIR || errno == ELOOP ? "it is no folder"
                                                               : g_strerror(errno),
                            error);
    if (fstat(folder->old, &st) == 0 && is_ours(folder, st.st_ino))
        return TRUE;
    return is_empty(folder->old) ||
           cannot_write(folder->path,
                        "a folder that Crier did not make stands there; name another one, or "
                        "remove it",
                        error);
}

/* The lock says that nobody else fills it; what a dead run left in it goes. */
static gboolean open_stage(struct output_folder *folder, GError **error)
{
    for (int tries = 0; tries < 2; tries++) {
        if (mkdir(folder->hidden, 0777) < 0 && errno != EEXIST)
            break;
        folder->stage = open(folder->hidden, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        if (folder->stage < 0)
            break;
        if (lock_take(folder->stage) != 0)
            return cannot_write(folder->path, "another run is writing it now", error);
        if (is_empty(folder->stage))
            return TRUE;
        remove_tree(folder->hidden);
        close(folder->stage);
        folder->stage = -1;
    }
    return cannot_write(folder->path, g_strerror(errno), error);
}

struct output_folder *output_folder_new(const char *path, GError **error)
{
    struct output_folder *folder = g_new0(struct output_folder, 1);
    g_autofree char *parent = NULL, *base = NULL;

    folder->path = g_strdup(path);
    while (strlen(folder->path) > 1 && g_str_has_suffix(folder->path, "/"))
        folder->path[strlen(folder->path) - 1] = '\0';
    parent = g_path_get_dirname(folder->path);
    base = g_path_get_basename(folder->path);
    folder->hidden = g_strdup_printf("%s/.%s.crier-part", parent, base);
    folder->record = g_strdup_printf("%s/.%s.crier-made", parent, base);
    folder->stage = folder->old = -1;
    folder->had = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    folder->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    folder->open = g_hash_table_new(NULL, NULL);
    folder->made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (open_old(folder, error) && open_stage(folder, error))
        return folder;
    folder_free(folder);
    return NULL;
}

/* ---- Filling ---- */

/* The folders on the way to a file. */
static gboolean make_way(struct output_folder *folder, const char *name)
{
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *part = g_strndup(name, (gsize)(slash - name));

        if (g_hash_table_contains(folder->made, part)) {
            g_free(part);
            continue;
        }
        if (mkdirat(folder->stage, part, 0777) < 0 && errno != EEXIST) {
            g_free(part);
            return FALSE;
        }
        g_hash_table_add(folder->made, part);
    }
    return TRUE;
}

gboolean output_folder_open(struct output_folder *folder, const char *name, int *fd, GError **error)
{
    g_autofree char *path = g_build_filename(folder->path, name, NULL);

    if (!output_folder_name_is_safe(name))
        return cannot_write(path, "no file may have this name", error);
    if (!make_way(folder, name))
        return cannot_write(path, g_strerror(errno), error);
    *fd = openat(folder->stage, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (*fd < 0)
        return cannot_write(path, g_strerror(errno), error);
    g_hash_table_add(folder->open, GINT_TO_POINTER(*fd));
    if (!g_hash_table_contains(folder->keys, name))
        g_hash_table_insert(folder->keys, g_strdup(name), g_strdup(""));
    return TRUE;
}

gboolean output_folder_close(struct output_folder *folder, int fd)
{
    return g_hash_table_remove(folder->open, GINT_TO_POINTER(fd)) && close(fd) == 0;
}

gboolean output_folder_keep(struct output_folder *folder, const char *name, const char *key)
{
    const char *had;

    if (!output_folder_name_is_safe(name) || strpbrk(key, "\t\n"))
        return FALSE;
    had = g_hash_table_lookup(folder->had, name);
    g_hash_table_insert(folder->keys, g_strdup(name), g_strdup(key));
    return had && *had && strcmp(had, key) == 0 && make_way(folder, name) &&
           linkat(folder->old, name, folder->stage, name, 0) == 0;
}

/* ---- The end ---- */

/* nftw() has no argument of ours. */
static __thread uint64_t counted;

static int count_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
    (void)path;
    (void)walk;
    if (type == FTW_F)
        counted += (uint64_t)st->st_size;
    return 0;
}

static gboolean close_all(struct output_folder *folder)
{
    GHashTableIter iter;
    gboolean ok = TRUE;
    gpointer fd;

    g_hash_table_iter_init(&iter, folder->open);
    while (g_hash_table_iter_next(&iter, &fd, NULL)) {
        ok = close(GPOINTER_TO_INT(fd)) == 0 && ok;
        g_hash_table_iter_remove(&iter);
    }
    return ok;
}

static gboolean sync_parent(const struct output_folder *folder)
{
    g_autofree char *parent = g_path_get_dirname(folder->path);
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

    if (fd >= 0)
        close(fd);
    return ok;
}

/* Where the system cannot exchange two names the old one steps aside first. */
static gboolean exchange(const struct output_folder *folder)
{
    g_autofree char *aside = NULL;

    if (renameat2(AT_FDCWD, folder->hidden, AT_FDCWD, folder->path, RENAME_EXCHANGE) == 0)
        return remove_tree(folder->hidden);
    if (errno != EINVAL && errno != ENOSYS)
        return FALSE;
    aside = g_strconcat(folder->hidden, "-old", NULL);
    return remove_tree(aside) && rename(folder->path, aside) == 0 &&
           rename(folder->hidden, folder->path) == 0 && remove_tree(aside);
}

static gboolean appear(const struct output_folder *folder)
{
    if (folder->old < 0)
        return rename(folder->hidden, folder->path) == 0;
    return exchange(folder);
}

gboolean output_folder_commit(struct output_folder *folder, uint64_t *size, GError **error)
{
    gboolean ok;

    counted = 0;
    ok = (close_all(folder) && syncfs(folder->stage) == 0 &&
          nftw(folder->hidden, count_one, DEPTH_MOST, FTW_PHYS) == 0) ||
         cannot_write(folder->path, g_strerror(errno), error);
    ok = ok && write_record(folder, error);
    if (ok && !(appear(folder) && sync_parent(folder)))
        ok = cannot_write(folder->path, g_strerror(errno), error);
    if (!ok)
        remove_tree(folder->hidden);
    if (ok && size)
        *size = counted;
    folder_free(folder);
    return ok;
}

void output_folder_abandon(struct output_folder *folder)
{
    if (!folder)
        return;
    remove_tree(folder->hidden);
    folder_free(folder);
}
