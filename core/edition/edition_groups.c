/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/edition_reading.h"

#include <string.h>

#define AT(structure, member) offsetof(struct structure, member)

static const struct field *find_field(const struct field *fields, const char *key)
{
    for (; fields->key; fields++)
        if (strcmp(fields->key, key) == 0)
            return fields;
    return NULL;
}

static gboolean unknown_key(const struct reading *reading, const struct field *fields,
                            gboolean open, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (; fields->key; fields++)
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", fields->key);
    if (open)
        g_string_append(names, " and OUTPUT.OPTION");
    return ini_wrong(reading->ini, reading->group, reading->key, error,
                     "[%s] has no key %s; it has %s", reading->group, reading->key, names->str);
}

gboolean read_group(struct reading *reading, const char *group, const struct field *fields,
                    void *target, gboolean (*open)(struct reading *, void *, GError **),
                    GError **error)
{
    g_auto(GStrv) keys = ini_keys(reading->ini, group);

    reading->group = group;
    for (char **key = keys; *key; key++) {
        const struct field *field = find_field(fields, *key);
        gboolean ok;

        reading->key = *key;
        reading->field = field;
        if (field)
            ok = field->read(reading, (char *)target + field->offset, error);
        else if (open && strchr(*key, '.'))
            ok = open(reading, target, error);
        else
            ok = unknown_key(reading, fields, open != NULL, error);
        if (!ok)
            return FALSE;
    }
    reading->key = NULL;
    return TRUE;
}

/* ---- [edition] ---- */

static gboolean read_category(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";", error);
    GArray **categories = value;

    for (char **part = parts; part && *part; part++) {
        struct category category;

        if (!category_parse(*part, &category)) {
            g_autofree char *names = category_names(category.name);

            return read_wrong(reading, error,
                              "has %s; %s%s has %s; another is written News > "
                              "Politics",
                              *part, category.name ? "the category " : "the list of directories",
                              category.name ? category.name : "",
                              names ? names : "no others in it");
        }
        g_array_append_val(*categories, category);
    }
    return parts != NULL;
}

static gboolean read_zone(struct reading *reading, void *value, GError **error)
{
    g_autofree char *name = ini_value(reading->ini, reading->group, reading->key, error);
    GTimeZone **zone = value;

    if (!name)
        return FALSE;
    *zone = g_time_zone_new_identifier(name);
    return *zone ||
           read_wrong(reading, error, "is %s; it must be a name as America/New_York, or UTC", name);
}

/* The day that it is now, where the newsroom is. */
static char *today(const struct reading *reading)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(reading->context->now);
    g_autoptr(GDateTime) now = utc ? g_date_time_to_timezone(utc, reading->edition->zone) : NULL;

    return now ? g_date_time_format(now, "%Y-%m-%d") : g_strdup("1970-01-01");
}

static gboolean complete_date(struct reading *reading, GError **error)
{
    struct edition_file *edition = reading->edition;
    struct moment moment;

    if (!edition->date || g_ascii_strcasecmp(edition->date, "today") == 0) {
        g_free(edition->date);
        edition->date = today(reading);
    }
    reading->key = "date";
    if (!moment_parse(edition->date, edition->zone, &moment))
        return read_wrong(reading, error, "is %s; it must be a day as 2026-11-23, or today",
                          edition->date);
    edition->date[strlen("2026-11-23")] = '\0';
    edition->time = moment.seconds;
    edition->day = moment.day;
    return TRUE;
}

gboolean read_edition_group(struct reading *reading, GError **error)
{
    static const struct field fields[] = {
        { "title", read_text, AT(edition_file, title), 0 },
        { "language", read_language, AT(edition_file, language), 0 },
        { "publisher", read_text, AT(edition_file, publisher), 0 },
        { "base-url", read_base_url, AT(edition_file, base_url), 0 },
        { "description", read_text, AT(edition_file, description), 0 },
        { "date", read_text, AT(edition_file, date), 0 },
        { "time-zone", read_zone, AT(edition_file, zone), 0 },
        { "licence", read_text, AT(edition_file, licence), 0 },
        { "cover", read_path, AT(edition_file, cover), 0 },
        { "authority", read_text, AT(edition_file, authority), 0 },
        { "author", read_text, AT(edition_file, author), 0 },
        { "email", read_email, AT(edition_file, email), 0 },
        { "category", read_category, AT(edition_file, categories), 0 },
        { "explicit", read_boolean, AT(edition_file, explicit_content), 0 },
        { NULL, NULL, 0, 0 }
    };
    struct edition_file *edition = reading->edition;

    if (!read_group(reading, "edition", fields, edition, NULL, error))
        return FALSE;
    if (!edition->title)
        return ini_wrong(reading->ini, "edition", NULL, error,
                         "[edition] has no title; add a line as title = Riverbend News");
    if (!edition->language)
        edition->language = g_strdup("en-US");
    if (!edition->zone)
        edition->zone = g_time_zone_new_local();
    return complete_date(reading, error);
}

/* ---- [voice], [outputs], [episodes], [programme] ---- */

gboolean read_voice_group(struct reading *reading, const char *group, const char *name,
                          GError **error)
{
    static const struct field fields[] = {
        { "name", read_text, AT(edition_file, voice), 0 },
        { "rate", read_number, AT(edition_file, words_per_minute), NUMBER_RATE },
        { "pitch", read_number, AT(edition_file, pitch), NUMBER_PITCH },
        { "lexicons", read_paths, AT(edition_file, lexicons), 0 },
        { NULL, NULL, 0, 0 }
    };

    (void)name;
    return read_group(reading, group, fields, reading->edition, NULL, error);
}

/* What is made of the whole edition; the other outputs are plugins. */
static const char *const editions[] = {
    "podcast", "web", "epub", "daisy202", "stick", "phone", NULL
};

static gboolean check_output(const struct reading *reading, const char *name, GError **error)
{
    const char *const *plugins = reading->context->outputs;
    g_autofree char *all = NULL, *more = NULL;

    if (g_strv_contains(editions, name) || (plugins && g_strv_contains(plugins, name)))
        return TRUE;
    if (!plugins && g_regex_match_simple("^[a-z0-9][a-z0-9-]*$", name, 0, 0))
        return TRUE;
    all = g_strjoinv(", ", (char **)editions);
    more = plugins ? g_strjoinv(", ", (char **)plugins) : g_strdup("outputs as mp3");
    return read_wrong(reading, error, "names the output %s; there are %s, %s", name, all, more);
}

static gboolean read_wanted(struct reading *reading, void *value, GError **error)
{
    char ***wanted = value;

    if (!read_names(reading, value, error))
        return FALSE;
    for (guint i = 0; (*wanted)[i]; i++) {
        if (!check_output(reading, (*wanted)[i], error))
            return FALSE;
        for (guint k = 0; k < i; k++)
            if (strcmp((*wanted)[i], (*wanted)[k]) == 0)
                return read_wrong(reading, error, "names %s twice", (*wanted)[i]);
    }
    return TRUE;
}

static gboolean read_rates(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";,", error);
    GArray **rates = value;

    for (char **part = parts; part && *part; part++) {
        int rate = 0;

        if (!number_in_range(reading, *part, NUMBER_RATE, &rate, error))
            return FALSE;
        for (guint i = 0; i < (*rates)->len; i++)
            if (g_array_index(*rates, guint, i) == (guint)rate)
                return read_wrong(reading, error, "names %d twice", rate);
        g_array_append_val(*rates, rate);
    }
    return parts != NULL;
}

/* mp3.bitrate = 64 */
static gboolean read_option(struct reading *reading, void *target, GError **error)
{
    struct edition_file *edition = target;
    const char *dot = strchr(reading->key, '.');
    g_autofree char *output = g_strndup(reading->key, (gsize)(dot - reading->key));
    g_autofree char *value = ini_value(reading->ini, reading->group, reading->key, error);
    struct edition_option option;

    if (!value)
        return FALSE;
    if (!dot[1])
        return read_wrong(reading, error, "names no option behind the point");
    if (!check_output(reading, output, error))
        return FALSE;
    option = (struct edition_option){ g_steal_pointer(&output), g_strdup(dot + 1),
                                      g_steal_pointer(&value) };
    g_array_append_val(edition->options, option);
    return TRUE;
}

gboolean read_outputs_group(struct reading *reading, const char *group, const char *name,
                            GError **error)
{
    static const struct field fields[] = { { "wanted", read_wanted, AT(edition_file, outputs), 0 },
                                           { "rates", read_rates, AT(edition_file, rates), 0 },
                                           { NULL, NULL, 0, 0 } };

    (void)name;
    return read_group(reading, group, fields, reading->edition, read_option, error);
}

struct choice {
    const char *name;
    int value;
};

static const struct choice episode_choices[] = { { "edition", EPISODES_EDITION },
                                                 { "section", EPISODES_SECTION },
                                                 { "article", EPISODES_ARTICLE },
                                                 { NULL, 0 } };
static const struct choice order_choices[] = { { "newest", ORDER_NEWEST },
                                               { "source", ORDER_SOURCE },
                                               { NULL, 0 } };

static const struct choice *choose(const struct reading *reading, const struct choice *choices,
                                   const char *text, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);

    for (const struct choice *choice = choices; choice->name; choice++) {
        if (strcmp(choice->name, text) == 0)
            return choice;
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", choice->name);
    }
    read_wrong(reading, error, "is %s; there are %s", text, names->str);
    return NULL;
}

static gboolean read_per(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";,", error);
    guint *episodes = value;

    *episodes = 0;
    for (char **part = parts; part && *part; part++) {
        const struct choice *choice = choose(reading, episode_choices, *part, error);

        if (!choice)
            return FALSE;
        *episodes |= (guint)choice->value;
    }
    return parts != NULL;
}

static gboolean read_order(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = ini_value(reading->ini, reading->group, reading->key, error);
    const struct choice *choice = text ? choose(reading, order_choices, text, error) : NULL;

    if (choice)
        *(enum edition_order *)value = (enum edition_order)choice->value;
    return choice != NULL;
}

gboolean read_episodes_group(struct reading *reading, const char *group, const char *name,
                             GError **error)
{
    static const struct field fields[] = { { "per", read_per, AT(edition_file, episodes), 0 },
                                           { NULL, NULL, 0, 0 } };

    (void)name;
    return read_group(reading, group, fields, reading->edition, NULL, error);
}

gboolean read_programme_group(struct reading *reading, const char *group, const char *name,
                              GError **error)
{
    static const struct field fields[] = { { "profile", read_profile, AT(edition_file, profile),
                                             0 },
                                           { "budget", read_span, AT(edition_file, budget), 0 },
                                           { "order", read_order, AT(edition_file, order), 0 },
                                           { NULL, NULL, 0, 0 } };

    (void)name;
    return read_group(reading, group, fields, reading->edition, NULL, error);
}
