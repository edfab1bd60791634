/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that an edition could publish: its sources read, each article as a draft on
 * disk. A source that has not changed since the last run is not read again; one that cannot
 * be had now keeps what it held then.
 */
#ifndef CORE_EDITION_GATHER_H
#define CORE_EDITION_GATHER_H

#include "core/edition/catalogue.h"
#include "core/edition/edition_file.h"
#include "core/edition/facts.h"
#include "core/plugin/session.h"
#include "core/source/fetch.h"

#include <signal.h>

struct gather {
    const struct edition_file *edition;
    struct session *readers;
    const struct fetch_options *fetch;
    struct catalogue *catalogue;
    const char *folder; /* of the edition's publications, with ".crier/drafts" */
    const volatile sig_atomic_t *stop;
    void (*say)(void *data, const char *line);
    void *say_data;

    /* Results. */
    GPtrArray *facts;  /* of struct facts, in the order of the sources */
    GPtrArray *drafts; /* of char *: their drafts, names below the folder */
    guint missing;     /* sources that could not be had, or not be read */
};

/* FALSE with ERROR_STOPPED or ERROR_OUTPUT. Clear it in any case. */
gboolean gather_run(struct gather *gather, GError **error);
void gather_clear(struct gather *gather);

#endif
