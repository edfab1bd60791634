/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: slice looks_like_text */
/*
 * Lists of people, as spreadsheets and address books give them: a wall of speakers, a
 * list of endorsements. Delimited text and vCard become a list that can be followed by ear.
 */
#include "cells.h"
#include "columns.h"
#include "list.h"
#include "shared/looks_like_text.h"
#include "shared/slice.h"

#include <stdlib.h>
#include <string.h>

static int is_vcard(const char *text, uint64_t size)
{
    struct slice s = slice_trim((struct slice){ text, size });

    if (slice_starts(s, "\xef\xbb\xbf"))
        s = slice_from(s, 3);
    return slice_starts(s, "begin:vcard");
}

/* A line of "sep=;" on top, which spreadsheets write. */
static char declared_mark(const char *text, uint64_t size, size_t *behind)
{
    struct slice s = { text, size };
    size_t end = 5;

    *behind = 0;
    if (size < 6 || !slice_starts(s, "sep="))
        return 0;
    while (end < size && (text[end] == '\r' || text[end] == '\n'))
        end++;
    if (end == 5)
        return 0;
    *behind = end;
    return text[4];
}

/* What parts the cells. */
static char mark_of(const char *text, uint64_t size, size_t *behind)
{
    char mark = declared_mark(text, size, behind);
    struct look look;

    if (mark)
        return mark;
    look = best_look(text, size < 262144 ? size : 262144, 0);
    if (look.delimiter)
        return look.delimiter;
    /* One column: a name a line. Its mark is never found. */
    return look.rows == 0 ? ',' : '\x1f';
}

static crier_status unreadable(const struct crier_reader_host *host, const char *why)
{
    host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, why);
    return CRIER_UNREADABLE;
}

/* The row that only declares the mark. */
static void drop_rows(struct table *table, size_t behind)
{
    if (table->row_count == 0 || table->rows[0].from >= behind)
        return;
    table->row_count--;
    memmove(table->rows, table->rows + 1, table->row_count * sizeof(*table->rows));
}

static crier_status read_cells(const struct crier_reader_host *host, const char *data,
                               uint64_t size)
{
    struct table table = { 0 };
    struct columns columns;
    size_t behind, width = 0;
    char mark = mark_of(data, size, &behind);
    crier_status status = CRIER_FAILED;

    if (behind > 0)
        host->skip(host, 0, behind, "mark that parts the cells");
    if (take_cells(&table, data, size, mark)) {
        drop_rows(&table, behind);
        for (size_t i = 0; i < table.row_count && i < 400; i++)
            width = table.rows[i].count > width ? table.rows[i].count : width;
        if (table.row_count == 0) {
            status = unreadable(host, "there is no entry in it");
        } else {
            find_columns(&columns, &table, width);
            status = send_roster(host, &table, &columns);
        }
    }
    free_table(&table);
    return status;
}

static crier_status read_roster(const struct crier_reader_host *host,
                                const struct crier_source *source)
{
    struct crier_text text;
    crier_status status = host->decode(host, source, NULL, &text);

    if (status == CRIER_UNREADABLE)
        return unreadable(host, "it is not text");
    if (status != CRIER_OK)
        return status;
    if (is_vcard(text.data, text.size))
        return send_vcards(host, &text);
    return read_cells(host, text.data, text.size);
}

/* ---- Probing: evidence over many lines ---- */

static int has_suffix(const struct crier_source *source)
{
    return crier_has_suffix(source->name, "csv") || crier_has_suffix(source->name, "tsv") ||
           crier_has_suffix(source->name, "tab") || crier_has_suffix(source->name, "vcf") ||
           crier_has_suffix(source->name, "vcard") || strcmp(source->media_type, "text/csv") == 0 ||
           strcmp(source->media_type, "text/tab-separated-values") == 0;
}

/* Markup and data of other kinds, and Markdown's tables. */
static int is_something_else(struct slice s)
{
    s = slice_trim(s);
    return s.size == 0 || strchr("<{[|#", s.at[0]) != NULL ||
           memmem(s.at, s.size < 2000 ? s.size : 2000, "--|", 3) != NULL;
}

/* Without a name to tell: known headings on top, or names down a column of many rows
 * that are all alike. */
static int is_surely_list(const char *text, size_t size, const struct look *look)
{
    struct cell cells[COLUMNS_MAX];
    size_t count = first_cells(text, size, look->delimiter, cells);
    size_t known = known_among(text, cells, count);

    if (look->rows < 3 || look->alike * 10 < look->rows * 9 || look->stops * 10 > look->rows ||
        look->letters > 60)
        return 0;
    return (known >= 2 && known * 3 >= count) ||
           (look->delimiter == '\t' && look->rows >= 4 && look->columns >= 3);
}

static int32_t probe(const struct crier_source *source)
{
    const char *text = (const char *)source->bytes;
    size_t size = source->length;
    int named = has_suffix(source);
    struct look look;
    size_t behind;

    if (!looks_like_text(source->bytes, source->length))
        return 0;
    if (is_vcard(text, size))
        return 80;
    if (declared_mark(text, size, &behind))
        return 60;
    if (is_something_else((struct slice){ text, size }))
        return named ? 15 : 0;
    look = best_look(text, size, 7);
    if (look.delimiter == 0 || look.rows < 2)
        return named ? 35 : 0;
    return named ? 60 : is_surely_list(text, size, &look) ? 55 : 0;
}

CRIER_READER = {
    CRIER_READER_HEAD("roster", "lists of people: CSV, TSV, vCard"),
    .suffixes = (const char *const[]){ "csv", "tsv", "tab", "vcf", "vcard", NULL },
    .media_types = (const char *const[]){ "text/csv", "text/tab-separated-values", "text/vcard",
                                          "text/x-vcard", NULL },
    .probe = probe,
    .read = read_roster,
};
