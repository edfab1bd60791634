/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program says. Standard output is data, checked to the last byte;
 * standard error is for people: one plain line an event.
 */
#ifndef CORE_CLI_TERMINAL_H
#define CORE_CLI_TERMINAL_H

#include <glib.h>

/* Write data to standard output, buffered. FALSE with ERROR_OUTPUT. */
gboolean terminal_print(const char *text, gssize size, GError **error);
/* Write and empty a string once it is large enough to be worth it. */
gboolean terminal_drain(GString *text, GError **error);
gboolean terminal_flush(GError **error);

/* How much is said on standard error. */
enum verbosity { VERBOSITY_QUIET, VERBOSITY_NORMAL, VERBOSITY_VERBOSE };
void terminal_set_verbosity(enum verbosity verbosity);

/* One line to people when the verbosity is at least `from`. */
void terminal_say(enum verbosity from, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Say an error (always), free it, return its exit code. */
int terminal_fail(GError *error);

/* Numbers as words: "3 minutes 12 seconds", "0.4 seconds". New strings. */
char *terminal_duration(double seconds);

#endif
