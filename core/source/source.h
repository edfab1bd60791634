/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one article: from a file or standard input. */
#ifndef CORE_SOURCE_SOURCE_H
#define CORE_SOURCE_SOURCE_H

#include <glib.h>
#include <stdint.h>

struct source {
    char *name;    /* as the user gave it; "-" for standard input */
    char *display; /* the same, printable on one line: for messages */
    uint8_t *bytes;
    uint64_t size;
};

/*
 * Read a whole source into memory; "-" is standard input. FALSE with ERROR_INPUT
 * for what is missing, unreadable, a folder, empty, or above LIMIT_SOURCE, with
 * ERROR_STOPPED when a signal came while waiting for it.
 */
gboolean source_load(struct source *source, const char *name, GError **error);
void source_clear(struct source *source);

#endif
