/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read what stands around a mark that may end a sentence. Looks at a bounded number of
 * characters, save for white space and runs of marks. */
#include "core/language/boundary.h"

#include <unicode/uchar.h>

/* How far back the word before a mark is looked for. */
#define REACH 64

/* "[12]", "[note 1]". */
#define REFERENCE 24

static gboolean parts_words(UChar32 c)
{
    return c == 0 || boundary_is_space(c) || boundary_is_opener(c) || c == '/' || c == 0x2013 ||
           c == 0x2014;
}

/* "can't": the mark that may open a quotation stands in a word. */
static gboolean is_apostrophe(const struct boundary_text *text, uint32_t from)
{
    UChar32 c = boundary_char_before(text, from);

    return (c == '\'' || c == 0x2019) &&
           boundary_is_letter(boundary_char_before(text, boundary_back(text, from)));
}

/* A run of letters and what stands between: "D-Conn", "a.m", "p". */
static struct span word_before(const struct boundary_text *text, uint32_t to)
{
    struct span word = { to, to };

    while (to - word.from < REACH &&
           (!parts_words(boundary_char_before(text, word.from)) || is_apostrophe(text, word.from)))
        word.from = boundary_back(text, word.from);
    if (to - word.from >= REACH)
        word.from = to;
    return word;
}

struct span boundary_word_at(const struct boundary_text *text, uint32_t from)
{
    struct span word = { from, from };

    while (word.to - from < REACH) {
        UChar32 c = boundary_char(text, word.to);

        if (!boundary_is_letter(c) && !boundary_is_digit(c) && c != '.' && c != '\'' &&
            c != 0x2019 && c != '-')
            break;
        word.to = boundary_next(text, word.to);
    }
    return word;
}

/* ". . ." with its spaces, from behind the first dot; at least three in all. */
static void read_spread_dots(struct boundary_stop *stop)
{
    const struct boundary_text *text = stop->text;
    uint32_t at = stop->to;
    unsigned dots = stop->dots;

    while (at + 1 < text->size && text->at[at] == ' ' && text->at[at + 1] == '.') {
        at += 2;
        dots++;
    }
    if (dots < 3 || at == stop->to || boundary_is_letter(boundary_char(text, at)) ||
        boundary_is_digit(boundary_char(text, at)))
        return;
    stop->to = at;
    stop->dots = dots;
    stop->spread = TRUE;
}

static void read_mark(struct boundary_stop *stop)
{
    for (;;) {
        UChar32 c = boundary_char(stop->text, stop->to);

        if (!boundary_is_terminator(c))
            break;
        if (c == 0x2026)
            stop->dots += 3;
        else if (boundary_is_full_stop(c))
            stop->dots++;
        else
            stop->loud = TRUE;
        stop->to = boundary_next(stop->text, stop->to);
    }
    if (!stop->loud)
        read_spread_dots(stop);
}

/* A mark that may open as well as close is open before a letter or digit. */
static gboolean closes(const struct boundary_stop *stop, UChar32 c, gboolean open_quote)
{
    UChar32 behind = boundary_char(stop->text, boundary_next(stop->text, stop->end));
    gboolean word = boundary_is_letter(behind) || boundary_is_digit(behind);

    if (!boundary_is_closer(c))
        return FALSE;
    if (c == '"')
        return open_quote || !word;
    return u_charType(c) != U_INITIAL_PUNCTUATION || !word;
}

static void read_closers(struct boundary_stop *stop, gboolean open_quote)
{
    UChar32 c = boundary_char(stop->text, stop->end);

    while (c && closes(stop, c, open_quote)) {
        if (boundary_is_quote(c))
            stop->quoted = TRUE;
        else if (c != '*')
            stop->bracketed = TRUE;
        stop->end = boundary_next(stop->text, stop->end);
        c = boundary_char(stop->text, stop->end);
    }
}

/* French sets its quotation marks off: « Oui ! » */
static void read_spaced_closer(struct boundary_stop *stop)
{
    uint32_t at = boundary_skip_space(stop->text, stop->end);
    UChar32 c = boundary_char(stop->text, at);

    if (at == stop->end || (c != 0xBB && c != 0x203A))
        return;
    stop->quoted = TRUE;
    stop->end = boundary_next(stop->text, at);
}

static gboolean is_emoji(UChar32 c)
{
    return c >= 0x200D && !boundary_is_bullet(c) &&
           (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
            u_hasBinaryProperty(c, UCHAR_EMOJI_COMPONENT));
}

/* "We won! 🎉 Now …": emoji comment on what was said. */
static void read_emoji(struct boundary_stop *stop)
{
    uint32_t at = boundary_skip_space(stop->text, stop->end);
    uint32_t from = at;

    while (at < stop->text->size && is_emoji(boundary_char(stop->text, at)))
        at = boundary_next(stop->text, at);
    if (at > from && boundary_is_space(boundary_char(stop->text, at)))
        stop->end = at;
}

/* The end of "[12]" at `at`, or `at`. Words only where it is joined to the sentence. */
static uint32_t reference_end(const struct boundary_text *text, uint32_t at, gboolean joined)
{
    uint32_t end = at + 1;

    if (at >= text->size || text->at[at] != '[')
        return at;
    for (; end < text->size && end - at < REFERENCE; end++) {
        char c = text->at[end];

        if (c == ']')
            return end > at + 1 ? end + 1 : at;
        if (!g_ascii_isdigit(c) && c != ',' && !(joined && (g_ascii_isalpha(c) || c == ' ')))
            return at;
    }
    return at;
}

/* The end of the superscript or plain digits of a footnote joined to a word's stop. */
static uint32_t footnote_end(const struct boundary_stop *stop)
{
    uint32_t at = stop->end;
    UChar32 before = boundary_char_before(stop->text, stop->from);
    UChar32 c = boundary_char(stop->text, at);

    while (c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079) || c == 0x2020 ||
           c == 0x2021) {
        at = boundary_next(stop->text, at);
        c = boundary_char(stop->text, at);
    }
    if (at > stop->end || !boundary_is_lower(before) || stop->word.to - stop->word.from < 3 ||
        boundary_words_ending(stop->words, stop->text->at + stop->word.from,
                              stop->from + 1 - stop->word.from, FALSE) != ENDING_PLAIN)
        return at;
    while (at - stop->end < 3 && boundary_is_digit(boundary_char(stop->text, at)))
        at = boundary_next(stop->text, at);
    c = boundary_char(stop->text, at);
    return at - stop->end < 3 && boundary_is_space(c) ? at : stop->end;
}

static void read_references(struct boundary_stop *stop)
{
    uint32_t end = footnote_end(stop);
    uint32_t at;

    stop->referenced = end > stop->end;
    stop->end = end;
    for (;;) {
        end = reference_end(stop->text, stop->end, TRUE);
        if (end == stop->end) {
            at = boundary_skip_space(stop->text, stop->end);
            end = reference_end(stop->text, at, FALSE);
            if (end == at)
                return;
        }
        stop->referenced = TRUE;
        stop->end = end;
    }
}

void boundary_stop_read(struct boundary_stop *stop, uint32_t from, gboolean open_quote)
{
    uint32_t at;

    stop->from = stop->to = from;
    stop->word = word_before(stop->text, from);
    read_mark(stop);
    stop->end = stop->to;
    read_closers(stop, open_quote);
    read_spaced_closer(stop);
    read_emoji(stop);
    read_references(stop);
    stop->next = at = boundary_skip_space(stop->text, stop->end);
    while (at - stop->next < REACH && boundary_is_opener(boundary_char(stop->text, at)))
        at = boundary_next(stop->text, at);
    stop->follower = boundary_word_at(stop->text, at);
}
