/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs in a reader's process. */
#ifndef CORE_PLUGIN_READER_CHILD_H
#define CORE_PLUGIN_READER_CHILD_H

#include "core/plugin/host.h"
#include "core/plugin/session.h"
#include "core/source/source.h"

struct reader_task {
    const struct session *session;
    const struct source *source;
    const char *reader; /* only this one, or NULL */
    const struct reader_option *options;
    gboolean all; /* load every reader, however sure one of them is */
};

/* For child_start(): load the readers, choose one, read, send frames. */
int reader_child_run(void *task, int fd);

/* Exit codes of the child beside 0. */
enum {
    READER_CHILD_NO_READER = 3,
    READER_CHILD_NO_SUCH_READER = 4,
    READER_CHILD_WANTS_ALL = 5, /* the one reader that was loaded needs the others */
    READER_CHILD_UNCONFINED = 6 /* the kernel does not confine it */
};

#endif
