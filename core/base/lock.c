/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/lock.h"

#include <errno.h>
#include <sys/file.h>
#include <time.h>

enum { TRIES = 150, PAUSE_NS = 20000000 };

int lock_take(int fd)
{
    for (int i = 0; i < TRIES; i++) {
        const struct timespec pause = { .tv_nsec = PAUSE_NS };

        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return 0;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return errno;
        nanosleep(&pause, NULL);
    }
    return EWOULDBLOCK;
}
