/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand above columns of lists of people. */
#ifndef PLUGINS_READERS_ROSTER_HEADINGS_H
#define PLUGINS_READERS_ROSTER_HEADINGS_H

#include "columns.h"
#include "shared/slice.h"

/* COLUMN_OTHER for one that is not known. */
enum column kind_of_heading(struct slice s);

#endif
