/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/edition_file.h"

#include "core/edition/edition_reading.h"

#include <string.h>

/* ---- Memory ---- */

static void clear_source(void *data)
{
    struct edition_source *source = data;

    g_free(source->where);
    g_free(source->name);
}

static void clear_section(void *data)
{
    struct edition_section *section = data;

    for (guint i = 0; i < section->rules->len; i++) {
        g_free(g_array_index(section->rules, struct edition_rule, i).value);
        g_free(g_array_index(section->rules, struct edition_rule, i).words);
    }
    g_array_unref(section->rules);
    g_free(section->id);
    g_free(section->name);
    g_free(section->title);
}

static void clear_override(void *data)
{
    struct edition_override *override = data;

    g_free(override->pattern);
    g_free(override->voice);
    g_free(override->profile);
    g_free(override->correction);
    g_free(override->withdrawn);
}

static void clear_option(void *data)
{
    struct edition_option *option = data;

    g_free(option->output);
    g_free(option->key);
    g_free(option->value);
}

static GArray *array_new(guint size, GDestroyNotify clear)
{
    GArray *array = g_array_new(FALSE, FALSE, size);

    if (clear)
        g_array_set_clear_func(array, clear);
    return array;
}

static struct edition_file *edition_new(const char *path)
{
    struct edition_file *edition = g_new0(struct edition_file, 1);

    edition->path = g_canonicalize_filename(path, NULL);
    edition->folder = g_path_get_dirname(edition->path);
    edition->categories = array_new(sizeof(struct category), NULL);
    edition->sources = array_new(sizeof(struct edition_source), clear_source);
    edition->sections = array_new(sizeof(struct edition_section), clear_section);
    edition->overrides = array_new(sizeof(struct edition_override), clear_override);
    edition->exact =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    edition->globs = array_new(sizeof(struct edition_glob), NULL);
    edition->rates = array_new(sizeof(guint), NULL);
    edition->options = array_new(sizeof(struct edition_option), clear_option);
    edition->lexicons = g_new0(char *, 1);
    edition->outputs = g_new0(char *, 1);
    edition->episodes = EPISODES_ARTICLE;
    edition->pitch = -1;
    return edition;
}

void edition_file_free(struct edition_file *edition)
{
    if (!edition)
        return;
    char *const texts[] = { edition->path,        edition->folder,    edition->title,
                            edition->language,    edition->publisher, edition->base_url,
                            edition->description, edition->licence,   edition->cover,
                            edition->author,      edition->email,     edition->date,
                            edition->voice,       edition->profile,   edition->authority };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_clear_pointer(&edition->zone, g_time_zone_unref);
    g_array_unref(edition->categories);
    g_array_unref(edition->sources);
    g_array_unref(edition->sections);
    g_array_unref(edition->overrides);
    g_hash_table_destroy(edition->exact);
    g_array_unref(edition->globs);
    g_array_unref(edition->rates);
    g_array_unref(edition->options);
    g_strfreev(edition->lexicons);
    g_strfreev(edition->outputs);
    g_free(edition);
}

/* ---- Loading ---- */

/* Read in this order, whatever their order in the file: what stands above is needed below. */
static const struct kind {
    const char *name;
    gboolean named; /* [name WHAT] */
    gboolean (*read)(struct reading *, const char *group, const char *name, GError **);
} kinds[] = {
    { "sources", FALSE, read_sources_group },   { "source", TRUE, read_sources_group },
    { "section", TRUE, read_section_group },    { "article", TRUE, read_article_group },
    { "voice", FALSE, read_voice_group },       { "outputs", FALSE, read_outputs_group },
    { "episodes", FALSE, read_episodes_group }, { "programme", FALSE, read_programme_group },
};

/* *name: what stands behind the kind; NULL for a kind that has no names. */
static const struct kind *kind_of(const char *group, const char **name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        gsize size = strlen(kinds[i].name);

        *name = NULL;
        if (!kinds[i].named && strcmp(group, kinds[i].name) == 0)
            return &kinds[i];
        if (!kinds[i].named || strncmp(group, kinds[i].name, size) != 0 || group[size] != ' ')
            continue;
        *name = group + size + strspn(group + size, " \t");
        return **name ? &kinds[i] : NULL;
    }
    return NULL;
}

static gboolean check_groups(const struct reading *reading, char **groups, GError **error)
{
    for (char **group = groups; *group; group++) {
        const char *name;

        if (strcmp(*group, "edition") != 0 && !kind_of(*group, &name))
            return ini_wrong(reading->ini, *group, NULL, error,
                             "there is no group [%s]; there are [edition], [sources], [source "
                             "NAME], [section NAME], [article FILE-OR-ADDRESS], [voice], "
                             "[outputs], [episodes] and [programme]",
                             *group);
    }
    if (!g_strv_contains((const char *const *)groups, "edition"))
        return ini_wrong(reading->ini, NULL, NULL, error,
                         "it has no group [edition]; is it an edition file? `crier publish "
                         "--init` writes one");
    return TRUE;
}

static gboolean read_groups(struct reading *reading, GError **error)
{
    g_auto(GStrv) groups = ini_groups(reading->ini);

    if (!check_groups(reading, groups, error) || !read_edition_group(reading, error))
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        for (char **group = groups; *group; group++) {
            const char *name;

            if (kind_of(*group, &name) == &kinds[i] && !kinds[i].read(reading, *group, name, error))
                return FALSE;
        }
    if (reading->edition->sources->len == 0)
        return ini_wrong(reading->ini, NULL, NULL, error,
                         "it names no articles; add [sources] with files, folders, feeds or pages");
    index_overrides(reading->edition);
    return complete_sections(reading, error);
}

struct edition_file *edition_file_load(const char *path, const struct edition_context *context,
                                       GError **error)
{
    struct ini *ini = ini_load(path, "the edition", error);
    struct edition_file *edition = ini ? edition_new(path) : NULL;
    struct reading reading = { .ini = ini, .edition = edition, .context = context };

    if (edition && !read_groups(&reading, error))
        g_clear_pointer(&edition, edition_file_free);
    ini_free(ini);
    return edition;
}

/* ---- Use ---- */

char *edition_file_path(const struct edition_file *edition, const char *path)
{
    return g_canonicalize_filename(path, edition->folder);
}
