/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audio/spool.h"

#include "core/base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct spool {
    FILE *file;
    gboolean reading;
};

static gboolean fail(GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_OUTPUT,
                "audio cannot be kept on disk for the second pass: %s", g_strerror(errno));
    return FALSE;
}

static FILE *open_nameless(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    return fd >= 0 ? fdopen(fd, "w+") : NULL;
}

struct spool *spool_new(const char *folder, GError **error)
{
    struct spool *spool = g_new0(struct spool, 1);

    spool->file = open_nameless(folder);
    if (!spool->file)
        spool->file = tmpfile();
    if (spool->file)
        return spool;
    fail(error);
    g_free(spool);
    return NULL;
}

void spool_free(struct spool *spool)
{
    if (!spool)
        return;
    fclose(spool->file);
    g_free(spool);
}

gboolean spool_write(struct spool *spool, const int16_t *samples, gsize frames, GError **error)
{
    return fwrite(samples, sizeof(*samples), frames, spool->file) == frames || fail(error);
}

gboolean spool_read(struct spool *spool, int16_t *samples, gsize frames, gsize *got, GError **error)
{
    *got = 0;
    if (!spool->reading && fseek(spool->file, 0, SEEK_SET) != 0)
        return fail(error); /* the rest could not be written */
    spool->reading = TRUE;
    *got = fread(samples, sizeof(*samples), frames, spool->file);
    spool->reading = *got > 0;
    return !ferror(spool->file) || fail(error);
}
