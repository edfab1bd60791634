/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/ini.h"

#include "core/base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Ten thousand articles with an embargo each stay below it. */
#define SIZE_MOST (4u << 20)

struct ini {
    char *path;
    const char *what;
    GKeyFile *file;
    GHashTable *lines; /* "group" and "group\nkey" to the number of their line */
};

void ini_free(struct ini *ini)
{
    if (!ini)
        return;
    g_free(ini->path);
    g_key_file_free(ini->file);
    g_hash_table_destroy(ini->lines);
    g_free(ini);
}

/* ---- Messages ---- */

static void say(const struct ini *ini, guint line, GError **error, const char *what)
{
    g_autofree char *path = error_printable(ini->path, -1);
    g_autofree char *printable = error_printable(what, -1);
    g_autofree char *place = line ? g_strdup_printf(", line %u", line) : g_strdup("");

    g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot use %s %s%s: %s", ini->what, path, place,
                printable);
}

static guint line_of(const struct ini *ini, const char *group, const char *key)
{
    g_autofree char *name = key ? g_strdup_printf("%s\n%s", group, key) : g_strdup(group);

    return name ? GPOINTER_TO_UINT(g_hash_table_lookup(ini->lines, name)) : 0;
}

gboolean ini_wrong(const struct ini *ini, const char *group, const char *key, GError **error,
                   const char *format, ...)
{
    g_autofree char *what = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    say(ini, line_of(ini, group, key), error, what);
    return FALSE;
}

G_GNUC_PRINTF(4, 5)
static gboolean wrong_line(const struct ini *ini, guint line, GError **error, const char *format,
                           ...)
{
    g_autofree char *what = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    say(ini, line, error, what);
    return FALSE;
}

/* ---- The file ---- */

static char *read_text(const struct ini *ini, gsize *size, GError **error)
{
    FILE *file = fopen(ini->path, "re");
    g_autofree char *text = NULL;
    gboolean failed;

    if (!file) {
        wrong_line(ini, 0, error, "%s", g_strerror(errno));
        return NULL;
    }
    text = g_malloc(SIZE_MOST + 1);
    *size = fread(text, 1, SIZE_MOST + 1, file);
    failed = ferror(file) != 0;
    if (failed)
        wrong_line(ini, 0, error, "%s", g_strerror(errno));
    fclose(file);
    if (failed)
        return NULL;
    if (*size > SIZE_MOST) {
        wrong_line(ini, 0, error, "it is larger than %u MiB", SIZE_MOST >> 20);
        return NULL;
    }
    text[*size] = '\0';
    return g_realloc(g_steal_pointer(&text), *size + 1);
}

/* Remember where a name stands. FALSE when it stood somewhere before. */
static gboolean note_line(const struct ini *ini, const char *name, const char *shown, guint line,
                          GError **error)
{
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(ini->lines, name));

    if (before)
        return wrong_line(ini, line, error, "%s stands there already, in line %u", shown, before);
    g_hash_table_insert(ini->lines, g_strdup(name), GUINT_TO_POINTER(line));
    return TRUE;
}

/* One line, trimmed; *group changes with the headings. */
static gboolean scan_line(const struct ini *ini, const char *text, guint line, char **group,
                          GError **error)
{
    const char *end;

    if (*text == '\0' || *text == '#')
        return TRUE;
    if (*text == '[') {
        g_autofree char *shown = NULL;

        end = strchr(text, ']');
        if (!end || end[1])
            return wrong_line(ini, line, error,
                              "a group is written as [name], on a line of its own");
        g_free(*group);
        *group = g_strndup(text + 1, (gsize)(end - text - 1));
        shown = g_strdup_printf("[%s]", *group);
        return note_line(ini, *group, shown, line, error);
    }
    end = strchr(text, '=');
    if (!end)
        return wrong_line(ini, line, error,
                          "it is neither [a group] nor key = value nor a # comment");
    if (!*group)
        return wrong_line(ini, line, error, "it stands before the first [group]");

    g_autofree char *key = g_strndup(text, (gsize)(end - text));
    g_autofree char *name = g_strdup_printf("%s\n%s", *group, g_strchomp(key));
    g_autofree char *shown = g_strdup_printf("%s of [%s]", key, *group);

    return note_line(ini, name, shown, line, error);
}

static gboolean scan(const struct ini *ini, const char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *group = NULL;

    for (guint i = 0; lines[i]; i++) {
        if (!g_utf8_validate(lines[i], -1, NULL))
            return wrong_line(ini, i + 1, error, "it is not in UTF-8; save the file as UTF-8");
        if (!scan_line(ini, g_strstrip(lines[i]), i + 1, &group, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean load(const struct ini *ini, GError **error)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* some editors put it before UTF-8 */
    g_autoptr(GError) why = NULL;
    gsize size = 0;
    g_autofree char *text = read_text(ini, &size, error);
    const char *from = text;

    if (!text)
        return FALSE;
    if (strlen(text) != size)
        return wrong_line(ini, 0, error, "it is not a text: there is a NUL in it");
    if (g_str_has_prefix(text, mark))
        from += strlen(mark);
    if (!scan(ini, from, error))
        return FALSE;
    if (*from && !g_key_file_load_from_data(ini->file, from, (gsize)-1, G_KEY_FILE_NONE, &why))
        return wrong_line(ini, 0, error, "%s", why->message);
    return TRUE;
}

struct ini *ini_load(const char *path, const char *what, GError **error)
{
    struct ini *ini = g_new0(struct ini, 1);

    ini->path = g_strdup(path);
    ini->what = what;
    ini->file = g_key_file_new();
    ini->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (load(ini, error))
        return ini;
    ini_free(ini);
    return NULL;
}

/* ---- What is in it ---- */

char **ini_groups(const struct ini *ini)
{
    return g_key_file_get_groups(ini->file, NULL);
}

char **ini_keys(const struct ini *ini, const char *group)
{
    char **keys = g_key_file_get_keys(ini->file, group, NULL, NULL);

    return keys ? keys : g_new0(char *, 1);
}

static gboolean empty(const struct ini *ini, const char *group, const char *key, GError **error)
{
    return ini_wrong(ini, group, key, error,
                     "%s of [%s] is empty; give it a value, or take the line out", key, group);
}

char *ini_value(const struct ini *ini, const char *group, const char *key, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autofree char *value = g_key_file_get_string(ini->file, group, key, &why);

    if (why) {
        ini_wrong(ini, group, key, error,
                  "%s of [%s] has a backslash that means nothing; a backslash is written \\\\", key,
                  group);
        return NULL;
    }
    if (!*g_strstrip(value)) {
        empty(ini, group, key, error);
        return NULL;
    }
    return g_steal_pointer(&value);
}

static void end_part(GPtrArray *parts, GString *part)
{
    g_autofree char *text = g_strstrip(g_strdup(part->str));

    if (*text)
        g_ptr_array_add(parts, g_steal_pointer(&text));
    g_string_truncate(part, 0);
}

char **ini_list(const struct ini *ini, const char *group, const char *key, const char *separators,
                GError **error)
{
    g_autofree char *value = g_key_file_get_value(ini->file, group, key, NULL);
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) part = g_string_new(NULL);

    for (const char *c = value; c && *c; c++) {
        if (*c == '\\' && c[1] && strchr(";,\\", c[1]))
            g_string_append_c(part, *++c);
        else if (strchr(separators, *c))
            end_part(parts, part);
        else
            g_string_append_c(part, *c);
    }
    end_part(parts, part);
    if (parts->len == 0) {
        empty(ini, group, key, error);
        return NULL;
    }
    g_ptr_array_add(parts, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&parts), FALSE);
}
