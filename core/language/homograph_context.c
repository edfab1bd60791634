/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/homograph_context.h"

#include <stdio.h>
#include <string.h>

/* Facts name no word beyond this. */
#define LIMIT_SHOWN 20
#define AROUND      4 /* tokens on each side have a class */

struct token {
    uint32_t at;         /* byte of the sentence */
    uint32_t from, size; /* of context->text */
    gboolean capital;    /* begins with one */
    gboolean word;
    const char *tag; /* its class, static */
};

/* Closed classes of English. Words with two uses stand in the class that decides more. */
static const struct {
    const char *tag, *words;
} classes[] = {
    { "det",
      " the a an this that these those each every some any no another either neither both all " },
    { "poss", " my your his her its our their whose " },
    { "to", " to " },
    { "mod", " will would can could shall should may might must cannot can't won't don't doesn't "
             "didn't couldn't wouldn't shouldn't do does did 'll let lets help helps helped " },
    { "be", " is are was were be been being am 's 're isn't aren't wasn't weren't becomes became "
            "become remains remained seems seemed " },
    { "have", " has have had having hasn't haven't hadn't 've " },
    { "subj", " i you he she it we they who " },
    { "obj", " me him them us himself herself itself themselves myself yourself " },
    { "wh", " which what when where why how whether if because although while since that " },
    { "of", " of " },
    { "prep", " in on at by for from with into onto over under about after before between through "
              "during against among within without upon toward towards across along around behind "
              "beyond near off per via as than like out up down away back " },
    { "and", " and or but nor " },
    { "not", " not never also often always sometimes usually still then only just even " },
    { "past", " said made went took found began came got gave left led held became won lost told "
              "saw knew thought kept sent felt met ran paid sat spoke stood wrote brought built "
              "bought fell grew heard put set cut let began says makes goes takes gets " },
    { "num", " one two three four five six seven eight nine ten first second third several many "
             "few most more much less " },
};

/* Open classes are guessed from the ending; the first that fits. */
static const struct {
    const char *ending, *tag;
} endings[] = {
    { "ly", "ly" },  { "ing", "ing" }, { "ed", "ed" },  { "tion", "n" },  { "sion", "n" },
    { "ment", "n" }, { "ness", "n" },  { "ity", "n" },  { "ism", "n" },   { "ance", "n" },
    { "ence", "n" }, { "ship", "n" },  { "ist", "n" },  { "ous", "j" },   { "ful", "j" },
    { "ive", "j" },  { "able", "j" },  { "ible", "j" }, { "al", "j" },    { "ic", "j" },
    { "less", "j" }, { "ish", "j" },   { "ary", "j" },  { "ese", "j" },   { "ian", "j" },
    { "ant", "j" },  { "ent", "j" },   { "est", "j" },  { "ize", "v" },   { "ise", "v" },
    { "ify", "v" },  { "ss", "x" },    { "us", "x" },   { "is", "x" },    { "'s", "gen" },
    { "s'", "gen" }, { "ers", "ns" },  { "ors", "ns" }, { "ists", "ns" }, { "ions", "ns" },
    { "s", "s" },    { "er", "er" },   { "or", "er" },
};

void homograph_context_init(struct homograph_context *context)
{
    context->tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    context->text = g_string_new(NULL);
}

void homograph_context_clear(struct homograph_context *context)
{
    g_array_unref(context->tokens);
    g_string_free(context->text, TRUE);
}

static const char *class_of(const char *word, gsize size)
{
    char padded[LIMIT_SHOWN + 3];

    if (size <= LIMIT_SHOWN) {
        snprintf(padded, sizeof(padded), " %.*s ", (int)size, word);
        for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
            if (strstr(classes[i].words, padded))
                return classes[i].tag;
    }
    for (size_t i = 0; i < size; i++)
        if (g_ascii_isdigit(word[i]))
            return "dig";
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i].ending);

        if (size > length + 1 && memcmp(word + size - length, endings[i].ending, length) == 0)
            return endings[i].tag;
    }
    return "x";
}

static const char *mark_class(gunichar c)
{
    if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION)
        return "-";
    switch (c) {
    case ',':
        return ",";
    case '.':
    case '!':
    case '?':
        return ".";
    case ':':
    case ';':
        return ";";
    case '(':
    case '[':
        return "(";
    case ')':
    case ']':
        return ")";
    default:
        return "\"";
    }
}

static gboolean in_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019;
}

/* An apostrophe belongs to a word when a letter stands on its other side too. */
static const char *word_end(const char *at, const char *end)
{
    const char *stop = at;

    if (at < end && !g_unichar_isalnum(g_utf8_get_char(at)))
        return at;
    for (; at < end && in_word(g_utf8_get_char(at)); at = g_utf8_next_char(at))
        if (*at != '\'' && g_utf8_get_char(at) != 0x2019)
            stop = g_utf8_next_char(at);
    return stop;
}

static void add_word(struct homograph_context *context, struct token *token, const char *from,
                     const char *to)
{
    token->word = TRUE;
    token->capital = g_unichar_isupper(g_utf8_get_char(from));
    for (; from < to; from = g_utf8_next_char(from)) {
        gunichar c = g_utf8_get_char(from);

        g_string_append_unichar(context->text, c == 0x2019 ? '\'' : g_unichar_tolower(c));
    }
    token->size = (uint32_t)context->text->len - token->from;
    token->tag = class_of(context->text->str + token->from, token->size);
    if (token->capital && strlen(token->tag) < 2 && context->tokens->len > 0)
        token->tag = "cap";
}

void homograph_context_set(struct homograph_context *context, const char *text, uint32_t size)
{
    const char *at = text, *end = text + size;

    g_array_set_size(context->tokens, 0);
    g_string_truncate(context->text, 0);
    while (at < end) {
        gunichar c = g_utf8_get_char(at);
        const char *to = word_end(at, end);
        struct token token = { .at = (uint32_t)(at - text), .from = (uint32_t)context->text->len };

        if (to > at) {
            add_word(context, &token, at, to);
        } else {
            to = g_utf8_next_char(at);
            if (g_unichar_isspace(c)) {
                at = to;
                continue;
            }
            token.tag = mark_class(c);
            g_string_append(context->text, token.tag);
            token.size = (uint32_t)strlen(token.tag);
        }
        g_array_append_val(context->tokens, token);
        at = to;
    }
}

int homograph_context_find(const struct homograph_context *context, uint32_t at)
{
    guint from = 0, to = context->tokens->len;

    while (from < to) {
        guint middle = from + (to - from) / 2;
        uint32_t here = g_array_index(context->tokens, struct token, middle).at;

        if (here == at)
            return (int)middle;
        if (here < at)
            from = middle + 1;
        else
            to = middle;
    }
    return -1;
}

/* ---- Facts ---- */

struct window {
    const struct homograph_context *context;
    int token;
    void (*each)(const char *fact, void *user);
    void *user;
};

static const struct token *token_at(const struct window *window, int offset)
{
    int at = window->token + offset;

    return at >= 0 && at < (int)window->context->tokens->len
               ? &g_array_index(window->context->tokens, struct token, at)
               : NULL;
}

static const char *tag_at(const struct window *window, int offset)
{
    const struct token *token = token_at(window, offset);

    return token ? token->tag : "^";
}

/* The word as far as facts show it. */
static void shown(const struct window *window, int offset, char *out, size_t size)
{
    const struct token *token = token_at(window, offset);

    if (!token)
        g_strlcpy(out, "^", size);
    else
        snprintf(out, size, "%.*s", (int)MIN(token->size, LIMIT_SHOWN),
                 window->context->text->str + token->from);
}

G_GNUC_PRINTF(2, 3)
static void fact(const struct window *window, const char *format, ...)
{
    char text[96];
    va_list arguments;

    va_start(arguments, format);
    g_vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    window->each(text, window->user);
}

static void facts_of_neighbour(const struct window *window, int offset)
{
    const struct token *token = token_at(window, offset);
    char word[LIMIT_SHOWN + 1];

    shown(window, offset, word, sizeof(word));
    fact(window, "%+d=%s", offset, word);
    fact(window, "%+d:%s", offset, tag_at(window, offset));
    if (token && token->word && ABS(offset) == 1 && token->size > 4) {
        fact(window, "%+d~%s", offset, word + strlen(word) - 2);
        fact(window, "%+d~%s", offset, word + strlen(word) - 3);
    }
}

static void facts_of_pairs(const struct window *window)
{
    char before[LIMIT_SHOWN + 1], after[LIMIT_SHOWN + 1], other[LIMIT_SHOWN + 1];

    shown(window, -1, before, sizeof(before));
    shown(window, 1, after, sizeof(after));
    fact(window, "-1,1:%s,%s", tag_at(window, -1), tag_at(window, 1));
    fact(window, "-2,-1:%s,%s", tag_at(window, -2), tag_at(window, -1));
    fact(window, "1,2:%s,%s", tag_at(window, 1), tag_at(window, 2));
    fact(window, "-2,1:%s,%s", tag_at(window, -2), tag_at(window, 1));
    fact(window, "-3,-1:%s,%s,%s", tag_at(window, -3), tag_at(window, -2), tag_at(window, -1));
    fact(window, "-1=%s,%s", before, tag_at(window, 1));
    fact(window, "1=%s,%s", tag_at(window, -1), after);
    shown(window, -2, other, sizeof(other));
    fact(window, "-2=%s,%s", other, before);
    shown(window, 2, other, sizeof(other));
    fact(window, "2=%s,%s", after, other);
}

static gboolean tag_is(const char *tag, const char *list)
{
    size_t length = strlen(tag);

    for (const char *at = strstr(list, tag); at; at = strstr(at + 1, tag))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return TRUE;
    return FALSE;
}

/* What a reader of the grammar sees: whether a noun phrase is open here, the last word that is
 * no adverb, and verbs on both sides in the same clause. */
static void facts_of_grammar(const struct window *window)
{
    static const char clause_ends[] = ". ; , ( ) ^ wh and";
    static const char adverbs[] = "ly not";
    static const char in_phrase[] = "j n x num ed er cap dig ing ent s gen ns";
    const char *adverb_free = "^", *open = "none", *before = "none", *after = "none";
    int offset;

    for (offset = -1; tag_is(tag_at(window, offset), adverbs); offset--)
        ;
    adverb_free = tag_at(window, offset);
    for (offset = -1; offset >= -5 && tag_is(tag_at(window, offset), in_phrase); offset--)
        ;
    open = tag_at(window, offset);
    for (offset = -1; offset >= -7 && !tag_is(tag_at(window, offset), clause_ends); offset--)
        if (tag_is(tag_at(window, offset), "be mod have ed past to"))
            before = tag_at(window, offset);
    for (offset = 1; offset <= 7 && !tag_is(tag_at(window, offset), clause_ends); offset++)
        if (strcmp(after, "none") == 0 && tag_is(tag_at(window, offset), "be mod have ed past"))
            after = tag_at(window, offset);
    fact(window, "p:%s", adverb_free);
    fact(window, "p,1:%s,%s", adverb_free, tag_at(window, 1));
    fact(window, "o:%s", open);
    fact(window, "o,1:%s,%s", open, tag_at(window, 1));
    fact(window, "v:%s,%s", before, after);
    fact(window, "o,v:%s,%s,%s", open, before, after);
}

/* Words anywhere near, for meanings: bass and lake. */
static void facts_of_topic(const struct window *window)
{
    char word[LIMIT_SHOWN + 1];

    for (int offset = -10; offset <= 10; offset++) {
        const struct token *token = token_at(window, offset);

        if (offset == 0 || !token || !token->word || token->size < 3)
            continue;
        shown(window, offset, word, sizeof(word));
        fact(window, "*=%s", word);
    }
}

void homograph_context_facts(const struct homograph_context *context, int token,
                             void (*each)(const char *fact, void *user), void *user)
{
    const struct window window = { context, token, each, user };
    const struct token *self = token_at(&window, 0);

    fact(&window, "1");
    if (self->capital) {
        fact(&window, token > 0 ? "capital" : "first");
        fact(&window, "capital,1:%s", tag_at(&window, 1));
        fact(&window, "capital,-1:%s", tag_at(&window, -1));
    } else {
        fact(&window, "small");
    }
    for (int offset = -AROUND; offset <= AROUND; offset++)
        if (offset != 0)
            facts_of_neighbour(&window, offset);
    facts_of_pairs(&window);
    facts_of_grammar(&window);
    facts_of_topic(&window);
}
