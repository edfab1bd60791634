/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and cells of delimited text: which mark parts them, and where they stand. */
#ifndef PLUGINS_READERS_ROSTER_CELLS_H
#define PLUGINS_READERS_ROSTER_CELLS_H

#include <stddef.h>
#include <stdint.h>

#define COLUMNS_MAX 64

/* One cell: bytes [from, to) of the text, without quotes and white space around. */
struct cell {
    size_t from, to;
};

struct row {
    size_t from, to; /* with everything in it, without its line end */
    size_t first;    /* of its cells */
    uint32_t count;  /* of cells; those beyond COLUMNS_MAX are left away */
    uint32_t filled; /* of them not empty */
};

struct table {
    const char *text;
    size_t size;
    char delimiter;
    struct row *rows; /* those with a filled cell only */
    size_t row_count, row_room;
    struct cell *cells;
    size_t cell_count, cell_room;
};

/* How a text would look if this mark parted its cells. */
struct look {
    char delimiter;
    size_t rows;    /* with a filled cell */
    size_t alike;   /* of them with as many cells as most */
    size_t columns; /* of most */
    size_t letters; /* bytes in the longest cell of a tenth or more of the rows */
    size_t stops;   /* cells that end a sentence */
};

/* The mark under which the text is most like a table, with at least `share` tenths of its
 * rows alike; delimiter 0 when under none, and rows 0 when all cells are empty by one. */
struct look best_look(const char *text, size_t size, size_t share);

/* The cells of the first row that has any; how many. `cells` has room for COLUMNS_MAX. */
size_t first_cells(const char *text, size_t size, char delimiter, struct cell *cells);

/* 0: out of memory. */
int take_cells(struct table *table, const char *text, size_t size, char delimiter);
void free_table(struct table *table);

/* The cell of a row in a column, empty when the row is shorter. */
struct cell cell_at(const struct table *table, const struct row *row, size_t column);

#endif
