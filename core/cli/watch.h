/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edition is made of, watched: its file, its articles and what they are read with. And
 * when the next round of publishing is due. */
#ifndef CORE_CLI_WATCH_H
#define CORE_CLI_WATCH_H

#include <glib.h>

/* ---- When ---- */

#define WATCH_QUIET     (2 * G_TIME_SPAN_SECOND)  /* after the last change */
#define WATCH_WAIT_MOST (30 * G_TIME_SPAN_SECOND) /* after the first one */

/* All in microseconds of the monotonic clock. */
struct watch_clock {
    gint64 every;         /* between rounds */
    gint64 round;         /* end of the last round */
    gint64 first, latest; /* change since then; 0: none */
};

void watch_clock_round(struct watch_clock *clock, gint64 now);
void watch_clock_change(struct watch_clock *clock, gint64 now);
/* The moment of the next round, as far as is known. */
gint64 watch_clock_due(const struct watch_clock *clock);

/* ---- What ---- */

struct watch;

/*
 * Watch an edition file and, as far as it can be read, all it names that lies on this machine.
 * `without`: folders (NULL-ended, absolute) that are ours, whose changes do not count. Never
 * NULL: what cannot be watched is not, and watch_lacking() says so.
 */
struct watch *watch_new(const char *path, const char *const *without);
void watch_free(struct watch *watch);
int watch_fd(const struct watch *watch); /* readable when something happened; -1: never */
/* Take in what happened. The path that changed (the first of them; a new string), or NULL when
 * nothing of ours did. */
char *watch_read(struct watch *watch);
/* Why not everything is watched, or NULL. */
const char *watch_lacking(const struct watch *watch);

#endif
