/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/init.h"

#include "core/base/error.h"
#include "core/source/output_file.h"

#include <string.h>

/* The assembler takes the file in as it is. */
extern const char edition_sample_text[];
extern const char edition_sample_end[];
__asm__(".section .rodata\n"
        ".global edition_sample_text\n"
        "edition_sample_text:\n"
        ".incbin \"core/edition/sample.ini\"\n"
        ".global edition_sample_end\n"
        "edition_sample_end:\n"
        ".byte 0\n"
        ".previous\n");

#define PLACE "{samples}"

const char *edition_sample(gsize *size)
{
    /* Both are names of places in one text. */
    /* cppcheck-suppress comparePointers */
    *size = (gsize)(edition_sample_end - edition_sample_text);
    return edition_sample_text;
}

static gboolean fail(enum error_code code, const char *what, const char *path, const char *why,
                     GError **error)
{
    g_autofree char *shown = error_printable(path, -1);

    g_set_error(error, CRIER_ERROR, code, "cannot %s %s: %s", what, shown, why);
    return FALSE;
}

static gboolean is_article(const char *name)
{
    return (g_str_has_suffix(name, ".txt") || g_str_has_suffix(name, ".md")) &&
           !g_str_has_prefix(name, "README") && name[0] != '.';
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of the samples, sorted. NULL when there are none. */
static GPtrArray *find_samples(const char *folder, GError **error)
{
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(absolute, 0, NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    while (dir && (name = g_dir_read_name(dir)))
        if (is_article(name))
            g_ptr_array_add(paths, g_build_filename(absolute, name, NULL));
    if (paths->len == 0) {
        fail(ERROR_INPUT, "find the sample articles in", folder,
             "there are no .txt and .md files; is Crier installed as a whole?", error);
        return NULL;
    }
    g_ptr_array_sort(paths, by_name);
    return g_steal_pointer(&paths);
}

/* As lists of the edition file are written. */
static char *join(const GPtrArray *paths)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; i < paths->len; i++) {
        if (i > 0)
            g_string_append(list, "; ");
        for (const char *c = paths->pdata[i]; *c; c++) {
            if (strchr(";\\", *c))
                g_string_append_c(list, '\\');
            g_string_append_c(list, *c);
        }
    }
    return g_string_free(list, FALSE);
}

/* Not over a file that is there. */
static gboolean write_new(const char *path, const char *text, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        return fail(ERROR_OUTPUT, "write", path,
                    "it is there already; it stays as it is, rename it to begin anew", error);
    return output_file_put(path, text, strlen(text), error);
}

char *edition_init(const char *folder, const char *samples, GError **error)
{
    g_autofree char *path = g_build_filename(folder, INIT_NAME, NULL);
    g_autoptr(GPtrArray) paths = NULL;
    g_autoptr(GString) text = g_string_new(edition_sample_text);
    g_autofree char *list = NULL;

    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        fail(ERROR_OUTPUT, "write", path,
             "it is there already; it stays as it is, rename it to begin anew", error);
        return NULL;
    }
    paths = find_samples(samples, error);
    if (!paths)
        return NULL;
    list = join(paths);
    g_string_replace(text, PLACE, list, 1);
    return write_new(path, text->str, error) ? g_steal_pointer(&path) : NULL;
}
