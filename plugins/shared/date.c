/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* By their first three letters, of the languages around us. */
static const struct {
    const char *name;
    int month;
} months[] = {
    { "jan", 1 },  { "feb", 2 },  { "mar", 3 },  { "apr", 4 },  { "may", 5 },  { "jun", 6 },
    { "jul", 7 },  { "aug", 8 },  { "sep", 9 },  { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
    { "ene", 1 },  { "gen", 1 },  { "fev", 2 },  { "abr", 4 },  { "avr", 4 },  { "mai", 5 },
    { "mag", 5 },  { "mei", 5 },  { "giu", 6 },  { "lug", 7 },  { "ago", 8 },  { "set", 9 },
    { "out", 10 }, { "okt", 10 }, { "ott", 10 }, { "dez", 12 }, { "dic", 12 },
};

static const struct {
    const char *name;
    int minutes;
} zones[] = {
    { "UTC", 0 },    { "UT", 0 },     { "GMT", 0 },    { "Z", 0 },      { "WET", 0 },
    { "EST", -300 }, { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 }, { "MST", -420 },
    { "MDT", -360 }, { "PST", -480 }, { "PDT", -420 }, { "AST", -240 }, { "ADT", -180 },
    { "BST", 60 },   { "CET", 60 },   { "CEST", 120 }, { "MET", 60 },   { "MEST", 120 },
    { "EET", 120 },  { "EEST", 180 }, { "MSK", 180 },  { "IST", 330 },  { "JST", 540 },
    { "KST", 540 },
};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Up to `most` digits at *at. Returns how many. */
static int digits(const char **at, int most, int *value)
{
    int count = 0;

    for (*value = 0; count < most && is_digit(**at); count++, (*at)++)
        *value = *value * 10 + (**at - '0');
    return count;
}

/* "+01:00", "-0500", "+1", or a name; elsewhere nothing is read. */
static void read_zone(const char *at, struct date *date)
{
    int sign = *at == '-' ? -1 : 1;
    int hours;
    int minutes = 0;
    size_t size = 0;

    if (*at == '+' || *at == '-') {
        at++;
        if (digits(&at, 2, &hours) == 0)
            return;
        at += *at == ':';
        digits(&at, 2, &minutes);
        date->has_zone = hours <= 15 && minutes < 60;
        date->zone = date->has_zone ? sign * (hours * 60 + minutes) : 0;
        return;
    }
    while (is_letter(at[size]))
        size++;
    for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
        if (strlen(zones[i].name) == size && strncasecmp(at, zones[i].name, size) == 0) {
            date->has_zone = 1;
            date->zone = zones[i].minutes;
        }
}

/* "14:00", "14:00:05.123"; returns what follows it, or NULL. */
static const char *read_time(const char *at, struct date *date)
{
    int hour;
    int minute;
    int second = 0;
    int unused;

    if (digits(&at, 2, &hour) == 0 || *at != ':')
        return NULL;
    at++;
    if (digits(&at, 2, &minute) == 0)
        return NULL;
    if (*at == ':') {
        at++;
        digits(&at, 2, &second);
        if (*at == '.' || *at == ',') {
            at++;
            digits(&at, 12, &unused);
        }
    }
    if (hour > 24 || minute > 59 || second > 61)
        return NULL;
    date->has_time = 1;
    date->hour = hour;
    date->minute = minute;
    date->second = second > 59 ? 59 : second;
    while (*at == ' ')
        at++;
    if ((at[0] | 0x20) == 'p' && (at[1] | 0x20) == 'm' && date->hour < 12)
        date->hour += 12;
    return at;
}

/* "20031231T101455Z", as agencies write: 1 when it was that. */
static int read_packed(const char *at, struct date *date)
{
    size_t size = strspn(at, "0123456789");

    if (size != 8)
        return 0;
    digits(&at, 4, &date->year);
    digits(&at, 2, &date->month);
    digits(&at, 2, &date->day);
    if ((*at != 'T' && *at != ' ') || strspn(at + 1, "0123456789") != 6)
        return 1;
    at++;
    digits(&at, 2, &date->hour);
    digits(&at, 2, &date->minute);
    digits(&at, 2, &date->second);
    date->has_time = date->hour < 24 && date->minute < 60 && date->second < 61;
    read_zone(at, date);
    return 1;
}

/* "2003-12-31T10:14:55Z", "2003-12", "2003" */
static int read_iso(const char *at, struct date *date)
{
    const char *rest;

    if (read_packed(at, date))
        return 1;
    if (digits(&at, 4, &date->year) != 4)
        return 0;
    if (*at == '\0')
        return 1;
    if (*at == '-' || *at == '/' || *at == '.')
        at++;
    else if (!is_digit(*at))
        return 0;
    if (digits(&at, 2, &date->month) == 0)
        return 0;
    at += *at == '-' || *at == '/' || *at == '.';
    digits(&at, 2, &date->day);
    while (*at == 'T' || *at == 't' || *at == ' ' || *at == ',')
        at++;
    rest = is_digit(*at) ? read_time(at, date) : NULL;
    if (rest)
        read_zone(rest, date);
    return 1;
}

static int month_of(const char *word)
{
    for (size_t i = 0; i < sizeof(months) / sizeof(*months); i++)
        if (strncasecmp(word, months[i].name, 3) == 0)
            return months[i].month;
    return 0;
}

/* A number of a date in words: the day, else the year. */
static void take_number(struct date *date, int value, int count)
{
    if (count <= 2 && date->day == 0) {
        date->day = value;
    } else if (date->year == 0) {
        date->year = value;
        if (count == 2)
            date->year += value < 70 ? 2000 : 1900;
    }
}

/* "Thu, 01 Jan 2004 19:48:21 GMT", "Jan 1, 2004", "Sun Jan  4 16:29:06 PST 2004" */
static int read_words(const char *at, struct date *date)
{
    while (*at) {
        if (is_letter(*at)) {
            const char *word = at;

            while (is_letter(*at))
                at++;
            if (date->month == 0 && *at != ',') /* "Mar," is a weekday in half of Europe */
                date->month = month_of(word);
            if (date->has_time && !date->has_zone)
                read_zone(word, date);
        } else if (is_digit(*at)) {
            const char *rest = date->has_time ? NULL : read_time(at, date);
            int value;
            int count = 0;

            if (!rest) {
                rest = at;
                count = digits(&rest, 4, &value);
                take_number(date, value, count);
            }
            at = rest;
        } else {
            if ((*at == '+' || *at == '-') && date->has_time && is_digit(at[1])) {
                read_zone(at, date);
                at++;
                while (is_digit(*at) || *at == ':')
                    at++;
            } else {
                at++;
            }
        }
    }
    return date->year > 0 && date->month > 0 && date->day > 0;
}

int date_read(const char *text, struct date *date)
{
    static const int longest[] = { 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    *date = (struct date){ 0 };
    while (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        text++;
    if (!read_iso(text, date)) {
        *date = (struct date){ 0 };
        if (!read_words(text, date))
            return 0;
    }
    if (date->year < 1000 || date->month > 12 || date->day > longest[date->month])
        return 0;
    date->has_time &= date->day > 0;
    return 1;
}

void date_print(const struct date *date, char out[DATE_SIZE])
{
    int size = snprintf(out, DATE_SIZE, "%04d", date->year);
    int zone = abs(date->zone);

    if (date->month)
        size += snprintf(out + size, (size_t)(DATE_SIZE - size), "-%02d", date->month);
    if (date->month && date->day)
        size += snprintf(out + size, (size_t)(DATE_SIZE - size), "-%02d", date->day);
    if (date->has_time)
        size += snprintf(out + size, (size_t)(DATE_SIZE - size), "T%02d:%02d:%02d", date->hour,
                         date->minute, date->second);
    if (date->has_time && date->has_zone && zone)
        snprintf(out + size, (size_t)(DATE_SIZE - size), "%c%02d:%02d", date->zone < 0 ? '-' : '+',
                 zone / 60, zone % 60);
    else if (date->has_time && date->has_zone)
        snprintf(out + size, (size_t)(DATE_SIZE - size), "Z");
}

/* Days since 1970 of the proleptic Gregorian calendar. */
static int64_t days(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t date_seconds(const struct date *date)
{
    int64_t day = days(date->year, date->month ? date->month : 1, date->day ? date->day : 1);

    return day * 86400 + date->hour * 3600 + (date->minute - date->zone) * 60 + date->second;
}
