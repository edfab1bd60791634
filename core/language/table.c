/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/table.h"

#include <string.h>

/*
 * A new table is a file and a line in tables.inc. The assembler takes the file in
 * as it is; the program maps it when it is first read.
 */
#define TABLE(language, name)                                                                      \
    extern const char table_##language##_##name[];                                                 \
    extern const char table_##language##_##name##_end[];                                           \
    __asm__(".section .rodata\n"                                                                   \
            ".global table_" #language "_" #name "\n"                                              \
            "table_" #language "_" #name ":\n"                                                     \
            ".incbin \"core/language/" #language "/" #name ".tsv\"\n"                              \
            ".global table_" #language "_" #name "_end\n"                                          \
            "table_" #language "_" #name "_end:\n"                                                 \
            ".byte 0\n"                                                                            \
            ".previous\n");
#include "core/language/tables.inc"
#undef TABLE

static const struct {
    const char *language, *name;
    const char *text, *end;
} tables[] = {
#define TABLE(language, name)                                                                      \
    { #language, #name, table_##language##_##name, table_##language##_##name##_end },
#include "core/language/tables.inc"
#undef TABLE
};

const char *table_text(const char *language, const char *name, gsize *size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (strcmp(tables[i].language, language) != 0 || strcmp(tables[i].name, name) != 0)
            continue;
        *size = (gsize)(tables[i].end - tables[i].text);
        return tables[i].text;
    }
    return NULL;
}

gboolean table_open(struct table_line *line, const char *language, const char *name)
{
    gsize size = 0;

    *line = (struct table_line){ .at = table_text(language, name, &size) };
    line->end = line->at + size;
    return line->at != NULL;
}

static void split(struct table_line *line, const char *from, const char *to)
{
    line->count = 0;
    while (line->count < TABLE_FIELDS) {
        const char *tab = memchr(from, '\t', (size_t)(to - from));
        const char *end = tab ? tab : to;

        line->field[line->count] = from;
        line->size[line->count++] = (gsize)(end - from);
        if (!tab)
            return;
        from = tab + 1;
    }
}

gboolean table_next(struct table_line *line)
{
    while (line->at < line->end) {
        const char *from = line->at;
        const char *to = memchr(from, '\n', (size_t)(line->end - from));

        if (!to)
            to = line->end;
        line->at = to < line->end ? to + 1 : to;
        if (to == from || *from == '#')
            continue;
        split(line, from, to);
        return TRUE;
    }
    return FALSE;
}

char *table_field(const struct table_line *line, unsigned field)
{
    return field < line->count ? g_strndup(line->field[field], line->size[field]) : g_strdup("");
}
