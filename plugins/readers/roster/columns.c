/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns.h"

#include "headings.h"
#include "shared/slice.h"

#include <string.h>

#define SAMPLE_ROWS   200
#define PREAMBLE_ROWS 6

static struct slice words_of(const struct table *table, struct cell cell)
{
    return (struct slice){ table->text + cell.from, cell.to - cell.from };
}

/* ---- What cells look like ---- */

size_t family_length(const char *name, size_t size)
{
    const char *comma = memchr(name, ',', size);
    size_t length = comma ? (size_t)(comma - name) : 0;
    struct slice rest;

    if (length < 2 || length > 40)
        return 0;
    rest = slice_trim((struct slice){ comma + 1, size - length - 1 });
    return rest.size > 0 && slice_is_capitalised(rest) ? length : 0;
}

/* Two to five words that begin with capitals, no digits: a name in natural order or
 * with the family's first. `words` = 1: one such word will do. */
static int is_name(struct slice s, size_t words)
{
    struct slice_counts counts = slice_count(s);
    struct slice rest = s;
    size_t capitals = 0;

    if (s.size < 1 + words || s.size > 60 || counts.digits > 0 || counts.words < words ||
        counts.words > 5 || memchr(s.at, '@', s.size) || memchr(s.at, '/', s.size))
        return 0;
    for (struct slice word = slice_take_word(&rest); word.size > 0; word = slice_take_word(&rest))
        capitals += (size_t)slice_is_capitalised(word);
    return capitals >= words && slice_is_capitalised(s) && capitals + 1 >= counts.words;
}

/* The share of names, in hundredths, among the cells of a column. */
static size_t names_in(const struct table *table, size_t from, size_t column, size_t words)
{
    size_t names = 0;
    size_t cells = 0;

    for (size_t i = from; i < table->row_count && i < from + SAMPLE_ROWS; i++) {
        struct slice s = words_of(table, cell_at(table, &table->rows[i], column));

        cells += s.size > 0;
        names += (size_t)is_name(s, words);
    }
    return cells > 0 ? names * 100 / cells : 0;
}

/* Cells of a kind that needs no heading to be known. */
static enum column kind_of_cell(struct slice s)
{
    struct slice_counts counts = slice_count(s);

    if (memchr(s.at, '@', s.size) || counts.digits >= 7)
        return COLUMN_PRIVATE;
    if (slice_starts(s, "http:") || slice_starts(s, "https:") || slice_starts(s, "www."))
        return COLUMN_SILENT;
    if (s.size == 2 && counts.capitals == 2)
        return COLUMN_STATE;
    if (slice_starts(s, "local ") && counts.digits > 0)
        return COLUMN_LOCAL;
    if (counts.digits > 0 && counts.capitals + counts.smalls == 0)
        return COLUMN_SILENT;
    return COLUMN_OTHER;
}

static enum column kind_by_cells(const struct table *table, size_t from, size_t column)
{
    size_t votes[COLUMN_COUNT] = { 0 };
    size_t cells = 0;

    for (size_t i = from; i < table->row_count && i < from + SAMPLE_ROWS; i++) {
        struct slice s = words_of(table, cell_at(table, &table->rows[i], column));

        if (s.size == 0)
            continue;
        cells++;
        votes[kind_of_cell(s)]++;
    }
    for (size_t kind = 1; kind < COLUMN_COUNT; kind++)
        if (cells > 0 && votes[kind] * 10 >= cells * 8)
            return (enum column)kind;
    return COLUMN_OTHER;
}

/* ---- Headings ---- */

size_t known_among(const char *text, const struct cell *cells, size_t count)
{
    size_t known = 0;

    for (size_t i = 0; i < count; i++) {
        struct slice s = { text + cells[i].from, cells[i].to - cells[i].from };

        known += kind_of_heading(s) != COLUMN_OTHER;
    }
    return known;
}

/* Among the first rows the one with most known headings: two, or half of its cells. */
static void find_header(struct columns *columns, const struct table *table)
{
    columns->header = SIZE_MAX;
    for (size_t i = 0; i < table->row_count && i < PREAMBLE_ROWS; i++) {
        size_t known =
            known_among(table->text, table->cells + table->rows[i].first, table->rows[i].count);

        if (known <= columns->known || (known < 2 && known * 2 < table->rows[i].filled) ||
            table->rows[i].filled * 3 < columns->count)
            continue;
        columns->known = known;
        columns->header = i;
    }
}

/* Headings that no table knows: the first row has no digits and no long cells, and there
 * are digits or long cells below. */
static int looks_like_header(const struct table *table, size_t columns)
{
    const struct row *row = &table->rows[0];
    size_t differ = 0;

    if (table->row_count < 3 || row->filled < columns)
        return 0;
    for (size_t i = 0; i < columns; i++) {
        struct slice heading = words_of(table, cell_at(table, row, i));

        if (slice_count(heading).digits > 0 || heading.size > 40)
            return 0;
        for (size_t k = 1; k < table->row_count && k < 20; k++)
            if (slice_count(words_of(table, cell_at(table, &table->rows[k], i))).digits > 0) {
                differ++;
                break;
            }
    }
    return differ > 0;
}

static size_t first_person(const struct columns *columns, const struct table *table)
{
    size_t first = columns->header == SIZE_MAX ? 0 : columns->header + 1;

    while (columns->header == SIZE_MAX && first + 1 < table->row_count && first < PREAMBLE_ROWS &&
           table->rows[first].filled == 1 && columns->count > 2)
        first++; /* a title above the list */
    return first;
}

/* ---- Choosing ---- */

size_t column_of(const struct columns *columns, enum column kind)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->kind[i] == kind)
            return i;
    return SIZE_MAX;
}

static void by_headings(struct columns *columns, const struct table *table)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < columns->count; i++) {
        struct cell cell = cell_at(table, &table->rows[columns->header], i);
        enum column kind = kind_of_heading(words_of(table, cell));

        if (kind != COLUMN_OTHER && kind < COLUMN_GROUP && (seen >> kind & 1))
            kind = COLUMN_OTHER; /* a second of the kind is not what it is called by */
        seen |= UINT64_C(1) << kind;
        columns->kind[i] = (uint8_t)kind;
    }
    /* "Nombre" alone is the whole name; beside "Apellido" it is the given one. */
    if (column_of(columns, COLUMN_NAME) == SIZE_MAX &&
        column_of(columns, COLUMN_FAMILY) == SIZE_MAX &&
        column_of(columns, COLUMN_GIVEN) != SIZE_MAX)
        columns->kind[column_of(columns, COLUMN_GIVEN)] = COLUMN_NAME;
}

/* "Delgado, Rosa" was written by a person, "Rosa,Delgado" by a program. */
static int is_spaced(const struct table *table, size_t first)
{
    for (size_t i = first; i < table->row_count && i < first + SAMPLE_ROWS; i++) {
        struct cell cell = cell_at(table, &table->rows[i], 1);

        if (table->delimiter != ',' || cell.from == 0 || table->text[cell.from - 1] != ' ')
            return 0;
    }
    return 1;
}

/* Without a heading for it, the first column that holds names, or the first two of one
 * word each. */
static void guess_names(struct columns *columns, const struct table *table)
{
    int turned;

    for (size_t i = 0; i < columns->count; i++)
        if (columns->kind[i] == COLUMN_OTHER && names_in(table, columns->first, i, 2) >= 70) {
            columns->kind[i] = COLUMN_NAME;
            return;
        }
    if (columns->count < 2 || columns->kind[0] != COLUMN_OTHER ||
        columns->kind[1] != COLUMN_OTHER || columns->header != SIZE_MAX ||
        names_in(table, columns->first, 0, 1) < 90 || names_in(table, columns->first, 1, 1) < 90)
        return;
    turned = is_spaced(table, columns->first);
    columns->kind[0] = turned ? COLUMN_FAMILY : COLUMN_GIVEN;
    columns->kind[1] = turned ? COLUMN_GIVEN : COLUMN_FAMILY;
}

static int has_names(const struct columns *columns)
{
    return column_of(columns, COLUMN_NAME) != SIZE_MAX ||
           column_of(columns, COLUMN_FAMILY) != SIZE_MAX;
}

/* With given and family name there, a full name would be said twice. */
static void drop_doubles(struct columns *columns)
{
    size_t name = column_of(columns, COLUMN_NAME);

    if (name == SIZE_MAX)
        return;
    for (size_t i = 0; i < columns->count; i++)
        if (columns->kind[i] == COLUMN_GIVEN || columns->kind[i] == COLUMN_MIDDLE ||
            columns->kind[i] == COLUMN_FAMILY)
            columns->kind[i] = COLUMN_SILENT;
}

static void find_family_first(struct columns *columns, const struct table *table)
{
    size_t name = column_of(columns, COLUMN_NAME);
    size_t turned = 0;
    size_t rows = 0;

    if (name == SIZE_MAX)
        return;
    for (size_t i = columns->first; i < table->row_count && rows < SAMPLE_ROWS; i++, rows++) {
        struct slice s = words_of(table, cell_at(table, &table->rows[i], name));

        turned += family_length(s.at, s.size) > 0;
    }
    columns->family_first = turned * 2 > rows;
}

/* ---- Groups ---- */

static int same_cell(const struct table *table, struct cell a, struct cell b)
{
    return a.to - a.from == b.to - b.from &&
           memcmp(table->text + a.from, table->text + b.from, a.to - a.from) == 0;
}

#define GROUPS_MAX 500

/* Each value of the column stands in one run of rows: then the list is sorted by it. */
static int parts_list(const struct table *table, size_t from, size_t column)
{
    struct cell runs[GROUPS_MAX];
    size_t count = 0;

    for (size_t i = from; i < table->row_count; i++) {
        struct cell cell = cell_at(table, &table->rows[i], column);

        if (count > 0 && same_cell(table, runs[count - 1], cell))
            continue;
        if (cell.from == cell.to || cell.to - cell.from > 80 || count == GROUPS_MAX ||
            (count + 1) * 2 > table->row_count - from)
            return 0;
        for (size_t k = 0; k < count; k++)
            if (same_cell(table, runs[k], cell))
                return 0;
        runs[count++] = cell;
    }
    return count >= 2;
}

static void find_group(struct columns *columns, const struct table *table)
{
    static const uint8_t order[] = { COLUMN_GROUP, COLUMN_STATE,   COLUMN_COUNTRY, COLUMN_UNION,
                                     COLUMN_LOCAL, COLUMN_CHAPTER, COLUMN_TOWN,    COLUMN_TITLE };

    columns->group = SIZE_MAX;
    for (size_t i = 0; i < sizeof(order); i++) {
        size_t column = column_of(columns, (enum column)order[i]);

        if (column != SIZE_MAX && parts_list(table, columns->first, column)) {
            columns->group = column;
            return;
        }
    }
}

void find_columns(struct columns *columns, const struct table *table, size_t width)
{
    *columns = (struct columns){ .count = width };
    find_header(columns, table);
    if (columns->header == SIZE_MAX && looks_like_header(table, width))
        columns->header = 0;
    columns->first = first_person(columns, table);
    if (columns->header != SIZE_MAX)
        by_headings(columns, table);
    for (size_t i = 0; i < width; i++)
        if (columns->kind[i] == COLUMN_OTHER)
            columns->kind[i] = (uint8_t)kind_by_cells(table, columns->first, i);
    if (!has_names(columns))
        guess_names(columns, table);
    columns->is_list = has_names(columns);
    drop_doubles(columns);
    find_family_first(columns, table);
    find_group(columns, table);
}
