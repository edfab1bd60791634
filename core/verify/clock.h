/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as SMIL, NCC and captions write them, in milliseconds; -1: it is none. */
#ifndef CORE_VERIFY_CLOCK_H
#define CORE_VERIFY_CLOCK_H

#include <glib.h>

/* "12.5s", "npt=12.5s", "1:02:03.5", "90", "2min", "1h", "40ms". */
gint64 clock_smil(const char *text);
/* "00:01:02.345" with three digits after `point`; without hours when `short_form`. */
gint64 clock_cue(const char *text, gsize size, char point, gboolean short_form);

#endif
