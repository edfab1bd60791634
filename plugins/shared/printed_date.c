/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/printed_date.h"

#include <stdio.h>
#include <string.h>

static const char *const months[] = { "january",   "february", "march",    "april",
                                      "may",       "june",     "july",     "august",
                                      "september", "october",  "november", "december" };
static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday" };

static struct slice without(struct slice s, const char *marks)
{
    while (s.size > 0 && strchr(marks, s.at[s.size - 1]))
        s.size--;
    return s;
}

/* Index of the name that the word shortens to three letters or more, or -1. */
static int shortened(struct slice word, const char *const *names, int count)
{
    word = without(word, ".,");
    for (int i = 0; i < count && word.size >= 3; i++) {
        size_t at = 0;

        while (at < word.size && byte_lower(word.at[at]) == names[i][at])
            at++;
        if (at == word.size)
            return i;
    }
    return -1;
}

/* A number of one to four digits and nothing but these marks behind it, or -1. */
static int number(struct slice word, const char *const *endings)
{
    int value = 0;
    size_t at = 0;

    while (at < word.size && at < 4 && byte_is_digit(word.at[at]))
        value = value * 10 + (word.at[at++] - '0');
    if (at == 0)
        return -1;
    for (; *endings; endings++)
        if (slice_is(slice_from(word, at), *endings))
            return value;
    return -1;
}

static int is_day_of(int year, int month, int day)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2);
}

/* "10:30 a.m. EST": what may follow a printed date. */
static int is_time(struct slice s)
{
    static const char *const words[] = { "at", "a.m.", "p.m.", "am", "pm", "|", ",", NULL };
    struct slice word;

    while ((word = slice_take_word(&s)).size > 0) {
        struct slice_counts counts = slice_count(word);

        word = word.size > 1 ? without(word, ",") : word;
        if (word.size > 8 || (!slice_is_one_of(word, words) && !byte_is_digit(word.at[0]) &&
                              (counts.smalls > 0 || counts.capitals < 2)))
            return 0;
    }
    return 1;
}

/* "Nov. 22, 2026" or "22 November 2026" at the front; takes it off. */
static int take_date(struct slice *s, char iso[PRINTED_ISO_SIZE])
{
    static const char *const day_ends[] = { "",   ",",   ".",   "st",  "nd",  "rd",
                                            "th", "st,", "nd,", "rd,", "th,", NULL };
    static const char *const year_ends[] = { "", ",", ".", NULL };
    struct slice first = slice_take_word(s);
    struct slice second = slice_take_word(s);
    int month = shortened(first, months, 12);
    int day = number(month >= 0 ? second : first, day_ends);
    int year = number(slice_take_word(s), year_ends);

    if (month < 0)
        month = shortened(second, months, 12);
    if (!is_day_of(year, month + 1, day))
        return 0;
    snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, month + 1, day);
    return 1;
}

/* "2026-11-22", perhaps with a time behind a T; takes it off. */
static int take_iso(struct slice *s, char iso[PRINTED_ISO_SIZE])
{
    static const char *const rest[] = { "", NULL };
    struct slice word = slice_take_word(s);
    int year, month, day;

    if (word.size < 10 || word.at[4] != '-' || word.at[7] != '-' ||
        (word.size > 10 && word.at[10] != 'T' && word.at[10] != ','))
        return 0;
    year = number(slice_upto(word, 4), rest);
    month = number(slice_upto(slice_from(word, 5), 2), rest);
    day = number(slice_upto(slice_from(word, 8), 2), rest);
    if (!is_day_of(year, month, day))
        return 0;
    snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, month, day);
    return 1;
}

static struct slice without_label(struct slice s, int *modified)
{
    static const char *const labels[] = { "last updated", "updated",  "modified", "published",
                                          "posted",       "released", "issued",   "date" };

    *modified = 0;
    for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
        struct slice rest;

        if (!slice_starts(s, labels[i]))
            continue;
        rest = slice_from(s, strlen(labels[i]));
        if (rest.size == 0 || (rest.at[0] != ':' && !byte_is_space(rest.at[0])))
            return s;
        *modified = i < 3;
        rest = slice_trim(slice_from(rest, 1));
        return slice_starts(rest, "on ") ? slice_trim(slice_from(rest, 3)) : rest;
    }
    return s;
}

int printed_date(struct slice s, char iso[PRINTED_ISO_SIZE])
{
    struct slice rest;
    int modified;

    s = slice_trim(s);
    if (s.size < 8 || s.size > 80)
        return 0;
    s = without_label(s, &modified);
    rest = s;
    if (shortened(slice_take_word(&rest), weekdays, 7) >= 0)
        s = rest;
    rest = s;
    if (!take_iso(&rest, iso)) {
        rest = s;
        if (!take_date(&rest, iso))
            return 0;
    }
    if (!is_time(rest))
        return 0;
    return modified ? 2 : 1;
}

int printed_day(struct slice s)
{
    static const char *const ends[] = { "", ".", NULL };
    struct slice first = slice_take_word(&s);
    struct slice second = slice_take_word(&s);

    if (slice_trim(s).size > 0)
        return 0;
    if (second.size == 0)
        return number(first, ends) >= 1800 || shortened(first, weekdays, 7) >= 0;
    return (shortened(first, months, 12) >= 0 && number(second, ends) > 0) ||
           (shortened(second, months, 12) >= 0 && number(first, ends) > 0);
}
