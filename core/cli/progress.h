/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a long run is, for people and for programs, on standard error. */
#ifndef CORE_CLI_PROGRESS_H
#define CORE_CLI_PROGRESS_H

#include <glib.h>

enum progress_mode {
    PROGRESS_NONE,
    PROGRESS_PLAIN, /* a line every few seconds */
    PROGRESS_BAR,   /* one line that is written over */
    /* An object a line: {"article": name, "stage": "speaking", "done": sentences, "total",
     * "audio": seconds made, "eta": seconds left} */
    PROGRESS_JSON
};

struct progress {
    enum progress_mode mode;
    const char *name; /* of the article */
    guint64 total;    /* sentences */
    gint64 started;   /* microseconds, monotonic */
    gint64 shown;
    gboolean bar_open; /* a bar stands on the line */
};

/* "plain", "bar", "json", "none"; NULL chooses by what standard error is. FALSE
 * with ERROR_USAGE. */
gboolean progress_mode_parse(const char *name, enum progress_mode *mode, GError **error);
/* `name` is borrowed to the end. */
void progress_begin(struct progress *progress, enum progress_mode mode, const char *name,
                    guint64 total);
void progress_step(struct progress *progress, guint64 sentence, double audio_seconds);
/* Take the bar away, so that the next line stands alone. */
void progress_end(struct progress *progress);

#endif
