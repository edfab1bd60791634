/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a sentence ends at a mark: rules in the order of the table at the end; the
 * first one that has an opinion decides.
 */
#include "core/language/boundary_look.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

static enum verdict last_of_text(const struct boundary_stop *stop)
{
    return stop->next >= stop->text->size ? GOES_ON : UNDECIDED;
}

/* "wikiHow" and "http://…" have no capital to show that they begin a sentence. */
static gboolean has_no_capital_to_show(const struct boundary_stop *stop)
{
    const struct span word = stop->follower;
    const char *at = look_start(stop, word);

    for (uint32_t i = 1; i < look_size(word); i++)
        if (g_ascii_isupper(at[i]))
            return TRUE;
    return look_at(stop, word.from, "www.") || look_at(stop, word.from, "http:") ||
           look_at(stop, word.from, "https:");
}

static gboolean follower_is_lower(const struct boundary_stop *stop)
{
    return boundary_is_lower(look_follower_first(stop)) && !has_no_capital_to_show(stop);
}

/* Chinese and Japanese need no space; a Japanese quotation goes on with a particle: 「…。」と. */
static enum verdict wide_stop(const struct boundary_stop *stop)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar32 c = boundary_char_before(stop->text, stop->to);

    if (!boundary_is_wide_stop(c))
        return UNDECIDED;
    if (boundary_is_terminator(boundary_char(stop->text, stop->end)))
        return GOES_ON;
    if (stop->end > stop->to && !look_spaced(stop) &&
        uscript_getScript(look_follower_first(stop), &status) == USCRIPT_HIRAGANA)
        return GOES_ON;
    return ENDS;
}

/* (!) comments on a word; [...] and (…) stand for words left out, of which a capital shows
 * that they went to the end of a sentence. */
static enum verdict bracketed_mark(const struct boundary_stop *stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);

    if (before != '[' && before != '(')
        return UNDECIDED;
    if (stop->dots < 3 || !look_spaced(stop) || look_opener(stop) || look_follower_is_i(stop))
        return GOES_ON;
    return boundary_is_upper(look_follower_first(stop)) ? ENDS : GOES_ON;
}

/* A source in brackets before the stop that belongs to both: “It is so.” (Ash 1955). */
static enum verdict before_source(const struct boundary_stop *stop)
{
    const uint32_t reach = 40;
    gboolean number = FALSE;

    if (look_opener(stop) != '(')
        return UNDECIDED;
    for (uint32_t at = stop->next + 1; at < stop->text->size && at - stop->next < reach; at++) {
        char c = stop->text->at[at];

        if (c == ')')
            return number && boundary_is_terminator(boundary_char(stop->text, at + 1)) ? GOES_ON
                                                                                       : UNDECIDED;
        if (strchr(".!?(", c))
            return UNDECIDED;
        number = number || g_ascii_isdigit(c);
    }
    return UNDECIDED;
}

/* ".5", ".NET", "...and": the mark belongs to what follows. */
static enum verdict leading_mark(const struct boundary_stop *stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);

    if (look_spaced(stop) || stop->end > stop->to)
        return UNDECIDED;
    return before == 0 || boundary_is_space(before) ? GOES_ON : UNDECIDED;
}

/* Signs of addresses, in the token around the mark. */
static gboolean in_address(const struct boundary_stop *stop)
{
    const uint32_t reach = 64;
    uint32_t to = stop->to;

    if (look_size(stop->word) == 0)
        return TRUE;
    for (; to < stop->text->size && to - stop->to < reach; to++)
        if (boundary_is_space(boundary_char(stop->text, to)))
            break;
    for (uint32_t i = stop->word.from; i < to; i++)
        if (strchr("@/\\_=&%#:", stop->text->at[i]) ||
            (stop->text->at[i] == '.' && (i < stop->from || (i >= stop->to && i + 1 < to))))
            return TRUE;
    return FALSE;
}

static gboolean is_domain(const struct boundary_stop *stop, struct span word)
{
    static const char *const domains[] = { "com", "org", "net", "gov", "edu", "info", "biz" };

    for (size_t i = 0; i < G_N_ELEMENTS(domains); i++)
        if (strlen(domains[i]) == look_size(word) &&
            g_ascii_strncasecmp(domains[i], look_start(stop, word), look_size(word)) == 0)
            return TRUE;
    return FALSE;
}

/* "Capital", or "I" and "A" alone. */
static gboolean looks_like_start(const struct boundary_stop *stop, struct span word)
{
    UChar32 second = boundary_char(stop->text, boundary_next(stop->text, word.from));

    if (!boundary_is_upper(look_first(stop, word)))
        return FALSE;
    return boundary_is_lower(second) || (look_size(word) == 1 && boundary_is_space(second)) ||
           second == '\'' || second == 0x2019;
}

/* No space: "the end.Next" is a slip, "example.com" and "Node.js" are not. */
static enum verdict run_on(const struct boundary_stop *stop)
{
    struct span follower = look_without_stop(stop, stop->follower);

    if (look_spaced(stop))
        return UNDECIDED;
    if (!looks_like_start(stop, follower))
        return GOES_ON;
    if (stop->referenced)
        return ENDS;
    if (stop->dots >= 3)
        return look_starts(stop, follower) && look_lower_word(stop, stop->word) ? ENDS : GOES_ON;
    if (stop->dots > 1 || boundary_ending(stop) != ENDING_PLAIN)
        return GOES_ON;
    if (stop->end == stop->to && (in_address(stop) || is_domain(stop, follower)))
        return GOES_ON;
    return look_lower_word(stop, stop->word) || look_starts(stop, follower) ? ENDS : GOES_ON;
}

/* A comma, a dash, another mark. */
static enum verdict goes_on_with_mark(const struct boundary_stop *stop)
{
    UChar32 c = boundary_char(stop->text, stop->next);

    if (boundary_is_terminator(c) && !look_spaced(stop))
        return GOES_ON;
    return c == ',' || c == ';' || c == ':' || c == '-' || c == 0x2013 || c == 0x2014 || c == '&' ||
                   c == '/'
               ? GOES_ON
               : UNDECIDED;
}

/* Some forget the capital; a long word is no abbreviation that we should know. */
static gboolean forgot_capital(const struct boundary_stop *stop)
{
    return stop->words && stop->dots == 1 && !stop->loud && stop->end == stop->to &&
           look_size(stop->word) >= 7 && look_lower_word(stop, stop->word) &&
           boundary_ending(stop) == ENDING_PLAIN;
}

static enum verdict lower_case(const struct boundary_stop *stop)
{
    if (!follower_is_lower(stop))
        return UNDECIDED;
    return forgot_capital(stop) ? ENDS : GOES_ON;
}

static enum verdict enclosed(const struct boundary_stop *stop)
{
    return stop->enclosed ? GOES_ON : UNDECIDED;
}

/* The slogan “We can. We will” is part of its sentence: it is no whole sentence itself, and
 * lower case follows. */
static enum verdict in_slogan(const struct boundary_stop *stop)
{
    const uint32_t reach = 80;
    uint32_t at = stop->follower.from;
    UChar32 c = boundary_char(stop->text, at);

    while (at - stop->to < reach && c && c != '"' && c != 0x201C && c != 0x201D) {
        at = boundary_next(stop->text, at);
        c = boundary_char(stop->text, at);
    }
    if (at == stop->follower.from || (c != '"' && c != 0x201D) ||
        !boundary_is_letter(boundary_char_before(stop->text, at)))
        return UNDECIDED;
    at = boundary_next(stop->text, at);
    if (!boundary_is_space(boundary_char(stop->text, at)))
        return UNDECIDED;
    at = boundary_skip_space(stop->text, at);
    return boundary_is_lower(boundary_char(stop->text, at)) ? GOES_ON : UNDECIDED;
}

/* “We won!” Joe Ash said. */
static enum verdict attribution(const struct boundary_stop *stop)
{
    uint32_t at = stop->follower.from;

    if (!stop->quoted || !stop->loud || look_opener(stop) || look_follower_starts(stop))
        return UNDECIDED;
    for (unsigned i = 0; i < 6; i++) {
        struct span word = look_without_stop(stop, boundary_word_at(stop->text, at));

        if (look_size(word) == 0)
            return UNDECIDED;
        if (i > 0 && boundary_words_speech(stop->words, look_start(stop, word), look_size(word)))
            return GOES_ON;
        if (!boundary_is_upper(look_first(stop, word)))
            return UNDECIDED;
        at = boundary_skip_space(stop->text, boundary_word_at(stop->text, at).to);
    }
    return UNDECIDED;
}

/* Three dots: words are left out, within a sentence or at its end. */
static enum verdict ellipsis(const struct boundary_stop *stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);
    gboolean apart = before == 0 || boundary_is_space(before);

    if (stop->dots < 3 || stop->loud)
        return UNDECIDED;
    if (stop->dots > 3)
        return ENDS;
    if (apart && look_follower_is_i(stop) && !look_opener(stop))
        return GOES_ON;
    if (!boundary_is_upper(look_follower_first(stop)))
        return GOES_ON;
    return !apart || look_follower_starts(stop) || boundary_is_quote(look_opener(stop)) ? ENDS
                                                                                        : GOES_ON;
}

static enum verdict exclamation(const struct boundary_stop *stop)
{
    return stop->loud ? ENDS : UNDECIDED;
}

/* A language of which we know no abbreviations: Unicode's data for it decide. */
static enum verdict unknown_language(const struct boundary_stop *stop)
{
    return !stop->words && !stop->breaks && !stop->loud ? GOES_ON : UNDECIDED;
}

static enum verdict (*const rules[])(const struct boundary_stop *stop) = {
    last_of_text,
    bracketed_mark,
    leading_mark,
    wide_stop,
    run_on,
    goes_on_with_mark,
    lower_case,
    before_source,
    enclosed,
    in_slogan,
    attribution,
    ellipsis,
    unknown_language,
    boundary_abbreviation,
    exclamation,
    boundary_initial,
    boundary_unsayable,
};

/* "the end. . . . The": the sentence ends with the first of four dots, and three begin
 * the other one. */
static void leave_ellipsis(struct boundary_stop *stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);

    if (!stop->spread || stop->dots != 4 || stop->end > stop->to || boundary_is_space(before) ||
        stop->to - stop->from != 7)
        return;
    stop->next = boundary_skip_space(stop->text, boundary_next(stop->text, stop->from));
}

gboolean boundary_stop_ends(struct boundary_stop *stop)
{
    enum verdict verdict = UNDECIDED;

    for (size_t i = 0; i < G_N_ELEMENTS(rules) && verdict == UNDECIDED; i++)
        verdict = rules[i](stop);
    if (verdict != GOES_ON)
        leave_ellipsis(stop);
    return verdict != GOES_ON;
}
