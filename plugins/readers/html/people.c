/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include "shared/slice.h"
#include "words.h"

#include <string.h>

#define LONGEST_NAME 60u
#define MOST_WORDS   6u

/* What stands before the first name; a colon may follow. */
static const char *const openings[] = {
    "by",           "written by",
    "posted by",    "story by",
    "words by",     "reported by",
    "authored by",  "authors",
    "author",       "published by",
    "text by",      "text",
    "presented by", "medically reviewed by",
    "reviewed by",  "from",
    "von",          "par",
    "por",          "di",
    "door",         "av",
    "af",
};

/* What ends the names: all behind it is about something else. */
static const char *const ends[] = {
    "|",        "\xe2\x80\xa2", "\xc2\xb7",   "\xe2\x80\x94", " - ",          " \xe2\x80\x93 ",
    "(",        " updated",     " published", " posted",      " last ",       "://",
    " on ",     " for ",        " in ",       " of the ",     "\xe2\x80\xba", " is a ",
    " is the ", " covers ",     " reporting", " reviewed by", " edited by",   " medically ",
};

/* What parts two names. */
static const char *const parts[] = { ",",      ";",     " and ", " & ", "/",
                                     " with ", " und ", " et ",  " y ", "\xe3\x80\x81" };

/* A part that has one of these words is an office or an agency, not a person. */
static const char *const offices[] = {
    "staff",      "writer",    "writers",      "reporter",    "reporters",    "correspondent",
    "editor",     "editors",   "editorial",    "contributor", "contributors", "columnist",
    "bureau",     "desk",      "team",         "press",       "news",         "agency",
    "associated", "reuters",   "service",      "services",    "admin",        "administrator",
    "newsroom",   "producer",  "photographer", "intern",      "board",        "guest",
    "special",    "senior",    "chief",        "manager",     "director",     "specialist",
    "analyst",    "author",    "media",        "network",     "magazine",     "company",
    "inc",        "llc",       "today",        "times",       "post",         "journal",
    "minutes",    "min",       "read",         "ago",         "comments",     "share",
    "follow",     "subscribe", "january",      "february",    "march",        "april",
    "june",       "july",      "august",       "september",   "october",      "november",
    "december",   NULL,
};

/* Behind a comma these belong to the name before. */
static const char *const titles[] = { "jr",    "jr.", "sr",   "sr.",    "ii",   "iii",  "iv",
                                      "ph.d.", "phd", "md",   "m.d.",   "j.d.", "esq.", "rn",
                                      "cpa",   "mba", "m.s.", "ma",     "rd",   "mph",  "cfp",
                                      "ph.d",  "dds", "cfa",  "pharmd", "lcsw", NULL };

static struct slice without_opening(struct slice text)
{
    for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
        struct slice rest;

        if (!slice_starts(text, openings[i]))
            continue;
        rest = slice_from(text, strlen(openings[i]));
        if (rest.size > 0 && rest.at[0] == ':')
            return slice_trim(slice_from(rest, 1));
        if (rest.size == 0 || rest.at[0] == ' ')
            return slice_trim(rest);
    }
    return text;
}

/* "Luke Kim December 17, 2025": names end before the first figure, and a month before it
 * is none of theirs. */
static struct slice upto_figure(struct slice text)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec" };
    size_t at = 0, word;

    while (at < text.size && !byte_is_digit(text.at[at]))
        at++;
    if (at == text.size)
        return text;
    text = slice_trim(slice_upto(text, at));
    for (word = text.size; word > 0 && text.at[word - 1] != ' ';)
        word--;
    for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
        if (slice_starts(slice_from(text, word), months[i]))
            return slice_trim(slice_upto(text, word));
    return text;
}

static struct slice upto_end(struct slice text)
{
    for (size_t at = 1; at < text.size; at++)
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
            if (slice_starts(slice_from(text, at), ends[i]))
                return upto_figure(slice_trim(slice_upto(text, at)));
    return upto_figure(text);
}

/* Bytes of a separator here, 0: none. */
static size_t separator(struct slice rest)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (slice_starts(rest, parts[i]))
            return strlen(parts[i]);
    return 0;
}

static int has_office(struct slice name)
{
    struct slice word;

    while ((word = slice_take_word(&name)).size > 0) {
        while (word.size > 0 && strchr(".,:", word.at[word.size - 1]))
            word.size--;
        if (slice_is_one_of(word, offices))
            return 1;
    }
    return 0;
}

/* Could it be a name of anybody? */
static int is_name(struct slice name)
{
    const struct slice_counts counts = slice_count(name);

    return name.size >= 2 && name.size <= LONGEST_NAME && counts.words <= MOST_WORDS &&
           counts.digits == 0 && !memchr(name.at, '@', name.size) &&
           !memmem(name.at, name.size, "www.", 4) && !memmem(name.at, name.size, ".com", 4) &&
           !memchr(name.at, ':', name.size) &&
           !(counts.capitals == 0 && memchr(name.at, '.', name.size));
}

static void take(struct people *people, struct arena *arena, struct slice name, const char *site)
{
    const char *copy;

    if (!is_name(name) || people->count == PEOPLE_MOST)
        return;
    copy = words_clean(arena, name.at, name.size);
    if (!copy || (site && words_same(copy, site)))
        return;
    for (unsigned i = 0; i < people->count; i++)
        if (words_same(people->names[i], copy))
            return;
    people->names[people->count++] = copy;
}

/* "Lee, Ph.D.": the title goes to the name taken last. */
static int take_title(struct people *people, struct arena *arena, struct slice part)
{
    const char *last;
    char *joined;
    size_t size;

    if (people->count == 0 || !slice_is_one_of(part, titles))
        return 0;
    last = people->names[people->count - 1];
    size = strlen(last);
    joined = arena_take(arena, size + 2 + part.size + 1);
    if (joined) {
        memcpy(joined, last, size);
        memcpy(joined + size, ", ", 2);
        memcpy(joined + size + 2, part.at, part.size);
        joined[size + 2 + part.size] = '\0';
        people->names[people->count - 1] = joined;
    }
    return 1;
}

void people_add(struct people *people, struct arena *arena, const char *text, const char *site)
{
    const char *clean = text ? words_clean(arena, text, strlen(text)) : NULL;
    struct slice all, rest;
    unsigned before = people->count;
    size_t from = 0;

    if (!clean || strlen(clean) > 400)
        return;
    all = slice_trim((struct slice){ clean, strlen(clean) });
    rest = all = upto_end(without_opening(all));
    for (size_t at = 0; at <= all.size; at++) {
        size_t skip = at < all.size ? separator(slice_from(all, at)) : 1;
        struct slice part;

        if (skip == 0)
            continue;
        part = without_opening(slice_trim(slice_upto(slice_from(all, from), at - from)));
        if (!take_title(people, arena, part) && !has_office(part))
            take(people, arena, part, site);
        from = at + skip;
        at = from - 1;
    }
    if (people->count == before && !memchr(rest.at, ',', rest.size))
        take(people, arena, rest, site);
}
