/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an operator may know of a line: counts, never who. From the start of the program. Safe to
 * be used by several threads; NULL counters count nothing.
 */
#ifndef CORE_PHONE_COUNTERS_H
#define CORE_PHONE_COUNTERS_H

#include <glib.h>
#include <stdint.h>

enum call_end { END_HUNG_UP, END_GOODBYE, END_VANISHED, END_TOO_LONG, END_STOPPED, END_COUNT };

enum counter {
    COUNT_REFUSED_FULL,
    COUNT_REFUSED_STRANGER,
    COUNT_REFUSED_CODEC,
    COUNT_STORIES_BEGUN,
    COUNT_STORIES_HEARD, /* to their end */
    COUNT_CLIPS_MISSING,
    COUNT_PLACES_UNSAVED,
    COUNT_COUNT
};

struct counters;

struct counters *counters_new(void);
void counters_free(struct counters *counters);

void counters_began(struct counters *counters);
void counters_ended(struct counters *counters, enum call_end why);
void counters_add(struct counters *counters, enum counter counter);
void counters_key(struct counters *counters, char key);
/* Somebody was in a topic for so long. */
void counters_heard(struct counters *counters, const char *topic, int64_t milliseconds);

/* As Prometheus reads them (text format 0.0.4): a new string. */
char *counters_print(struct counters *counters);
/* What counters_print() made, as plain sentences, one a line: a new string. NULL when the text
 * is none of ours. */
char *counters_tell(const char *printed);

#endif
