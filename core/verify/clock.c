/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/verify/clock.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    double milliseconds;
} units[] = { { "", 1000 }, { "s", 1000 }, { "ms", 1 }, { "min", 60000 }, { "h", 3600000 } };

/* Beyond this a length is nonsense: 1,000 hours. */
#define LONGEST 3.6e9

static gint64 whole(double milliseconds)
{
    return milliseconds >= 0 && milliseconds <= LONGEST ? (gint64)floor(milliseconds + 0.5) : -1;
}

static gint64 with_unit(const char *text)
{
    char *end;
    double value = g_ascii_strtod(text, &end);

    if (end == text)
        return -1;
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(end, units[i].name) == 0)
            return whole(value * units[i].milliseconds);
    return -1;
}

gint64 clock_smil(const char *text)
{
    double seconds = 0;

    if (!text)
        return -1;
    if (g_str_has_prefix(text, "npt="))
        text += 4;
    if (!g_ascii_isdigit(*text))
        return -1;
    if (!strchr(text, ':'))
        return with_unit(text);
    for (guint parts = 0; parts < 3; parts++) {
        char *end;
        double value = g_ascii_strtod(text, &end);

        if (end == text || !g_ascii_isdigit(*text))
            return -1;
        seconds = seconds * 60 + value;
        if (*end == '\0')
            return whole(seconds * 1000);
        if (*end != ':')
            return -1;
        text = end + 1;
    }
    return -1;
}

static gboolean digits(const char *text, gsize count, gint64 *value)
{
    *value = 0;
    for (gsize i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        *value = *value * 10 + (text[i] - '0');
    }
    return TRUE;
}

gint64 clock_cue(const char *text, gsize size, char point, gboolean short_form)
{
    gsize hours = size > 10 ? size - 10 : 0;
    const char *rest;
    gint64 h = 0, m, s, ms;

    if (size == 9 && short_form)
        rest = text;
    else if (hours < 2 || hours > 4 || text[hours] != ':' || !digits(text, hours, &h))
        return -1;
    else
        rest = text + hours + 1;
    if (!digits(rest, 2, &m) || rest[2] != ':' || !digits(rest + 3, 2, &s) || rest[5] != point ||
        !digits(rest + 6, 3, &ms) || m > 59 || s > 59)
        return -1;
    return ((h * 60 + m) * 60 + s) * 1000 + ms;
}
