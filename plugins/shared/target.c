/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/target.h"

#include "shared/read_at.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

crier_status target_open(struct target *target, const struct crier_output_host *host,
                         const char *what)
{
    *target = (struct target){ .host = host, .what = what };
    return host->open(host, NULL, &target->fd);
}

crier_status target_fail(struct target *target, const char *message)
{
    char line[256];

    snprintf(line, sizeof(line), "%s: %s", target->what, message);
    target->host->fail(target->host, line);
    target->failed = 1;
    return CRIER_IO;
}

int target_put(struct target *target, int64_t at, const void *bytes, size_t size)
{
    const char *from = bytes;

    while (size > 0) {
        ssize_t wrote = pwrite(target->fd, from, size, at);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            const char *why = strerrordesc_np(errno);

            target_fail(target, why ? why : "the file could not be written");
            return 0;
        }
        from += wrote;
        at += wrote;
        size -= (size_t)wrote;
    }
    return 1;
}

size_t target_get(struct target *target, int64_t at, void *bytes, size_t size)
{
    ssize_t got = read_at(target->fd, bytes, size, at);

    if (got < 0) {
        const char *why = strerrordesc_np(errno);

        target_fail(target, why ? why : "the file could not be read again");
    }
    return got > 0 ? (size_t)got : 0;
}
