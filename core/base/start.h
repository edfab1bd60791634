/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting another program of Crier. */
#ifndef CORE_BASE_START_H
#define CORE_BASE_START_H

#include <sys/types.h>

/* A descriptor of ours, and its number in the program. */
struct start_gift {
    int ours, theirs;
};

/*
 * Start the program of this path with these words (its name first, NULL behind the last). It is
 * given standard output and error, an empty standard input, the gifts (which may take the place
 * of any of those), and no other descriptor. 0, or an errno.
 */
int start_program(pid_t *pid, const char *path, const char *const words[],
                  const struct start_gift *gifts, unsigned count);

#endif
