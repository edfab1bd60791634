/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as papers print them. */
#ifndef PLUGINS_SHARED_PRINTED_DATE_H
#define PLUGINS_SHARED_PRINTED_DATE_H

#include "shared/slice.h"

#define PRINTED_ISO_SIZE 40 /* 11 are used; the compiler cannot know */

/* A paragraph that is nothing but a date: 0 no, 1 of publication, 2 of a change. */
int printed_date(struct slice s, char iso[PRINTED_ISO_SIZE]);

/* "May 3", "Nov. 22", "3 May", "2026" */
int printed_day(struct slice s);

#endif
