/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as feeds and agencies write them: RFC 822, ISO 8601 and what passes for either. */
#ifndef PLUGINS_SHARED_DATE_H
#define PLUGINS_SHARED_DATE_H

#include <stdint.h>

#define DATE_SIZE 40

struct date {
    int year, month, day; /* month and day 0 when they are not said */
    int has_time, hour, minute, second;
    int has_zone, zone; /* minutes east of Greenwich */
};

/* 0: it is no date that can be understood. */
int date_read(const char *text, struct date *date);
/* ISO 8601, as much of it as is known: "2026-11-22T14:00:00+01:00", "2026-11". */
void date_print(const struct date *date, char out[DATE_SIZE]);
/* Seconds since 1970; without a zone by Greenwich. */
int64_t date_seconds(const struct date *date);

#endif
