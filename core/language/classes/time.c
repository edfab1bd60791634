/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times of day: 12:30, 1:59 p.m. EST, 1 a.m., 2.00 a.m., 23:00; 01:01:01 is a length
 * of time. Two times with a dash between them are a range.
 */
#include "core/language/classes/classes.h"

#include <string.h>

struct clock {
    int64_t hour, minute, second; /* -1: not written */
    unsigned atoms;
    char half;      /* 'a', 'p' or 0 */
    gboolean hours; /* 17:30 h */
    gboolean stop;  /* the last atom is the stop of "p.m." */
    struct span zone;
};

static int64_t sixtieth(const struct reading *reading, unsigned at, gunichar mark)
{
    int64_t value = digits_value(reading, at + 1);

    if (!atom_is_joined_mark(reading, at, mark) || !atom_joined(reading, at + 1) ||
        atom_size(reading, at + 1) != 2 || value > 59)
        return -1;
    return value;
}

/* "p.m.", "p.m", "pm", "PM", "P.M.": the atoms. */
static unsigned read_half(const struct reading *reading, unsigned at, struct clock *clock)
{
    unsigned last;

    clock->stop = FALSE;
    if (atom_is_word(reading, at, "am") || atom_is_word(reading, at, "pm")) {
        clock->half = (char)g_ascii_tolower(*atom_text(reading, at));
        return 1;
    }
    if ((!atom_is_word(reading, at, "a") && !atom_is_word(reading, at, "p")) ||
        !atom_is_joined_mark(reading, at + 1, '.'))
        return 0;
    last = at + 2;
    if (!atom_is_word(reading, last, "m"))
        return 0;
    clock->half = (char)g_ascii_tolower(*atom_text(reading, at));
    clock->stop = atom_is_joined_mark(reading, last + 1, '.');
    return clock->stop ? 4 : 3;
}

/* "EST", "e.s.t", "ET": the atoms. */
static unsigned read_zone(const struct reading *reading, unsigned at, struct clock *clock)
{
    unsigned i = at;

    if (atom_is_cue(reading, at, "time zone")) {
        clock->zone = atom_at(reading, at)->span;
        return 1;
    }
    while (i < at + 6 && atom_at(reading, i)->kind == ATOM_WORD && atom_size(reading, i) == 1 &&
           atom_is_joined_mark(reading, i + 1, '.') && (i == at || atom_joined(reading, i)))
        i += 2;
    if (i > at && atom_runs_on(reading, i) && atom_size(reading, i) == 1)
        i++;
    if (i < at + 3 || !atom_is_word(reading, i - (atom_is_mark(reading, i - 1, '.') ? 2 : 1), "t"))
        return 0;
    clock->zone =
        (struct span){ atom_at(reading, at)->span.from, atom_at(reading, i - 1)->span.to };
    clock->stop = atom_is_mark(reading, i - 1, '.');
    return i - at;
}

static unsigned read_minutes(const struct reading *reading, unsigned at, struct clock *clock)
{
    clock->minute = sixtieth(reading, at, ':');
    if (clock->minute >= 0) {
        clock->second = sixtieth(reading, at + 2, ':');
        return clock->second >= 0 ? 4 : 2;
    }
    clock->minute = sixtieth(reading, at, '.');
    return clock->minute >= 0 ? 2 : 0;
}

static gboolean read_clock(const struct reading *reading, unsigned at, struct clock *clock)
{
    unsigned i = at + 1;
    gboolean colon;

    *clock = (struct clock){ .hour = digits_value(reading, at), .minute = -1, .second = -1 };
    if (atom_size(reading, at) > 2 || clock->hour < 0 || clock->hour > 24)
        return FALSE;
    i += read_minutes(reading, i, clock);
    colon = clock->minute >= 0 && atom_is_mark(reading, at + 1, ':');
    i += read_half(reading, i, clock);
    clock->hours = !clock->half && clock->minute >= 0 && atom_is_cue(reading, i, "hours");
    if (clock->hours)
        i++;
    if (!clock->half && !colon && !clock->hours)
        return FALSE;
    if (!clock->half && atom_runs_on(reading, i))
        return FALSE;
    i += read_zone(reading, i, clock);
    clock->atoms = i - at;
    return !atom_runs_on(reading, i);
}

static void say_part(struct reading *reading, int64_t value, const char *unit)
{
    const struct pack_entry *entry = pack_find(reading->pack, PACK_UNITS, unit, strlen(unit));

    say_spelled(reading, NUMBER_CARDINAL, value);
    if (entry)
        say(reading, entry->field[value == 1 ? 1 : 2]);
}

static void say_clock(struct reading *reading, const struct clock *clock)
{
    if (clock->second >= 0) {
        say_part(reading, clock->hour, "hr");
        say_part(reading, clock->minute, "min");
        say_phrase(reading, "and");
        say_part(reading, clock->second, "sec");
    } else {
        say_spelled(reading, has_phrase(reading, "genders") ? NUMBER_FEMININE : NUMBER_CARDINAL,
                    clock->hour);
        if (clock->minute == 0 && !clock->half)
            say_phrase(reading, "o'clock");
        if (clock->minute > 0 && clock->minute < 10)
            say_phrase(reading, "oh");
        if (clock->minute > 0)
            say_spelled(reading, NUMBER_CARDINAL, clock->minute);
    }
    if (clock->half == 'p' && clock->hour >= 8 && clock->hour < 12 &&
        has_phrase(reading, "p.m. late"))
        say_phrase(reading, "p.m. late");
    else if (clock->half)
        say_phrase(reading, clock->half == 'a' ? "a.m." : "p.m.");
    if (clock->hours)
        say_phrase(reading, "hours");
    if (clock->zone.to > 0)
        say_letters(reading, clock->zone);
}

/* "9-11 a.m.": a bare hour whose half comes behind the second. */
static gboolean read_bare(const struct reading *reading, unsigned at, struct clock *clock)
{
    struct clock second;

    *clock =
        (struct clock){ .hour = digits_value(reading, at), .minute = -1, .second = -1, .atoms = 1 };
    return atom_size(reading, at) <= 2 && clock->hour >= 1 && clock->hour <= 12 &&
           atom_is_dash(reading, at + 1) && read_clock(reading, at + 2, &second) && second.half;
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct clock clock, second;
    unsigned end;

    if (atom_at(reading, at)->kind != ATOM_DIGITS ||
        (!read_clock(reading, at, &clock) && !read_bare(reading, at, &clock)))
        return 0;
    if (!atom_starts(reading, at) && !atom_is_dash(reading, at - 1))
        return 0;
    take_begin(reading);
    say_clock(reading, &clock);
    end = at + clock.atoms;
    if (atom_is_dash(reading, end) && atom_joined(reading, end) == atom_joined(reading, end + 1) &&
        read_clock(reading, end + 1, &second)) {
        say_phrase(reading, "range");
        return take(reading, at, clock.atoms + 1);
    }
    return clock.stop ? take_stop(reading, at, clock.atoms) : take(reading, at, clock.atoms);
}

const struct semiotic_class class_time = { "time", match };
