/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cli/targets.h"

#include "core/base/error.h"
#include "core/cli/article.h"
#include "core/plugin/output.h"

#include <stdlib.h>
#include <string.h>

static void clear_option(gpointer data)
{
    struct crier_option *option = data;

    g_free((char *)option->key);
    g_free((char *)option->value);
}

static void target_free(gpointer data)
{
    struct target *target = data;

    g_free(target->path);
    g_array_unref(target->options);
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

/* Who makes files of a suffix: a plugin, or Crier itself. */
struct maker {
    const struct crier_output *plugin;
    const struct crier_output *audio;
    enum report_form report;
};

static gboolean find_maker(struct session *plugins, const char *suffix, struct maker *maker,
                           GError **error)
{
    g_autoptr(GError) unknown = NULL;

    *maker = (struct maker){ .report = report_form_of(suffix) };
    if (maker->report != REPORT_NONE)
        return TRUE;
    maker->plugin = output_find(plugins, suffix, &unknown);
    if (!maker->plugin)
        return usage(error, "%s, %s", unknown->message, report_suffixes());
    if (output_media(maker->plugin))
        maker->audio = output_find(plugins, output_media(maker->plugin)[0], error);
    return maker->audio || !output_media(maker->plugin);
}

/* "a-140.mp3" of "a.mp3"; with rate 0 the path itself. */
static char *at_rate(const char *path, const char *suffix, uint32_t rate)
{
    const gsize stem = strlen(path) - strlen(suffix) - 1;

    return rate > 0 ? g_strdup_printf("%.*s-%u.%s", (int)stem, path, rate, suffix) : g_strdup(path);
}

/* Its one name, also where its folder is reached by a link. */
static char *real_name(const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *folder = g_path_get_dirname(whole), *base = g_path_get_basename(whole);
    char *real = realpath(folder, NULL);
    char *name = real ? g_build_filename(real, base, NULL) : g_steal_pointer(&whole);

    free(real);
    return name;
}

static gboolean add(GPtrArray *targets, GHashTable *taken, const char *path,
                    const struct maker *maker, GError **error)
{
    g_autofree char *shown = error_printable(path, -1);
    struct target *target;

    /* "a.vtt" and "./a.vtt" are one file. */
    if (!g_hash_table_add(taken, real_name(path)))
        return usage(error, "%s would be written twice; each file needs a name of its own", shown);
    target = g_new0(struct target, 1);
    target->path = g_strdup(path);
    target->plugin = maker->plugin;
    target->audio = maker->audio;
    target->report = maker->report;
    target->options = g_array_new(FALSE, FALSE, sizeof(struct crier_option));
    g_array_set_clear_func(target->options, clear_option);
    g_ptr_array_add(targets, target);
    return TRUE;
}

/* The longest of its suffixes that a plugin answers to, else the last: "chapters.json" of
 * rally.chapters.json, but "json" of rally.2026.json. */
static const char *suffix_of(struct session *plugins, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *last = strrchr(slash ? slash : path, '.');

    for (const char *dot = strchr(slash ? slash : path, '.'); dot; dot = strchr(dot + 1, '.')) {
        struct maker maker;

        if (find_maker(plugins, dot + 1, &maker, NULL))
            return dot + 1;
    }
    return last && last[1] ? last + 1 : NULL;
}

/* "-o FILE": its suffix says what it is to be. */
static gboolean add_file(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                         const char *given, uint32_t rate, GError **error)
{
    const char *suffix = suffix_of(plugins, given);
    g_autofree char *shown = error_printable(given, -1);
    g_autofree char *path = suffix ? at_rate(given, suffix, rate) : NULL;
    struct maker maker;

    if (!suffix)
        return usage(error, "%s has no suffix that says what to make; try %s.wav", shown, shown);
    return find_maker(plugins, suffix, &maker, error) && add(targets, taken, path, &maker, error);
}

static gboolean add_to_folder(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                              const char *folder, const char *article, const char *formats,
                              uint32_t rate, GError **error)
{
    g_auto(GStrv) names = g_strsplit(formats ? formats : "wav", ",", -1);
    g_autofree char *stem = article_stem(article);

    for (char **name = names; *name; name++) {
        g_autofree char *file = NULL, *given = NULL, *path = NULL;
        const char *suffix;
        struct maker maker;

        if (!find_maker(plugins, *name, &maker, error))
            return FALSE;
        suffix = maker.plugin ? maker.plugin->suffixes[0] : report_suffix(maker.report);
        file = g_strdup_printf("%s.%s", stem, suffix);
        given = g_build_filename(folder, file, NULL);
        path = at_rate(given, suffix, rate);
        if (!add(targets, taken, path, &maker, error))
            return FALSE;
    }
    return TRUE;
}

/* A folder for files; a folder that is itself a talking book is a target, as its suffix says. */
static gboolean is_folder(struct session *plugins, const char *path)
{
    const char *suffix = g_str_has_suffix(path, "/") ? NULL : suffix_of(plugins, path);
    struct maker maker;

    if (suffix && find_maker(plugins, suffix, &maker, NULL) && maker.plugin &&
        output_is_folder(maker.plugin))
        return FALSE;
    return g_str_has_suffix(path, "/") || g_file_test(path, G_FILE_TEST_IS_DIR);
}

static gboolean check(struct session *plugins, const struct wanted *wanted, GError **error)
{
    char **outputs = wanted->outputs;
    const char *formats = wanted->formats;
    guint given = outputs ? g_strv_length(outputs) : 0;
    guint count = g_strv_length(wanted->articles);
    g_autofree char *shown = given > 0 ? error_printable(outputs[0], -1) : NULL;

    if (count == 0)
        return usage(error, "name an article to speak, or - for standard input");
    if (given == 0)
        return usage(error, "say where to write, for example -o article.wav");
    if (given == 1 && is_folder(plugins, outputs[0]))
        return TRUE;
    if (count > 1)
        return usage(error, "several articles do not fit into %s; name a folder, as in -o audio/",
                     shown);
    if (formats)
        return usage(error, "--as goes with a folder, for example -o audio/ --as %s", formats);
    return TRUE;
}

static gboolean plan_article(GPtrArray *targets, GHashTable *taken, struct session *plugins,
                             const char *article, const struct wanted *wanted, uint32_t rate,
                             GError **error)
{
    char **outputs = wanted->outputs;

    if (is_folder(plugins, outputs[0]))
        return add_to_folder(targets, taken, plugins, outputs[0], article, wanted->formats, rate,
                             error);
    for (; *outputs; outputs++)
        if (!add_file(targets, taken, plugins, *outputs, rate, error))
            return FALSE;
    return TRUE;
}

GPtrArray *targets_plan(struct session *plugins, const struct wanted *wanted, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(targets_free);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const guint rungs = MAX(1, wanted->rates->len);

    if (!check(plugins, wanted, error))
        return NULL;
    for (char **article = wanted->articles; *article; article++) {
        for (guint i = 0; i < rungs; i++) {
            GPtrArray *targets = g_ptr_array_new_with_free_func(target_free);
            uint32_t rate = wanted->rates->len > 0 ? g_array_index(wanted->rates, uint32_t, i) : 0;

            g_ptr_array_add(all, targets);
            if (!plan_article(targets, taken, plugins, *article, wanted, rate, error))
                return NULL;
        }
    }
    return g_steal_pointer(&all);
}

char *targets_index(const GPtrArray *targets, uint32_t rate)
{
    const struct target *first = targets->pdata[0];
    g_autofree char *mark = g_strdup_printf("-%u.", rate);
    const char *at = g_strrstr(first->path, mark);

    return g_strdup_printf("%.*s.rates.json", (int)(at - first->path), first->path);
}

/* ---- Options of outputs ---- */

static void give_option(GPtrArray *all, const struct crier_output *plugin, const char *key,
                        const char *value, gboolean *taken)
{
    for (guint i = 0; i < all->len; i++) {
        const GPtrArray *targets = all->pdata[i];

        for (guint j = 0; j < targets->len; j++) {
            const struct target *target = targets->pdata[j];
            struct crier_option option;

            if (target->plugin != plugin)
                continue;
            option = (struct crier_option){ g_strdup(key), g_strdup(value) };
            g_array_append_val(target->options, option);
            *taken = TRUE;
        }
    }
}

/* "vtt.words=1" */
static gboolean set_one(GPtrArray *all, struct session *plugins, const char *setting,
                        GError **error)
{
    g_autofree char *shown = error_printable(setting, -1);
    const char *dot = strchr(setting, '.');
    const char *equals = dot ? strchr(dot, '=') : NULL;
    g_autofree char *name = dot ? g_strndup(setting, (gsize)(dot - setting)) : NULL;
    g_autofree char *key = equals ? g_strndup(dot + 1, (gsize)(equals - dot - 1)) : NULL;
    const struct crier_output *plugin;
    gboolean taken = FALSE;

    if (!key || !*name || !*key || !g_utf8_validate(setting, -1, NULL))
        return usage(error, "--set %s is not of the form OUTPUT.KEY=VALUE, such as vtt.words=1",
                     shown);
    plugin = output_find(plugins, name, error);
    if (!plugin || !output_knows_option(plugin, key, error))
        return FALSE;
    give_option(all, plugin, key, equals + 1, &taken);
    if (!taken)
        return usage(error, "--set %s: no %s file is to be made", shown, name);
    return TRUE;
}

const char *target_medium(const struct target *target)
{
    const char *const *media = target->plugin ? output_media(target->plugin) : NULL;

    for (guint i = 0; media && i < target->options->len; i++) {
        const struct crier_option *option = &g_array_index(target->options, struct crier_option, i);

        if (strcmp(option->key, "audio") == 0 && g_strv_contains(media, option->value))
            return option->value;
    }
    return NULL;
}

/* Wrappers get the audio that they were told to use. */
static gboolean choose_audio(GPtrArray *all, struct session *plugins, GError **error)
{
    for (guint i = 0; i < all->len; i++) {
        const GPtrArray *targets = all->pdata[i];

        for (guint j = 0; j < targets->len; j++) {
            struct target *target = targets->pdata[j];
            const char *medium = target_medium(target);

            if (medium && !(target->audio = output_find(plugins, medium, error)))
                return FALSE;
        }
    }
    return TRUE;
}

gboolean targets_set(GPtrArray *all, struct session *plugins, char **settings, GError **error)
{
    for (; settings && *settings; settings++)
        if (!set_one(all, plugins, *settings, error))
            return FALSE;
    return choose_audio(all, plugins, error);
}
