/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number with a unit: 12kg, 3 mbps, 41,459.00 km³, 2°C, 5 ft., 52.3%, ±3.1, 2.4M,
 * 12/kg, a 4-kilogram bag, 2-5lb, 6'2", 4x, a 5K run.
 */
#include "core/language/classes/classes.h"

#include <string.h>

/* A unit as written: perhaps with an exponent, perhaps per another one. */
struct unit {
    const struct pack_entry *entry, *per;
    int power; /* 1, 2, 3 */
    unsigned atoms;
    gboolean stop;
};

static const struct pack_entry *find_folded(const struct reading *reading, unsigned at)
{
    char lower[16];
    unsigned size = atom_size(reading, at);

    if (size < 2 || size >= sizeof(lower) || atom_at(reading, at)->letters != LETTERS_UPPER)
        return NULL;
    for (unsigned i = 0; i < size; i++)
        lower[i] = g_ascii_tolower(atom_text(reading, at)[i]);
    return pack_find(reading->pack, PACK_UNITS, lower, size);
}

static const struct pack_entry *find_unit(const struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = NULL;

    if (atom_at(reading, at)->kind == ATOM_NONE || atom_at(reading, at)->kind == ATOM_DIGITS)
        return NULL;
    /* °C and °F are two atoms. */
    if (atom_runs_on(reading, at + 1) && atom_at(reading, at)->kind == ATOM_MARK)
        entry = pack_find(reading->pack, PACK_UNITS, atom_text(reading, at),
                          atom_size(reading, at) + atom_size(reading, at + 1));
    if (!entry)
        entry = atom_find(reading, at, PACK_UNITS);
    if (!entry && atom_joined(reading, at) && atom_at(reading, at)->kind == ATOM_WORD)
        entry = atom_find(reading, at, PACK_MAGNITUDES);
    return entry ? entry : find_folded(reading, at);
}

static gboolean is_kind(const struct pack_entry *entry, const char *kind)
{
    return strcmp(entry->field[3], kind) == 0;
}

static unsigned read_power(const struct reading *reading, unsigned at, struct unit *unit)
{
    unsigned to = at;

    unit->power = 1;
    if (atom_is_joined_mark(reading, at, 0xb2))
        unit->power = 2, to++;
    else if (atom_is_joined_mark(reading, at, 0xb3))
        unit->power = 3, to++;
    return to - at;
}

static unsigned read_per(const struct reading *reading, unsigned at, struct unit *unit)
{
    if (!atom_is_joined_mark(reading, at, '/') || !atom_runs_on(reading, at + 1))
        return 0;
    unit->per = find_unit(reading, at + 1);
    return unit->per && atom_at(reading, at + 1)->kind == ATOM_WORD ? 2 : 0;
}

/* "2.5 in. deep": the stop and the word behind it make it a unit. */
static gboolean is_dimension(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at + 1, '.') && atom_is_cue(reading, at + 2, "dimension");
}

static gboolean read_unit(const struct reading *reading, unsigned at, struct unit *unit)
{
    unsigned i = at;

    *unit = (struct unit){ .entry = find_unit(reading, at) };
    if (!unit->entry)
        return FALSE;
    /* One letter is a unit only right behind its number: 5m, but Model 5 M. */
    if ((is_kind(unit->entry, "never") && !is_dimension(reading, at)) ||
        (is_kind(unit->entry, "joined") && !atom_joined(reading, at)))
        return FALSE;
    i +=
        atom_at(reading, at)->kind == ATOM_MARK && atom_runs_on(reading, at + 1) &&
                atom_size(reading, at + 1) + atom_size(reading, at) == strlen(unit->entry->field[0])
            ? 2
            : 1;
    i += read_power(reading, i, unit);
    if (atom_is_joined_mark(reading, i, '.') &&
        (is_kind(unit->entry, "short") || is_kind(unit->entry, "never"))) {
        unit->stop = TRUE;
        i++;
    }
    i += read_per(reading, i, unit);
    unit->atoms = i - at;
    return !atom_runs_on(reading, i) &&
           !(atom_is_apostrophe(reading, i) && atom_runs_on(reading, i + 1));
}

static void say_unit(struct reading *reading, const struct unit *unit, gboolean one)
{
    if (unit->power == 2)
        say_phrase(reading, "square");
    if (unit->power == 3)
        say_phrase(reading, "cubic");
    say(reading, unit->entry->field[one ? 1 : 2]);
    if (unit->per) {
        say_phrase(reading, "per");
        say(reading, unit->per->field[1]);
    }
}

/* 6'2", 5’11: the height of people. */
static unsigned height(struct reading *reading, unsigned at)
{
    gunichar feet = atom_at(reading, at + 1)->mark, inches = atom_at(reading, at + 3)->mark;
    int64_t foot = digits_value(reading, at), inch = digits_value(reading, at + 2);
    gboolean marked =
        atom_joined(reading, at + 3) && (inches == '"' || inches == 0x201d || inches == 0x2033);

    if ((feet != '\'' && feet != 0x2019 && feet != 0x2032) || !atom_joined(reading, at + 1) ||
        !atom_joined(reading, at + 2) || foot < 1 || foot > 9 || inch < 0 || inch > 11 ||
        atom_runs_on(reading, at + 3) || !atom_starts(reading, at) || !has_phrase(reading, "foot"))
        return 0;
    take_begin(reading);
    say_spelled(reading, NUMBER_CARDINAL, foot);
    say_phrase(reading, "foot");
    if (inch > 0)
        say_spelled(reading, NUMBER_CARDINAL, inch);
    return take(reading, at, marked ? 4 : 3);
}

/* Won 4x: four times. Alone it is a name (4x), before a number a size (4x6). */
static unsigned multiple(struct reading *reading, unsigned at, const struct number *number)
{
    unsigned x = at + number->atoms;

    if (!atom_joined(reading, x) ||
        !(atom_is_word(reading, x, "x") || atom_is_mark(reading, x, 0xd7)) ||
        atom_runs_on(reading, x + 1) || atom_is_joined_mark(reading, x + 1, '-') ||
        atom_at(reading, x + 1)->kind == ATOM_DIGITS || !atom_starts(reading, at) ||
        number->fraction.to > 0 || x + 1 - at == reading->count || !has_phrase(reading, "times"))
        return 0;
    take_begin(reading);
    say_number(reading, number);
    say_phrase(reading, "times");
    return take(reading, at, number->atoms + 1);
}

/* A 5K run is no five thousand: "a 10K", "the 5K race". */
static unsigned foot_race(struct reading *reading, unsigned at, const struct number *number)
{
    unsigned k = at + number->atoms;

    if (!atom_joined(reading, k) || !atom_is_word(reading, k, "K") ||
        atom_runs_on(reading, k + 1) ||
        !(atom_is_cue(reading, k + 1, "foot race") ||
          (atom_is_cue(reading, at - 1, "article of one") &&
           atom_at(reading, k + 1)->kind != ATOM_WORD)))
        return 0;
    take_begin(reading);
    say_number(reading, number);
    say_letters(reading, atom_at(reading, k)->span);
    return take(reading, at, number->atoms + 1);
}

/* 12/kg: per kilogram. */
static unsigned rate(struct reading *reading, unsigned at, const struct number *number)
{
    unsigned slash = at + number->atoms;
    const struct pack_entry *unit;

    if (!atom_is_joined_mark(reading, slash, '/') || !atom_runs_on(reading, slash + 1) ||
        atom_runs_on(reading, slash + 2))
        return 0;
    unit = find_unit(reading, slash + 1);
    if (!unit)
        return 0;
    take_begin(reading);
    say_number(reading, number);
    say_phrase(reading, "per");
    say(reading, unit->field[1]);
    return take(reading, at, number->atoms + 2);
}

/* The second number of "2-5lb" or "40%-45%". */
static unsigned read_second(const struct reading *reading, unsigned at, struct number *number)
{
    if (!atom_is_dash(reading, at) || !atom_joined(reading, at) || !atom_joined(reading, at + 1) ||
        !number_read(reading, at + 1, number))
        return 0;
    return number->atoms + 1;
}

static unsigned read_sign(struct reading *reading, unsigned at, const char **sign)
{
    gunichar mark = atom_at(reading, at)->mark;

    *sign = NULL;
    if (!mark || !atom_joined(reading, at + 1) || atom_at(reading, at + 1)->kind == ATOM_WORD)
        return 0;
    if (mark == 0xb1)
        *sign = "plus or minus";
    else if ((mark == '-' || mark == 0x2212) && atom_starts(reading, at))
        *sign = "minus";
    else if (mark == '+' && atom_starts(reading, at))
        *sign = "plus";
    return *sign ? 1 : 0;
}

static unsigned hyphen_before(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '-') && atom_runs_on(reading, at + 1) ? 1 : 0;
}

/* What stands behind the numbers, said; 0: no unit, say nothing. */
static unsigned numbers_and_unit(struct reading *reading, unsigned at, const char *sign,
                                 struct number *first)
{
    struct number second = { 0 };
    struct unit unit;
    unsigned i = at + first->atoms, hyphen;

    i += read_second(reading, i, &second);
    hyphen = hyphen_before(reading, i);
    if (!read_unit(reading, i + hyphen, &unit))
        return 0;
    i += hyphen;
    take_begin(reading);
    first->style = second.style = *unit.entry->field[4] ? NUMBER_FEMININE : NUMBER_MASCULINE;
    if (sign)
        say_phrase(reading, sign);
    say_number(reading, first);
    if (second.atoms > 0) {
        say_phrase(reading, "range");
        say_number(reading, &second);
    }
    say_unit(reading, &unit, hyphen > 0 || (second.atoms == 0 && number_is_one(first)));
    return i + unit.atoms - at;
}

/* The dash of 2%-10%. */
static unsigned say_link(struct reading *reading, unsigned at)
{
    if (!atom_is_dash(reading, at) || !atom_joined(reading, at) || !atom_joined(reading, at + 1) ||
        atom_at(reading, at + 1)->kind != ATOM_DIGITS)
        return 0;
    say_phrase(reading, "range");
    return 1;
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct number number;
    const char *sign;
    unsigned taken, signs;

    if (atom_at(reading, at)->kind == ATOM_WORD)
        return 0;
    signs = read_sign(reading, at, &sign);
    if (!number_read(reading, at + signs, &number) ||
        (signs == 0 && atom_joined(reading, at) && atom_at(reading, at - 1)->kind == ATOM_WORD))
        return 0;
    if (!signs &&
        ((taken = height(reading, at)) || (taken = multiple(reading, at, &number)) ||
         (taken = foot_race(reading, at, &number)) || (taken = rate(reading, at, &number))))
        return taken;
    taken = numbers_and_unit(reading, at + signs, sign, &number);
    if (taken > 0) {
        gboolean stop = atom_is_mark(reading, at + signs + taken - 1, '.');

        taken += say_link(reading, at + signs + taken);

        return stop ? take_stop(reading, at, signs + taken) : take(reading, at, signs + taken);
    }
    if (!signs || atom_runs_on(reading, at + 1 + number.atoms) || sign[0] == 'm')
        return 0;
    take_begin(reading);
    say_phrase(reading, sign);
    say_number(reading, &number);
    return take(reading, at, 1 + number.atoms);
}

const struct semiotic_class class_measure = { "measure", match };
