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
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "there is no profile %s; there are %snone, and files "
                "whose name ends in .ini",
                shown, names->str);
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

static gboolean choose_delivery(struct choice *choice, const struct delivery *delivery,
                                GError **error)
{
    if (choice->delivery)
        return second(delivery->name, "the delivery", error);
    choice->delivery = TRUE;
    choice->profile->delivery = delivery;
    return TRUE;
}

/* NULL: none. */
static gboolean choose_loudness(struct choice *choice, const struct loudness *loudness,
                                GError **error)
{
    if (choice->loudness)
        return second(loudness ? loudness->name : "none", "the loudness", error);
    choice->loudness = TRUE;
    choice->profile->loudness = loudness;
    return TRUE;
}

static gboolean choose_file(struct choice *choice, const char *path, GError **error)
{
    if (choice->profile->programme)
        return second(path, "what stands around the article", error);
    choice->profile->programme = programme_load(path, error);
    return choice->profile->programme != NULL;
}

static gboolean choose(struct choice *choice, const char *name, GError **error)
{
    const struct delivery *delivery = delivery_named(name);
    const struct loudness *loudness = loudness_named(name);

    if (g_str_has_suffix(name, ".ini"))
        return choose_file(choice, name, error);
    if (delivery)
        return choose_delivery(choice, delivery, error);
    if (loudness || strcmp(name, "none") == 0)
        return choose_loudness(choice, loudness, error);
    return unknown(name, error);
}

/* What a file says counts where no name was given. */
static gboolean follow_file(struct choice *choice, GError **error)
{
    const struct programme *programme = choice->profile->programme;
    const char *delivery = programme ? programme_delivery(programme) : NULL;
    const char *loudness = programme ? programme_loudness(programme) : NULL;

    if (delivery && !delivery_named(delivery))
        return unknown(delivery, error);
    if (loudness && !loudness_named(loudness) && strcmp(loudness, "none") != 0)
        return unknown(loudness, error);
    if (delivery && !choice->delivery)
        choice->profile->delivery = delivery_named(delivery);
    if (loudness && !choice->loudness)
        choice->profile->loudness = loudness_named(loudness);
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
    return follow_file(&choice, error);
}

void profile_clear(struct profile *profile)
{
    g_clear_pointer(&profile->programme, programme_free);
}
