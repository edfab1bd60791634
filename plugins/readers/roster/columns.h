/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a list of people hold: by their headings, else by their cells. */
#ifndef PLUGINS_READERS_ROSTER_COLUMNS_H
#define PLUGINS_READERS_ROSTER_COLUMNS_H

#include "cells.h"

/* In the order in which they are said of a person. */
enum column {
    COLUMN_OTHER,
    COLUMN_PREFIX,
    COLUMN_GIVEN,
    COLUMN_MIDDLE,
    COLUMN_FAMILY,
    COLUMN_NAME,
    COLUMN_SUFFIX,
    COLUMN_TITLE,
    COLUMN_UNION,
    COLUMN_LOCAL,
    COLUMN_CHAPTER,
    COLUMN_TOWN,
    COLUMN_STATE,
    COLUMN_COUNTRY,
    COLUMN_GROUP,   /* what lists are parted by */
    COLUMN_SILENT,  /* numbers, marks, times: of no use to a listener */
    COLUMN_PRIVATE, /* addresses and telephone numbers */
    COLUMN_COUNT
};

struct columns {
    size_t count;
    uint8_t kind[COLUMNS_MAX];
    size_t header;    /* index of the row of headings, or SIZE_MAX */
    size_t first;     /* row of the first person */
    int is_list;      /* there are names */
    int family_first; /* "Delgado, Rosa" in the name column */
    size_t known;     /* headings that were known */
    size_t group;     /* column that parts the list, or SIZE_MAX */
};

void find_columns(struct columns *columns, const struct table *table, size_t width);

/* How many of these cells are headings that are known. */
size_t known_among(const char *text, const struct cell *cells, size_t count);

/* The column of this kind, or SIZE_MAX. */
size_t column_of(const struct columns *columns, enum column kind);

/* "Delgado, Rosa": the length of the family name, or 0. */
size_t family_length(const char *name, size_t size);

#endif
