/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine hears differs from what stands there in three ways.
 * Quotation marks make no sound, but each costs up to 0.3 s of silence and hides
 * the place of its word: they go. Brackets do the same, yet mark a phrase: a comma
 * on the word before does it better. A dash alone has no sound and no word: its
 * pause becomes a comma too. Sentence marks stay, they shape the melody.
 */
#include "core/synthesis/sayable.h"
#include "core/base/limits.h"
#include <string.h>

/* Dots, apostrophes and the like inside a word that the engine survives. */
#define CHAIN_MAX 20u
/* "..." says something, a hundred dots do not. */
#define REPEAT_MAX 3u

#define EM_DASH 0x2014
#define MINUS   0x2212

enum kind {
    KIND_WORD,    /* letters, digits, symbols with a name, and what stays as it is */
    KIND_NOTHING, /* no sound, no break */
    KIND_SPACE,
    KIND_OPEN,    /* a bracket that opens a phrase */
    KIND_CLOSE,
    KIND_DASH,    /* breaks a phrase when it does not join two words */
    KIND_MARK,    /* of a sentence: . , ; : ? ! … */
    KIND_INNER    /* - ' _ and the like: belong to the word when inside one */
};

static gboolean is_one_of(gunichar c, const char *set)
{
    return c && g_utf8_strchr(set, -1, c) != NULL;
}

static enum kind kind_of(gunichar c)
{
    if (is_one_of(c, ".,;:?!…"))
        return KIND_MARK;
    if (is_one_of(c, "-'’ʼ‐‑_~`^|"))
        return KIND_INNER;
    if (is_one_of(c, "\"“”„‟‘‚‛«»‹›〝〞＂「」『』•·"))
        return KIND_NOTHING;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
        return g_unichar_isspace(c) ? KIND_SPACE : KIND_NOTHING;
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
        return KIND_NOTHING;
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return KIND_SPACE;
    case G_UNICODE_OPEN_PUNCTUATION:
        return KIND_OPEN;
    case G_UNICODE_CLOSE_PUNCTUATION:
        return KIND_CLOSE;
    case G_UNICODE_DASH_PUNCTUATION:
        return KIND_DASH;
    default:
        return KIND_WORD;
    }
}

/* Can the engine say this at all? */
static gboolean has_sound(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_CURRENCY_SYMBOL:
    case G_UNICODE_MATH_SYMBOL:
    case G_UNICODE_OTHER_SYMBOL:
        return !is_one_of(c, "~|");
    default:
        return g_unichar_isalnum(c) || is_one_of(c, "%&@#*/\\§");
    }
}

struct maker {
    GString *out;     /* what the token becomes */
    uint32_t run;     /* bytes since the last space in it */
    uint32_t chain;   /* marks inside that run */
    uint32_t repeats; /* of the last character */
    gunichar last;    /* 0 at the start and after a space */
    gunichar before;  /* wish for the end of the text before: a comma, or a mark */
    gboolean sound;
};

static void put_break(struct maker *maker)
{
    if (maker->last)
        g_string_append_c(maker->out, ' ');
    maker->run = maker->chain = maker->repeats = 0;
    maker->last = 0;
}

static gboolean must_break(const struct maker *maker, gunichar c, uint32_t size)
{
    if (maker->run + size > LIMIT_TOKEN)
        return TRUE;
    /* keep a letter and its marks together while there is room */
    return maker->run + size > LIMIT_TOKEN - 12 && !g_unichar_ismark(c);
}

static void put(struct maker *maker, gunichar c)
{
    uint32_t size = (uint32_t)g_unichar_to_utf8(c, NULL);
    enum kind kind = kind_of(c);

    maker->repeats = c == maker->last ? maker->repeats + 1 : 1;
    if (kind != KIND_WORD && maker->repeats > REPEAT_MAX)
        return;
    if (must_break(maker, c, size) || (kind != KIND_WORD && maker->chain >= CHAIN_MAX))
        put_break(maker);
    maker->chain += kind != KIND_WORD;
    maker->run += size;
    maker->last = c;
    maker->sound |= has_sound(c);
    g_string_append_unichar(maker->out, c);
}

/* A phrase ends here: a comma, unless a mark or nothing stands before. */
static void put_comma(struct maker *maker)
{
    if (!maker->sound)
        maker->before = ',';
    else if (maker->last && kind_of(maker->last) != KIND_MARK)
        put(maker, ',');
}

/* Before the first sound marks have no business, but for ".5", "-5", "’tis". */
static void put_mark(struct maker *maker, gunichar c, gunichar next)
{
    if (maker->sound || g_unichar_isdigit(next) || (c == 0x2019 && g_unichar_isalpha(next)))
        put(maker, c);
    else if (!maker->before && kind_of(c) == KIND_MARK)
        maker->before = c;
    else if (!maker->before && kind_of(c) == KIND_INNER && c == '-' && !next)
        maker->before = ',';
}

static void take(struct maker *maker, gunichar c, gunichar next)
{
    switch (kind_of(c)) {
    case KIND_NOTHING:
        break;
    case KIND_SPACE:
        put_break(maker);
        break;
    case KIND_OPEN:
        put_comma(maker);
        put_break(maker);
        break;
    case KIND_CLOSE:
        if (kind_of(next) != KIND_MARK || !next)
            put_comma(maker);
        if (g_unichar_isalnum(next))
            put_break(maker);
        break;
    case KIND_DASH:
        if (g_unichar_isdigit(next) && c != EM_DASH) { /* "1990–95", "–5" */
            put(maker, '-');
        } else {
            put_comma(maker);
            put_break(maker);
        }
        break;
    case KIND_MARK:
    case KIND_INNER:
        put_mark(maker, c, next);
        break;
    case KIND_WORD:
        put(maker, c == MINUS ? '-' : c);
        break;
    }
}

/* The next character that is well-formed, or 0 at the end. Broken bytes vanish. */
static gunichar next_character(const char **at, const char *end)
{
    while (*at < end) {
        gunichar c = g_utf8_get_char_validated(*at, end - *at);

        if (c == (gunichar)-1 || c == (gunichar)-2 || c == 0) {
            ++*at;
            continue;
        }
        *at = g_utf8_next_char(*at);
        return c;
    }
    return 0;
}

/* Put a mark at the end of the text before, when a word stands there bare. */
static void end_phrase(GString *text, GArray *tokens, gunichar mark)
{
    const char *last;

    if (!mark || !text->len || !tokens->len)
        return;
    last = g_utf8_find_prev_char(text->str, text->str + text->len);
    if (kind_of(g_utf8_get_char(last)) == KIND_MARK)
        return;
    g_string_append_unichar(text, mark);
    g_array_index(tokens, struct token, tokens->len - 1).to = (uint32_t)text->len;
}

gboolean sayable_append(GString *text, GArray *tokens, const char *token, uint32_t size)
{
    g_autoptr(GString) out = g_string_sized_new(size + 8);
    struct maker maker = { .out = out };
    const char *at = token, *end = token + size;
    gunichar c = next_character(&at, end);
    struct token span;

    while (c) {
        gunichar next = next_character(&at, end);

        take(&maker, c, next);
        c = next;
    }
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    end_phrase(text, tokens, maker.before);
    if (!maker.sound)
        return FALSE;
    if (text->len)
        g_string_append_c(text, ' ');
    span.from = (uint32_t)text->len;
    g_string_append_len(text, out->str, (gssize)out->len);
    span.to = (uint32_t)text->len;
    g_array_append_val(tokens, span);
    return TRUE;
}
