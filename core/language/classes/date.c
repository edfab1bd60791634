/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates with a month: Aug. 8; July 25, 2012; 25 July 2012; 23rd July; Jan-15-2020;
 * 2016-11-03; 11/17/05; 15.01.2020; a shortened month or weekday alone (Sept., Mon.).
 * Bare years are the class of years.
 */
#include "core/language/classes/classes.h"

#include <string.h>

struct date {
    const char *month;           /* its name */
    int64_t day, last_day, year; /* 0: none; last_day of a range */
    gboolean two_digits;         /* of a year: 05 is "oh five" */
    gboolean day_first;          /* as written */
    gboolean article;            /* "the" stands before the day already */
    gboolean comma;              /* before the year, as written */
    gboolean suffix;             /* 23rd: an ordinal as it is written */
};

static const struct pack_entry *month_at(const struct reading *reading, unsigned at)
{
    const struct pack_entry *month = NULL;

    if (atom_at(reading, at)->kind == ATOM_WORD)
        month = atom_find(reading, at, PACK_MONTHS);
    /* may, march and mar are words too. */
    if (month && *month->field[3] && atom_at(reading, at)->letters == LETTERS_LOWER)
        return NULL;
    return month;
}

static const char *month_name(const struct reading *reading, int64_t number)
{
    char key[8];
    const struct pack_entry *entry;

    g_snprintf(key, sizeof(key), "%d", (int)number);
    entry = pack_find(reading->pack, PACK_MONTHS, key, strlen(key));
    return entry ? entry->field[1] : NULL;
}

/* The atoms of a shortened month's stop. */
static unsigned stop_after(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '.') ? 1 : 0;
}

static gboolean is_suffix(const struct reading *reading, unsigned at)
{
    return atom_joined(reading, at) && atom_is_cue(reading, at, "ordinal suffix");
}

/* Digits that go on as another kind of number are no day and no year. */
static gboolean goes_on(const struct reading *reading, unsigned at)
{
    gunichar mark = atom_at(reading, at)->mark;

    if (!atom_joined(reading, at))
        return FALSE;
    if (mark == ':' || mark == '/' || mark == '%' || mark == ',' || mark == '.')
        return atom_joined(reading, at + 1) && atom_at(reading, at + 1)->kind == ATOM_DIGITS;
    return atom_at(reading, at)->kind != ATOM_MARK || mark == '%';
}

static unsigned read_day(const struct reading *reading, unsigned at, int64_t *day, gboolean *suffix)
{
    *day = digits_value(reading, at);
    *suffix = FALSE;
    if (atom_size(reading, at) > 2 || *day < 1 || *day > 31)
        return 0;
    if (!is_suffix(reading, at + 1))
        return goes_on(reading, at + 1) ? 0 : 1;
    *suffix = TRUE;
    return goes_on(reading, at + 2) ? 0 : 2;
}

static unsigned read_year(const struct reading *reading, unsigned at, int64_t *year)
{
    *year = digits_value(reading, at);
    if (atom_size(reading, at) != 4 || *year < 1000 || *year > 2199 || goes_on(reading, at + 1)) {
        *year = 0;
        return 0;
    }
    return 1;
}

static void say_day(struct reading *reading, int64_t day)
{
    gboolean ordinal = day == 1 || !has_phrase(reading, "days are cardinal");

    say_spelled(reading, ordinal ? NUMBER_ORDINAL : NUMBER_CARDINAL, day);
}

static void say_days(struct reading *reading, const struct date *date)
{
    say_day(reading, date->day);
    if (date->last_day == 0)
        return;
    say_phrase(reading, "range");
    say_day(reading, date->last_day);
}

static void say_date_year(struct reading *reading, const struct date *date)
{
    if (date->year == 0 && !date->two_digits)
        return;
    if (date->comma || (date->day && !date->day_first && !date->two_digits &&
                        !has_phrase(reading, "days come first")))
        writer_append(&reading->writer, ",", 1);
    say_phrase(reading, "of year");
    if (date->two_digits && date->year < 10)
        say_phrase(reading, "oh");
    say_year(reading, date->year);
}

static void say_date(struct reading *reading, const struct date *date)
{
    if (date->day && (date->day_first || has_phrase(reading, "days come first"))) {
        if (!date->article && !date->suffix)
            say_phrase(reading, "before day");
        say_days(reading, date);
        if (!date->suffix)
            say_phrase(reading, "of month");
        say(reading, date->month);
    } else {
        say(reading, date->month);
        if (date->day)
            say_days(reading, date);
    }
    say_date_year(reading, date);
}

static unsigned finish(struct reading *reading, unsigned at, unsigned to, const struct date *date)
{
    take_begin(reading);
    say_date(reading, date);
    return take(reading, at, to - at);
}

/* The second day of "Aug. 8-10" or "May 3 and 4" (the latter needs no help). */
static unsigned read_last_day(const struct reading *reading, unsigned at, struct date *date)
{
    gboolean suffix;
    unsigned taken;

    if (!atom_is_dash(reading, at) || !atom_joined(reading, at) || !atom_joined(reading, at + 1))
        return 0;
    taken = read_day(reading, at + 1, &date->last_day, &suffix);
    if (taken == 0 || date->last_day <= date->day) {
        date->last_day = 0;
        return 0;
    }
    return taken + 1;
}

static unsigned month_first(struct reading *reading, unsigned at)
{
    const struct pack_entry *month = month_at(reading, at);
    struct date date = { 0 };
    unsigned i = at + 1, taken;
    gboolean hyphens;

    if (!month)
        return 0;
    date.month = month->field[1];
    i += stop_after(reading, i);
    hyphens = atom_is_joined_mark(reading, i, '-') && atom_joined(reading, i + 1);
    i += hyphens ? 1 : 0;
    if (atom_joined(reading, i) && !hyphens && !stop_after(reading, at + 1))
        return 0;
    if ((taken = read_year(reading, i, &date.year)))
        return finish(reading, at, i + taken, &date);
    if (!(taken = read_day(reading, i, &date.day, &date.suffix)))
        return 0;
    date.suffix = FALSE;
    i += taken;
    i += read_last_day(reading, i, &date);
    if (hyphens ? atom_is_joined_mark(reading, i, '-') : atom_is_joined_mark(reading, i, ','))
        taken = read_year(reading, i + 1, &date.year) ? 2 : 0;
    else
        taken = read_year(reading, i, &date.year);
    return finish(reading, at, i + taken, &date);
}

/* The "de" of "3 de mayo de 2021", where a language writes one. */
static unsigned link_at(const struct reading *reading, unsigned at)
{
    const char *link = pack_phrase(reading->pack, "of month");

    return has_phrase(reading, "days come first") && link && atom_is_word(reading, at, link) ? 1
                                                                                             : 0;
}

static unsigned read_last_year(const struct reading *reading, unsigned at, struct date *date)
{
    unsigned before = atom_is_joined_mark(reading, at, ',') ? 1 : 0;

    before += before ? 0 : link_at(reading, at);
    if (!read_year(reading, at + before, &date->year))
        return 0;
    date->comma = atom_is_mark(reading, at, ',');
    return before + 1;
}

static unsigned day_first(struct reading *reading, unsigned at)
{
    const struct pack_entry *month;
    struct date date = { .day_first = TRUE };
    unsigned i = read_day(reading, at, &date.day, &date.suffix);

    if (i == 0 || !atom_starts(reading, at))
        return 0;
    i += at;
    i += link_at(reading, i);
    month = month_at(reading, i);
    if (!month || atom_joined(reading, i))
        return 0;
    date.month = month->field[1];
    date.article = atom_is_cue(reading, at - 1, "article");
    i++;
    if (*month->field[4])
        i += stop_after(reading, i);
    i += read_last_year(reading, i, &date);
    return finish(reading, at, i, &date);
}

struct numeric {
    int64_t value[3];
    unsigned size[3];
    gunichar mark;
};

static gboolean read_numeric(const struct reading *reading, unsigned at, struct numeric *numeric)
{
    numeric->mark = atom_at(reading, at + 1)->mark;
    if (atom_at(reading, at)->kind != ATOM_DIGITS || !numeric->mark ||
        !strchr("-/.", numeric->mark < 128 ? (int)numeric->mark : 'x') ||
        atom_is_joined_mark(reading, at - 1, numeric->mark))
        return FALSE;
    for (unsigned i = 0; i < 3; i++) {
        unsigned place = at + 2 * i;

        numeric->value[i] = digits_value(reading, place);
        numeric->size[i] = atom_size(reading, place);
        if (numeric->value[i] < 0 || (i > 0 && !atom_joined(reading, place)) ||
            (i < 2 && !atom_is_joined_mark(reading, place + 1, numeric->mark)))
            return FALSE;
    }
    return !goes_on(reading, at + 5) &&
           !(atom_is_joined_mark(reading, at + 5, numeric->mark) && atom_runs_on(reading, at + 6));
}

/* Which of the three is the year, the month and the day? */
static gboolean order_numeric(const struct reading *reading, const struct numeric *n,
                              struct date *date)
{
    int64_t month, day;

    if (n->size[0] == 4) {
        date->year = n->value[0];
        month = n->value[1];
        day = n->value[2];
    } else if (n->size[2] == 4 || (n->size[2] == 2 && n->mark == '/')) {
        gboolean first =
            n->mark == '.' || has_phrase(reading, "days come first") || n->value[0] > 12;

        date->year = n->value[2];
        date->two_digits = n->size[2] == 2;
        date->day_first = first;
        month = n->value[first ? 1 : 0];
        day = n->value[first ? 0 : 1];
    } else {
        return FALSE;
    }
    date->day = day;
    date->month = month_name(reading, month);
    return date->month && day >= 1 && day <= 31 &&
           (date->two_digits || (date->year >= 1000 && date->year < 2200));
}

static unsigned numeric_date(struct reading *reading, unsigned at)
{
    struct numeric numeric;
    struct date date = { 0 };

    if (!read_numeric(reading, at, &numeric) || !order_numeric(reading, &numeric, &date))
        return 0;
    return finish(reading, at, at + 5, &date);
}

/* "in Sept.", "Mon.-Sun." and "Jan.-Mar." */
static unsigned shortened(struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = month_at(reading, at);
    unsigned stop = stop_after(reading, at + 1);

    if (entry && !*entry->field[4])
        return 0;
    if (!entry)
        entry = atom_find(reading, at, PACK_WEEKDAYS);
    if (!entry || !stop || atom_at(reading, at)->letters == LETTERS_LOWER ||
        atom_runs_on(reading, at + 2))
        return 0;
    take_begin(reading);
    say(reading, entry->field[1]);
    if (atom_is_dash(reading, at + 2) && atom_joined(reading, at + 3) &&
        (atom_find(reading, at + 3, PACK_WEEKDAYS) || month_at(reading, at + 3))) {
        say_phrase(reading, "range");
        return take(reading, at, 3);
    }
    return take_stop(reading, at, 2);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned taken = 0;

    if (atom_at(reading, at)->kind == ATOM_WORD) {
        taken = month_first(reading, at);
        return taken ? taken : shortened(reading, at);
    }
    if (atom_at(reading, at)->kind != ATOM_DIGITS)
        return 0;
    taken = numeric_date(reading, at);
    return taken ? taken : day_first(reading, at);
}

const struct semiotic_class class_date = { "date", match };
