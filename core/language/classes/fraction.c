/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 1/3, 3 5/2, 23/44, 1/4th, ¾, 2½. */
#include "core/language/classes/classes.h"

/* Characters that are fractions. */
static const struct {
    gunichar mark;
    int top, bottom;
} signs[] = {
    { 0xbc, 1, 4 },    { 0xbd, 1, 2 },   { 0xbe, 3, 4 },   { 0x2150, 1, 7 }, { 0x2151, 1, 9 },
    { 0x2152, 1, 10 }, { 0x2153, 1, 3 }, { 0x2154, 2, 3 }, { 0x2155, 1, 5 }, { 0x2156, 2, 5 },
    { 0x2157, 3, 5 },  { 0x2158, 4, 5 }, { 0x2159, 1, 6 }, { 0x215a, 5, 6 }, { 0x215b, 1, 8 },
    { 0x215c, 3, 8 },  { 0x215d, 5, 8 }, { 0x215e, 7, 8 },
};

static void say_bottom(struct reading *reading, int64_t top, int64_t bottom)
{
    const char *third = top == 1 ? "third" : "thirds";

    if (bottom == 3 && has_phrase(reading, third)) {
        say_phrase(reading, third);
    } else if (bottom == 2) {
        say_phrase(reading, top == 1 ? "half" : "halves");
    } else if (bottom == 4 && has_phrase(reading, "quarter")) {
        say_phrase(reading, top == 1 ? "quarter" : "quarters");
    } else {
        say_spelled(reading, NUMBER_ORDINAL, bottom);
        if (top != 1)
            say_plural(reading);
        if (top != 1 && has_phrase(reading, "plural of parts"))
            writer_append(&reading->writer, "s", 1);
    }
}

static void say_fraction(struct reading *reading, int64_t top, int64_t bottom)
{
    say_spelled(reading, has_phrase(reading, "genders") ? NUMBER_MASCULINE : NUMBER_CARDINAL, top);
    if (bottom <= 1) {
        say_phrase(reading, "over");
        say_spelled(reading, NUMBER_CARDINAL, bottom);
    } else {
        say_bottom(reading, top, bottom);
    }
}

/* "2½" and "½": the sign may stand behind a number. */
static unsigned sign(struct reading *reading, unsigned at)
{
    unsigned whole = atom_at(reading, at)->kind == ATOM_DIGITS ? 1 : 0;
    gunichar mark = atom_at(reading, at + whole)->mark;
    struct number number;

    if (mark < 0xbc || (whole && !number_read(reading, at, &number)))
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (signs[i].mark != mark)
            continue;
        take_begin(reading);
        if (whole) {
            say_number(reading, &number);
            say_phrase(reading, "and");
            if (signs[i].top == 1)
                say_phrase(reading, "a");
        }
        if (whole && signs[i].top == 1 && has_phrase(reading, "a"))
            say_bottom(reading, 1, signs[i].bottom);
        else
            say_fraction(reading, signs[i].top, signs[i].bottom);
        return take(reading, at, whole + 1);
    }
    return 0;
}

struct written {
    int64_t top, bottom;
    unsigned atoms;
};

static gboolean read_fraction(const struct reading *reading, unsigned at, struct written *written)
{
    gunichar slash = atom_at(reading, at + 1)->mark;

    written->top = digits_value(reading, at);
    written->bottom = digits_value(reading, at + 2);
    written->atoms = 3;
    if (written->top < 0 || written->bottom < 0 || !atom_joined(reading, at + 1) ||
        !atom_joined(reading, at + 2) || (slash != '/' && slash != 0x2044))
        return FALSE;
    if (atom_joined(reading, at + 3) && atom_is_cue(reading, at + 3, "ordinal suffix"))
        written->atoms = 4;
    /* 31/31/100 and 3/2a are other things. */
    return !atom_runs_on(reading, at + written->atoms) &&
           !atom_is_joined_mark(reading, at + written->atoms, '/');
}

/* 24/7 and 9/11 have readings of their own. */
static unsigned set_phrase(struct reading *reading, unsigned at)
{
    char key[16];

    g_snprintf(key, sizeof(key), "%.*s",
               (int)(atom_at(reading, at + 2)->span.to - atom_at(reading, at)->span.from),
               atom_text(reading, at));
    if (!has_phrase(reading, key))
        return 0;
    take_begin(reading);
    say_phrase(reading, key);
    return take(reading, at, 3);
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct written fraction;
    unsigned taken, whole = 0;

    if (atom_at(reading, at)->kind != ATOM_DIGITS)
        return atom_at(reading, at)->mark >= 0xbc ? sign(reading, at) : 0;
    if (atom_joined(reading, at + 1) && (taken = sign(reading, at)))
        return taken;
    if (!atom_joined(reading, at + 1) && atom_size(reading, at) <= 4 &&
        read_fraction(reading, at + 1, &fraction))
        whole = 1;
    else if (!read_fraction(reading, at, &fraction) || !atom_starts(reading, at))
        return 0;
    if (!whole && (taken = set_phrase(reading, at)))
        return taken;
    take_begin(reading);
    if (whole) {
        say_spelled(reading, NUMBER_CARDINAL, digits_value(reading, at));
        say_phrase(reading, "and");
    }
    say_fraction(reading, fraction.top, fraction.bottom);
    return take(reading, at, whole + fraction.atoms);
}

const struct semiotic_class class_fraction = { "fraction", match };
