/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a full stop ends a sentence or belongs to the word before it. */
#include "core/language/boundary_look.h"

#include <string.h>

/* "SEN. ASH" is a title among capitals; "the MD. He" has letters of its own. */
static gboolean among_capitals(const struct boundary_stop *stop)
{
    struct span next = look_without_stop(stop, stop->follower);
    UChar32 second = boundary_char(stop->text, boundary_next(stop->text, next.from));

    return boundary_is_digit(look_first(stop, next)) ||
           (boundary_is_upper(look_first(stop, next)) && boundary_is_upper(second));
}

static enum ending table_ending(const struct boundary_stop *stop, uint32_t from, uint32_t to)
{
    const char *word = stop->text->at + from;
    gboolean shouted = memchr(word, '.', to - from - 1) != NULL || among_capitals(stop);

    return boundary_words_ending(stop->words, word, to - from, shouted);
}

/* The word with its mark, which must be one character; if unknown, what follows its last hyphen
 * ("D-Conn."). Sets `word` to what was found. */
static enum ending find_ending(const struct boundary_stop *stop, struct span *word)
{
    enum ending ending;

    *word = (struct span){ stop->word.from, boundary_next(stop->text, stop->from) };
    if (look_size(stop->word) == 0 || word->to != stop->to)
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

enum ending boundary_ending(const struct boundary_stop *stop)
{
    struct span word;

    return find_ending(stop, &word);
}

/* "At 5 a.m. Ms. Ash spoke": so far the sentence is only a phrase. */
static gboolean only_a_phrase(const struct boundary_stop *stop)
{
    struct span first;
    uint32_t at = stop->sentence;
    unsigned words = 0;

    while (at < stop->from && boundary_is_opener(boundary_char(stop->text, at)))
        at = boundary_next(stop->text, at);
    first = boundary_word_at(stop->text, at);
    if (!boundary_words_opens_phrase(stop->words, look_start(stop, first), look_size(first)))
        return FALSE;
    while (at < stop->from && words <= 5) {
        while (at < stop->from && !boundary_is_space(boundary_char(stop->text, at)))
            at = boundary_next(stop->text, at);
        at = boundary_skip_space(stop->text, at);
        words++;
    }
    return words <= 5;
}

static enum verdict maybe(const struct boundary_stop *stop)
{
    if (stop->bracketed || only_a_phrase(stop))
        return GOES_ON;
    if (boundary_is_quote(look_opener(stop)) && boundary_is_upper(look_follower_first(stop)))
        return ENDS;
    return look_follower_starts(stop) && !boundary_is_opener(look_opener(stop)) ? ENDS : GOES_ON;
}

static enum verdict often(const struct boundary_stop *stop, struct span word)
{
    struct span bare = look_without_stop(stop, stop->follower);

    if (stop->bracketed || only_a_phrase(stop) || !boundary_is_upper(look_follower_first(stop)))
        return GOES_ON;
    if (look_opener(stop))
        return boundary_is_quote(look_opener(stop)) || look_follower_starts(stop) ? ENDS : GOES_ON;
    if (among_capitals(stop) && !look_follower_starts(stop))
        return GOES_ON;
    if (boundary_words_follows(stop->words, look_start(stop, word), look_size(word),
                               look_start(stop, stop->follower), look_size(stop->follower)) ||
        boundary_words_follows(stop->words, look_start(stop, word), look_size(word),
                               look_start(stop, bare), look_size(bare)))
        return GOES_ON;
    return ENDS;
}

/* "No. 5", "Vol. II", "Fig. B"; but "No. I left." */
static gboolean follower_is_number(const struct boundary_stop *stop)
{
    struct span word = look_without_stop(stop, stop->follower);
    UChar32 c = look_follower_first(stop);

    if (boundary_is_digit(c) || c == '#' || c == '$' || c == '.')
        return TRUE;
    if (look_size(word) == 0 || look_follower_is_i(stop) || (look_size(word) == 1 && c == 'A'))
        return FALSE;
    for (uint32_t i = word.from; i < word.to; i++)
        if (!strchr("IVXLC", stop->text->at[i]))
            return look_size(word) == 1 && boundary_is_upper(c);
    return TRUE;
}

enum verdict boundary_abbreviation(const struct boundary_stop *stop)
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

/* Single letters with stops between them: "K", "U.S", "J.-P"; how many, 0 when it is not so. */
static unsigned initials(const struct boundary_stop *stop)
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
static gboolean after_lower_word(const struct boundary_stop *stop)
{
    uint32_t at = stop->word.from;

    while (at > stop->sentence && boundary_is_space(boundary_char_before(stop->text, at)))
        at = boundary_back(stop->text, at);
    return at > stop->sentence && boundary_is_lower(boundary_char_before(stop->text, at));
}

/* At the head of a sentence it is a label or part of a name: "Q. What is it?" */
enum verdict boundary_initial(const struct boundary_stop *stop)
{
    unsigned letters = initials(stop);
    UChar32 c = look_first(stop, stop->word);

    if (letters == 0)
        return UNDECIDED;
    if (letters == 1 && stop->word.from == stop->sentence)
        return GOES_ON;
    if (letters == 1 && c == 'I' && after_lower_word(stop))
        return look_follower_starts(stop) ? ENDS : GOES_ON;
    return maybe(stop);
}

/* "Mgr.", "Blvd.": a short word that cannot be said is an abbreviation. */
enum verdict boundary_unsayable(const struct boundary_stop *stop)
{
    uint32_t size = look_size(stop->word);
    const char *at = look_start(stop, stop->word);

    if (size < 2 || size > 5)
        return UNDECIDED;
    for (uint32_t i = 0; i < size; i++)
        if (!g_ascii_isalpha(at[i]) || strchr("aeiouyAEIOUY", at[i]) ||
            (i > 0 && g_ascii_isupper(at[i])))
            return UNDECIDED;
    return maybe(stop);
}
