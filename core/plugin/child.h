/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forked child that runs plugin code: no standard streams, no descriptors but
 * one pipe to us, limits on time and memory, and it dies with us.
 */
#ifndef CORE_PLUGIN_CHILD_H
#define CORE_PLUGIN_CHILD_H

#include <glib.h>
#include <sys/types.h>

struct child {
    pid_t pid;
    int fd; /* our end of its pipe */
};

/*
 * Fork; the child calls run(data, fd) and ends with its result as exit code; it
 * never returns here. FALSE with ERROR_BUG when no process can be made.
 */
gboolean child_start(struct child *child, int (*run)(void *data, int fd), void *data,
                     GError **error);
/* In the child, once all it needs is open: from now on it has memory and its pipe, and nothing
 * else. FALSE: the kernel does not do that; nothing of strangers may be touched. */
gboolean child_seal(void);
/* Wait for its end; kill it first when asked. Returns its exit code, or -1 and
 * *how in words (a new string) when it did not end by itself. */
int child_end(struct child *child, gboolean kill_it, char **how);

#endif
