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
    const struct crier_output *audio;  /* of a wrapper: what it can use best, else NULL */
    enum report_form report;
    GArray *options; /* of struct crier_option: what --set says to it */
};

/* What is asked for. */
struct wanted {
    char **articles;
    char **outputs;      /* -o as given */
    const char *formats; /* --as, or NULL */
    const GArray *rates; /* of uint32_t, words a minute; empty: one rate, which has no name */
};

/*
 * The targets of every article and rate: an array (all rates of the first article, then of
 * the second…) of arrays of struct target. With rates, "a.mp3" stands for "a-140.mp3" and so
 * on. NULL with ERROR_USAGE (or ERROR_OUTPUT for a folder that is missing).
 */
GPtrArray *targets_plan(struct session *plugins, const struct wanted *wanted, GError **error);
/* What the index of all rates of an article is called: "a.rates.json". A new string. */
char *targets_index(const GPtrArray *targets, uint32_t rate);

/* Of a wrapper: the medium that its option "audio" asks for, when it can use it; else NULL. */
const char *target_medium(const struct target *target);

/* Give options to the outputs of these targets: OUTPUT.KEY=VALUE each, or NULL. FALSE with
 * ERROR_USAGE. */
gboolean targets_set(GPtrArray *targets, struct session *plugins, char **settings, GError **error);

#endif
