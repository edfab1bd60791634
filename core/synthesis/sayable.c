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
#define CHAIN_MAX   20u
/* Letters with dots in a row, with spaces or without: it looks "a. b. c." up as one
 * abbreviation, in 160 bytes. */
#define DOTTED_MAX  20u
/* "..." says something, a hundred dots do not. */
#define REPEAT_MAX  3u
/* Bytes at the end of a full run that only accents and marks may use. */
#define ACCENT_ROOM 12u

#define EM_DASH 0x2014
#define MINUS   0x2212

enum kind {
    KIND_WORD,    /* letters, digits, symbols with a name, and what stays as it is */
    KIND_NOTHING, /* no sound, no break */
    KIND_SPACE,
    KIND_OPEN, /* a bracket that opens a phrase */
    KIND_CLOSE,
    KIND_DASH, /* breaks a phrase when it does not join two words */
    KIND_MARK, /* of a sentence: . , ; : ? ! … */
    KIND_INNER /* - ' _ and the like: belong to the word when inside one */
};

static gboolean is_one_of(gunichar c, const char *set)
{
    return c && g_utf8_strchr(set, -1, c) != NULL;
}

static enum kind kind_of(gunichar c)
{
    if (c < 0x80 && g_ascii_isalnum((char)c))
        return KIND_WORD;
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
    if (c < 0x80 && g_ascii_isalnum((char)c))
        return TRUE;
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

/* Before this letter? Never before a mark: the engine joins " ." to the word before
 * and has its endless word again. */
static gboolean must_break(const struct maker *maker, gunichar c, uint32_t size)
{
    if (maker->chain >= CHAIN_MAX || maker->run + size > LIMIT_TOKEN)
        return TRUE;
    /* keep a letter and its accents together while there is room */
    return maker->run + size > LIMIT_TOKEN - ACCENT_ROOM && !g_unichar_ismark(c);
}

/* A mark has no sound: one too many is left out. */
static gboolean is_too_much(const struct maker *maker, uint32_t size)
{
    return maker->repeats > REPEAT_MAX || maker->chain >= CHAIN_MAX ||
           maker->run + size > LIMIT_TOKEN;
}

static void put(struct maker *maker, gunichar c)
{
    uint32_t size = (uint32_t)g_unichar_to_utf8(c, NULL);
    gboolean mark = kind_of(c) != KIND_WORD;

    maker->repeats = c == maker->last ? maker->repeats + 1 : 1;
    if (mark && is_too_much(maker, size))
        return;
    if (!mark && must_break(maker, c, size)) {
        if (maker->last == '.')
            maker->out->str[maker->out->len - 1] = ','; /* else the chain goes on behind it */
        put_break(maker);
    }
    maker->chain += mark;
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

/* Letters with dots at the end of the text: "x a. b.c." has three. */
static uint32_t dotted_tail(const GString *text)
{
    const char *at = text->str + text->len, *letter;
    uint32_t count = 0;

    while (count <= DOTTED_MAX && at - text->str >= 2 && at[-1] == '.') {
        letter = g_utf8_find_prev_char(text->str, at - 1);
        if (!letter || (letter > text->str && letter[-1] != ' ' && letter[-1] != '.'))
            break;
        count++;
        at = letter > text->str && letter[-1] == ' ' ? letter - 1 : letter;
    }
    return count;
}

/* The same at the start of a token. */
static uint32_t dotted_head(const GString *out)
{
    const char *at = out->str, *dot;
    uint32_t count = 0;

    while (*at && *(dot = g_utf8_next_char(at)) == '.') {
        count++;
        at = dot + 1;
    }
    return count;
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
    if (dotted_tail(text) + dotted_head(out) > DOTTED_MAX && text->len)
        text->str[text->len - 1] = ','; /* was a dot */
    if (text->len)
        g_string_append_c(text, ' ');
    span.from = (uint32_t)text->len;
    g_string_append_len(text, out->str, (gssize)out->len);
    span.to = (uint32_t)text->len;
    g_array_append_val(tokens, span);
    return TRUE;
}

/* ASCII letters, digits and the marks of stress, length and variants: nothing that
 * could end the brackets or begin a command. */
static gboolean is_mnemonic(const char *phonemes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        if (!g_ascii_isalnum(phonemes[i]) && !strchr("@#:;',_|!~^*=%?-/\"&+", phonemes[i]))
            return FALSE;
    return size > 0 && size <= LIMIT_WORD;
}

/* The end of the last letter or digit of a word. */
static const char *letters_end(const char *word, const char *end)
{
    const char *last = word;
    const char *at = word;
    gunichar c;

    while ((c = next_character(&at, end)))
        if (g_unichar_isalnum(c))
            last = at;
    return last;
}

/* The marks behind a word: those of the sentence stay, a closed bracket is a comma,
 * quotation marks have no sound. */
static void append_marks(GString *text, const char *word, uint32_t size)
{
    const char *end = word + size;
    const char *at = letters_end(word, end);
    gsize before = text->len;
    gunichar c;

    while ((c = next_character(&at, end)) && text->len - before < REPEAT_MAX) {
        if (kind_of(c) == KIND_MARK)
            g_string_append_unichar(text, c);
        else if (kind_of(c) == KIND_CLOSE && text->len == before && at == end)
            g_string_append_c(text, ',');
    }
}

gboolean sayable_append_phonemes(GString *text, GArray *tokens, const char *phonemes, uint32_t size,
                                 const char *word, uint32_t word_size)
{
    struct token token;

    if (!is_mnemonic(phonemes, size))
        return FALSE;
    if (text->len > 0)
        g_string_append_c(text, ' ');
    token.from = (uint32_t)text->len;
    g_string_append(text, "[[");
    g_string_append_len(text, phonemes, size);
    g_string_append(text, "]]");
    append_marks(text, word, word_size);
    token.to = (uint32_t)text->len;
    g_array_append_val(tokens, token);
    return TRUE;
}

/* The engine's command for its pitch: U+0001, a number, P. */
void sayable_pitch(GString *text, GArray *tokens, uint32_t pitch)
{
    struct token *token = &g_array_index(tokens, struct token, tokens->len - 1);
    char command[16];
    int size = g_snprintf(command, sizeof(command), "\001%uP", pitch);

    g_string_insert_len(text, token->from, command, size);
    token->from += (uint32_t)size;
    token->to += (uint32_t)size;
}
