/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls, as networks say it. */
#ifndef CORE_PHONE_CALLER_H
#define CORE_PHONE_CALLER_H

#include <glib.h>

/* Is this name or number nobody's: empty, longer than any, or a word for "unknown"? */
gboolean caller_is_nobody(const char *name, gsize size);

#endif
