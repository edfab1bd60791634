/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers said digit by digit in groups: 555-555-5555, +1 (123)-123-5678, 1-800-GO-U-HAUL,
 * 111-11-1111, 123.123.0.40.
 */
#include "core/language/classes/classes.h"

#define GROUPS_MOST 6

struct chain {
    struct span group[GROUPS_MOST];
    gboolean letters[GROUPS_MOST];
    unsigned count, atoms;
    gboolean plus, dots, words, brackets;
};

/* The marks between two groups: "-", ".", ") ", ")-", " ("… */
static unsigned read_separator(const struct reading *reading, unsigned at, struct chain *chain)
{
    unsigned i = at;

    if (atom_is_joined_mark(reading, i, ')')) {
        chain->brackets = TRUE;
        i++;
    }
    if (atom_is_joined_mark(reading, i, '-') || atom_is_joined_mark(reading, i, 0x2011))
        i++;
    else if (atom_is_joined_mark(reading, i, '.') && i == at)
        chain->dots = TRUE, i++;
    if (i == at && !chain->plus)
        return 0;
    if (atom_is_mark(reading, i, '('))
        i++;
    return atom_joined(reading, i) || chain->brackets || chain->plus ? i - at : 0;
}

static gboolean add_group(const struct reading *reading, unsigned at, struct chain *chain)
{
    const struct atom *atom = atom_at(reading, at);
    gboolean letters =
        atom->kind == ATOM_WORD && atom->letters == LETTERS_UPPER && chain->count >= 2;

    if ((atom->kind != ATOM_DIGITS && !letters) || chain->count == GROUPS_MOST ||
        atom_size(reading, at) > 8)
        return FALSE;
    chain->words = chain->words || letters;
    chain->letters[chain->count] = letters;
    chain->group[chain->count++] = atom->span;
    return TRUE;
}

static void read_chain(const struct reading *reading, unsigned at, struct chain *chain)
{
    unsigned i = at;

    *chain = (struct chain){ 0 };
    if (atom_is_mark(reading, i, '+'))
        chain->plus = TRUE, i++;
    if (atom_is_mark(reading, i, '('))
        i++;
    while (add_group(reading, i, chain)) {
        unsigned separator;

        chain->atoms = i + 1 - at;
        separator = read_separator(reading, i + 1, chain);
        if (separator == 0 && !(chain->plus && !atom_joined(reading, i + 1)))
            break;
        i += 1 + separator;
    }
}

static unsigned size_of(const struct chain *chain, unsigned group)
{
    return chain->group[group].to - chain->group[group].from;
}

/* The patterns of telephone numbers, social security numbers and network addresses. */
static gboolean is_dialled(const struct chain *chain)
{
    unsigned n = chain->count;

    if (chain->plus)
        return n >= 2;
    if (chain->dots)
        return (n == 4 && size_of(chain, 0) <= 3 && size_of(chain, 3) <= 3) ||
               (n == 3 && size_of(chain, 0) == 3 && size_of(chain, 1) == 3 &&
                size_of(chain, 2) == 4);
    if (n == 2)
        return size_of(chain, 0) == 3 && size_of(chain, 1) == 4;
    if (n == 3 && size_of(chain, 0) == 3 && size_of(chain, 1) == 2)
        return size_of(chain, 2) == 4;
    if (n >= 3 && size_of(chain, 0) == 1)
        return size_of(chain, 1) == 3 && (chain->words || size_of(chain, 2) == 3);
    return n >= 3 && size_of(chain, 0) == 3 && size_of(chain, 1) == 3 && size_of(chain, 2) == 4;
}

static void say_group(struct reading *reading, const struct chain *chain, unsigned i)
{
    struct span group = chain->group[i];

    if (chain->letters[i])
        say_span(reading, group);
    /* 800 and 900 are said as hundreds when words follow: one, eight hundred, GO. */
    else if (chain->words && size_of(chain, i) == 3 && reading->text[group.from + 1] == '0' &&
             reading->text[group.from + 2] == '0')
        say_spelled(reading, NUMBER_CARDINAL, (reading->text[group.from] - '0') * 100);
    else
        say_digits(reading, group);
}

static unsigned match(struct reading *reading, unsigned at)
{
    struct chain chain;
    gunichar mark = atom_at(reading, at)->mark;
    gboolean address;

    if ((atom_at(reading, at)->kind != ATOM_DIGITS && mark != '+' && mark != '(') ||
        !atom_starts(reading, at))
        return 0;
    read_chain(reading, at, &chain);
    if (!is_dialled(&chain) || atom_runs_on(reading, at + chain.atoms) ||
        (mark == '(' && !chain.brackets))
        return 0;
    address = chain.dots && chain.count == 4;
    take_begin(reading);
    if (chain.plus)
        say_phrase(reading, "plus");
    for (unsigned i = 0; i < chain.count; i++) {
        if (i > 0 && address)
            say_phrase(reading, "dot");
        else if (i > 0)
            writer_append(&reading->writer, ",", 1);
        say_group(reading, &chain, i);
    }
    return take(reading, at, chain.atoms);
}

const struct semiotic_class class_telephone = { "telephone", match };
