/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that publish an edition share: the web, books and feed of it, or what the
 * phone line plays. */
#ifndef CORE_CLI_PUBLISHING_H
#define CORE_CLI_PUBLISHING_H

#include "core/cli/cast.h"
#include "core/edition/publish.h"

struct publishing {
    char *out; /* folder; NULL: "published" beside the edition file */
    int jobs;
    gboolean wait, allow_private;
    struct cast cast;
    /* Of the line: what it wants otherwise than the file says, and what it makes of the
     * articles (struct publish: finish). May be NULL. */
    void (*change)(struct edition_file *edition);
    gboolean (*finish)(void *data, struct run *run, GError **error);
    void *finish_data;
};

void publishing_init(struct publishing *publishing);
void publishing_clear(struct publishing *publishing);
/* Publish what this edition file says, and say so. The exit code, or -1 with an error. */
int publishing_run(struct publishing *publishing, const char *path, GError **error);

#endif
