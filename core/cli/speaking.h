/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article on its way from its source to all files that are wanted of it. */
#ifndef CORE_CLI_SPEAKING_H
#define CORE_CLI_SPEAKING_H

#include "core/cli/article.h"
#include "core/cli/progress.h"
#include "core/cli/speaker.h"
#include "core/cli/targets.h"

/* What is the same for all articles of a command. */
struct speaking {
    struct speaker *speaker;
    struct article_options options;
    struct session *readers;
    GMutex reading;      /* one article at a time: what is learnt of the readers is shared */
    int sample_rate;     /* 0: each format's own */
    const GArray *rates; /* of uint32_t, words a minute: a rung for each; empty: one, as it is */
    gboolean strict;
    enum progress_mode progress_mode;
    char *since; /* ledger of an earlier run to compare with, or NULL */
};

/*
 * Speak one article. `rungs`: for each rate an array of struct target. `engine`: at the
 * speaker's own rate; used unless there are rates. Returns the exit code 0 or 1, or -1 with an
 * error.
 */
int speaking_run(struct speaking *speaking, const char *name, GPtrArray *const *rungs,
                 struct engine *engine, GError **error);

#endif
