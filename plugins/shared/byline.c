/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/byline.h"

#include "shared/headline.h"
#include <string.h>

static int is_name_word(struct slice word)
{
    static const char *const particles[] = { "al",  "bin", "da", "de",  "del", "della",
                                             "den", "der", "di", "dos", "du",  "e",
                                             "el",  "ibn", "la", "le",  "ten", "ter",
                                             "van", "von", "y",  NULL };

    return slice_is_one_of(word, particles) ||
           (slice_is_capitalised(word) && slice_count(word).digits == 0 &&
            !memchr(word.at, '@', word.size));
}

/* Words of offices and papers, not of people. */
static int has_office(struct slice s)
{
    static const char *const offices[] = { "staff",         "writer",       "reporter", "reporters",
                                           "correspondent", "editor",       "editors",  "special",
                                           "columnist",     "press",        "news",     "daily",
                                           "times",         "tribune",      "bureau",   "chief",
                                           "contributor",   "photographer", "service",  "journal",
                                           "post",          "writers",      "intern",   "team",
                                           "wire",          "desk",         NULL };
    struct slice word;

    while ((word = slice_take_word(&s)).size > 0)
        if (slice_is_one_of(word, offices))
            return 1;
    return 0;
}

static int is_name(struct slice s)
{
    size_t words = 0;
    struct slice word;

    while ((word = slice_take_word(&s)).size > 0) {
        if (!is_name_word(word))
            return 0;
        words++;
    }
    return words >= 1 && words <= 5;
}

static int is_generation(struct slice s)
{
    static const char *const generations[] = { "jr.", "jr", "sr.", "sr", "ii", "iii", "iv", NULL };

    return slice_is_one_of(s, generations);
}

/* Length of the separator at the start: between people 1, before an outlet 2. */
static size_t separator(struct slice s, int *kind)
{
    static const struct {
        const char *text;
        int kind;
    } separators[] = {
        { ",", 1 },
        { " and ", 1 },
        { " and\n", 1 },
        { "\nand ", 1 },
        { "\n", 1 },
        { " & ", 1 },
        { " with ", 1 },
        { "|", 2 },
        { " - ", 2 },
        { " -- ", 2 },
        { " / ", 2 },
        { " \xe2\x80\x93 ", 2 },
        { "\xe2\x80\x94", 2 },
        { "\xe2\x80\xa2", 2 },
        { "\xc2\xb7", 2 },
        { " for ", 2 },
        { " of ", 2 },
        { " in ", 2 },
        { ";", 2 },
    };

    for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++)
        if (slice_starts(s, separators[i].text)) {
            *kind = separators[i].kind;
            return strlen(separators[i].text);
        }
    return 0;
}

static struct slice after_by(struct slice s)
{
    static const char *const openings[] = { "by",          "story by", "written by",
                                            "reported by", "words by", "text by" };

    for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
        struct slice rest;

        if (!slice_starts(s, openings[i]))
            continue;
        rest = slice_from(s, strlen(openings[i]));
        if (rest.size > 0 && (rest.at[0] == ':' || byte_is_space(rest.at[0])))
            return slice_trim(slice_from(rest, 1));
    }
    return slice_upto(s, 0);
}

/* One part of a byline, between separators. */
static void take_person(struct printed_byline *byline, struct slice part)
{
    struct slice *last = byline->count > 0 ? &byline->names[byline->count - 1] : NULL;

    if (last && is_generation(part))
        last->size = (size_t)(part.at + part.size - last->at);
    else if (is_name(part) && !has_office(part) && byline->count < PRINTED_NAMES)
        byline->names[byline->count++] = part;
}

static int ends_sentence(struct slice s)
{
    struct slice rest = s;
    struct slice word;
    struct slice last = { s.at, 0 };
    char mark = printed_last_mark(s);

    if (mark == '!' || mark == '?' || mark == ':' || mark == ',')
        return 1;
    if (mark != '.')
        return 0;
    while ((word = slice_take_word(&rest)).size > 0)
        last = word;
    return !is_generation(last) && last.size > 2 && !ends_in_initials(s);
}

int printed_byline(struct slice s, struct printed_byline *byline)
{
    size_t at = 0;
    size_t part = 0;
    int kind = 0;

    *byline = (struct printed_byline){ .count = 0 };
    s = slice_trim(s);
    if (s.size > 200 || ends_sentence(s))
        return 0;
    s = after_by(s);
    if (s.size == 0)
        return 0;
    while (kind != 2 && part <= s.size) {
        size_t skip = 0;
        struct slice person;

        for (at = part; at < s.size && !(skip = separator(slice_from(s, at), &kind)); at++)
            ;
        person = slice_trim(slice_upto(slice_from(s, part), at - part));
        if (part == 0 && !is_name(person))
            return 0;
        if (part == 0 && skip > 0 && kind == 1 && slice_count(person).words < 2)
            return 0; /* "By Monday, …" */
        take_person(byline, person);
        if (skip == 0)
            break;
        part = at + skip;
    }
    if (kind == 2)
        byline->outlet = slice_trim(slice_from(s, part));
    return 1;
}
