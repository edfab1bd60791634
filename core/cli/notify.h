/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling a service manager how we are: one datagram to the socket it names. */
#ifndef CORE_CLI_NOTIFY_H
#define CORE_CLI_NOTIFY_H

#include <glib.h>

/* "READY=1", "STOPPING=1". FALSE when nobody listens, which is no error: who was not asked to
 * tell (no NOTIFY_SOCKET) has nobody to tell it to. */
gboolean notify_send(const char *state);

#endif
