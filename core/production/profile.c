/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/production/profile.h"

#include "core/base/error.h"

#include <string.h>

static gboolean unknown(const char *name, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autofree char *shown = error_printable(name, -1);

    for (guint i = 0; delivery_at(i); i++)
        g_string_append_printf(names, "%s, ", delivery_at(i)->name);
    for (guint i = 0; loudness_at(i); i++)
        g_string_append_printf(names, "%s, ", loudness_at(i)->name);
    g_set_error(error, CRIER_ERROR, ERROR_USAGE, "there is no profile %s; there are %snone", shown,
                names->str);
    return FALSE;
}

static gboolean second(const char *name, const char *what, GError **error)
{
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "the profile %s comes second: one for %s is enough", name, what);
    return FALSE;
}

/* What has been chosen so far. */
struct choice {
    struct profile *profile;
    gboolean delivery, loudness;
};

static gboolean choose(struct choice *choice, const char *name, GError **error)
{
    const struct delivery *delivery = delivery_named(name);
    const struct loudness *loudness = loudness_named(name);

    if (delivery) {
        if (choice->delivery)
            return second(name, "the delivery", error);
        choice->delivery = TRUE;
        choice->profile->delivery = delivery;
        return TRUE;
    }
    if (!loudness && strcmp(name, "none") != 0)
        return unknown(name, error);
    if (choice->loudness)
        return second(name, "the loudness", error);
    choice->loudness = TRUE;
    choice->profile->loudness = loudness;
    return TRUE;
}

gboolean profile_parse(const char *names, struct profile *profile, GError **error)
{
    g_auto(GStrv) parts = names && *names ? g_strsplit(names, ",", -1) : g_new0(char *, 1);
    struct choice choice = { .profile = profile };

    *profile = (struct profile){ .delivery = delivery_default() };
    for (char **part = parts; *part; part++)
        if (!choose(&choice, *part, error))
            return FALSE;
    return TRUE;
}
