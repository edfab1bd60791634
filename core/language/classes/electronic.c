/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses of the net: www.RallyAround.us is "Rally Around dot U S", ann@gmail.com, and
 * #MeToo and @ann. Nobody reads "h t t p colon slash slash" or "w w w" to a listener.
 */
#include "core/language/classes/classes.h"

#include <string.h>

/* Where the run without white space ends, without the punctuation of the sentence. */
static unsigned run_end(const struct reading *reading, unsigned at)
{
    unsigned end = at + 1;

    while (atom_joined(reading, end))
        end++;
    while (
        end > at + 1 && atom_at(reading, end - 1)->kind == ATOM_MARK &&
        !strchr("/", (int)(atom_at(reading, end - 1)->mark < 128 ? atom_at(reading, end - 1)->mark
                                                                 : 'x')))
        end--;
    return end;
}

static gboolean is_domain(const struct reading *reading, unsigned at)
{
    return atom_is_cue(reading, at, "domain");
}

/* "name.com", "a.b@c": a stop between letters with a known end, or any small letters. */
static gboolean looks_like_address(const struct reading *reading, unsigned at, unsigned end)
{
    gboolean sign = FALSE;

    if (atom_is_word(reading, at, "www") && atom_is_joined_mark(reading, at + 1, '.'))
        return TRUE;
    if (atom_is_joined_mark(reading, at + 1, ':') && atom_is_joined_mark(reading, at + 2, '/') &&
        atom_is_joined_mark(reading, at + 3, '/'))
        return TRUE;
    for (unsigned i = at + 1; i + 1 < end; i++) {
        const struct atom *next = atom_at(reading, i + 1);

        if (atom_is_mark(reading, i, '@'))
            sign = TRUE;
        if (!atom_is_mark(reading, i, '.') || next->kind != ATOM_WORD)
            continue;
        if (sign || is_domain(reading, i + 1))
            return TRUE;
        if (next->letters == LETTERS_LOWER && atom_size(reading, i + 1) > 2 && i == at + 1 &&
            atom_at(reading, at)->letters == LETTERS_LOWER && atom_size(reading, at) > 2 &&
            end == at + 3)
            return TRUE;
    }
    return FALSE;
}

/* RallyAround is two words. */
static void say_camel(struct reading *reading, struct span span)
{
    uint32_t from = span.from;

    for (uint32_t at = span.from + 1; at < span.to; at++) {
        gboolean up = g_ascii_isupper(reading->text[at]);
        gboolean starts = up && (g_ascii_islower(reading->text[at - 1]) ||
                                 (at + 1 < span.to && g_ascii_islower(reading->text[at + 1])));

        if (!starts)
            continue;
        say_span(reading, (struct span){ from, at });
        from = at;
    }
    say_span(reading, (struct span){ from, span.to });
}

static void say_word(struct reading *reading, unsigned at)
{
    const struct atom *atom = atom_at(reading, at);
    gboolean behind_dot = atom_is_mark(reading, at - 1, '.');

    const struct pack_entry *known = atom_find(reading, at, PACK_ACRONYMS);

    if (known)
        say(reading, known->field[1]);
    else if (behind_dot && atom_size(reading, at) == 2)
        say_letters(reading, atom->span);
    else if (behind_dot && atom_is_cue(reading, at, "letters"))
        say_letters(reading, atom->span);
    else
        say_camel(reading, atom->span);
}

static void say_mark(struct reading *reading, gunichar mark)
{
    static const struct {
        gunichar mark;
        const char *phrase;
    } marks[] = { { '.', "dot" },    { '@', "at" },         { '/', "slash" },  { ':', "colon" },
                  { '-', "dash" },   { '_', "underscore" }, { '#', "hash" },   { '&', "and" },
                  { '=', "equals" }, { '+', "plus" },       { '%', "percent" } };

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i].mark == mark)
            say_phrase(reading, marks[i].phrase);
}

/* What of the beginning is not said: "https://", "www.". */
static unsigned unsaid(const struct reading *reading, unsigned at)
{
    unsigned i = at;

    if (atom_is_cue(reading, at, "protocol") && atom_is_joined_mark(reading, at + 1, ':'))
        i += 2;
    while (i > at && atom_is_joined_mark(reading, i, '/'))
        i++;
    if (atom_is_word(reading, i, "www") && atom_is_joined_mark(reading, i + 1, '.'))
        i += 2;
    return i;
}

static unsigned address(struct reading *reading, unsigned at)
{
    unsigned end = run_end(reading, at);

    if (!looks_like_address(reading, at, end) || unsaid(reading, at) >= end)
        return 0;
    take_begin(reading);
    for (unsigned i = unsaid(reading, at); i < end; i++) {
        if (atom_at(reading, i)->kind == ATOM_WORD)
            say_word(reading, i);
        else if (atom_at(reading, i)->kind == ATOM_DIGITS)
            say_digits(reading, atom_at(reading, i)->span);
        else if (i + 1 < end || !atom_is_mark(reading, i, '/'))
            say_mark(reading, atom_at(reading, i)->mark);
    }
    return take(reading, at, end - at);
}

/* One letter alone is a letter: 9A. */
static void say_tag_word(struct reading *reading, unsigned at)
{
    if (atom_size(reading, at) == 1)
        say_letters(reading, atom_at(reading, at)->span);
    else
        say_camel(reading, atom_at(reading, at)->span);
}

/* #MeToo, @ann_lee */
static unsigned tag(struct reading *reading, unsigned at, const char *phrase)
{
    unsigned i = at + 1;

    /* #5 is a number, #1u and #1199SEIU are not. */
    if (!atom_runs_on(reading, i) ||
        (atom_at(reading, i)->kind != ATOM_WORD && !atom_runs_on(reading, i + 1)))
        return 0;
    take_begin(reading);
    say_phrase(reading, phrase);
    for (; i < at + 16; i++) {
        if (atom_runs_on(reading, i) && atom_at(reading, i)->kind == ATOM_WORD)
            say_tag_word(reading, i);
        else if (atom_runs_on(reading, i))
            say_pairs(reading, atom_at(reading, i)->span);
        else if (!atom_is_joined_mark(reading, i, '_'))
            break;
    }
    return take(reading, at, i - at);
}

static unsigned match(struct reading *reading, unsigned at)
{
    if (!has_phrase(reading, "dot") || !atom_starts(reading, at))
        return 0;
    if (atom_is_mark(reading, at, '#'))
        return tag(reading, at, "hashtag");
    if (atom_is_mark(reading, at, '@'))
        return tag(reading, at, "at");
    if (atom_at(reading, at)->kind == ATOM_MARK || !atom_joined(reading, at + 1))
        return 0;
    return address(reading, at);
}

const struct semiotic_class class_electronic = { "electronic", match };
