/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of each article go: -o and --as, understood and checked before
 * anything is read. */
#ifndef CORE_CLI_TARGETS_H
#define CORE_CLI_TARGETS_H

#include "core/plugin/session.h"
#include "core/production/report.h"

#include <crier/output.h>

struct target {
    char *path;
    const struct crier_output *plugin; /* NULL for a ledger */
    enum report_form report;
    GArray *options; /* of struct crier_option: what --set says to it */
};

/*
 * The targets of every article: an array (one element an article) of arrays of
 * struct target. `outputs`: -o as given; `formats`: --as or NULL. NULL with
 * ERROR_USAGE (or ERROR_OUTPUT for a folder that is missing).
 */
GPtrArray *targets_plan(struct session *plugins, char **articles, char **outputs,
                        const char *formats, GError **error);

/* Give options to the outputs of these targets: OUTPUT.KEY=VALUE each, or NULL. FALSE with
 * ERROR_USAGE. */
gboolean targets_set(GPtrArray *targets, struct session *plugins, char **settings, GError **error);

#endif
