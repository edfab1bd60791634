/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/media_copy.h"

#include "shared/read_at.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536

int media_is_mp3(const struct crier_file *file)
{
    return strcmp(file->media_type, "audio/mpeg") == 0 && file->words_per_minute == 0;
}

static crier_status fail_with(const struct crier_output_host *host, const char *path,
                              const char *why)
{
    char message[512];

    snprintf(message, sizeof(message), "%s: %s", path, why);
    host->fail(host, message);
    return CRIER_FAILED;
}

/* ---- Tags ---- */

/* The size of a tag from its first ten bytes; 0: it is none. */
static off_t tag_size(const unsigned char head[10])
{
    off_t size = 0;

    if (memcmp(head, "ID3", 3) != 0 || head[3] == 0xFF || head[4] == 0xFF)
        return 0;
    for (int i = 6; i < 10; i++) {
        if (head[i] >= 0x80)
            return 0;
        size = size << 7 | head[i];
    }
    return 10 + size + (head[5] & 0x10 ? 10 : 0); /* the footer says all of it again */
}

/* -1 with errno when it cannot be read. */
static off_t audio_start(int fd)
{
    unsigned char head[10];
    ssize_t got;
    off_t at = 0, size = 1;

    while (size > 0 && (got = read_at(fd, head, sizeof(head), at)) == (ssize_t)sizeof(head)) {
        size = tag_size(head);
        at += size;
    }
    return got < 0 ? -1 : at;
}

/* ---- Copying ---- */

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t wrote = write(fd, bytes, size);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return 0;
        bytes += wrote;
        size -= (size_t)wrote;
    }
    return 1;
}

static int copy_bytes(int from, off_t at, int to)
{
    char bytes[BLOCK];
    ssize_t got;

    while ((got = read_at(from, bytes, sizeof(bytes), at)) > 0) {
        if (!write_all(to, bytes, (size_t)got))
            return 0;
        at += got;
    }
    return got == 0;
}

static crier_status copy_from(const struct crier_output_host *host, int from, off_t at,
                              const char *name)
{
    crier_status status;
    int32_t to;
    int good;

    status = host->open(host, name, &to);
    if (status != CRIER_OK)
        return status;
    good = copy_bytes(from, at, to);
    if (!good) {
        const char *why = strerrordesc_np(errno);

        fail_with(host, name, why ? why : "it could not be written");
    }
    status = host->close(host, to);
    return good ? status : CRIER_IO;
}

/* Does the folder that is replaced have it already? The words before the hash change when
 * what is made of a file does. */
static int is_kept(const struct crier_output_host *host, const struct crier_file *file,
                   const char *name, enum media_copy_how how)
{
    char key[160];

    if (!file->hash || !*file->hash)
        return 0;
    snprintf(key, sizeof(key), "%s-%.128s", how == MEDIA_FRAMES ? "frames1" : "whole1", file->hash);
    return host->keep(host, name, key);
}

crier_status media_copy(const struct crier_output_host *host, const struct crier_file *file,
                        const char *name, enum media_copy_how how, uint64_t *bytes)
{
    crier_status status;
    struct stat st;
    int32_t from;
    off_t at;

    status = host->read(host, file->path, &from);
    if (status != CRIER_OK)
        return status;
    at = how == MEDIA_FRAMES ? audio_start(from) : 0;
    if (at < 0 || fstat(from, &st) < 0) {
        const char *why = strerrordesc_np(errno);

        return fail_with(host, file->path, why ? why : "it could not be read");
    }
    if (st.st_size <= at)
        return fail_with(host, file->path, "there is no audio in it");
    *bytes = (uint64_t)(st.st_size - at);
    return is_kept(host, file, name, how) ? CRIER_OK : copy_from(host, from, at, name);
}
