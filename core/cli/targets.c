/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/targets.h"

#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/plugin/output.h"

#include <string.h>

static void target_free(gpointer data)
{
    struct target *target = data;

    g_free(target->path);
    g_free(target);
}

static void targets_free(gpointer data)
{
    g_ptr_array_unref(data);
}

static gboolean usage(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean usage(GError **error, const char *format, ...)
{
    g_autofree char *message = NULL;
    va_list args;

    va_start(args, format);
    message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, CRIER_ERROR, ERROR_USAGE, message);
    return FALSE;
}

static gboolean add(GPtrArray *targets, GHashTable *taken, const char *path,
                    const struct crier_output *plugin, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);
    struct target *target;

    if (!plugin)
        return FALSE;
    if (!g_hash_table_add(taken, g_strdup(path)))
        return usage(error, "%s would be written twice; give the articles different names", shown);
    target = g_new0(struct target, 1);
    target->path = g_strdup(path);
    target->plugin = plugin;
    g_ptr_array_add(targets, target);
    return TRUE;
}

static const char *suffix_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');

    return dot && dot[1] ? dot + 1 : NULL;
}

/* "-o FILE": its suffix says what it is to be. */
static gboolean add_file(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                         const char *path, GError **error)
{
    const char *suffix = suffix_of(path);
    g_autofree char *shown = error_printable(path, -1);

    if (!suffix)
        return usage(error, "%s has no suffix that says what to make; try %s.wav", shown, shown);
    return add(targets, taken, path, output_find(plugins, suffix, error), error);
}

static gboolean add_to_folder(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                              const char *folder, const char *article, const char *formats,
                              GError **error)
{
    g_auto(GStrv) names = g_strsplit(formats ? formats : "wav", ",", -1);
    g_autofree char *stem = article_stem(article);

    for (char **name = names; *name; name++) {
        const struct crier_output *plugin = output_find(plugins, *name, error);
        g_autofree char *file = plugin ? g_strdup_printf("%s.%s", stem, plugin->suffixes[0]) : NULL;
        g_autofree char *path = file ? g_build_filename(folder, file, NULL) : NULL;

        if (!add(targets, taken, path ? path : "", plugin, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean is_folder(const char *path)
{
    return g_str_has_suffix(path, "/") || g_file_test(path, G_FILE_TEST_IS_DIR);
}

static gboolean check(char **articles, char **outputs, const char *formats, GError **error)
{
    guint given = outputs ? g_strv_length(outputs) : 0;
    guint count = g_strv_length(articles);
    g_autofree char *shown = given > 0 ? error_printable(outputs[0], -1) : NULL;

    if (count == 0)
        return usage(error, "name an article to speak, or - for standard input");
    if (given == 0)
        return usage(error, "say where to write, for example -o article.wav");
    if (given == 1 && is_folder(outputs[0]))
        return TRUE;
    if (count > 1)
        return usage(error, "several articles do not fit into %s; name a folder, as in -o audio/",
                     shown);
    if (formats)
        return usage(error, "--as goes with a folder, for example -o audio/ --as %s", formats);
    return TRUE;
}

static gboolean plan_article(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                             const char *article, char **outputs, const char *formats,
                             GError **error)
{
    if (is_folder(outputs[0]))
        return add_to_folder(targets, taken, plugins, outputs[0], article, formats, error);
    for (; *outputs; outputs++)
        if (!add_file(targets, taken, plugins, *outputs, error))
            return FALSE;
    return TRUE;
}

GPtrArray *targets_plan(struct session *plugins, char **articles, char **outputs,
                        const char *formats, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(targets_free);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (!check(articles, outputs, formats, error))
        return NULL;
    for (; *articles; articles++) {
        GPtrArray *targets = g_ptr_array_new_with_free_func(target_free);

        g_ptr_array_add(all, targets);
        if (!plan_article(targets, taken, plugins, *articles, outputs, formats, error))
            return NULL;
    }
    return g_steal_pointer(&all);
}
