/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a sentence ends at a mark: rules in the order of the table at the end; the
 * first one that has an opinion decides.
 */
#include "core/language/boundary.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum verdict {
    UNDECIDED,
    ENDS,
    GOES_ON,
};

typedef const struct boundary_stop *stop_t;

/* ---- What the words around the mark look like ---- */

static UChar32 first_of(stop_t stop, struct span word)
{
    return word.from < word.to ? boundary_char(stop->text, word.from) : 0;
}

static uint32_t size_of(struct span word)
{
    return word.to - word.from;
}

static const char *start_of(stop_t stop, struct span word)
{
    return stop->text->at + word.from;
}

static UChar32 follower_first(stop_t stop)
{
    return boundary_char(stop->text, stop->follower.from);
}

static gboolean spaced(stop_t stop)
{
    return stop->next > stop->end;
}

/* The opening mark before the follower, 0 when there is none. */
static UChar32 opener(stop_t stop)
{
    return stop->follower.from > stop->next ? boundary_char(stop->text, stop->next) : 0;
}

static struct span without_stop(stop_t stop, struct span word)
{
    while (word.to > word.from && stop->text->at[word.to - 1] == '.')
        word.to--;
    return word;
}

static gboolean is_starter(stop_t stop, struct span word)
{
    struct span bare = without_stop(stop, word);

    return boundary_words_starter(stop->words, start_of(stop, word), size_of(word)) ||
           boundary_words_starter(stop->words, start_of(stop, bare), size_of(bare));
}

static gboolean follower_starts(stop_t stop)
{
    return is_starter(stop, stop->follower);
}

/* "wikiHow" and "http://…" have no capital to show that they begin a sentence. */
static gboolean has_no_capital_to_show(stop_t stop)
{
    const struct span word = stop->follower;
    const char *at = start_of(stop, word);

    for (uint32_t i = 1; i < size_of(word); i++)
        if (g_ascii_isupper(at[i]))
            return TRUE;
    return g_str_has_prefix(at, "www.") || g_str_has_prefix(at, "http:") ||
           g_str_has_prefix(at, "https:");
}

static gboolean follower_is_lower(stop_t stop)
{
    return boundary_is_lower(follower_first(stop)) && !has_no_capital_to_show(stop);
}

static gboolean says_i(stop_t stop)
{
    const struct span word = stop->follower;
    const char *at = start_of(stop, word);

    return size_of(word) > 0 && at[0] == 'I' && (size_of(word) == 1 || !g_ascii_isalpha(at[1]));
}

/* ---- Rules ---- */

static enum verdict last_of_text(stop_t stop)
{
    return stop->next >= stop->text->size ? GOES_ON : UNDECIDED;
}

/* Chinese and Japanese need no space; a Japanese quotation goes on with a particle: 「…。」と. */
static enum verdict wide_stop(stop_t stop)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar32 c = boundary_char_before(stop->text, stop->to);

    if (!boundary_is_wide_stop(c))
        return UNDECIDED;
    if (boundary_is_terminator(boundary_char(stop->text, stop->end)))
        return GOES_ON;
    if (stop->end > stop->to && !spaced(stop) &&
        uscript_getScript(follower_first(stop), &status) == USCRIPT_HIRAGANA)
        return GOES_ON;
    return ENDS;
}

/* (!) comments on a word; [...] and (…) stand for words left out, of which a capital shows
 * that they went to the end of a sentence. */
static enum verdict bracketed_mark(stop_t stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);

    if (before != '[' && before != '(')
        return UNDECIDED;
    if (stop->dots < 3 || !spaced(stop) || opener(stop) || says_i(stop))
        return GOES_ON;
    return boundary_is_upper(follower_first(stop)) ? ENDS : GOES_ON;
}

/* A source in brackets before the stop that belongs to both: “It is so.” (Ash 1955). */
static enum verdict before_source(stop_t stop)
{
    const uint32_t reach = 40;
    gboolean number = FALSE;

    if (opener(stop) != '(')
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
static enum verdict leading_mark(stop_t stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);

    if (spaced(stop) || stop->end > stop->to)
        return UNDECIDED;
    return before == 0 || boundary_is_space(before) ? GOES_ON : UNDECIDED;
}

/* Signs of addresses, in the token around the mark. */
static gboolean in_address(stop_t stop)
{
    const uint32_t reach = 64;
    uint32_t to = stop->to;

    if (size_of(stop->word) == 0)
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

static gboolean is_lower_word(stop_t stop, struct span word)
{
    for (uint32_t i = word.from; i < word.to; i = boundary_next(stop->text, i))
        if (!boundary_is_lower(boundary_char(stop->text, i)))
            return FALSE;
    return size_of(word) > 1;
}

static gboolean is_domain(stop_t stop, struct span word)
{
    static const char *const domains[] = { "com", "org", "net", "gov", "edu", "info", "biz" };

    for (size_t i = 0; i < G_N_ELEMENTS(domains); i++)
        if (strlen(domains[i]) == size_of(word) &&
            g_ascii_strncasecmp(domains[i], start_of(stop, word), size_of(word)) == 0)
            return TRUE;
    return FALSE;
}

/* "Capital", or "I" and "A" alone. */
static gboolean looks_like_start(stop_t stop, struct span word)
{
    UChar32 second = boundary_char(stop->text, boundary_next(stop->text, word.from));

    if (!boundary_is_upper(first_of(stop, word)))
        return FALSE;
    return boundary_is_lower(second) || (size_of(word) == 1 && boundary_is_space(second)) ||
           second == '\'' || second == 0x2019;
}

static enum ending ending_of(stop_t stop);

/* No space: "the end.Next" is a slip, "example.com" and "Node.js" are not. */
static enum verdict run_on(stop_t stop)
{
    struct span follower = without_stop(stop, stop->follower);

    if (spaced(stop))
        return UNDECIDED;
    if (!looks_like_start(stop, follower))
        return GOES_ON;
    if (stop->referenced)
        return ENDS;
    if (stop->dots >= 3)
        return is_starter(stop, follower) && is_lower_word(stop, stop->word) ? ENDS : GOES_ON;
    if (stop->dots > 1 || ending_of(stop) != ENDING_PLAIN)
        return GOES_ON;
    if (stop->end == stop->to && (in_address(stop) || is_domain(stop, follower)))
        return GOES_ON;
    return is_lower_word(stop, stop->word) || is_starter(stop, follower) ? ENDS : GOES_ON;
}

/* A comma, a dash, another mark. */
static enum verdict goes_on_with_mark(stop_t stop)
{
    UChar32 c = boundary_char(stop->text, stop->next);

    if (boundary_is_terminator(c) && !spaced(stop))
        return GOES_ON;
    return c == ',' || c == ';' || c == ':' || c == '-' || c == 0x2013 || c == 0x2014 || c == '&' ||
                   c == '/'
               ? GOES_ON
               : UNDECIDED;
}

/* Some forget the capital; a long word is no abbreviation that we should know. */
static gboolean forgot_capital(stop_t stop)
{
    return stop->words && stop->dots == 1 && !stop->loud && stop->end == stop->to &&
           size_of(stop->word) >= 7 && is_lower_word(stop, stop->word) &&
           ending_of(stop) == ENDING_PLAIN;
}

static enum verdict lower_case(stop_t stop)
{
    if (!follower_is_lower(stop))
        return UNDECIDED;
    return forgot_capital(stop) ? ENDS : GOES_ON;
}

static enum verdict enclosed(stop_t stop)
{
    return stop->enclosed ? GOES_ON : UNDECIDED;
}

/* The slogan “We can. We will” is part of its sentence: it is no whole sentence itself, and
 * lower case follows. */
static enum verdict in_slogan(stop_t stop)
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
static enum verdict attribution(stop_t stop)
{
    uint32_t at = stop->follower.from;

    if (!stop->quoted || !stop->loud || opener(stop) || follower_starts(stop))
        return UNDECIDED;
    for (unsigned i = 0; i < 6; i++) {
        struct span word = without_stop(stop, boundary_word_at(stop->text, at));

        if (size_of(word) == 0)
            return UNDECIDED;
        if (i > 0 && boundary_words_speech(stop->words, start_of(stop, word), size_of(word)))
            return GOES_ON;
        if (!boundary_is_upper(first_of(stop, word)))
            return UNDECIDED;
        at = boundary_skip_space(stop->text, boundary_word_at(stop->text, at).to);
    }
    return UNDECIDED;
}

/* Three dots: words are left out, within a sentence or at its end. */
static enum verdict ellipsis(stop_t stop)
{
    UChar32 before = boundary_char_before(stop->text, stop->from);
    gboolean apart = before == 0 || boundary_is_space(before);

    if (stop->dots < 3 || stop->loud)
        return UNDECIDED;
    if (stop->dots > 3)
        return ENDS;
    if (apart && says_i(stop) && !opener(stop))
        return GOES_ON;
    if (!boundary_is_upper(follower_first(stop)))
        return GOES_ON;
    return !apart || follower_starts(stop) || boundary_is_quote(opener(stop)) ? ENDS : GOES_ON;
}

/* ---- Rules for words before a mark ---- */

/* "SEN. ASH" is a title among capitals; "the MD. He" has letters of its own. */
static gboolean among_capitals(stop_t stop)
{
    struct span next = without_stop(stop, stop->follower);
    UChar32 second = boundary_char(stop->text, boundary_next(stop->text, next.from));

    return boundary_is_digit(first_of(stop, next)) ||
           (boundary_is_upper(first_of(stop, next)) && boundary_is_upper(second));
}

static enum ending table_ending(stop_t stop, uint32_t from, uint32_t to)
{
    const char *word = stop->text->at + from;
    gboolean shouted = memchr(word, '.', to - from - 1) != NULL || among_capitals(stop);

    return boundary_words_ending(stop->words, word, to - from, shouted);
}

/* The word with the first character of the mark; if unknown, what follows its last hyphen
 * ("D-Conn."). Sets `word` to what was found. */
static enum ending find_ending(stop_t stop, struct span *word)
{
    enum ending ending;

    *word = (struct span){ stop->word.from, boundary_next(stop->text, stop->from) };
    if (size_of(stop->word) == 0)
        return ENDING_PLAIN;
    ending = table_ending(stop, word->from, word->to);
    if (ending != ENDING_PLAIN)
        return ending;
    for (uint32_t i = stop->word.to; i > stop->word.from; i--) {
        if (stop->text->at[i - 1] != '-')
            continue;
        word->from = i;
        return table_ending(stop, word->from, word->to);
    }
    return ENDING_PLAIN;
}

static enum ending ending_of(stop_t stop)
{
    struct span word;

    return find_ending(stop, &word);
}

/* "At 5 a.m. Ms. Ash spoke": so far the sentence is only a phrase. */
static gboolean only_a_phrase(stop_t stop)
{
    struct span first;
    uint32_t at = stop->sentence;
    unsigned words = 0;

    while (at < stop->from && boundary_is_opener(boundary_char(stop->text, at)))
        at = boundary_next(stop->text, at);
    first = boundary_word_at(stop->text, at);
    if (!boundary_words_opens_phrase(stop->words, start_of(stop, first), size_of(first)))
        return FALSE;
    while (at < stop->from && words <= 5) {
        while (at < stop->from && !boundary_is_space(boundary_char(stop->text, at)))
            at = boundary_next(stop->text, at);
        at = boundary_skip_space(stop->text, at);
        words++;
    }
    return words <= 5;
}

static enum verdict maybe(stop_t stop)
{
    if (stop->bracketed || only_a_phrase(stop))
        return GOES_ON;
    if (boundary_is_quote(opener(stop)) && boundary_is_upper(follower_first(stop)))
        return ENDS;
    return follower_starts(stop) && !boundary_is_opener(opener(stop)) ? ENDS : GOES_ON;
}

static enum verdict often(stop_t stop, struct span word)
{
    struct span bare = without_stop(stop, stop->follower);

    if (stop->bracketed || only_a_phrase(stop) || !boundary_is_upper(follower_first(stop)))
        return GOES_ON;
    if (opener(stop))
        return boundary_is_quote(opener(stop)) || follower_starts(stop) ? ENDS : GOES_ON;
    if (among_capitals(stop) && !follower_starts(stop))
        return GOES_ON;
    if (boundary_words_follows(stop->words, start_of(stop, word), size_of(word),
                               start_of(stop, stop->follower), size_of(stop->follower)) ||
        boundary_words_follows(stop->words, start_of(stop, word), size_of(word),
                               start_of(stop, bare), size_of(bare)))
        return GOES_ON;
    return ENDS;
}

/* "No. 5", "Vol. II", "Fig. B"; but "No. I left." */
static gboolean follower_is_number(stop_t stop)
{
    struct span word = without_stop(stop, stop->follower);
    UChar32 c = follower_first(stop);

    if (boundary_is_digit(c) || c == '#' || c == '$' || c == '.')
        return TRUE;
    if (size_of(word) == 0 || says_i(stop) || (size_of(word) == 1 && c == 'A'))
        return FALSE;
    for (uint32_t i = word.from; i < word.to; i++)
        if (!strchr("IVXLC", stop->text->at[i]))
            return size_of(word) == 1 && boundary_is_upper(c);
    return TRUE;
}

static enum verdict abbreviation(stop_t stop)
{
    struct span word;
    enum ending ending = find_ending(stop, &word);

    switch (ending) {
    case ENDING_NEVER:
        return GOES_ON;
    case ENDING_MAYBE:
        return maybe(stop);
    case ENDING_OFTEN:
        return often(stop, word);
    case ENDING_NUMBER:
        return follower_is_number(stop) ? GOES_ON : UNDECIDED;
    case ENDING_PLAIN:
        break;
    }
    return UNDECIDED;
}

static enum verdict exclamation(stop_t stop)
{
    return stop->loud ? ENDS : UNDECIDED;
}

/* Single letters with stops between them: "K", "U.S", "J.-P"; how many, 0 when it is not so. */
static unsigned initials(stop_t stop)
{
    unsigned letters = 0;
    uint32_t at = stop->word.from;

    while (at < stop->word.to) {
        if (!boundary_is_letter(boundary_char(stop->text, at)))
            return 0;
        at = boundary_next(stop->text, at);
        letters++;
        if (at < stop->word.to && stop->text->at[at] != '.')
            return 0;
        at++;
        if (at < stop->word.to && stop->text->at[at] == '-')
            at++;
    }
    return letters;
}

/* "you and I." ends with a word, "Albert I." with an initial: the one before tells. */
static gboolean after_lower_word(stop_t stop)
{
    uint32_t at = stop->word.from;

    while (at > stop->sentence && boundary_is_space(boundary_char_before(stop->text, at)))
        at = boundary_back(stop->text, at);
    return at > stop->sentence && boundary_is_lower(boundary_char_before(stop->text, at));
}

static enum verdict initial(stop_t stop)
{
    unsigned letters = initials(stop);
    UChar32 c = first_of(stop, stop->word);

    if (letters == 0)
        return UNDECIDED;
    if (letters == 1 && c == 'I' && after_lower_word(stop))
        return follower_starts(stop) ? ENDS : GOES_ON;
    return maybe(stop);
}

/* "Mgr.", "Blvd.": a short word that cannot be said is an abbreviation. */
static enum verdict unsayable(stop_t stop)
{
    gboolean capital = boundary_is_upper(first_of(stop, stop->word));
    uint32_t size = size_of(stop->word);
    const char *at = start_of(stop, stop->word);

    if (size < 2 || size > 5)
        return UNDECIDED;
    for (uint32_t i = 0; i < size; i++)
        if (!g_ascii_isalpha(at[i]) || strchr("aeiouyAEIOUY", at[i]) ||
            (i > 0 && g_ascii_isupper(at[i])))
            return UNDECIDED;
    return capital || boundary_is_lower(first_of(stop, stop->word)) ? maybe(stop) : UNDECIDED;
}

/* A language of which we know no abbreviations: Unicode's data for it decide. */
static enum verdict unknown_language(stop_t stop)
{
    return !stop->words && !stop->breaks && !stop->loud ? GOES_ON : UNDECIDED;
}

static enum verdict (*const rules[])(stop_t stop) = {
    last_of_text,     bracketed_mark, leading_mark, wide_stop, run_on,      goes_on_with_mark,
    lower_case,       before_source,  enclosed,     in_slogan, attribution, ellipsis,
    unknown_language, abbreviation,   exclamation,  initial,   unsayable,
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
