/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/edition/edition_reading.h"
#include "core/production/profile.h"
#include "core/source/address.h"

#include <string.h>

gboolean read_wrong(const struct reading *reading, GError **error, const char *format, ...)
{
    g_autofree char *what = NULL;
    va_list arguments;

    va_start(arguments, format);
    what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return ini_wrong(reading->ini, reading->group, reading->key, error, "%s of [%s] %s",
                     reading->key, reading->group, what);
}

static char *value_of(const struct reading *reading, GError **error)
{
    return ini_value(reading->ini, reading->group, reading->key, error);
}

gboolean read_text(struct reading *reading, void *value, GError **error)
{
    char **text = value;

    *text = value_of(reading, error);
    return *text != NULL;
}

char *path_or_url(const struct edition_file *edition, const char *text)
{
    return address_is_url(text) ? g_strdup(text) : edition_file_path(edition, text);
}

gboolean read_path(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);
    char **path = value;

    if (text)
        *path = edition_file_path(reading->edition, text);
    return text != NULL;
}

gboolean read_language(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);
    char **language = value;

    if (!text)
        return FALSE;
    if (!g_regex_match_simple("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", text, 0, 0))
        return read_wrong(reading, error, "is %s; a language is written as en, en-US or es-MX",
                          text);
    *language = g_steal_pointer(&text);
    return TRUE;
}

gboolean read_base_url(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);
    g_autoptr(GUri) uri = text ? g_uri_parse(text, G_URI_FLAGS_NONE, NULL) : NULL;
    char **url = value;

    if (!text)
        return FALSE;
    if (!uri || !address_is_url(text) || !g_uri_get_host(uri) || !*g_uri_get_host(uri) ||
        g_uri_get_query(uri) || g_uri_get_fragment(uri) || strpbrk(text, " \t\"<>"))
        return read_wrong(reading, error,
                          "is %s; it must be an address as https://news.example.org/audio/, "
                          "without ? and #",
                          text);
    *url = g_str_has_suffix(text, "/") ? g_strdup(text) : g_strconcat(text, "/", NULL);
    return TRUE;
}

gboolean read_email(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);
    char **email = value;

    if (!text)
        return FALSE;
    if (!g_regex_match_simple("^[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+$", text, 0, 0))
        return read_wrong(reading, error, "is %s; it must be an address as desk@example.org", text);
    *email = g_steal_pointer(&text);
    return TRUE;
}

static const struct {
    const char *word;
    gboolean value;
} truths[] = { { "yes", TRUE }, { "true", TRUE },   { "on", TRUE },   { "1", TRUE },
               { "no", FALSE }, { "false", FALSE }, { "off", FALSE }, { "0", FALSE } };

gboolean read_boolean(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);

    for (size_t i = 0; text && i < G_N_ELEMENTS(truths); i++)
        if (g_ascii_strcasecmp(text, truths[i].word) == 0) {
            *(gboolean *)value = truths[i].value;
            return TRUE;
        }
    return text && read_wrong(reading, error, "is %s; it must be yes or no", text);
}

static const struct {
    int least, most;
    const char *unit;
} ranges[] = { [NUMBER_RATE] = { 80, 449, " words a minute" },
               [NUMBER_PITCH] = { 0, 99, "" },
               [NUMBER_LIMIT] = { 1, EDITION_ARTICLES_MOST, " articles" } };

gboolean number_in_range(struct reading *reading, const char *text, int kind, int *number,
                         GError **error)
{
    gint64 found;

    if (!g_ascii_string_to_signed(text, 10, ranges[kind].least, ranges[kind].most, &found, NULL))
        return read_wrong(reading, error, "is %s; it must be a number from %d to %d%s", text,
                          ranges[kind].least, ranges[kind].most, ranges[kind].unit);
    *number = (int)found;
    return TRUE;
}

gboolean read_number(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);

    return text && number_in_range(reading, text, reading->field->kind, value, error);
}

gboolean read_moment(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);
    struct moment moment;

    if (!text)
        return FALSE;
    if (!moment_parse(text, reading->edition->zone, &moment))
        return read_wrong(reading, error,
                          "is %s; it must be a day and a time, as 2026-11-23 06:00 or "
                          "2026-11-23T06:00+01:00",
                          text);
    *(int64_t *)value = moment.seconds;
    return TRUE;
}

gboolean read_span(struct reading *reading, void *value, GError **error)
{
    g_autofree char *text = value_of(reading, error);

    if (text && !moment_span(text, value))
        return read_wrong(reading, error,
                          "is %s; it must be a number and a unit, as 12 minutes or 1.5 hours",
                          text);
    return text != NULL;
}

gboolean read_names(struct reading *reading, void *value, GError **error)
{
    char ***names = value;

    g_clear_pointer(names, g_strfreev);
    *names = ini_list(reading->ini, reading->group, reading->key, ";,", error);
    return *names != NULL;
}

gboolean read_paths(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) parts = ini_list(reading->ini, reading->group, reading->key, ";", error);
    char ***paths = value;

    for (char **part = parts; part && *part; part++) {
        char *path = edition_file_path(reading->edition, *part);

        g_free(*part);
        *part = path;
    }
    if (!parts)
        return FALSE;
    g_strfreev(*paths);
    *paths = g_steal_pointer(&parts);
    return TRUE;
}

/* Names of profiles, and files from the edition's folder: tried at once, so that a mistake is
 * found before anything is read. */
gboolean read_profile(struct reading *reading, void *value, GError **error)
{
    g_auto(GStrv) names = ini_list(reading->ini, reading->group, reading->key, ";,", error);
    g_autoptr(GError) why = NULL;
    struct profile profile = { 0 };
    char **joined = value;
    gboolean ok;

    if (!names)
        return FALSE;
    for (char **name = names; *name; name++)
        if (g_str_has_suffix(*name, ".ini")) {
            char *path = edition_file_path(reading->edition, *name);

            g_free(*name);
            *name = path;
        }
    *joined = g_strjoinv(",", names);
    ok = profile_parse(*joined, &profile, &why);
    profile_clear(&profile);
    return ok || read_wrong(reading, error, "is wrong: %s", why->message);
}
