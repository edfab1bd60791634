/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How news articles look in plain words: headline, byline, printed date and
 * dateline. Shared by the readers whose format does not mark them. Each function
 * looks at one paragraph: well-formed UTF-8 that may hold line breaks.
 */
#ifndef PLUGINS_SHARED_NEWSWIRE_H
#define PLUGINS_SHARED_NEWSWIRE_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A part of a text, borrowed. */
struct slice {
    const char *at;
    size_t size;
};

/* ---- Characters ---- */

static inline int nw_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline int nw_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline char nw_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The character at the start of a non-empty slice, and its length in bytes. */
static inline uint32_t nw_char(struct slice s, size_t *length)
{
    const unsigned char *p = (const unsigned char *)s.at;

    *length = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (*length > s.size)
        *length = s.size;
    switch (*length) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    case 3:
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    default:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    }
}

/* 1: a capital, -1: a small letter, 0: neither. Latin, Greek and Cyrillic. */
static inline int nw_case(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? -1 : 0;
    if (c >= 0xc0 && c <= 0xff)
        return c == 0xd7 || c == 0xf7 ? 0 : c <= 0xde ? 1 : -1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
        return c & 1 ? 1 : -1;
    if (c >= 0x100 && c <= 0x17f)
        return c == 0x178 ? 1 : c & 1 ? -1 : 1;
    if (c >= 0x386 && c <= 0x3ce)
        return c <= 0x3ab && c != 0x390 ? 1 : -1;
    if (c >= 0x400 && c <= 0x45f)
        return c <= 0x42f ? 1 : -1;
    return 0;
}

/* ---- Slices ---- */

static inline struct slice nw_trim(struct slice s)
{
    for (; s.size > 0 && nw_is_space(s.at[0]); s.size--)
        s.at++;
    while (s.size > 0 && nw_is_space(s.at[s.size - 1]))
        s.size--;
    return s;
}

static inline struct slice nw_from(struct slice s, size_t offset)
{
    return (struct slice){ s.at + offset, s.size - offset };
}

static inline struct slice nw_upto(struct slice s, size_t size)
{
    return (struct slice){ s.at, size };
}

/* Take the next run without white space off the front; empty at the end. */
static inline struct slice nw_word(struct slice *s)
{
    struct slice word;

    *s = nw_trim(*s);
    word = nw_upto(*s, 0);
    while (word.size < s->size && !nw_is_space(word.at[word.size]))
        word.size++;
    *s = nw_from(*s, word.size);
    return word;
}

/* Equal but for the case of ASCII letters? `lower` is in lower case. */
static inline int nw_is(struct slice s, const char *lower)
{
    size_t i = 0;

    while (i < s.size && lower[i] && nw_lower(s.at[i]) == lower[i])
        i++;
    return i == s.size && !lower[i];
}

static inline int nw_starts(struct slice s, const char *lower)
{
    size_t size = strlen(lower);

    return s.size >= size && nw_is(nw_upto(s, size), lower);
}

static inline int nw_is_one_of(struct slice s, const char *const *lower)
{
    for (; *lower; lower++)
        if (nw_is(s, *lower))
            return 1;
    return 0;
}

/* How many capitals, small letters and digits it has. */
struct nw_counts {
    size_t capitals, smalls, digits, words;
};

static inline struct nw_counts nw_count(struct slice s)
{
    struct nw_counts counts = { 0 };
    int in_word = 0;

    while (s.size > 0) {
        size_t length;
        uint32_t c = nw_char(s, &length);
        int letter_case = nw_case(c);
        int space = c < 0x80 && nw_is_space((char)c);

        counts.capitals += letter_case > 0;
        counts.smalls += letter_case < 0;
        counts.digits += c < 0x80 && nw_is_digit((char)c);
        counts.words += !space && !in_word;
        in_word = !space;
        s = nw_from(s, length);
    }
    return counts;
}

/* Does it begin with a capital, behind quotation marks and brackets? */
static inline int nw_is_capitalised(struct slice s)
{
    while (s.size > 0) {
        size_t length;
        int letter_case = nw_case(nw_char(s, &length));

        if (letter_case != 0)
            return letter_case > 0;
        s = nw_from(s, length);
    }
    return 0;
}

/* ---- Headline ---- */

/* The last character that is no quotation mark or bracket. */
static inline char nw_last_mark(struct slice s)
{
    static const char *const closing[] = { "\"",           "'",        ")", "]", "\xe2\x80\x9d",
                                           "\xe2\x80\x99", "\xc2\xbb", NULL };
    size_t i = 0;

    while (closing[i]) {
        size_t size = strlen(closing[i]);

        if (s.size > size && memcmp(s.at + s.size - size, closing[i], size) == 0) {
            s.size -= size;
            i = 0;
        } else {
            i++;
        }
    }
    return s.size > 0 ? s.at[s.size - 1] : '\0';
}

/* "U.S.", "D.C.": an end of word, not of sentence. */
static inline int nw_ends_in_initials(struct slice s)
{
    size_t n = s.size;

    return n >= 4 && s.at[n - 1] == '.' && s.at[n - 3] == '.' && s.at[n - 2] >= 'A' &&
           s.at[n - 2] <= 'Z' && s.at[n - 4] >= 'A' && s.at[n - 4] <= 'Z';
}

/* Short and without the end of a sentence: could be a headline. */
static inline int nw_headline(struct slice s)
{
    struct nw_counts counts;
    char last;

    s = nw_trim(s);
    if (s.size == 0 || s.size > 160)
        return 0;
    counts = nw_count(s);
    last = nw_last_mark(s);
    if (counts.words > 25 || counts.capitals + counts.smalls < 2)
        return 0;
    if (last == '.' && !nw_ends_in_initials(s))
        return 0;
    return last != ',' && last != ';' && last != ':';
}

/* ---- Dates ---- */

static const char *const nw_months[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };
static const char *const nw_weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday" };

static inline struct slice nw_without(struct slice s, const char *marks)
{
    while (s.size > 0 && strchr(marks, s.at[s.size - 1]))
        s.size--;
    return s;
}

/* Index of the name that the word shortens to three letters or more, or -1. */
static inline int nw_shortened(struct slice word, const char *const *names, int count)
{
    word = nw_without(word, ".,");
    for (int i = 0; i < count && word.size >= 3; i++) {
        size_t at = 0;

        while (at < word.size && nw_lower(word.at[at]) == names[i][at])
            at++;
        if (at == word.size)
            return i;
    }
    return -1;
}

/* A number of one to four digits and nothing but these marks behind it, or -1. */
static inline int nw_number(struct slice word, const char *const *endings)
{
    int value = 0;
    size_t at = 0;

    while (at < word.size && at < 4 && nw_is_digit(word.at[at]))
        value = value * 10 + (word.at[at++] - '0');
    if (at == 0)
        return -1;
    for (; *endings; endings++)
        if (nw_is(nw_from(word, at), *endings))
            return value;
    return -1;
}

static inline int nw_is_day_of(int year, int month, int day)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2);
}

/* "10:30 a.m. EST": what may follow a printed date. */
static inline int nw_is_time(struct slice s)
{
    static const char *const words[] = { "at", "a.m.", "p.m.", "am", "pm", "|", ",", NULL };
    struct slice word;

    while ((word = nw_word(&s)).size > 0) {
        struct nw_counts counts = nw_count(word);

        word = word.size > 1 ? nw_without(word, ",") : word;
        if (word.size > 8 || (!nw_is_one_of(word, words) && !nw_is_digit(word.at[0]) &&
                              (counts.smalls > 0 || counts.capitals < 2)))
            return 0;
    }
    return 1;
}

#define NW_ISO_SIZE 40 /* 11 are used; the compiler cannot know */

/* "Nov. 22, 2026" or "22 November 2026" at the front; takes it off. */
static inline int nw_take_date(struct slice *s, char iso[NW_ISO_SIZE])
{
    static const char *const day_ends[] = { "",   ",",   ".",   "st",  "nd",  "rd",
                                            "th", "st,", "nd,", "rd,", "th,", NULL };
    static const char *const year_ends[] = { "", ",", ".", NULL };
    struct slice first = nw_word(s);
    struct slice second = nw_word(s);
    int month = nw_shortened(first, nw_months, 12);
    int day = nw_number(month >= 0 ? second : first, day_ends);
    int year = nw_number(nw_word(s), year_ends);

    if (month < 0)
        month = nw_shortened(second, nw_months, 12);
    if (!nw_is_day_of(year, month + 1, day))
        return 0;
    snprintf(iso, NW_ISO_SIZE, "%04d-%02d-%02d", year, month + 1, day);
    return 1;
}

/* "2026-11-22", perhaps with a time behind a T; takes it off. */
static inline int nw_take_iso(struct slice *s, char iso[NW_ISO_SIZE])
{
    static const char *const rest[] = { "", NULL };
    struct slice word = nw_word(s);
    int year, month, day;

    if (word.size < 10 || word.at[4] != '-' || word.at[7] != '-' ||
        (word.size > 10 && word.at[10] != 'T' && word.at[10] != ','))
        return 0;
    year = nw_number(nw_upto(word, 4), rest);
    month = nw_number(nw_upto(nw_from(word, 5), 2), rest);
    day = nw_number(nw_upto(nw_from(word, 8), 2), rest);
    if (!nw_is_day_of(year, month, day))
        return 0;
    snprintf(iso, NW_ISO_SIZE, "%04d-%02d-%02d", year, month, day);
    return 1;
}

static inline struct slice nw_without_label(struct slice s, int *modified)
{
    static const char *const labels[] = { "last updated", "updated",  "modified", "published",
                                          "posted",       "released", "issued",   "date" };

    *modified = 0;
    for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
        struct slice rest;

        if (!nw_starts(s, labels[i]))
            continue;
        rest = nw_from(s, strlen(labels[i]));
        if (rest.size == 0 || (rest.at[0] != ':' && !nw_is_space(rest.at[0])))
            return s;
        *modified = i < 3;
        rest = nw_trim(nw_from(rest, 1));
        return nw_starts(rest, "on ") ? nw_trim(nw_from(rest, 3)) : rest;
    }
    return s;
}

/* A paragraph that is nothing but a date: 0 no, 1 of publication, 2 of a change. */
static inline int nw_date(struct slice s, char iso[NW_ISO_SIZE])
{
    struct slice rest;
    int modified;

    s = nw_trim(s);
    if (s.size < 8 || s.size > 80)
        return 0;
    s = nw_without_label(s, &modified);
    rest = s;
    if (nw_shortened(nw_word(&rest), nw_weekdays, 7) >= 0)
        s = rest;
    rest = s;
    if (!nw_take_iso(&rest, iso)) {
        rest = s;
        if (!nw_take_date(&rest, iso))
            return 0;
    }
    if (!nw_is_time(rest))
        return 0;
    return modified ? 2 : 1;
}

/* ---- Byline ---- */

#define NW_NAMES 8

struct nw_byline {
    struct slice names[NW_NAMES];
    size_t count;
    struct slice outlet; /* what follows a bar or a dash, or empty */
};

static inline int nw_is_name_word(struct slice word)
{
    static const char *const particles[] = { "al",  "bin", "da", "de",  "del", "della",
                                             "den", "der", "di", "dos", "du",  "e",
                                             "el",  "ibn", "la", "le",  "ten", "ter",
                                             "van", "von", "y",  NULL };

    return nw_is_one_of(word, particles) ||
           (nw_is_capitalised(word) && nw_count(word).digits == 0 &&
            !memchr(word.at, '@', word.size));
}

/* Words of offices and papers, not of people. */
static inline int nw_has_office(struct slice s)
{
    static const char *const offices[] = { "staff",         "writer",       "reporter", "reporters",
                                           "correspondent", "editor",       "editors",  "special",
                                           "columnist",     "press",        "news",     "daily",
                                           "times",         "tribune",      "bureau",   "chief",
                                           "contributor",   "photographer", "service",  "journal",
                                           "post",          "writers",      "intern",   "team",
                                           "wire",          "desk",         NULL };
    struct slice word;

    while ((word = nw_word(&s)).size > 0)
        if (nw_is_one_of(word, offices))
            return 1;
    return 0;
}

static inline int nw_is_name(struct slice s)
{
    size_t words = 0;
    struct slice word;

    while ((word = nw_word(&s)).size > 0) {
        if (!nw_is_name_word(word))
            return 0;
        words++;
    }
    return words >= 1 && words <= 5;
}

static inline int nw_is_generation(struct slice s)
{
    static const char *const generations[] = { "jr.", "jr", "sr.", "sr", "ii", "iii", "iv", NULL };

    return nw_is_one_of(s, generations);
}

/* Length of the separator at the start: between people 1, before an outlet 2. */
static inline size_t nw_separator(struct slice s, int *kind)
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
        if (nw_starts(s, separators[i].text)) {
            *kind = separators[i].kind;
            return strlen(separators[i].text);
        }
    return 0;
}

static inline struct slice nw_after_by(struct slice s)
{
    static const char *const openings[] = { "by",          "story by", "written by",
                                            "reported by", "words by", "text by" };

    for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
        struct slice rest;

        if (!nw_starts(s, openings[i]))
            continue;
        rest = nw_from(s, strlen(openings[i]));
        if (rest.size > 0 && (rest.at[0] == ':' || nw_is_space(rest.at[0])))
            return nw_trim(nw_from(rest, 1));
    }
    return nw_upto(s, 0);
}

/* One part of a byline, between separators. */
static inline void nw_take_person(struct nw_byline *byline, struct slice part)
{
    struct slice *last = byline->count > 0 ? &byline->names[byline->count - 1] : NULL;

    if (last && nw_is_generation(part))
        last->size = (size_t)(part.at + part.size - last->at);
    else if (nw_is_name(part) && !nw_has_office(part) && byline->count < NW_NAMES)
        byline->names[byline->count++] = part;
}

static inline int nw_ends_sentence(struct slice s)
{
    struct slice rest = s;
    struct slice word;
    struct slice last = { s.at, 0 };
    char mark = nw_last_mark(s);

    if (mark == '!' || mark == '?' || mark == ':' || mark == ',')
        return 1;
    if (mark != '.')
        return 0;
    while ((word = nw_word(&rest)).size > 0)
        last = word;
    return !nw_is_generation(last) && last.size > 2 && !nw_ends_in_initials(s);
}

/* "By Jane Doe and John Roe, Staff Writer | Daily Name" */
static inline int nw_byline(struct slice s, struct nw_byline *byline)
{
    size_t at = 0;
    size_t part = 0;
    int kind = 0;

    *byline = (struct nw_byline){ .count = 0 };
    s = nw_trim(s);
    if (s.size > 200 || nw_ends_sentence(s))
        return 0;
    s = nw_after_by(s);
    if (s.size == 0)
        return 0;
    while (kind != 2 && part <= s.size) {
        size_t skip = 0;
        struct slice person;

        for (at = part; at < s.size && !(skip = nw_separator(nw_from(s, at), &kind)); at++)
            ;
        person = nw_trim(nw_upto(nw_from(s, part), at - part));
        if (part == 0 && !nw_is_name(person))
            return 0;
        if (part == 0 && skip > 0 && kind == 1 && nw_count(person).words < 2)
            return 0; /* "By Monday, …" */
        nw_take_person(byline, person);
        if (skip == 0)
            break;
        part = at + skip;
    }
    if (kind == 2)
        byline->outlet = nw_trim(nw_from(s, part));
    return 1;
}

/* ---- Dateline ---- */

struct nw_dateline {
    size_t place; /* bytes of "EAST HARTFORD, Conn." */
    size_t body;  /* where the text goes on behind the dash */
};

/* Bytes of a dash at this offset that can end a dateline, or 0. */
static inline size_t nw_dash(struct slice s, size_t at)
{
    struct slice rest = nw_from(s, at);
    int before = at > 0 && nw_is_space(s.at[at - 1]);

    if (nw_starts(rest, "\xe2\x80\x94") || nw_starts(rest, "\xe2\x80\x95"))
        return 3;
    if (nw_starts(rest, "\xe2\x80\x93"))
        return before || (rest.size > 3 && nw_is_space(rest.at[3])) ? 3 : 0;
    if (nw_starts(rest, "---"))
        return 3;
    if (nw_starts(rest, "--"))
        return 2;
    return before && rest.size > 1 && rest.at[0] == '-' && nw_is_space(rest.at[1]) ? 1 : 0;
}

/* "May 3", "Nov. 22", "3 May", "2026" */
static inline int nw_is_day(struct slice s)
{
    static const char *const ends[] = { "", ".", NULL };
    struct slice first = nw_word(&s);
    struct slice second = nw_word(&s);

    if (nw_trim(s).size > 0)
        return 0;
    if (second.size == 0)
        return nw_number(first, ends) >= 1800 || nw_shortened(first, nw_weekdays, 7) >= 0;
    return (nw_shortened(first, nw_months, 12) >= 0 && nw_number(second, ends) > 0) ||
           (nw_shortened(second, nw_months, 12) >= 0 && nw_number(first, ends) > 0);
}

/* Every word capitalised or a small word of place names, and no digits. */
static inline int nw_is_place(struct slice s)
{
    static const char *const small[] = { "of",  "the", "de",  "del", "la",   "le", "les", "los",
                                         "las", "da",  "do",  "dos", "upon", "on", "am",  "an",
                                         "der", "y",   "and", "sur", "di",   "el", NULL };
    size_t words = 0;
    struct slice word;

    if (!nw_is_capitalised(s))
        return 0;
    while ((word = nw_word(&s)).size > 0) {
        if (!nw_is_one_of(word, small) && !nw_is_capitalised(word))
            return 0;
        if (nw_count(word).digits > 0)
            return 0;
        words++;
    }
    return words >= 1 && words <= 5;
}

/* Capitals throughout, but for the small letter of "McALLEN". */
static inline int nw_is_shouted(struct slice city)
{
    struct nw_counts counts = nw_count(city);

    return counts.capitals >= 2 &&
           (counts.smalls == 0 || (counts.smalls == 1 && nw_starts(city, "mc")));
}

static inline int nw_is_label(struct slice city)
{
    static const char *const labels[] = {
        "breaking", "update",   "updated", "note",          "correction",    "exclusive",
        "opinion",  "analysis", "video",   "photos",        "watch",         "listen",
        "read",     "alert",    "news",    "editor's note", "editorial",     "commentary",
        "review",   "podcast",  "live",    "warning",       "breaking news", NULL
    };

    return nw_is_one_of(city, labels);
}

/* Take "(AP)" off the end. 1 when there was one, -1 for brackets that are none. */
static inline int nw_take_agency(struct slice *place)
{
    const char *open = memchr(place->at, '(', place->size);
    struct slice agency;

    if (!open)
        return memchr(place->at, ')', place->size) ? -1 : 0;
    agency = nw_from(*place, (size_t)(open - place->at) + 1);
    if (agency.size < 2 || agency.size > 40 || agency.at[agency.size - 1] != ')' ||
        memchr(agency.at, ')', agency.size - 1) || !nw_is_capitalised(agency))
        return -1;
    *place = nw_trim(nw_upto(*place, (size_t)(open - place->at)));
    return 1;
}

/* Is all that stands before the dash a dateline? */
static inline int nw_is_dateline(struct slice place)
{
    int agency = nw_take_agency(&place);
    int evidence = agency;
    int parts = 0;
    struct slice city = { place.at, 0 };

    if (agency < 0 || place.size == 0)
        return 0;
    for (size_t at = 0; at <= place.size; parts++) {
        const char *comma = memchr(place.at + at, ',', place.size - at);
        size_t end = comma ? (size_t)(comma - place.at) : place.size;
        struct slice part = nw_trim(nw_upto(nw_from(place, at), end - at));

        if (parts == 0)
            city = part;
        if (parts > 0 && nw_is_day(part))
            evidence = 1;
        else if (!nw_is_place(part))
            return 0;
        at = end + 1;
    }
    if (parts > 4 || nw_is_label(city))
        return 0;
    if (!nw_is_shouted(city))
        return evidence;
    return evidence || parts > 1 || nw_count(city).capitals > 3;
}

/* A dateline and its dash at the very start of a paragraph? */
static inline int nw_dateline(struct slice s, struct nw_dateline *found)
{
    size_t at = 0;
    size_t dash = 0;
    struct slice body;
    size_t length;

    while (at < s.size && at < 100 && !(dash = nw_dash(s, at)))
        at++;
    if (dash == 0)
        return 0;
    found->place = nw_trim(nw_upto(s, at)).size;
    body = nw_trim(nw_from(s, at + dash));
    if (body.size == 0 || nw_is_space(s.at[0]) || !nw_is_dateline(nw_upto(s, found->place)))
        return 0;
    found->body = (size_t)(body.at - s.at);
    return nw_case(nw_char(body, &length)) >= 0; /* "NATO — the alliance …" is none */
}

/* ---- Text or not ---- */

/* Could these first bytes of a source be text in some charset? */
static inline int nw_looks_like_text(const uint8_t *bytes, uint64_t size)
{
    uint64_t nuls[2] = { 0 };
    uint64_t controls = 0;

    if (size >= 2 &&
        ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
        return 1;
    for (uint64_t i = 0; i < size; i++) {
        nuls[i & 1] += bytes[i] == 0;
        controls += bytes[i] < 0x20 && !nw_is_space((char)bytes[i]);
    }
    if ((nuls[0] == 0) != (nuls[1] == 0) && (nuls[0] + nuls[1]) * 20 > size)
        controls -= nuls[0] + nuls[1]; /* UTF-16 */
    return controls <= 8 + size / 20;
}

#endif
