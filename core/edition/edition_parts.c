/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups that there may be several of: sources, sections, articles. */
#include "core/edition/edition_reading.h"
#include "core/edition/identity.h"
#include "core/source/address.h"

#include <crier/role.h>
#include <string.h>

/* Of document.h, that readers know: what front matter may be asked for. */
#include "core/document/document.h"

#define AT(structure, member) offsetof(struct structure, member)

/* ---- [sources], [source NAME] ---- */

/* What is said of all sources of a group. */
struct source_group {
    struct edition_file *edition;
    const char *name;
    int limit;
    int64_t since;
};

static gboolean add_source(struct reading *reading, const struct source_group *group,
                           const char *text, GError **error)
{
    struct edition_file *edition = group->edition;
    enum edition_source_kind kind = (enum edition_source_kind)reading->field->kind;
    struct edition_source source = { .kind = kind };
    gboolean url = address_is_url(text);

    if (edition->sources->len == EDITION_SOURCES_MOST)
        return read_wrong(reading, error, "makes more than %d sources", EDITION_SOURCES_MOST);
    source.name = g_strdup(group->name);
    source.where = path_or_url(edition, text);
    g_array_append_val(edition->sources, source);
    if (kind == SOURCE_PAGE && !url)
        return read_wrong(
            reading, error,
            "has %s; a page begins with http:// or https:// (a file belongs to files)", text);
    if ((kind == SOURCE_FILES || kind == SOURCE_FOLDER) && url)
        return read_wrong(reading, error, "has %s; an address belongs to pages or to feeds", text);
    return TRUE;
}

static gboolean read_where(struct reading *reading, void *value, GError **error)
{
    const struct source_group *group = value;
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";", error);

    for (char **part = parts; part && *part; part++)
        if (!add_source(reading, group, *part, error))
            return FALSE;
    return parts != NULL;
}

/* "7 days" before the edition's day, or a day. */
static gboolean read_since(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = ini_value(reading->ini, reading->group, reading->key, error);
    const struct edition_file *edition = reading->edition;
    struct moment moment;
    int64_t span;

    if (!text)
        return FALSE;
    if (moment_span(text, &span))
        *(int64_t *)value = edition->time - span;
    else if (moment_parse(text, edition->zone, &moment))
        *(int64_t *)value = moment.seconds;
    else
        return read_wrong(reading, error,
                          "is %s; it must be a span as 7 days, or a day as 2026-11-23", text);
    return TRUE;
}

gboolean read_sources_group(struct reading *reading, const char *group, const char *name,
                            GError **error)
{
    static const struct field fields[] = { { "files", read_where, 0, SOURCE_FILES },
                                           { "folders", read_where, 0, SOURCE_FOLDER },
                                           { "feeds", read_where, 0, SOURCE_FEED },
                                           { "pages", read_where, 0, SOURCE_PAGE },
                                           { "limit", read_number, AT(source_group, limit),
                                             NUMBER_LIMIT },
                                           { "since", read_since, AT(source_group, since), 0 },
                                           { NULL, NULL, 0, 0 } };
    struct source_group target = { reading->edition, name, 0, MOMENT_NONE };
    GArray *sources = reading->edition->sources;
    guint first = sources->len;

    if (!read_group(reading, group, fields, &target, NULL, error))
        return FALSE;
    if (sources->len == first)
        return ini_wrong(reading->ini, group, NULL, error,
                         "[%s] has no files, folders, feeds or pages", group);
    for (guint i = first; i < sources->len; i++) {
        g_array_index(sources, struct edition_source, i).limit = (guint)target.limit;
        g_array_index(sources, struct edition_source, i).since = target.since;
    }
    return TRUE;
}

/* ---- [section NAME] ---- */

static gboolean add_rule(struct reading *reading, GArray *rules, const char *text, GError **error)
{
    struct edition_rule rule = { .kind = (enum edition_rule_kind)reading->field->kind };

    (void)error;
    switch (rule.kind) {
    case RULE_FOLDER:
        rule.value = edition_file_path(reading->edition, text);
        break;
    case RULE_FEED: /* a name of a source stays as it is: known when all groups are read */
    default:
        rule.value = g_strdup(text);
        break;
    }
    g_array_append_val(rules, rule);
    return TRUE;
}

static gboolean read_rules(struct reading *reading, void *value, GError **error)
{
    gboolean names = reading->field->kind != RULE_FOLDER && reading->field->kind != RULE_FEED;
    g_auto(GStrv) parts =
        ini_list(reading->ini, reading->group, reading->key, names ? ";," : ";", error);
    GArray **rules = value;

    for (char **part = parts; part && *part; part++)
        if (!add_rule(reading, *rules, *part, error))
            return FALSE;
    return parts != NULL;
}

/* Keys that an article may say of itself. */
static gboolean find_meta(const char *name, uint32_t *key, GString *known)
{
    for (*key = CRIER_META_TITLE; *key < CRIER_META_IDENTIFIER; (*key)++) {
        if (g_ascii_strcasecmp(meta_name(*key), name) == 0)
            return TRUE;
        g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", meta_name(*key));
    }
    return FALSE;
}

/* "front-matter = desk:jobs; author:Ana Ruiz", and "section = Jobs" for one of them. */
static gboolean read_front_matter(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";,", error);
    g_autoptr(GString) known = g_string_new(NULL);
    GArray **rules = value;

    for (char **part = parts; part && *part; part++) {
        struct edition_rule rule = { .kind = RULE_FRONT_MATTER, .meta = CRIER_META_SECTION };
        char *colon = strchr(*part, ':');

        if (strcmp(reading->key, "section") == 0) {
            rule.value = g_strdup(*part);
            g_array_append_val(*rules, rule);
            continue;
        }
        if (!colon || colon == *part || !*g_strstrip(colon + 1))
            return read_wrong(reading, error, "has %s; it is written key:value, as section:Jobs",
                              *part);
        *colon = '\0';
        if (!find_meta(g_strstrip(*part), &rule.meta, known))
            return read_wrong(reading, error, "asks for %s; there are %s", *part, known->str);
        rule.value = g_strdup(colon + 1);
        g_array_append_val(*rules, rule);
    }
    return parts != NULL;
}

static guint find_section(const struct edition_file *edition, const char *id)
{
    for (guint i = 0; i < edition->sections->len; i++)
        if (strcmp(g_array_index(edition->sections, struct edition_section, i).id, id) == 0)
            return i;
    return G_MAXUINT;
}

static const struct field section_fields[] = {
    { "title", read_text, AT(edition_section, title), 0 },
    { "category", read_rules, AT(edition_section, rules), RULE_CATEGORY },
    { "tag", read_rules, AT(edition_section, rules), RULE_TAG },
    { "folder", read_rules, AT(edition_section, rules), RULE_FOLDER },
    { "front-matter", read_front_matter, AT(edition_section, rules), RULE_FRONT_MATTER },
    { "section", read_front_matter, AT(edition_section, rules), RULE_FRONT_MATTER },
    { "keywords", read_rules, AT(edition_section, rules), RULE_KEYWORD },
    { "feed", read_rules, AT(edition_section, rules), RULE_FEED },
    { "rest", read_boolean, AT(edition_section, rest), 0 },
    { NULL, NULL, 0, 0 }
};

static struct edition_section *add_section(struct edition_file *edition, const char *name)
{
    struct edition_section section = { .id = identity_slug(name),
                                       .name = g_strdup(name),
                                       .rules =
                                           g_array_new(FALSE, FALSE, sizeof(struct edition_rule)) };

    g_array_append_val(edition->sections, section);
    return &g_array_index(edition->sections, struct edition_section, edition->sections->len - 1);
}

gboolean read_section_group(struct reading *reading, const char *group, const char *name,
                            GError **error)
{
    struct edition_file *edition = reading->edition;
    g_autofree char *id = identity_slug(name);
    struct edition_section *section;

    if (edition->sections->len == EDITION_SECTIONS_MOST)
        return ini_wrong(reading->ini, group, NULL, error, "there are more than %d sections",
                         EDITION_SECTIONS_MOST);
    if (find_section(edition, id) != G_MAXUINT)
        return ini_wrong(reading->ini, group, NULL, error,
                         "[%s] has the same name as another section, for addresses: %s", group, id);
    section = add_section(edition, name);
    if (!read_group(reading, group, section_fields, section, NULL, error))
        return FALSE;
    if (!section->title)
        section->title = g_strdup(name);
    if (section->rules->len == 0 && !section->rest)
        return ini_wrong(reading->ini, group, NULL, error,
                         "[%s] takes no article; give it one of category, tag, folder, "
                         "front-matter, section, keywords, feed, or rest = yes",
                         group);
    return TRUE;
}

/* ---- [article PATTERN] ---- */

/* The names of sections are only known when all groups are read. */
static gboolean read_section_name(struct reading *reading, void *value, GError **error)
{
    const struct edition_file *edition = reading->edition;
    g_autofree char *name = ini_value(reading->ini, reading->group, reading->key, error);
    g_autofree char *id = name ? identity_slug(name) : NULL;
    g_autoptr(GString) names = g_string_new(NULL);
    guint found = id ? find_section(edition, id) : G_MAXUINT;

    if (!name)
        return FALSE;
    for (guint i = 0; i < edition->sections->len; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                               g_array_index(edition->sections, struct edition_section, i).name);
    if (found == G_MAXUINT)
        return read_wrong(reading, error, "is %s; there are %s", name, names->str);
    *(guint *)value = found + 1;
    return TRUE;
}

gboolean read_article_group(struct reading *reading, const char *group, const char *name,
                            GError **error)
{
    static const struct field fields[] = {
        { "embargo", read_moment, AT(edition_override, embargo), 0 },
        { "expires", read_moment, AT(edition_override, expires), 0 },
        { "voice", read_text, AT(edition_override, voice), 0 },
        { "profile", read_profile, AT(edition_override, profile), 0 },
        { "section", read_section_name, AT(edition_override, section), 0 },
        { "correction", read_text, AT(edition_override, correction), 0 },
        { "withdrawn", read_text, AT(edition_override, withdrawn), 0 },
        { NULL, NULL, 0, 0 }
    };
    GArray *overrides = reading->edition->overrides;
    struct edition_override override = { .pattern = path_or_url(reading->edition, name),
                                         .embargo = MOMENT_NONE,
                                         .expires = MOMENT_NONE };

    g_array_append_val(overrides, override);
    if (overrides->len > EDITION_OVERRIDES_MOST)
        return ini_wrong(reading->ini, group, NULL, error, "there are more than %d [article …]",
                         EDITION_OVERRIDES_MOST);
    return read_group(reading, group, fields,
                      &g_array_index(overrides, struct edition_override, overrides->len - 1), NULL,
                      error);
}

/* ---- When all groups are read ---- */

/* A rule on a feed names a source, or says where it is. */
static gboolean find_feed(struct reading *reading, const struct edition_section *section,
                          struct edition_rule *rule, GError **error)
{
    const GArray *sources = reading->edition->sources;
    g_autofree char *where = path_or_url(reading->edition, rule->value);
    g_autofree char *group = g_strdup_printf("section %s", section->name);

    for (guint i = 0; i < sources->len; i++) {
        const struct edition_source *source = &g_array_index(sources, struct edition_source, i);

        if (g_strcmp0(source->name, rule->value) == 0)
            return TRUE;
        if (strcmp(source->where, where) == 0) {
            g_free(rule->value);
            rule->value = g_steal_pointer(&where);
            return TRUE;
        }
    }
    return ini_wrong(reading->ini, group, "feed", error,
                     "feed of [%s] is %s; it must be one of the feeds of [sources], or the NAME of "
                     "a [source NAME]",
                     group, rule->value);
}

/* What no section asks for has a place too. Its title is left to the language. */
static void add_rest(struct edition_file *edition)
{
    static const char *const names[] = { "news", "other", "rest", "all-the-rest" };
    guint name = edition->sections->len == 0 ? 0 : 1;

    while (find_section(edition, names[name]) != G_MAXUINT && name + 1 < G_N_ELEMENTS(names))
        name++;
    add_section(edition, names[name])->rest = TRUE;
}

gboolean complete_sections(struct reading *reading, GError **error)
{
    struct edition_file *edition = reading->edition;
    const struct edition_section *rest = NULL;

    for (guint i = 0; i < edition->sections->len; i++) {
        const struct edition_section *section =
            &g_array_index(edition->sections, struct edition_section, i);
        g_autofree char *group = g_strdup_printf("section %s", section->name);

        if (section->rest && rest)
            return ini_wrong(reading->ini, group, "rest", error,
                             "rest of [%s] is yes, and that of [section %s] too; only one can have "
                             "the rest",
                             group, rest->name);
        if (section->rest)
            rest = section;
        for (guint k = 0; k < section->rules->len; k++) {
            struct edition_rule *rule = &g_array_index(section->rules, struct edition_rule, k);

            if (rule->kind == RULE_FEED && !find_feed(reading, section, rule, error))
                return FALSE;
        }
    }
    if (!rest)
        add_rest(edition);
    return TRUE;
}
