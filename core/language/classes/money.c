/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts of money: $5, £1.20, $1.2 billion, US$76.3 trillion, $250-$300, $20/mo,
 * 5 €, a $20-million contract, 50¢.
 */
#include "core/language/classes/classes.h"

#include <string.h>

struct amount {
    struct number number;
    const struct pack_entry *currency; /* sign, one, many, minor one, minor many, letters before */
    const struct pack_entry *magnitude;
    gboolean describes; /* a $20-million contract */
};

/* "$" or "US$": how many atoms the sign takes. */
static unsigned sign_at(const struct reading *reading, unsigned at,
                        const struct pack_entry **currency)
{
    char key[16];
    unsigned size = atom_size(reading, at) + atom_size(reading, at + 1);

    if (atom_at(reading, at)->kind == ATOM_WORD && atom_joined(reading, at + 1) &&
        atom_at(reading, at + 1)->kind == ATOM_MARK && size < sizeof(key)) {
        *currency = pack_find(reading->pack, PACK_CURRENCIES, atom_text(reading, at), size);
        return *currency ? 2 : 0;
    }
    *currency = NULL;
    if (atom_at(reading, at)->kind == ATOM_MARK || atom_at(reading, at)->letters == LETTERS_UPPER)
        *currency = atom_find(reading, at, PACK_CURRENCIES);
    return *currency ? 1 : 0;
}

static const struct pack_entry *magnitude_at(const struct reading *reading, unsigned at)
{
    const struct pack_entry *entry = NULL;

    if (atom_at(reading, at)->kind == ATOM_WORD && !atom_runs_on(reading, at + 1))
        entry = atom_find(reading, at, PACK_MAGNITUDES);
    return entry;
}

/* "billion", " billion", "-million", "bn": the atoms it takes. */
static unsigned read_magnitude(const struct reading *reading, unsigned at, struct amount *amount)
{
    unsigned hyphen = atom_is_joined_mark(reading, at, '-') && atom_joined(reading, at + 1) ? 1 : 0;

    amount->magnitude = magnitude_at(reading, at + hyphen);
    if (!amount->magnitude)
        return 0;
    amount->describes = hyphen > 0;
    return hyphen + 1;
}

static unsigned zeros_at_end(const struct reading *reading, struct span digits)
{
    unsigned zeros = 0;

    while (digits.to - zeros > digits.from && reading->text[digits.to - zeros - 1] == '0')
        zeros++;
    return zeros;
}

static int64_t minor_value(const struct reading *reading, const struct amount *amount)
{
    struct span digits = amount->number.fraction;
    int64_t value = 0;

    if (amount->magnitude || !*amount->currency->field[3] || digits.to == digits.from ||
        digits.to - digits.from > 2)
        return -1;
    for (uint32_t i = digits.from; i < digits.from + 2; i++)
        value = value * 10 + (i < digits.to ? reading->text[i] - '0' : 0);
    return value;
}

static void say_unit(struct reading *reading, const struct amount *amount, unsigned field,
                     gboolean one)
{
    say(reading, amount->currency->field[one || amount->describes ? field : field + 1]);
}

/* Twelve dollars, forty-five cents. */
static void say_major_and_minor(struct reading *reading, struct amount *amount, int64_t minor)
{
    amount->number.fraction = (struct span){ 0 };
    if (amount->number.value != 0 || minor == 0) {
        say_number(reading, &amount->number);
        say_unit(reading, amount, 1, amount->number.value == 1);
    }
    if (minor == 0)
        return;
    if (amount->number.value != 0)
        say_phrase(reading, "between money");
    say_spelled(reading, NUMBER_CARDINAL, minor);
    say_unit(reading, amount, 3, minor == 1);
}

static void say_amount(struct reading *reading, struct amount *amount)
{
    int64_t minor = minor_value(reading, amount);

    amount->number.in_full = TRUE;
    amount->number.style =
        *amount->currency->field[5] && !amount->magnitude ? NUMBER_FEMININE : NUMBER_MASCULINE;
    if (minor >= 0) {
        say_major_and_minor(reading, amount, minor);
        return;
    }
    if (!amount->magnitude && amount->number.fraction.to - amount->number.fraction.from > 2) {
        amount->number.fraction.to -= zeros_at_end(reading, amount->number.fraction);
        if (amount->number.fraction.to == amount->number.fraction.from)
            amount->number.fraction = (struct span){ 0 };
    }
    say_number(reading, &amount->number);
    if (amount->magnitude) {
        say(reading, amount->magnitude->field[number_is_one(&amount->number) ? 1 : 2]);
        say_phrase(reading, "of money");
    }
    say_unit(reading, amount, 1, number_is_one(&amount->number) && !amount->magnitude);
}

/* "/mo", "/hr.": the atoms, once said. */
static unsigned say_per(struct reading *reading, unsigned at)
{
    const struct pack_entry *unit;

    if (!atom_is_joined_mark(reading, at, '/') || !atom_runs_on(reading, at + 1))
        return 0;
    unit = atom_find(reading, at + 1, PACK_UNITS);
    if (!unit)
        return 0;
    say_phrase(reading, "per");
    say(reading, unit->field[1]);
    if (strcmp(unit->field[3], "short") == 0 && atom_is_joined_mark(reading, at + 2, '.'))
        return 3;
    return 2;
}

/* $250-$300 and $2-$3 million; $15-an-hour describes. */
static unsigned say_link(struct reading *reading, unsigned at)
{
    const struct pack_entry *currency;

    if (!atom_is_dash(reading, at) || !sign_at(reading, at + 1, &currency) ||
        (atom_joined(reading, at) != atom_joined(reading, at + 1)))
        return 0;
    say_phrase(reading, "range");
    return 1;
}

/* "a $4.2 million plan": the article belongs to a noun behind the amount. */
static gboolean stands_before_its_noun(const struct reading *reading, unsigned at, unsigned end)
{
    return at > 0 && atom_is_cue(reading, at - 1, "article of one") &&
           atom_at(reading, end)->kind == ATOM_WORD;
}

/* $15-an-hour, $20-per-day */
static gboolean is_rate(const struct reading *reading, unsigned at)
{
    return atom_is_joined_mark(reading, at, '-') &&
           (atom_is_cue(reading, at + 1, "article of one") ||
            atom_is_word(reading, at + 1, "per")) &&
           atom_is_joined_mark(reading, at + 2, '-');
}

static unsigned sign_first(struct reading *reading, unsigned at)
{
    struct amount amount = { 0 };
    unsigned minus = atom_is_mark(reading, at, '-') && !atom_joined(reading, at) ? 1 : 0;
    unsigned i = at + minus, sign = sign_at(reading, i, &amount.currency);

    if (sign == 0 || (minus && !atom_joined(reading, i)))
        return 0;
    i += sign;
    if (!atom_joined(reading, i) && atom_at(reading, at)->kind != ATOM_WORD)
        return 0;
    if (!number_read(reading, i, &amount.number))
        return 0;
    i += amount.number.atoms;
    i += read_magnitude(reading, i, &amount);
    if (atom_runs_on(reading, i))
        return 0;
    if (stands_before_its_noun(reading, at, i) || is_rate(reading, i))
        amount.describes = TRUE;
    take_begin(reading);
    if (minus)
        say_phrase(reading, "minus");
    say_amount(reading, &amount);
    i += say_per(reading, i);
    i += say_link(reading, i);
    return atom_is_mark(reading, i - 1, '.') ? take_stop(reading, at, i - at)
                                             : take(reading, at, i - at);
}

static unsigned sign_last(struct reading *reading, unsigned at)
{
    struct amount amount = { 0 };
    unsigned i = at, sign;

    if (atom_at(reading, at)->kind != ATOM_DIGITS || !atom_starts(reading, at) ||
        !number_read(reading, at, &amount.number))
        return 0;
    i += amount.number.atoms;
    i += read_magnitude(reading, i, &amount);
    sign = atom_at(reading, i)->kind == ATOM_MARK ? sign_at(reading, i, &amount.currency) : 0;
    if (sign == 0 ||
        (!atom_joined(reading, i) && atom_joined(reading, i + 1) &&
         atom_at(reading, i + 1)->kind == ATOM_DIGITS) ||
        atom_runs_on(reading, i + 1) || strcmp(amount.currency->field[0], "$") == 0)
        return 0;
    take_begin(reading);
    say_amount(reading, &amount);
    return take(reading, at, i + sign - at);
}

static unsigned match(struct reading *reading, unsigned at)
{
    unsigned taken = atom_at(reading, at)->kind == ATOM_DIGITS ? sign_last(reading, at)
                                                               : sign_first(reading, at);

    return taken;
}

const struct semiotic_class class_money = { "money", match };
