/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datelines: the place on top of a story. */
#ifndef PLUGINS_SHARED_DATELINE_H
#define PLUGINS_SHARED_DATELINE_H

#include "shared/slice.h"

struct printed_dateline {
    size_t place; /* bytes of "EAST HARTFORD, Conn." */
    size_t body;  /* where the text goes on behind the dash */
};

/* A dateline and its dash at the very start of a paragraph? */
int printed_dateline(struct slice s, struct printed_dateline *found);

#endif
