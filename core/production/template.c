/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/template.h"

#include "core/language/long_date.h"
#include "core/language/name_list.h"

#include <string.h>

enum source { META, AUTHORS, DATE, WEEKDAY, GIVEN };

static const struct {
    const char *name;
    enum source source;
    uint32_t key;
} names[] = {
    { "title", META, CRIER_META_TITLE },
    { "authors", AUTHORS, CRIER_META_AUTHOR },
    { "section", META, CRIER_META_SECTION },
    { "url", META, CRIER_META_URL },
    { "date", DATE, CRIER_META_DATE },
    { "weekday", WEEKDAY, CRIER_META_DATE },
    { "publication", GIVEN, 0 },
    { "edition", GIVEN, 0 },
    { "authority", GIVEN, 0 },
};

const char *template_names(void)
{
    return "{title}, {authors}, {section}, {url}, {date}, {weekday}, {publication}, {edition}";
}

/* The next "{name}" from *at on: its place; FALSE when there is none. */
static gboolean next_name(const char *line, gsize *at, gsize *from, gsize *size)
{
    const char *open = strchr(line + *at, '{');
    gsize length;

    if (!open)
        return FALSE;
    length = strcspn(open + 1, "{}");
    *from = (gsize)(open + 1 - line);
    *size = length;
    *at = *from + length + (line[*from + length] == '}');
    return TRUE;
}

static int find(const char *name, gsize size)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i].name) == size && strncmp(names[i].name, name, size) == 0)
            return (int)i;
    return -1;
}

char *template_unknown(const char *line)
{
    gsize at = 0, from, size;

    while (next_name(line, &at, &from, &size))
        if (find(line + from, size) < 0 || line[from + size] != '}')
            return g_strndup(line + from, size);
    return NULL;
}

static char *authors(const struct document *document, const char *language)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();

    for (guint i = 0; i < document->meta->len; i++) {
        const struct meta_entry *entry = &g_array_index(document->meta, struct meta_entry, i);

        if (entry->key == CRIER_META_AUTHOR)
            g_ptr_array_add(all, (gpointer)document_string(document, entry->value));
    }
    return name_list(language, all);
}

static char *given(const char *name, template_values values)
{
    for (; values && values[0]; values += 2)
        if (strcmp(values[0], name) == 0)
            return g_strdup(values[1]);
    return NULL;
}

static char *value_of(int index, const struct document *document, const char *language,
                      template_values values)
{
    const char *meta = document_meta(document, names[index].key);

    switch (names[index].source) {
    case AUTHORS:
        return authors(document, language);
    case DATE:
        return long_date(language, meta, FALSE);
    case WEEKDAY:
        return long_date(language, meta, TRUE);
    case GIVEN:
        return given(names[index].name, values);
    default:
        return g_strdup(meta);
    }
}

char *template_fill(const char *line, const struct document *document, const char *language,
                    template_values values)
{
    g_autoptr(GString) filled = g_string_new(NULL);
    gsize at = 0, done = 0, from, size;

    while (next_name(line, &at, &from, &size)) {
        int index = line[from + size] == '}' ? find(line + from, size) : -1;
        g_autofree char *value = index >= 0 ? value_of(index, document, language, values) : NULL;

        if (!value || !*value)
            return NULL;
        g_string_append_len(filled, line + done, (gssize)(from - 1 - done));
        g_string_append(filled, value);
        done = at;
    }
    g_string_append(filled, line + done);
    return g_string_free(g_steal_pointer(&filled), FALSE);
}
