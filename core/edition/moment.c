/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/edition/moment.h"

#include <math.h>
#include <string.h>

/* A century: what is longer was not meant. */
#define SPAN_MOST (100.0 * 366 * MOMENT_DAY)

/* Of the days that GLib can name: Julian day 1 is January 1 of the year 1. */
enum { JULIAN_1970 = 719163 };

/* Exactly so many digits; -1 when there are others. */
static int digits(const char **at, int count)
{
    int number = 0;

    for (int i = 0; i < count; i++, (*at)++) {
        if (!g_ascii_isdigit(**at))
            return -1;
        number = number * 10 + (**at - '0');
    }
    return number;
}

static gboolean take(const char **at, const char *any_of)
{
    if (!**at || !strchr(any_of, **at))
        return FALSE;
    (*at)++;
    return TRUE;
}

struct clock {
    int hour, minute, second;
    gboolean has_offset;
    int offset; /* seconds east of Greenwich */
};

static gboolean read_offset(const char **at, struct clock *clock)
{
    gboolean west = **at == '-';
    int hours, minutes;

    clock->has_offset = TRUE;
    if (take(at, "Zz"))
        return TRUE;
    if (!take(at, "+-"))
        return FALSE;
    hours = digits(at, 2);
    take(at, ":");
    minutes = digits(at, 2);
    clock->offset = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60;
}

static gboolean read_clock(const char **at, struct clock *clock)
{
    clock->hour = digits(at, 2);
    if (!take(at, ":"))
        return FALSE;
    clock->minute = digits(at, 2);
    if (take(at, ":"))
        clock->second = digits(at, 2);
    if (take(at, ".,"))
        while (g_ascii_isdigit(**at))
            (*at)++;
    while (take(at, " "))
        ;
    if (clock->second == 60) /* a leap second */
        clock->second = 59;
    return clock->hour >= 0 && clock->hour < 24 && clock->minute >= 0 && clock->minute < 60 &&
           clock->second >= 0 && clock->second < 60 && (!**at || read_offset(at, clock));
}

static int64_t at_zone(GTimeZone *zone, int year, int month, int day, const struct clock *clock)
{
    g_autoptr(GTimeZone) universal = zone ? g_time_zone_ref(zone) : g_time_zone_new_utc();
    g_autoptr(GDateTime) time =
        g_date_time_new(universal, year, month, day, clock->hour, clock->minute, clock->second);

    return time ? g_date_time_to_unix(time) : MOMENT_NONE;
}

gboolean moment_parse(const char *text, GTimeZone *zone, struct moment *moment)
{
    const char *at = text;
    int year = digits(&at, 4);
    int month = take(&at, "-") ? digits(&at, 2) : -1;
    int day = take(&at, "-") ? digits(&at, 2) : -1;
    struct clock clock = { 0 };
    GDate date;

    if (year < 1 || month < 1 || day < 1 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    moment->day = (int64_t)g_date_get_julian(&date) - JULIAN_1970;
    moment->timed = take(&at, "Tt ");
    if (moment->timed && !read_clock(&at, &clock))
        return FALSE;
    if (*at)
        return FALSE;
    if (clock.has_offset)
        moment->seconds = moment->day * MOMENT_DAY + clock.hour * 3600 + clock.minute * 60 +
                          clock.second - clock.offset;
    else
        moment->seconds = at_zone(zone, year, month, day, &clock);
    return moment->seconds != MOMENT_NONE;
}

int64_t moment_day(const struct moment *moment, GTimeZone *zone)
{
    g_autoptr(GDateTime) universal = g_date_time_new_from_unix_utc(moment->seconds);
    g_autoptr(GDateTime) local =
        universal && zone && moment->timed ? g_date_time_to_timezone(universal, zone) : NULL;
    GDate date;

    if (!local)
        return moment->day;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)g_date_time_get_day_of_month(local),
                   (GDateMonth)g_date_time_get_month(local),
                   (GDateYear)g_date_time_get_year(local));
    return (int64_t)g_date_get_julian(&date) - JULIAN_1970;
}

static const struct {
    const char *name;
    int seconds;
} units[] = {
    { "s", 1 },
    { "sec", 1 },
    { "second", 1 },
    { "seconds", 1 },
    { "min", 60 },
    { "minute", 60 },
    { "minutes", 60 },
    { "h", 3600 },
    { "hour", 3600 },
    { "hours", 3600 },
    { "day", MOMENT_DAY },
    { "days", MOMENT_DAY },
    { "week", 7 * MOMENT_DAY },
    { "weeks", 7 * MOMENT_DAY },
};

gboolean moment_span(const char *text, int64_t *seconds)
{
    char *end = NULL;
    double number;

    if (!g_ascii_isdigit(*text))
        return FALSE;
    number = g_ascii_strtod(text, &end);
    while (*end == ' ' || *end == '\t')
        end++;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        double span = number * units[i].seconds;

        if (g_ascii_strcasecmp(end, units[i].name) != 0)
            continue;
        if (!(span >= 1 && span <= SPAN_MOST))
            return FALSE;
        *seconds = llround(span);
        return TRUE;
    }
    return FALSE;
}

char *moment_text(int64_t seconds, GTimeZone *zone)
{
    g_autoptr(GDateTime) universal = g_date_time_new_from_unix_utc(seconds);
    g_autoptr(GDateTime) local =
        universal && zone ? g_date_time_to_timezone(universal, zone) : NULL;

    if (!universal)
        return g_strdup("a day far away");
    return g_date_time_format(local ? local : universal,
                              local ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M UTC");
}
