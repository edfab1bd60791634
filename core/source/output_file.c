/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/output_file.h"

#include "core/base/error.h"
#include "core/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output_file {
    char *path; /* final name, links resolved */
    char *folder;
    char *hidden; /* name beside the target; on disk only when `named` */
    gboolean named;
    int fd;
};

static gboolean cannot_write(const char *path, const char *why, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);

    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT, "cannot write %s: %s", shown, why);
    return FALSE;
}

static void file_free(struct output_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    g_free(file->path);
    g_free(file->folder);
    g_free(file->hidden);
    g_free(file);
}

/* Replacing a device or a pipe by a file would be a disaster: refuse. */
static gboolean target_is_free(const char *path, GError **error)
{
    struct stat st;

    if (stat(path, &st) < 0 || S_ISREG(st.st_mode))
        return TRUE;
    return cannot_write(path, S_ISDIR(st.st_mode) ? "it is a folder" : "it is not a regular file",
                        error);
}

/* Through a symbolic link the file behind it is replaced, not the link. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);
    char *out = g_strdup(real ? real : path);

    free(real);
    return out;
}

/* A hidden name is ours alone while we hold its lock. */
static int open_hidden(struct output_file *file)
{
    for (int tries = 0; tries < 8; tries++) {
        struct stat by_name;
        struct stat by_fd;
        int fd = open(file->hidden, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);

        if (fd < 0)
            return -1;
        if (lock_take(fd) != 0) {
            close(fd);
            errno = EBUSY;
            return -1;
        }
        /* Its last holder may have renamed it between our open and our lock. */
        if (fstat(fd, &by_fd) == 0 && stat(file->hidden, &by_name) == 0 &&
            by_fd.st_ino == by_name.st_ino && by_fd.st_dev == by_name.st_dev &&
            ftruncate(fd, 0) == 0)
            return fd;
        close(fd);
    }
    errno = EBUSY;
    return -1;
}

static gboolean open_unnamed(struct output_file *file)
{
    file->fd = open(file->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    return file->fd >= 0;
}

struct output_file *output_file_new(const char *path, GError **error)
{
    struct output_file *file;
    g_autofree char *base = NULL;

    if (!target_is_free(path, error))
        return NULL;
    file = g_new0(struct output_file, 1);
    file->fd = -1;
    file->path = resolve(path);
    file->folder = g_path_get_dirname(file->path);
    base = g_path_get_basename(file->path);
    file->hidden = g_strdup_printf("%s/.%s.crier-part", file->folder, base);
    if (!open_unnamed(file)) {
        file->fd = open_hidden(file);
        file->named = file->fd >= 0;
    }
    if (file->fd < 0) {
        cannot_write(path, errno == EBUSY ? "another run is writing it now" : g_strerror(errno),
                     error);
        file_free(file);
        return NULL;
    }
    return file;
}

int output_file_descriptor(const struct output_file *file)
{
    return file->fd;
}

gboolean output_file_write(struct output_file *file, const char *bytes, gsize size)
{
    while (size > 0) {
        ssize_t wrote = write(file->fd, bytes, size);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return FALSE;
        bytes += wrote;
        size -= (gsize)wrote;
    }
    return TRUE;
}

/* Give an unnamed file its hidden name; a leftover of a dead run makes way. */
static gboolean link_hidden(struct output_file *file)
{
    char self[64];

    if (file->named)
        return TRUE;
    g_snprintf(self, sizeof(self), "/proc/self/fd/%d", file->fd);
    for (int tries = 0; tries < 2; tries++) {
        if (linkat(AT_FDCWD, self, AT_FDCWD, file->hidden, AT_SYMLINK_FOLLOW) == 0) {
            file->named = TRUE;
            return TRUE;
        }
        if (errno != EEXIST)
            return FALSE;
        unlink(file->hidden);
    }
    return FALSE;
}

static gboolean sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    gboolean ok;

    if (fd < 0)
        return FALSE;
    /* Some file systems have no such call for folders: nothing more can be done there. */
    ok = fsync(fd) == 0 || errno == EINVAL;
    close(fd);
    return ok;
}

gboolean output_file_commit(struct output_file *file, uint64_t *size, GError **error)
{
    struct stat st;
    gboolean ok = fsync(file->fd) == 0 && fstat(file->fd, &st) == 0 && link_hidden(file);
    int fd = file->fd;

    if (ok && rename(file->hidden, file->path) == 0)
        file->named = FALSE;
    else
        ok = FALSE;
    ok = ok && sync_folder(file->folder);
    file->fd = -1;
    if (close(fd) < 0)
        ok = FALSE;
    if (!ok) {
        cannot_write(file->path, g_strerror(errno), error);
        if (file->named)
            unlink(file->hidden);
    } else if (size) {
        *size = (uint64_t)st.st_size;
    }
    file_free(file);
    return ok;
}

void output_file_abandon(struct output_file *file)
{
    if (!file)
        return;
    if (file->named)
        unlink(file->hidden);
    file_free(file);
}

gboolean output_file_put(const char *path, const void *bytes, gsize size, GError **error)
{
    struct output_file *file = output_file_new(path, error);

    if (!file)
        return FALSE;
    if (output_file_write(file, bytes, size))
        return output_file_commit(file, NULL, error);
    cannot_write(path, g_strerror(errno), error);
    output_file_abandon(file);
    return FALSE;
}
