/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time and spans of time as people write them in an edition file. */
#ifndef CORE_EDITION_MOMENT_H
#define CORE_EDITION_MOMENT_H

#include <glib.h>
#include <stdint.h>

#define MOMENT_NONE   INT64_MIN
#define MOMENT_MINUTE 60
#define MOMENT_DAY    (24 * 60 * 60)

struct moment {
    int64_t seconds; /* since 1970; a day without a time: its first second */
    int64_t day;     /* days since 1970 of the date as written, wherever it was written */
    gboolean timed;
};

/*
 * "2026-11-23", "2026-11-23 06:00", "2026-11-23T06:00:30+01:00", "…Z". Without an offset it
 * is the time of `zone` (NULL: UTC). FALSE when it is none of these, or no such day.
 */
gboolean moment_parse(const char *text, GTimeZone *zone, struct moment *moment);

/* The day that it is in the zone, as days since 1970; a day without a time is the same
 * everywhere. */
int64_t moment_day(const struct moment *moment, GTimeZone *zone);

/* "12 minutes", "1.5 hours", "90 s", "7 days": seconds above 0. FALSE for anything else. */
gboolean moment_span(const char *text, int64_t *seconds);

/* As "2026-11-23 06:00" in the zone; a new string, for messages. */
char *moment_text(int64_t seconds, GTimeZone *zone);

#endif
