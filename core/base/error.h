/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Failures. Every function that can fail takes a GError; its domain is
 * CRIER_ERROR, its code decides the exit code of the program, and its message is
 * one line that says what failed, where, and what to do.
 */
#ifndef CORE_BASE_ERROR_H
#define CORE_BASE_ERROR_H

#include <glib.h>

enum error_code {
    ERROR_USAGE = 2,  /* the command line, or a voice that does not exist */
    ERROR_INPUT = 3,  /* an article could not be read */
    ERROR_OUTPUT = 4, /* a file or standard output could not be written */
    ERROR_ENGINE = 5, /* the speech engine could not be started or is gone */
    ERROR_BUG = 70,
    /* 71: memory ran out, see memory.h */
    ERROR_STOPPED = 130 /* Ctrl-C */
};

#define CRIER_ERROR error_quark()
GQuark error_quark(void);

/* Printable and on one line: control characters, line breaks and broken UTF-8
 * of a file name or a message become escapes. Returns a new string. */
char *error_printable(const char *text, gssize size);

#endif
