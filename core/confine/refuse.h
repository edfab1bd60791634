/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are told where processes cannot be confined. */
#ifndef CORE_CONFINE_REFUSE_H
#define CORE_CONFINE_REFUSE_H

#include <glib.h>

/* May what strangers wrote be handled: by processes that are confined, or because somebody
 * wants it without? FALSE with ERROR_USAGE. */
gboolean confine_may_start(GError **error);

#endif
