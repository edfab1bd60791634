/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/dateline.h"

#include "shared/printed_date.h"
#include <string.h>

/* Bytes of a dash at this offset that can end a dateline, or 0. */
static size_t dash_size(struct slice s, size_t at)
{
    struct slice rest = slice_from(s, at);
    int before = at > 0 && byte_is_space(s.at[at - 1]);

    if (slice_starts(rest, "\xe2\x80\x94") || slice_starts(rest, "\xe2\x80\x95"))
        return 3;
    if (slice_starts(rest, "\xe2\x80\x93"))
        return before || (rest.size > 3 && byte_is_space(rest.at[3])) ? 3 : 0;
    if (slice_starts(rest, "---"))
        return 3;
    if (slice_starts(rest, "--"))
        return 2;
    return before && rest.size > 1 && rest.at[0] == '-' && byte_is_space(rest.at[1]) ? 1 : 0;
}

/* Every word capitalised or a small word of place names, and no digits. */
static int is_place(struct slice s)
{
    static const char *const small[] = { "of",  "the", "de",  "del", "la",   "le", "les", "los",
                                         "las", "da",  "do",  "dos", "upon", "on", "am",  "an",
                                         "der", "y",   "and", "sur", "di",   "el", NULL };
    size_t words = 0;
    struct slice word;

    if (!slice_is_capitalised(s))
        return 0;
    while ((word = slice_take_word(&s)).size > 0) {
        if (!slice_is_one_of(word, small) && !slice_is_capitalised(word))
            return 0;
        if (slice_count(word).digits > 0)
            return 0;
        words++;
    }
    return words >= 1 && words <= 5;
}

/* Capitals throughout, but for the small letter of "McALLEN". */
static int is_shouted(struct slice city)
{
    struct slice_counts counts = slice_count(city);

    return counts.capitals >= 2 &&
           (counts.smalls == 0 || (counts.smalls == 1 && slice_starts(city, "mc")));
}

static int is_label(struct slice city)
{
    static const char *const labels[] = {
        "breaking", "update",   "updated", "note",          "correction",    "exclusive",
        "opinion",  "analysis", "video",   "photos",        "watch",         "listen",
        "read",     "alert",    "news",    "editor's note", "editorial",     "commentary",
        "review",   "podcast",  "live",    "warning",       "breaking news", NULL
    };

    return slice_is_one_of(city, labels);
}

/* Take "(AP)" off the end. 1 when there was one, -1 for brackets that are none. */
static int take_agency(struct slice *place)
{
    const char *open = memchr(place->at, '(', place->size);
    struct slice agency;

    if (!open)
        return memchr(place->at, ')', place->size) ? -1 : 0;
    agency = slice_from(*place, (size_t)(open - place->at) + 1);
    if (agency.size < 2 || agency.size > 40 || agency.at[agency.size - 1] != ')' ||
        memchr(agency.at, ')', agency.size - 1) || !slice_is_capitalised(agency))
        return -1;
    *place = slice_trim(slice_upto(*place, (size_t)(open - place->at)));
    return 1;
}

/* Is all that stands before the dash a dateline? */
static int is_dateline(struct slice place)
{
    int agency = take_agency(&place);
    int evidence = agency;
    int parts = 0;
    struct slice city = { place.at, 0 };

    if (agency < 0 || place.size == 0)
        return 0;
    for (size_t at = 0; at <= place.size; parts++) {
        const char *comma = memchr(place.at + at, ',', place.size - at);
        size_t end = comma ? (size_t)(comma - place.at) : place.size;
        struct slice part = slice_trim(slice_upto(slice_from(place, at), end - at));

        if (parts == 0)
            city = part;
        if (parts > 0 && printed_day(part))
            evidence = 1;
        else if (!is_place(part))
            return 0;
        at = end + 1;
    }
    if (parts > 4 || is_label(city))
        return 0;
    if (!is_shouted(city))
        return evidence;
    return evidence || parts > 1 || slice_count(city).capitals > 3;
}

int printed_dateline(struct slice s, struct printed_dateline *found)
{
    size_t at = 0;
    size_t dash = 0;
    struct slice body;
    size_t length;

    while (at < s.size && at < 100 && !(dash = dash_size(s, at)))
        at++;
    if (dash == 0)
        return 0;
    found->place = slice_trim(slice_upto(s, at)).size;
    body = slice_trim(slice_from(s, at + dash));
    if (body.size == 0 || byte_is_space(s.at[0]) || !is_dateline(slice_upto(s, found->place)))
        return 0;
    found->body = (size_t)(body.at - s.at);
    return case_of(slice_char(body, &length)) >= 0; /* "NATO — the alliance …" is none */
}
