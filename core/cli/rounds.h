/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Publishing again and again: when something changes, when the time has come, when asked to by
 * SIGHUP; until SIGTERM or Ctrl-C. Every round is a process of its own, so that what it takes
 * (memory, files) is given back, and a round that dies does not end the watch.
 */
#ifndef CORE_CLI_ROUNDS_H
#define CORE_CLI_ROUNDS_H

#include <glib.h>

struct rounds {
    const char *edition;        /* the path of its file, absolute */
    const char *const *without; /* folders whose changes do not count; absolute, NULL-ended */
    int minutes;                /* between rounds when nothing changes */
    int (*round)(void *data);   /* in a process of its own; the exit code */
    void *data;
};

/* The exit code: 0 when stopped between rounds, else that of the round that was stopped. */
int rounds_run(const struct rounds *rounds);

#endif
