/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A call without a phone: keys are read, what is said is written, one sentence a line. Of the
 * characters that are read, 0-9, * and # are keys; "+" hears the clip that plays to its end; a
 * new line hears all to its end; "w" waits five seconds; the end of input hangs up.
 */
#ifndef CORE_PHONE_SIMULATOR_H
#define CORE_PHONE_SIMULATOR_H

#include "core/phone/conversation.h"

struct simulator_options {
    const struct phone_service *service;
    struct board *board;
    const char *caller; /* NULL: unknown */
    gboolean files;     /* names of clips and where they begin, instead of words */
    int64_t now;        /* seconds since 1970 */
    /* Write a line (without its end) for people; FALSE ends the call. */
    gboolean (*say)(void *data, const char *line);
    /* The next character; EOF at the end. */
    int (*next)(void *data);
    void *data;
};

void simulator_run(const struct simulator_options *options);

#endif
