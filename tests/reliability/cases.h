/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which calls are made to fail, and how. */
#ifndef TESTS_RELIABILITY_CASES_H
#define TESTS_RELIABILITY_CASES_H

#include <glib.h>

struct test {
    char *wish;       /* CRIER_FAULT, or what stands for it in a report */
    const char *list; /* CRIER_FAULT_LIST instead */
    int64_t after_ms; /* killed so much later; -1: not */
    gboolean kills;   /* it is meant to be killed */
    gboolean again;   /* and the next run must mend it */
};

/*
 * Of the calls listed by fault.c, `most` of each class, evenly chosen (0: all), as struct test:
 *   "faults"  each once, sticky, and short for reads and writes
 *   "kills"   killed instead of the call, and right behind it; not for malloc
 *   "times"   `most` kills at times by chance within `milliseconds`
 */
GPtrArray *cases_choose(const char *how, const char *calls, guint most, int64_t milliseconds);

#endif
