/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Data of a language: tables in core/language/LANGUAGE/NAME.tsv that anybody can
 * read and extend, built into the program. One entry a line, fields separated by
 * one tab; empty lines and lines that begin with # are for people.
 */
#ifndef CORE_LANGUAGE_TABLE_H
#define CORE_LANGUAGE_TABLE_H

#include <glib.h>

/* The text of a table, or NULL when this language has none of the name. Static. */
const char *table_text(const char *language, const char *name, gsize *size);

#define TABLE_FIELDS 8

/* A walk over the lines of a table. */
struct table_line {
    const char *at; /* where the next line begins */
    const char *end;
    const char *field[TABLE_FIELDS]; /* not NUL-terminated */
    gsize size[TABLE_FIELDS];
    unsigned count; /* of fields */
};

/* Start; FALSE when there is no such table. */
gboolean table_open(struct table_line *line, const char *language, const char *name);
gboolean table_next(struct table_line *line);
/* A field as a new string, "" when the line has fewer. */
char *table_field(const struct table_line *line, unsigned field);

#endif
