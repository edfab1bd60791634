/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes at a place of a file, all that were asked for. */
#ifndef PLUGINS_SHARED_READ_AT_H
#define PLUGINS_SHARED_READ_AT_H

#include <errno.h>
#include <unistd.h>

/* As pread(), but fewer come at the end of the file alone. -1 with errno. */
static inline ssize_t read_at(int fd, void *to, size_t size, off_t at)
{
    size_t have = 0;

    while (have < size) {
        ssize_t got = pread(fd, (char *)to + have, size - have, at + (off_t)have);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

#endif
