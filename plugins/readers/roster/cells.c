/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#define LOOK_ROWS 400

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static int ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The quoted cell that begins at `at`, its quote at `at - 1`; returns the byte behind the
 * closing quote, or 0 when nothing closes it where a cell can end. */
static size_t quoted_end(const char *text, size_t size, size_t at, char delimiter)
{
    while (at < size) {
        const char *quote = memchr(text + at, '"', size - at);
        size_t next;

        if (!quote)
            return 0;
        next = (size_t)(quote - text) + 1;
        if (next < size && text[next] == '"') {
            at = next + 1;
            continue;
        }
        at = next;
        while (at < size && text[at] == ' ')
            at++;
        return at == size || text[at] == delimiter || ends_line(text[at]) ? next : 0;
    }
    return 0;
}

/* A quoted cell of a roster is a name or an address, not a chapter. */
#define QUOTED_MAX 20000

/* Take the cell at *at, and move behind it, onto its delimiter, line end or the end. */
static struct cell next_cell(const char *text, size_t size, size_t *at, char delimiter)
{
    size_t from = *at;
    size_t close = 0;
    size_t limit;
    struct cell cell;

    while (from < size && is_blank(text[from]) && text[from] != delimiter)
        from++;
    limit = size - from > QUOTED_MAX ? from + QUOTED_MAX : size;
    if (from < size && text[from] == '"')
        close = quoted_end(text, limit, from + 1, delimiter);
    if (close > 0) {
        cell = (struct cell){ from + 1, close - 1 };
        *at = close;
        while (*at < size && text[*at] == ' ')
            ++*at;
    } else {
        for (*at = from; *at < size && text[*at] != delimiter && !ends_line(text[*at]);)
            ++*at;
        cell = (struct cell){ from, *at };
    }
    while (cell.to > cell.from && (is_blank(text[cell.to - 1]) || ends_line(text[cell.to - 1])))
        cell.to--;
    while (cell.from < cell.to && (is_blank(text[cell.from]) || ends_line(text[cell.from])))
        cell.from++;
    return cell;
}

static size_t after_line(const char *text, size_t size, size_t at)
{
    if (at < size && text[at] == '\r')
        at++;
    if (at < size && text[at] == '\n' && (at == 0 || text[at - 1] == '\r' || text[at] == '\n'))
        at++;
    return at;
}

/* Take the next row's cells; `cells` has room for COLUMNS_MAX. */
static struct row next_row(const char *text, size_t size, size_t *at, char delimiter,
                           struct cell *cells)
{
    struct row row = { .from = *at };
    size_t kept = 0;

    for (;;) {
        struct cell cell = next_cell(text, size, at, delimiter);

        if (kept < COLUMNS_MAX)
            cells[kept++] = cell;
        row.filled += cell.to > cell.from;
        if (*at >= size || text[*at] != delimiter)
            break;
        ++*at;
    }
    row.to = *at;
    row.count = (uint32_t)kept;
    *at = after_line(text, size, *at);
    return row;
}

/* ---- What parts the cells ---- */

static void measure_row(struct look *look, const struct row *row, const struct cell *cells,
                        const char *text, size_t *long_rows)
{
    int is_long = 0;

    for (size_t i = 0; i < row->count; i++) {
        size_t length = cells[i].to - cells[i].from;

        is_long |= length > 60;
        look->letters = length > look->letters ? length : look->letters;
        if (length > 20 && strchr(".!?:;", text[cells[i].to - 1]))
            look->stops++;
    }
    *long_rows += is_long != 0;
}

static struct look look_with(const char *text, size_t size, char delimiter)
{
    struct look look = { .delimiter = delimiter };
    size_t widths[COLUMNS_MAX + 1] = { 0 };
    struct cell cells[COLUMNS_MAX];
    size_t long_rows = 0;
    size_t at = 0;

    while (at < size && look.rows < LOOK_ROWS) {
        struct row row = next_row(text, size, &at, delimiter, cells);

        if (row.filled == 0)
            continue;
        look.rows++;
        if (++widths[row.count] > look.alike) {
            look.alike = widths[row.count];
            look.columns = row.count;
        }
        measure_row(&look, &row, cells, text, &long_rows);
    }
    if (long_rows * 10 <= look.rows)
        look.letters = look.letters > 60 ? 60 : look.letters;
    return look;
}

struct look best_look(const char *text, size_t size, size_t share)
{
    static const char marks[] = { '\t', ';', ',', '|' };
    struct look best = { .rows = SIZE_MAX };

    for (size_t i = 0; i < sizeof(marks); i++) {
        struct look look = look_with(text, size, marks[i]);

        if (best.delimiter == 0 && look.rows < best.rows)
            best.rows = look.rows;
        if (look.columns < 2 || look.alike * 10 < look.rows * share)
            continue;
        if (best.delimiter == 0 || look.alike * look.columns > best.alike * best.columns)
            best = look;
    }
    return best;
}

size_t first_cells(const char *text, size_t size, char delimiter, struct cell *cells)
{
    size_t at = 0;

    while (at < size) {
        struct row row = next_row(text, size, &at, delimiter, cells);

        if (row.filled > 0)
            return row.count;
    }
    return 0;
}

/* ---- All of them ---- */

static int make_room(void **array, size_t *room, size_t need, size_t size)
{
    size_t more = *room ? *room : 256;
    void *grown;

    if (need <= *room)
        return 1;
    while (more < need)
        more *= 2;
    grown = reallocarray(*array, more, size);
    if (!grown)
        return 0;
    *array = grown;
    *room = more;
    return 1;
}

int take_cells(struct table *table, const char *text, size_t size, char delimiter)
{
    size_t at = 0;

    *table = (struct table){ .text = text, .size = size, .delimiter = delimiter };
    while (at < size) {
        struct row row;

        if (!make_room((void **)&table->cells, &table->cell_room, table->cell_count + COLUMNS_MAX,
                       sizeof(*table->cells)) ||
            !make_room((void **)&table->rows, &table->row_room, table->row_count + 1,
                       sizeof(*table->rows)))
            return 0;
        row = next_row(text, size, &at, delimiter, table->cells + table->cell_count);
        row.first = table->cell_count;
        if (row.filled == 0)
            continue;
        table->cell_count += row.count;
        table->rows[table->row_count++] = row;
    }
    return 1;
}

void free_table(struct table *table)
{
    free(table->rows);
    free(table->cells);
}

struct cell cell_at(const struct table *table, const struct row *row, size_t column)
{
    if (column >= row->count)
        return (struct cell){ row->to, row->to };
    return table->cells[row->first + column];
}
