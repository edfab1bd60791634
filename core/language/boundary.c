/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/boundary.h"

/* A bracket that is open for longer than this was never closed, or holds a text of its own. */
#define ENCLOSURE 400

struct walk {
    const struct boundary_text *text;
    const struct boundary_words *words;
    const GArray *breaks;
    guint next_break;
    GArray *cuts;
    struct boundary_list list;
    uint32_t at;
    uint32_t sentence;       /* where it begins */
    uint32_t judged;         /* up to here we have decided */
    uint32_t enclosed_until; /* where the bracket closes that opened within the sentence */
    gboolean content;        /* the sentence has words */
    gboolean open_quote;     /* a straight one */
};

/* What has no words (an emoji, a dash, stray quotation marks) is no sentence: it joins the
 * one before. */
static void drop_empty(struct walk *walk)
{
    if (!walk->content && walk->cuts->len > 0)
        g_array_set_size(walk->cuts, walk->cuts->len - 1);
}

static void cut(struct walk *walk, uint32_t at)
{
    if (at <= walk->sentence || at >= walk->text->size)
        return;
    drop_empty(walk);
    if (walk->content || walk->cuts->len > 0)
        g_array_append_val(walk->cuts, at);
    walk->sentence = at;
    walk->content = FALSE;
}

/* Whether Unicode's rules break behind `from`, not farther than `to`. */
static gboolean breaks_between(struct walk *walk, uint32_t from, uint32_t to)
{
    guint i = walk->next_break;

    while (i < walk->breaks->len && g_array_index(walk->breaks, uint32_t, i) <= from)
        i++;
    walk->next_break = i;
    return i < walk->breaks->len && g_array_index(walk->breaks, uint32_t, i) <= to;
}

/* Unicode also breaks at each line end; a paragraph may be wrapped. */
static void take_foreign_break(struct walk *walk)
{
    UChar32 before = boundary_char_before(walk->text, walk->at);

    if (walk->at <= walk->judged || walk->at == 0 || !breaks_between(walk, walk->at - 1, walk->at))
        return;
    if (before != '\n' && before != '\r' && before != 0x85)
        cut(walk, walk->at);
}

static void pass_stop(struct walk *walk)
{
    struct boundary_stop stop = {
        .text = walk->text,
        .words = walk->words,
        .sentence = walk->sentence,
    };

    boundary_stop_read(&stop, walk->at, walk->open_quote);
    stop.enclosed = stop.end <= walk->enclosed_until;
    stop.breaks = breaks_between(walk, stop.from, stop.next);
    walk->at = stop.to;
    walk->judged = MAX(walk->judged, stop.follower.from);
    if (walk->content && boundary_stop_ends(&stop))
        cut(walk, stop.next);
}

/* The place of the bracket that closes the one at `at`, 0 when it is too far. */
static uint32_t closing_bracket(const struct boundary_text *text, uint32_t at)
{
    uint32_t limit = MIN(text->size, at + ENCLOSURE);
    unsigned depth = 0;

    for (; at < limit; at++) {
        if (text->at[at] == '(' || text->at[at] == '[')
            depth++;
        else if ((text->at[at] == ')' || text->at[at] == ']') && --depth == 0)
            return at;
    }
    return 0;
}

/* An empty line parts sentences. */
static void pass_space(struct walk *walk)
{
    unsigned lines = 0;

    for (; boundary_is_space(boundary_char(walk->text, walk->at));
         walk->at = boundary_next(walk->text, walk->at))
        lines += walk->text->at[walk->at] == '\n' ? 1 : 0;
    if (lines > 1)
        cut(walk, walk->at);
}

static gboolean pass_marker(struct walk *walk)
{
    gboolean begins = FALSE;
    uint32_t behind;

    if (walk->at < walk->sentence)
        return FALSE;
    behind = boundary_list_marker(&walk->list, walk->text, walk->at, !walk->content, &begins);
    if (begins)
        cut(walk, walk->at);
    if (behind == 0)
        return FALSE;
    walk->at = behind;
    walk->judged = boundary_skip_space(walk->text, behind);
    return TRUE;
}

static void pass_character(struct walk *walk, UChar32 c)
{
    if ((c == '(' || c == '[') && walk->content && walk->at >= walk->enclosed_until)
        walk->enclosed_until = closing_bracket(walk->text, walk->at);
    if (c == '"')
        walk->open_quote = !walk->open_quote;
    if (walk->at >= walk->sentence && (boundary_is_letter(c) || boundary_is_digit(c)))
        walk->content = TRUE;
    walk->at = boundary_next(walk->text, walk->at);
}

void boundary_find(const struct boundary_text *text, const struct boundary_words *words,
                   const GArray *breaks, GArray *cuts)
{
    struct walk walk = { .text = text, .words = words, .breaks = breaks, .cuts = cuts };
    gboolean word_begins = TRUE;

    while (walk.at < text->size) {
        UChar32 c = boundary_char(text, walk.at);

        take_foreign_break(&walk);
        if (boundary_is_space(c)) {
            pass_space(&walk);
            word_begins = TRUE;
            continue;
        }
        if (word_begins && pass_marker(&walk))
            continue;
        word_begins = FALSE;
        if (boundary_is_terminator(c))
            pass_stop(&walk);
        else
            pass_character(&walk, c);
    }
    drop_empty(&walk);
}
