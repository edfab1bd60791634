/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of AGI, without input or output: bytes of a PBX go in, its variables and answers come
 * out; commands are made ready to be sent. What a PBX hands on comes from callers: it is held to
 * limits and believed nothing.
 */
#ifndef CORE_PHONE_AGI_WIRE_H
#define CORE_PHONE_AGI_WIRE_H

#include <glib.h>

enum { AGI_LINE_MOST = 8191, AGI_VARIABLES_MOST = 200, AGI_COMMAND_MOST = 2047 };

enum agi_found {
    AGI_NOTHING,  /* all bytes are taken, more are needed */
    AGI_VARIABLE, /* one of the lines before the first empty one */
    AGI_READY,    /* that empty line: commands may be sent */
    AGI_ANSWER,
    AGI_HANGUP, /* the unasked line */
    AGI_WRONG   /* no AGI, or beyond a limit; nothing more is read */
};

struct agi_answer {
    guint code;        /* 200, 510, 511, 520 */
    gboolean answered; /* there is a result */
    gint64 result;
    gint64 endpos;    /* -1: not said */
    const char *text; /* what stands in brackets, or "" ; until the next bytes */
};

struct agi_wire;

struct agi_wire *agi_wire_new(void);
void agi_wire_free(struct agi_wire *wire);

/* Reads until something is found; `used` bytes are then done with, feed the rest again. */
enum agi_found agi_wire_feed(struct agi_wire *wire, const char *bytes, gsize size, gsize *used);

/* Of a variable's name without "agi_"; NULL: the PBX did not say. The first of two counts. */
const char *agi_wire_variable(const struct agi_wire *wire, const char *name);

/* The one that was found last. */
const struct agi_answer *agi_wire_answer(const struct agi_wire *wire);

/* Appends a command, its arguments quoted, and the end of its line; `arguments` end with NULL.
 * FALSE, and nothing is appended: a control character in it, or it is too long. */
gboolean agi_command(GString *out, const char *verb, const char *const *arguments);

#endif
