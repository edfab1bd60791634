/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/wants.h"

#include "core/base/error.h"
#include "core/edition/identity.h"
#include "core/plugin/output.h"

#include <string.h>

struct wants {
    const struct edition_file *edition;
    struct session *plugins;
    GArray *outputs;    /* of struct maker_output */
    GArray *bindings;   /* of struct binding */
    GPtrArray *options; /* of GArray of struct crier_option */
    GPtrArray *strings;
    GString *key;
};

/* What each article becomes whatever is wanted: books and sites are made of it. */
static const char *const always[] = { "mp3", "vtt", "chapters.json" };

/* Where what is made of all articles stands. Others stand as NAME.SUFFIX. */
static const struct {
    const char *output, *path;
} places[] = {
    { "web", "web" },     { "epub", "edition.epub" }, { "daisy202", "daisy202" },
    { "stick", "stick" }, { "podcast", "feed.xml" },
};

static const char *keep(struct wants *wants, char *string)
{
    g_ptr_array_add(wants->strings, string);
    return string;
}

/* ---- Options ---- */

static void add_option(GArray *options, const char *key, const char *value)
{
    const struct crier_option option = { key, value };

    for (guint i = 0; value && i < options->len; i++)
        if (strcmp(g_array_index(options, struct crier_option, i).key, key) == 0)
            return; /* what the newsroom says stands first, and counts */
    if (value)
        g_array_append_val(options, option);
}

/* What the edition file says to an output. */
static gboolean own_options(struct wants *wants, const struct crier_output *plugin, GArray *options,
                            GError **error)
{
    for (guint i = 0; i < wants->edition->options->len; i++) {
        const struct edition_option *option =
            &g_array_index(wants->edition->options, struct edition_option, i);

        if (strcmp(option->output, plugin->head.name) != 0 &&
            !g_strv_contains(plugin->suffixes, option->output))
            continue;
        if (!output_knows_option(plugin, option->key, error))
            return FALSE;
        add_option(options, option->key, option->value);
        g_string_append_printf(wants->key, "%s.%s=%s\n", plugin->head.name, option->key,
                               option->value);
    }
    return TRUE;
}

/* What a feed has to know of the edition. */
static void podcast_options(struct wants *wants, GArray *options)
{
    const struct edition_file *edition = wants->edition;
    const struct category *category = edition->categories->len > 0
                                          ? &g_array_index(edition->categories, struct category, 0)
                                          : NULL;
    char *feed = edition->base_url ? g_strconcat(edition->base_url, "feed.xml", NULL) : NULL;

    add_option(options, "author", edition->author ? edition->author : edition->publisher);
    add_option(options, "email", edition->email);
    add_option(options, "explicit", edition->explicit_content ? "true" : "false");
    if (category)
        add_option(options, "category",
                   category->sub
                       ? keep(wants, g_strconcat(category->name, "/", category->sub, NULL))
                       : category->name);
    if (feed)
        add_option(options, "guid", keep(wants, identity_podcast(feed)));
    if (g_strv_contains((const char *const *)edition->outputs, "web"))
        add_option(options, "page", "web/article/");
    g_free(feed);
}

static GArray *options_new(struct wants *wants)
{
    GArray *options = g_array_new(FALSE, FALSE, sizeof(struct crier_option));

    g_ptr_array_add(wants->options, options);
    return options;
}

/* ---- Outputs ---- */

static gboolean add_output(struct wants *wants, const struct crier_output *plugin,
                           const char *suffix, GError **error)
{
    struct maker_output output = { .plugin = plugin, .suffix = suffix };
    GArray *options;

    for (guint i = 0; i < wants->outputs->len; i++)
        if (g_array_index(wants->outputs, struct maker_output, i).plugin == plugin)
            return TRUE;
    options = options_new(wants);
    g_string_append_printf(wants->key, "%s %s\n", plugin->head.name, plugin->head.version);
    if (!own_options(wants, plugin, options, error))
        return FALSE;
    output.options = options;
    g_array_append_val(wants->outputs, output);
    return TRUE;
}

static gboolean add_binding(struct wants *wants, const struct crier_output *plugin, GError **error)
{
    struct binding binding = { .plugin = plugin,
                               .name = plugin->head.name,
                               .feed = strcmp(plugin->head.name, "podcast") == 0 };
    GArray *options = options_new(wants);

    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        if (strcmp(places[i].output, plugin->head.name) == 0)
            binding.path = places[i].path;
    if (!binding.path)
        binding.path = keep(wants, g_strconcat(plugin->head.name, ".", plugin->suffixes[0], NULL));
    if (!own_options(wants, plugin, options, error))
        return FALSE;
    if (binding.feed)
        podcast_options(wants, options);
    if (strcmp(plugin->head.name, "web") == 0 && output_knows_option(plugin, "base", NULL))
        add_option(options, "base", "../");
    if (strcmp(plugin->head.name, "web") == 0 &&
        g_strv_contains((const char *const *)wants->edition->outputs, "podcast"))
        add_option(options, "feed", "feed.xml");
    binding.options = options;
    g_array_append_val(wants->bindings, binding);
    return TRUE;
}

static gboolean add(struct wants *wants, const char *name, gboolean feeds, GError **error)
{
    const struct crier_output *plugin = output_find(wants->plugins, name, error);
    gboolean feed;

    if (!plugin)
        return FALSE;
    feed = strcmp(plugin->head.name, "podcast") == 0;
    if (!output_media(plugin))
        return feeds || add_output(wants, plugin, plugin->suffixes[0], error);
    return feed != feeds || add_binding(wants, plugin, error);
}

struct wants *wants_new(const struct edition_file *edition, struct session *outputs, gboolean books,
                        GError **error)
{
    struct wants *wants = g_new0(struct wants, 1);
    gboolean ok = TRUE;

    wants->edition = edition;
    wants->plugins = outputs;
    wants->outputs = g_array_new(FALSE, FALSE, sizeof(struct maker_output));
    wants->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
    wants->options = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    wants->strings = g_ptr_array_new_with_free_func(g_free);
    wants->key = g_string_new(NULL);
    for (guint i = 0; ok && books && i < G_N_ELEMENTS(always); i++)
        ok = add(wants, always[i], FALSE, error);
    for (int feeds = 0; ok && feeds < 2; feeds++)
        for (char **name = edition->outputs; ok && *name; name++)
            ok = add(wants, *name, feeds, error);
    for (guint i = 0; i < edition->rates->len; i++)
        g_string_append_printf(wants->key, "rate %u\n", g_array_index(edition->rates, guint, i));
    if (ok)
        return wants;
    wants_free(wants);
    return NULL;
}

void wants_free(struct wants *wants)
{
    if (!wants)
        return;
    g_array_unref(wants->outputs);
    g_array_unref(wants->bindings);
    g_ptr_array_unref(wants->options);
    g_ptr_array_unref(wants->strings);
    g_string_free(wants->key, TRUE);
    g_free(wants);
}

const GArray *wants_outputs(const struct wants *wants)
{
    return wants->outputs;
}

const GArray *wants_bindings(const struct wants *wants)
{
    return wants->bindings;
}

const char *wants_key(const struct wants *wants)
{
    return wants->key->str;
}

char *wants_narrator(const struct wants *wants)
{
    return wants->edition->voice ? g_strconcat("espeak-ng, voice ", wants->edition->voice, NULL)
                                 : g_strdup("espeak-ng");
}
