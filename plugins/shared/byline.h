/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bylines in plain text. */
#ifndef PLUGINS_SHARED_BYLINE_H
#define PLUGINS_SHARED_BYLINE_H

#include "shared/slice.h"

#define PRINTED_NAMES 8

struct printed_byline {
    struct slice names[PRINTED_NAMES];
    size_t count;
    struct slice outlet; /* what follows a bar or a dash, or empty */
};

/* "By Jane Doe and John Roe, Staff Writer | Daily Name" */
int printed_byline(struct slice s, struct printed_byline *byline);

#endif
