/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/synthesis/sayable.h"

#include "tests/support/cmocka.h"

struct made {
    GString *text;
    GArray *tokens;
};

static struct made made_new(void)
{
    return (struct made){ g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct token)) };
}

static void made_clear(struct made *made)
{
    g_string_free(made->text, TRUE);
    g_array_unref(made->tokens);
}

/* Tokens are written with spaces between them; the text comes back with a bar
 * at both ends of every token, so that spans show. */
static char *say(const char *words)
{
    struct made made = made_new();
    g_auto(GStrv) all = g_strsplit(words, " ", -1);
    GString *shown = g_string_new(NULL);
    uint32_t at = 0;

    for (char **word = all; *word; word++)
        sayable_append(made.text, made.tokens, *word, (uint32_t)strlen(*word));
    for (guint i = 0; i < made.tokens->len; i++) {
        struct token token = g_array_index(made.tokens, struct token, i);

        g_string_append_len(shown, made.text->str + at, token.from - at);
        g_string_append_c(shown, '|');
        g_string_append_len(shown, made.text->str + token.from, token.to - token.from);
        g_string_append_c(shown, '|');
        at = token.to;
    }
    g_string_append(shown, made.text->str + at);
    made_clear(&made);
    return g_string_free(shown, FALSE);
}

static void what_the_engine_hears(void **state)
{
    static const struct {
        int line;
        const char *words, *heard;
    } cases[] = {
        /* words and sentence marks stay as they are */
        { __LINE__, "The rally, he said.", "|The| |rally,| |he| |said.|" },
        { __LINE__, "Who? Me! So: yes; no…", "|Who?| |Me!| |So:| |yes;| |no…|" },
        { __LINE__, "the workers’ union’s don't", "|the| |workers’| |union’s| |don't|" },
        { __LINE__, "’tis e.g. U.S. 3.5 1,500", "|’tis| |e.g.| |U.S.| |3.5| |1,500|" },
        { __LINE__, "five-state -5 .5 −3", "|five-state| |-5| |.5| |-3|" },
        { __LINE__, "50 % & $ @ 10°", "|50| |%| |&| |$| |@| |10°|" },
        { __LINE__, "naïve Dvořák 東京 Москва", "|naïve| |Dvořák| |東京| |Москва|" },
        /* quotation marks vanish */
        { __LINE__, "“Carry this,” he said", "|Carry| |this,| |he| |said|" },
        { __LINE__, "\"Yes\" «oui» „ja“ ‘no’", "|Yes| |oui| |ja| |no’|" },
        { __LINE__, "“‘Go,’ she”", "|Go,’| |she|" },
        { __LINE__, "“ ” \"", "" },
        /* brackets become commas */
        { __LINE__, "Larson (D-Conn.), just", "|Larson,| |D-Conn.,| |just|" },
        { __LINE__, "union (AFT Connecticut) has", "|union,| |AFT| |Connecticut,| |has|" },
        { __LINE__, "It ended (at last).", "|It| |ended,| |at| |last.|" },
        { __LINE__, "(First) then", "|First,| |then|" },
        { __LINE__, "a [[1, 2], [3]] b", "|a,| |1,| |2,| |3,| |b|" },
        { __LINE__, "word(s) here", "|word, s,| |here|" },
        { __LINE__, "( x )", "|x,|" },
        /* dashes end a phrase, or join */
        { __LINE__, "this — that", "|this,| |that|" },
        { __LINE__, "this, — that", "|this,| |that|" },
        { __LINE__, "this - that", "|this,| |that|" },
        { __LINE__, "this—that", "|this, that|" },
        { __LINE__, "1990–95", "|1990-95|" },
        { __LINE__, "— this", "|this|" },
        { __LINE__, "end—", "|end,|" },
        /* marks alone belong to the word before */
        { __LINE__, "Hello !", "|Hello!|" },
        { __LINE__, "Hello . . .", "|Hello.|" },
        { __LINE__, "...", "" },
        { __LINE__, "so...", "|so...|" },
        { __LINE__, "so!!!!!!!!", "|so!!!|" },
        { __LINE__, "• item · dot", "|item| |dot|" },
        { __LINE__, "***", "|***|" },
        /* what commands or disturbs the engine vanishes */
        { __LINE__,
          "a\001\00250s\x7f"
          "b",
          "|a50sb|" },
        { __LINE__, "so\u00adft zero\u200bwidth \u202Ertl\u202C", "|soft| |zerowidth| |rtl|" },
        { __LINE__, "\ufeffbom line\u2028break", "|bom| |line break|" },
        { __LINE__, "bro\xffken \xe2\x82 a\xc3", "|broken| |a|" },
        { __LINE__, "\ue000", "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *heard = say(cases[i].words);

        assert_string_at(cases[i].line, heard, cases[i].heard);
    }
}

static void only_what_can_be_said_makes_a_token(void **state)
{
    static const struct {
        int line;
        const char *token;
        gboolean said;
    } cases[] = {
        { __LINE__, "a", TRUE },     { __LINE__, "7", TRUE },   { __LINE__, "%", TRUE },
        { __LINE__, "€", TRUE },     { __LINE__, "😀", TRUE },   { __LINE__, "", FALSE },
        { __LINE__, "—", FALSE },    { __LINE__, "“", FALSE },  { __LINE__, "…", FALSE },
        { __LINE__, "-", FALSE },    { __LINE__, "_", FALSE },  { __LINE__, "|", FALSE },
        { __LINE__, "\001", FALSE }, { __LINE__, "(", FALSE },  { __LINE__, "\xff", FALSE },
        { __LINE__, "'", FALSE },    { __LINE__, "~~", FALSE },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct made made = made_new();
        gboolean said = sayable_append(made.text, made.tokens, cases[i].token,
                                       (uint32_t)strlen(cases[i].token));

        assert_int_at(cases[i].line, said, cases[i].said);
        assert_int_at(cases[i].line, made.tokens->len, cases[i].said ? 1 : 0);
        assert_int_at(cases[i].line, made.text->len > 0, cases[i].said);
        made_clear(&made);
    }
}

/* The engine takes "a. b. c." for one abbreviation, however long. */
static void rows_of_dotted_letters_are_interrupted(void **state)
{
    static const char *const parts[] = { "a.", "a.b.c.", "ж.", "東.", "1." };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        struct made made = made_new();
        uint32_t row = 0, longest = 0;

        for (int n = 0; n < 100; n++)
            sayable_append(made.text, made.tokens, parts[i], (uint32_t)strlen(parts[i]));
        for (const char *at = made.text->str; *at; at++) {
            if (*at == ',')
                row = 0;
            row += *at == '.';
            longest = MAX(longest, row);
        }
        assert_in_range(longest, 3, 20);
        made_clear(&made);
    }
}

static uint32_t count_of(const char *text, gsize size, char wanted)
{
    uint32_t count = 0;

    for (gsize i = 0; i < size; i++)
        count += text[i] == wanted;
    return count;
}

/* The longest stretch without a space, and the most dots and apostrophes in one. */
static void measure(const GString *text, uint32_t *longest, uint32_t *chain)
{
    g_auto(GStrv) runs = g_strsplit(text->str, " ", -1);

    *longest = *chain = 0;
    for (char **run = runs; *run; run++) {
        uint32_t marks = 0;

        for (const char *at = *run; *at; at = g_utf8_next_char(at))
            marks += strchr("'.`-_", *at) || g_utf8_get_char(at) == 0x2019;
        *longest = MAX(*longest, (uint32_t)strlen(*run));
        *chain = MAX(*chain, marks);
    }
}

static void runs_are_broken_and_no_letter_is_lost(void **state)
{
    static const struct {
        int line;
        const char *part;
        unsigned times;
    } cases[] = {
        { __LINE__, "A.B.C.", 200 },
        { __LINE__, "ness", 120 },
        { __LINE__, "s'", 100 },
        { __LINE__, "’s", 80 },
        { __LINE__, "a-", 300 },
        { __LINE__, "x", 100000 },
        { __LINE__, "7", 5000 },
        { __LINE__, "é", 500 },
        { __LINE__, "東", 500 },
        { __LINE__, "e\u0301", 300 },
        { __LINE__, "a_", 300 },
        { __LINE__, "😀", 200 },
        { __LINE__, "z\u0301\u0302\u0303\u0304\u0305\u0306\u0307", 60 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) token = g_string_new(NULL);
        struct made made = made_new();
        uint32_t longest, chain, letters = 0;

        for (unsigned n = 0; n < cases[i].times; n++)
            g_string_append(token, cases[i].part);
        assert_true(sayable_append(made.text, made.tokens, token->str, (uint32_t)token->len));
        measure(made.text, &longest, &chain);
        assert_in_range(longest, 1, LIMIT_TOKEN);
        assert_in_range(chain, 0, 20);
        assert_true(g_utf8_validate(made.text->str, (gssize)made.text->len, NULL));
        assert_int_at(cases[i].line, made.tokens->len, 1);
        for (const char *at = made.text->str; *at; at = g_utf8_next_char(at))
            letters += g_unichar_isalnum(g_utf8_get_char(at)) || g_utf8_get_char(at) > 0xffff;
        for (const char *at = token->str; *at; at = g_utf8_next_char(at))
            letters -= g_unichar_isalnum(g_utf8_get_char(at)) || g_utf8_get_char(at) > 0xffff;
        assert_int_at(cases[i].line, letters, 0);
        assert_int_at(cases[i].line, count_of(made.text->str, made.text->len, '\0'), 0);
        made_clear(&made);
    }
}

/* A letter and its accents are not torn apart by a break. */
static void breaks_respect_accents(void **state)
{
    g_autoptr(GString) token = g_string_new(NULL);
    struct made made = made_new();

    (void)state;
    for (int i = 0; i < 200; i++)
        g_string_append(token, "e\u0301");
    assert_true(sayable_append(made.text, made.tokens, token->str, (uint32_t)token->len));
    for (const char *at = made.text->str; (at = strchr(at, ' ')); at++)
        assert_int_equal(at[1], 'e');
    made_clear(&made);
}

/* Our own phonemes get brackets, and the marks of the word that they stand for. */
static void phonemes_keep_the_marks_of_their_word(void **state)
{
    static const struct {
        int line;
        const char *word, *phonemes, *text; /* text NULL: refused */
    } cases[] = {
        { __LINE__, "Lamont", "l@m'A:nt", "said [[l@m'A:nt]]" },
        { __LINE__, "Lamont.", "l@m'A:nt", "said [[l@m'A:nt]]." },
        { __LINE__, "Lamont,”", "l@m'A:nt", "said [[l@m'A:nt]]," },
        { __LINE__, "“Lamont”?", "l@m'A:nt", "said [[l@m'A:nt]]?" },
        { __LINE__, "(Lamont)", "l@m'A:nt", "said [[l@m'A:nt]]," },
        { __LINE__, "(Lamont).", "l@m'A:nt", "said [[l@m'A:nt]]." },
        { __LINE__, "Lamont.........", "l@m'A:nt", "said [[l@m'A:nt]]..." },
        { __LINE__, "Lamont", "a]] [[b", NULL },
        { __LINE__, "Lamont", "a b", NULL },
        { __LINE__, "Lamont", "<break/>", NULL },
        { __LINE__, "Lamont", "\x01", NULL },
        { __LINE__, "Lamont", "", NULL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct made made = made_new();
        gboolean ok;

        assert_true(sayable_append(made.text, made.tokens, "said", 4));
        ok = sayable_append_phonemes(made.text, made.tokens, cases[i].phonemes,
                                     (uint32_t)strlen(cases[i].phonemes), cases[i].word,
                                     (uint32_t)strlen(cases[i].word));
        assert_int_at(cases[i].line, ok, cases[i].text != NULL);
        assert_string_at(cases[i].line, made.text->str, cases[i].text ? cases[i].text : "said");
        assert_int_at(cases[i].line, made.tokens->len, ok ? 2 : 1);
        made_clear(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_engine_hears),
        cmocka_unit_test(only_what_can_be_said_makes_a_token),
        cmocka_unit_test(runs_are_broken_and_no_letter_is_lost),
        cmocka_unit_test(rows_of_dotted_letters_are_interrupted),
        cmocka_unit_test(breaks_respect_accents),
        cmocka_unit_test(phonemes_keep_the_marks_of_their_word),
    };

    return cmocka_run_group_tests_name("sayable", tests, NULL, NULL);
}
