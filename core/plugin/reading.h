/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read one source with the reader that fits it best, in a child process. Blocks
 * come back as frames; the document's own builder checks them. A reader that
 * crashes, hangs or floods costs this article only.
 */
#ifndef CORE_PLUGIN_READING_H
#define CORE_PLUGIN_READING_H

#include "core/document/document.h"
#include "core/plugin/session.h"
#include "core/source/source.h"

#include <signal.h>

struct reader_option;

struct reading_options {
    const char *reader;                  /* only this one, by name; NULL: the one that fits best */
    const struct reader_option *options; /* of the reader, or NULL */
    uint32_t silent_seconds;             /* 0: LIMIT_READER_SILENT_SECONDS */
    const volatile sig_atomic_t *stop;   /* may be NULL; not 0: give up with ERROR_STOPPED */
    gboolean *broke; /* may be NULL; TRUE after a failure that is no judgement of the reader on the
                      * source: it crashed, hung, could not be started. It may be another time. */
};

/*
 * Fill an empty document. `readers` is a session of CRIER_KIND_READER; it keeps
 * what was learnt of each plugin file. FALSE with ERROR_INPUT when no reader
 * knows the source or it cannot be read, ERROR_USAGE when options->reader does
 * not exist; the message names the source.
 */
gboolean reading_run(struct session *readers, const struct source *source,
                     const struct reading_options *options, struct document *document,
                     GError **error);

#endif
