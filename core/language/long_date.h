/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day as people write it, in their language. */
#ifndef CORE_LANGUAGE_LONG_DATE_H
#define CORE_LANGUAGE_LONG_DATE_H

#include <glib.h>

/*
 * "2026-11-23T08:00:00Z" as "November 23, 2026", or with its weekday as "Monday,
 * November 23, 2026". The day is the one that is written, wherever one is.
 * `language`: BCP 47, NULL for English. A new string; NULL when it is no such date.
 */
char *long_date(const char *language, const char *iso, gboolean weekday);

#endif
