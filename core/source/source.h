/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one article: from a file, standard input or the web. */
#ifndef CORE_SOURCE_SOURCE_H
#define CORE_SOURCE_SOURCE_H

#include "core/source/fetch.h"

#include <glib.h>
#include <stdint.h>

struct source {
    char *name;    /* as the user gave it; "-" for standard input */
    char *display; /* the same, printable on one line: for messages */
    uint8_t *bytes;
    uint64_t size;
    char *type;    /* media type as a server declared it, or NULL */
    char *charset; /* likewise */
};

/*
 * Read a whole source into memory; "-" is standard input, "http://…" and "https://…"
 * are fetched as `fetch` says (NULL: they are names of files). FALSE with ERROR_INPUT
 * for what is missing, unreadable, a folder, empty, or above LIMIT_SOURCE, with
 * ERROR_STOPPED when a signal came while waiting for it.
 */
gboolean source_load(struct source *source, const char *name, const struct fetch_options *fetch,
                     GError **error);
void source_clear(struct source *source);

#endif
