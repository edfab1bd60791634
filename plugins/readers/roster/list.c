/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The host takes a million blocks. */
#define ITEMS_MAX       400000
#define TABLE_CELLS_MAX 400000
/* Columns of no known kind that are said all the same, and how long their cells are. */
#define OTHERS_MAX      2
#define OTHERS_LENGTH   40

struct list {
    const struct crier_reader_host *host;
    const struct table *table;
    const struct columns *columns;
    uint8_t said[COLUMNS_MAX];
    size_t *seen; /* rows by what is said of them; row + 1, or 0 */
    size_t seen_room;
    size_t doubles, nameless;
    int in_list;
};

/* ---- Text ---- */

static void glue(const struct list *l, const char *text)
{
    l->host->text(l->host, text, strlen(text), CRIER_NOWHERE, CRIER_NOWHERE);
}

/* The words of a cell; of two quotes that stand for one, the first is taken. */
static void say(const struct list *l, struct cell cell)
{
    const char *text = l->table->text;

    while (cell.from < cell.to) {
        const char *pair = memmem(text + cell.from, cell.to - cell.from, "\"\"", 2);
        size_t end = pair ? (size_t)(pair - text) + 1 : cell.to;

        l->host->text(l->host, text + cell.from, end - cell.from, cell.from, end);
        cell.from = pair ? end + 1 : end;
    }
}

static int is_empty(struct cell cell)
{
    return cell.from == cell.to;
}

/* "Delgado, Rosa, Jr." as "Rosa Delgado, Jr." */
static void say_turned(const struct list *l, struct cell cell)
{
    const char *text = l->table->text;
    size_t family = family_length(text + cell.from, cell.to - cell.from);
    struct cell given = { cell.from + family + 1, cell.to };
    const char *comma;

    if (family == 0) {
        say(l, cell);
        return;
    }
    while (given.from < given.to && text[given.from] == ' ')
        given.from++;
    comma = memchr(text + given.from, ',', given.to - given.from);
    if (comma)
        given.to = (size_t)(comma - text);
    say(l, given);
    glue(l, " ");
    say(l, (struct cell){ cell.from, cell.from + family });
    if (comma)
        say(l, (struct cell){ given.to, cell.to });
}

/* "1199", "32BJ": a number that needs a word before it. */
static int is_bare_number(const struct list *l, struct cell cell)
{
    size_t letters = 0;

    if (!isdigit((unsigned char)l->table->text[cell.from]))
        return 0;
    for (size_t i = cell.from; i < cell.to; i++)
        letters += !isdigit((unsigned char)l->table->text[i]);
    return letters <= 2;
}

/* ---- One person ---- */

static struct cell cell_of(const struct list *l, const struct row *row, enum column kind)
{
    size_t column = column_of(l->columns, kind);

    struct cell none = { 0 };

    return column == SIZE_MAX ? none : cell_at(l->table, row, column);
}

static int say_name(const struct list *l, const struct row *row)
{
    static const uint8_t parts[] = { COLUMN_PREFIX, COLUMN_GIVEN, COLUMN_MIDDLE,
                                     COLUMN_FAMILY, COLUMN_NAME,  COLUMN_SUFFIX };
    int words = 0;

    for (size_t i = 0; i < sizeof(parts); i++) {
        struct cell cell = cell_of(l, row, (enum column)parts[i]);

        if (is_empty(cell))
            continue;
        if (words++ > 0)
            glue(l, parts[i] == COLUMN_SUFFIX && cell.to - cell.from > 3 ? ", " : " ");
        if (parts[i] == COLUMN_NAME && l->columns->family_first)
            say_turned(l, cell);
        else
            say(l, cell);
    }
    return words;
}

static void say_detail(const struct list *l, const struct row *row, size_t column, int joined)
{
    enum column kind = (enum column)l->columns->kind[column];
    struct cell cell = cell_at(l->table, row, column);

    glue(l, joined ? " " : ", ");
    if (kind == COLUMN_LOCAL && is_bare_number(l, cell))
        glue(l, "Local ");
    if (kind == COLUMN_CHAPTER && is_bare_number(l, cell))
        glue(l, "Chapter ");
    say(l, cell);
}

static void say_details(const struct list *l, const struct row *row)
{
    static const uint8_t order[] = { COLUMN_TITLE,   COLUMN_UNION, COLUMN_LOCAL,
                                     COLUMN_CHAPTER, COLUMN_TOWN,  COLUMN_STATE,
                                     COLUMN_COUNTRY, COLUMN_GROUP, COLUMN_OTHER };
    int after_union = 0;

    for (size_t i = 0; i < sizeof(order); i++)
        for (size_t column = 0; column < l->columns->count; column++) {
            if (l->columns->kind[column] != order[i] || !l->said[column] ||
                column == l->columns->group || is_empty(cell_at(l->table, row, column)))
                continue;
            say_detail(l, row, column, after_union && order[i] == COLUMN_LOCAL);
            after_union = order[i] == COLUMN_UNION;
        }
}

static const char *reason_for(enum column kind)
{
    switch (kind) {
    case COLUMN_PRIVATE:
        return "private address or number";
    case COLUMN_SILENT:
        return "column of no use to listeners";
    default:
        return "column left out";
    }
}

static void skip_rest(const struct list *l, const struct row *row)
{
    const struct columns *columns = l->columns;
    size_t read = row->count < columns->count ? row->count : columns->count;

    for (size_t i = 0; i < read; i++) {
        struct cell cell = cell_at(l->table, row, i);

        if (!l->said[i] && !is_empty(cell))
            l->host->skip(l->host, cell.from, cell.to, reason_for((enum column)columns->kind[i]));
    }
    if (row->count > columns->count) {
        size_t from = cell_at(l->table, row, columns->count).from;

        l->host->skip(l->host, from, row->to, "beyond the last column");
    } else if (row->count > 0) {
        size_t from = cell_at(l->table, row, row->count - 1).to;

        if (from + 1 < row->to)
            l->host->skip(l->host, from, row->to, "beyond the last column");
    }
}

/* ---- The same person twice ---- */

static uint64_t hash_row(const struct list *l, const struct row *row)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (size_t i = 0; i < l->columns->count; i++) {
        struct cell cell = cell_at(l->table, row, i);

        for (size_t at = cell.from; l->said[i] && at < cell.to; at++)
            hash = (hash ^ (uint64_t)tolower((unsigned char)l->table->text[at])) * 1099511628211u;
        hash = (hash ^ 0xff) * 1099511628211u;
    }
    return hash ^ hash >> 29;
}

static int same_row(const struct list *l, const struct row *a, const struct row *b)
{
    for (size_t i = 0; i < l->columns->count; i++) {
        struct cell x = cell_at(l->table, a, i);
        struct cell y = cell_at(l->table, b, i);

        if (l->said[i] &&
            (x.to - x.from != y.to - y.from ||
             strncasecmp(l->table->text + x.from, l->table->text + y.from, x.to - x.from) != 0))
            return 0;
    }
    return 1;
}

static int is_double(struct list *l, size_t index)
{
    const struct row *row = &l->table->rows[index];
    size_t at = hash_row(l, row) & (l->seen_room - 1);

    for (; l->seen[at]; at = (at + 1) & (l->seen_room - 1))
        if (same_row(l, &l->table->rows[l->seen[at] - 1], row))
            return 1;
    l->seen[at] = index + 1;
    return 0;
}

/* ---- The list ---- */

static void close_list(struct list *l)
{
    if (l->in_list)
        l->host->close(l->host);
    l->in_list = 0;
}

static void send_group(struct list *l, size_t index)
{
    const struct row *row = &l->table->rows[index];
    size_t column = l->columns->group;
    struct cell now = { 0 };
    const struct crier_block heading = { .size = sizeof(heading),
                                         .role = CRIER_ROLE_HEADING,
                                         .level = 2 };

    if (column == SIZE_MAX)
        return;
    now = cell_at(l->table, row, column);
    if (index > l->columns->first) {
        struct cell before = cell_at(l->table, row - 1, column);

        if (before.to - before.from == now.to - now.from &&
            memcmp(l->table->text + before.from, l->table->text + now.from, now.to - now.from) ==
                0) {
            l->host->skip(l->host, now.from, now.to, "said in the heading");
            return;
        }
    }
    close_list(l);
    l->host->open(l->host, &heading);
    if (l->columns->kind[column] == COLUMN_LOCAL && is_bare_number(l, now))
        glue(l, "Local ");
    if (l->columns->kind[column] == COLUMN_CHAPTER && is_bare_number(l, now))
        glue(l, "Chapter ");
    say(l, now);
    l->host->close(l->host);
}

static int has_name(const struct list *l, const struct row *row)
{
    return !is_empty(cell_of(l, row, COLUMN_NAME)) || !is_empty(cell_of(l, row, COLUMN_FAMILY)) ||
           !is_empty(cell_of(l, row, COLUMN_GIVEN));
}

static void send_person(struct list *l, size_t index)
{
    const struct row *row = &l->table->rows[index];

    if (!has_name(l, row)) {
        l->nameless++;
        l->host->skip(l->host, row->from, row->to, "row without a name");
        return;
    }
    if (is_double(l, index)) {
        l->doubles++;
        l->host->skip(l->host, row->from, row->to, "same entry as before");
        return;
    }
    send_group(l, index);
    if (!l->in_list)
        crier_open(l->host, CRIER_ROLE_LIST);
    l->in_list = 1;
    crier_open(l->host, CRIER_ROLE_LIST_ITEM);
    say_name(l, row);
    say_details(l, row);
    l->host->close(l->host);
    skip_rest(l, row);
}

/* ---- Above the list ---- */

static void say_row(const struct list *l, const struct row *row)
{
    int words = 0;

    for (size_t i = 0; i < row->count; i++) {
        struct cell cell = cell_at(l->table, row, i);

        if (is_empty(cell))
            continue;
        if (words++ > 0)
            glue(l, ", ");
        say(l, cell);
    }
}

static void send_above(const struct list *l, size_t index)
{
    const struct row *row = &l->table->rows[index];
    struct cell cell = cell_at(l->table, row, 0);

    if (index > 0 || is_empty(cell)) {
        crier_open(l->host, CRIER_ROLE_PARAGRAPH);
    } else {
        l->host->meta(l->host, CRIER_META_TITLE, l->table->text + cell.from, cell.to - cell.from,
                      CRIER_NOWHERE, CRIER_NOWHERE);
        crier_open(l->host, CRIER_ROLE_HEADLINE);
    }
    say_row(l, row);
    l->host->close(l->host);
}

/* ---- Which columns are said ---- */

static int is_short(const struct list *l, size_t column)
{
    size_t bytes = 0;
    size_t rows = 0;

    for (size_t i = l->columns->first; i < l->table->row_count && rows < 200; i++, rows++) {
        struct cell cell = cell_at(l->table, &l->table->rows[i], column);

        bytes += cell.to - cell.from;
    }
    return bytes <= rows * OTHERS_LENGTH;
}

static void choose_said(struct list *l)
{
    size_t others = 0;

    for (size_t i = 0; i < l->columns->count; i++)
        others += l->columns->kind[i] == COLUMN_OTHER;
    for (size_t i = 0; i < l->columns->count; i++) {
        uint8_t kind = l->columns->kind[i];

        l->said[i] = kind < COLUMN_SILENT &&
                     (kind != COLUMN_OTHER || (others <= OTHERS_MAX && is_short(l, i)));
    }
}

static void note_silent(const struct list *l)
{
    char message[240] = "columns not read:";
    size_t size = strlen(message);
    const struct row *header;
    int any = 0;

    if (l->columns->header == SIZE_MAX)
        return;
    header = &l->table->rows[l->columns->header];
    for (size_t i = 0; i < l->columns->count; i++) {
        struct cell cell = cell_at(l->table, header, i);
        size_t length = cell.to - cell.from;

        if (l->said[i] || length == 0 || length > 40 || size + length + 2 >= sizeof(message))
            continue;
        size += (size_t)snprintf(message + size, sizeof(message) - size, "%s %.*s", any ? "," : "",
                                 (int)length, l->table->text + cell.from);
        any = 1;
    }
    if (any)
        l->host->note(l->host, CRIER_NOTE_INFO, header->from, message);
}

static void note_count(const struct list *l, size_t count, const char *one, const char *many)
{
    char message[120];

    if (count == 0)
        return;
    if (count == 1)
        snprintf(message, sizeof(message), "%s", one);
    else
        snprintf(message, sizeof(message), "%zu %s", count, many);
    l->host->note(l->host, CRIER_NOTE_INFO, CRIER_NOWHERE, message);
}

/* ---- A table of anything else ---- */

static void send_cells(const struct list *l, const struct row *row, uint32_t role)
{
    crier_open(l->host, CRIER_ROLE_TABLE_ROW);
    for (size_t i = 0; i < row->count; i++) {
        crier_open(l->host, role);
        say(l, cell_at(l->table, row, i));
        l->host->close(l->host);
    }
    l->host->close(l->host);
    if (row->count == COLUMNS_MAX && cell_at(l->table, row, COLUMNS_MAX - 1).to < row->to)
        l->host->skip(l->host, cell_at(l->table, row, COLUMNS_MAX - 1).to, row->to,
                      "beyond the last column");
}

static void skip_from(const struct list *l, size_t index)
{
    const struct table *table = l->table;

    l->host->note(l->host, CRIER_NOTE_WARNING, table->rows[index].from,
                  "the list is too long: the rest of it is not read");
    l->host->skip(l->host, table->rows[index].from, table->rows[table->row_count - 1].to,
                  "beyond the limit");
}

static void send_table(const struct list *l)
{
    const struct columns *columns = l->columns;
    size_t cells = 0;

    crier_open(l->host, CRIER_ROLE_TABLE);
    if (columns->header != SIZE_MAX)
        send_cells(l, &l->table->rows[columns->header], CRIER_ROLE_TABLE_HEADER);
    for (size_t i = columns->first; i < l->table->row_count; i++) {
        cells += l->table->rows[i].count;
        if (cells > TABLE_CELLS_MAX) {
            skip_from(l, i);
            break;
        }
        send_cells(l, &l->table->rows[i], CRIER_ROLE_TABLE_CELL);
    }
    l->host->close(l->host);
}

/* ---- All of it ---- */

static crier_status send_people(struct list *l)
{
    const struct columns *columns = l->columns;
    size_t room = 64;

    while (room < l->table->row_count * 2)
        room *= 2;
    l->seen_room = room;
    l->seen = calloc(room, sizeof(*l->seen));
    if (!l->seen)
        return CRIER_FAILED;
    if (columns->header != SIZE_MAX) {
        const struct row *row = &l->table->rows[columns->header];

        l->host->skip(l->host, row->from, row->to, "column headings");
    }
    for (size_t i = columns->first; i < l->table->row_count; i++) {
        if (i - columns->first == ITEMS_MAX) {
            skip_from(l, i);
            break;
        }
        send_person(l, i);
    }
    close_list(l);
    free(l->seen);
    return CRIER_OK;
}

crier_status send_roster(const struct crier_reader_host *host, const struct table *table,
                         const struct columns *columns)
{
    struct list l = { .host = host, .table = table, .columns = columns };
    size_t above = columns->header == SIZE_MAX ? columns->first : columns->header;
    crier_status status = CRIER_OK;

    for (size_t i = 0; i < above; i++)
        send_above(&l, i);
    if (!columns->is_list) {
        host->note(host, CRIER_NOTE_INFO, CRIER_NOWHERE,
                   "no column of names was found: it is read as a table");
        send_table(&l);
        return CRIER_OK;
    }
    choose_said(&l);
    note_silent(&l);
    status = send_people(&l);
    note_count(&l, l.doubles, "an entry that is there twice is read once",
               "entries repeat others and are left out");
    note_count(&l, l.nameless, "a row without a name is left out",
               "rows without a name are left out");
    return status;
}
