/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the phone line tells its operator: a line each, on standard error. For the main thread and
 * those that it starts.
 */
#ifndef CORE_PHONE_LOG_H
#define CORE_PHONE_LOG_H

#include <glib.h>

/* One line, without a line end; written whole or not at all. */
void log_say(const char *format, ...) G_GNUC_PRINTF(1, 2);

/*
 * Nothing that libraries print to stdio's stream of errors is seen from here on: libre prints a
 * line for each broken message, so that any stranger could fill the log. What ends the process
 * (the C library, sanitizers) still tells, as log_say() does, by the descriptor.
 */
void log_hush_libraries(void);

#endif
