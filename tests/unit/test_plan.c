/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is spoken of each role, what is announced, and what is quoted, by delivery. */
#include "core/document/builder.h"
#include "core/production/plan.h"
#include "core/production/profile.h"
#include "core/production/request.h"
#include "core/production/stages.h"

#include "tests/support/cmocka.h"

#include <string.h>

/* A document in lines: an indent of two spaces a level, a role's number, its text. */
struct line {
    unsigned depth;
    uint32_t role, ordinal;
    const char *text; /* NULL: holds blocks */
};

static struct document *make(const struct line *lines, size_t count)
{
    struct document *document = document_new();
    struct builder *builder = builder_new(document, 0);
    unsigned depth = 0;

    for (size_t i = 0; i < count; i++) {
        const struct crier_block block = { .size = sizeof(block),
                                           .role = lines[i].role,
                                           .ordinal = lines[i].ordinal };

        for (; depth > lines[i].depth; depth--)
            builder_close(builder);
        builder_open(builder, &block);
        depth++;
        if (lines[i].text)
            builder_text(builder, lines[i].text, strlen(lines[i].text), CRIER_NOWHERE,
                         CRIER_NOWHERE);
    }
    for (; depth > 0; depth--)
        builder_close(builder);
    assert_int_equal(builder_finish(builder, NULL), CRIER_OK);
    builder_free(builder);
    return document;
}

/* The plan as `inspect --stage=sentences` prints it. */
static char *planned(const struct line *lines, size_t count, const char *name)
{
    struct document *document = make(lines, count);
    const struct delivery *delivery;
    struct stage_printer printer;
    GString *out = g_string_new(NULL);
    struct plan *plan;

    delivery = delivery_named(name);
    plan = plan_make(document, delivery);
    stage_begin(&printer, STAGE_SENTENCES, document, plan, 0, FALSE, out);
    for (uint32_t i = 0; i < plan_count(plan); i++)
        stage_planned(&printer, i + 1);
    plan_free(plan);
    document_free(document);
    return g_string_free(out, FALSE);
}

static const struct line article[] = {
    { 0, CRIER_ROLE_BYLINE, 0, "Ann Lee" },
    { 0, CRIER_ROLE_LIST, 0, NULL },
    { 1, CRIER_ROLE_LIST_ITEM, 3, NULL },
    { 2, CRIER_ROLE_PARAGRAPH, 0, "Wages rise." },
    { 2, CRIER_ROLE_PARAGRAPH, 0, "Hours fall." },
    { 1, CRIER_ROLE_LIST_ITEM, 0, "A bullet" },
    { 0, CRIER_ROLE_TABLE, 0, NULL },
    { 1, CRIER_ROLE_CAPTION, 0, "Votes by town" },
    { 1, CRIER_ROLE_TABLE_ROW, 0, NULL },
    { 2, CRIER_ROLE_TABLE_HEADER, 0, "Town" },
    { 2, CRIER_ROLE_TABLE_HEADER, 0, "Yes" },
    { 1, CRIER_ROLE_TABLE_ROW, 0, NULL },
    { 2, CRIER_ROLE_TABLE_CELL, 0, "Ayers" },
    { 2, CRIER_ROLE_TABLE_CELL, 0, "41" },
    { 2, CRIER_ROLE_TABLE_CELL, 0, "a column too many" },
    { 0, CRIER_ROLE_QUOTATION, 0, NULL },
    { 1, CRIER_ROLE_PARAGRAPH, 0, "One. Two." },
    { 0, CRIER_ROLE_PULL_QUOTE, 0, "We will not move from here" },
    { 0, CRIER_ROLE_PARAGRAPH, 0, "“We will not move from here,” Roy Dale said." },
    { 0, CRIER_ROLE_PULL_QUOTE, 0, "Words that stand nowhere else" },
    { 0, CRIER_ROLE_CAPTION, 0, "Picture: the pier" },
    { 0, CRIER_ROLE_BOILERPLATE, 0, "Sign up" },
    { 0, CRIER_ROLE_FOOTNOTE, 2, "A note." },
};

static void every_role_has_its_policy(void **state)
{
    static const struct {
        int line;
        const char *delivery, *plan;
    } cases[] = {
        { __LINE__, "plain",
          "1 byline: Ann Lee\n   announced before: By\n"
          "2 paragraph: Wages rise.\n   announced before: 3:\n"
          "3 paragraph: Hours fall.\n"
          "4 list item: A bullet\n"
          "5 caption: Votes by town\n   announced before: Picture:\n"
          "6 table header: Town\n7 table header: Yes\n"
          "8 table cell: Ayers\n9 table cell: 41\n   announced before: Yes:\n"
          "10 table cell: a column too many\n"
          "11 paragraph: One.\n12 paragraph: Two.\n"
          "13 paragraph: “We will not move from here,” Roy Dale said.\n"
          "14 pull quote: Words that stand nowhere else\n"
          "15 caption: Picture: the pier\n"
          "16 footnote: A note.\n   announced before: Footnote 2:\n" },
        { __LINE__, "quote-words",
          "1 byline: Ann Lee\n   announced before: By\n"
          "2 paragraph: Wages rise.\n   announced before: 3:\n"
          "3 paragraph: Hours fall.\n"
          "4 list item: A bullet\n"
          "5 caption: Votes by town\n   announced before: Picture:\n"
          "6 table header: Town\n7 table header: Yes\n"
          "8 table cell: Ayers\n9 table cell: 41\n   announced before: Yes:\n"
          "10 table cell: a column too many\n"
          "11 paragraph: One.\n   announced before: Quote:\n"
          "12 paragraph: Two.\n   announced behind: End quote.\n"
          "13 paragraph: “We will not move from here,” Roy Dale said.\n"
          "   quoted: “We will not move from here,”\n"
          "14 pull quote: Words that stand nowhere else\n"
          "15 caption: Picture: the pier\n"
          "16 footnote: A note.\n   announced before: Footnote 2:\n" },
        { __LINE__, "brief",
          "1 byline: Ann Lee\n   announced before: By\n"
          "2 paragraph: Wages rise.\n   announced before: 3:\n"
          "3 paragraph: Hours fall.\n"
          "4 list item: A bullet\n"
          "5 paragraph: One.\n6 paragraph: Two.\n"
          "7 paragraph: “We will not move from here,” Roy Dale said.\n"
          "8 pull quote: Words that stand nowhere else\n" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = planned(article, G_N_ELEMENTS(article), cases[i].delivery);

        assert_string_at(cases[i].line, got, cases[i].plan);
    }
}

static void what_is_silent_has_a_reason(void **state)
{
    static const struct {
        int line;
        const char *delivery;
        uint32_t block;
        const char *reason;
    } cases[] = {
        { __LINE__, "plain", 21, "not part of the article" },
        { __LINE__, "plain", 17, "repeats the article's own words" },
        { __LINE__, "plain", 19, NULL },
        { __LINE__, "plain", 12, NULL },
        { __LINE__, "brief", 12, "left out by this profile" },
        { __LINE__, "brief", 20, "left out by this profile" },
    };
    struct document *document = make(article, G_N_ELEMENTS(article));

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct delivery *delivery;
        const char *reason;

        delivery = delivery_named(cases[i].delivery);
        reason = plan_silence(document, delivery, cases[i].block);
        assert_string_at(cases[i].line, reason ? reason : "spoken",
                         cases[i].reason ? cases[i].reason : "spoken");
    }
    document_free(document);
}

static void a_profile_is_found_by_its_names(void **state)
{
    static const struct {
        int line;
        const char *names, *delivery, *loudness, *error;
    } cases[] = {
        { __LINE__, NULL, "plain", NULL, NULL },
        { __LINE__, "", "plain", NULL, NULL },
        { __LINE__, "brief", "brief", NULL, NULL },
        { __LINE__, "podcast", "plain", "podcast", NULL },
        { __LINE__, "podcast,quote-voice", "quote-voice", "podcast", NULL },
        { __LINE__, "quote-words,none", "quote-words", NULL, NULL },
        { __LINE__, "loud", NULL, NULL,
          "there is no profile loud; there are plain, quote-voice, quote-words, brief, podcast, "
          "broadcast, phone, none, and files whose name ends in .ini" },
        { __LINE__, "plain,brief", NULL, NULL,
          "the profile brief comes second: one for the delivery is enough" },
        { __LINE__, "phone,none", NULL, NULL,
          "the profile none comes second: one for the loudness is enough" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct profile profile;
        GError *error = NULL;

        if (profile_parse(cases[i].names, &profile, &error)) {
            assert_string_at(cases[i].line, profile.delivery->name, cases[i].delivery);
            assert_string_at(cases[i].line, profile.loudness ? profile.loudness->name : "none",
                             cases[i].loudness ? cases[i].loudness : "none");
        } else {
            assert_string_at(cases[i].line, error->message, cases[i].error);
            g_error_free(error);
        }
    }
}

/* ---- What the engine is handed ---- */

static char *handed(const char *text, enum quotes quotes, uint32_t pitch, const char *before,
                    const char *behind)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct quotation));
    struct saying saying = { .text = text,
                             .size = (uint32_t)strlen(text),
                             .before = before,
                             .behind = behind,
                             .quotes = quotes,
                             .pitch = pitch };
    struct tongue tongue = { 0 };
    struct request request;
    char *out;

    assert_true(tongue_init(&tongue, "en", NULL, NULL));
    quotations_find(text, saying.size, found);
    saying.quotations = (const struct quotation *)(void *)found->data;
    saying.quotation_count = found->len;
    request_init(&request);
    request_prepare(&request, &tongue, &saying);
    assert_int_equal(request.tokens->len, request.token_word->len);
    for (guint i = 0; i < request.tokens->len; i++) {
        const struct token *token = &g_array_index(request.tokens, struct token, i);

        assert_true(token->from < token->to && token->to <= request.text->len);
        assert_true(token->from == 0 || request.text->str[token->from - 1] == ' ' ||
                    request.text->str[token->from - 1] == 'P');
    }
    out = g_strdup(request.text->str);
    request_clear(&request);
    tongue_clear(&tongue);
    return out;
}

static void quotations_are_heard(void **state)
{
    static const struct {
        int line;
        enum quotes quotes;
        uint32_t pitch;
        const char *text, *before, *behind, *engine;
    } cases[] = {
        { __LINE__, QUOTES_PLAIN, 50, "“We agree,” he said.", NULL, NULL, "We agree, he said." },
        { __LINE__, QUOTES_WORDS, 50, "“We agree,” he said.", NULL, NULL,
          "quote, We agree, end quote, he said." },
        { __LINE__, QUOTES_WORDS, 50, "He said “yes.”", NULL, NULL,
          "He said quote, yes. end quote," },
        { __LINE__, QUOTES_WORDS, 50, "“Yes,” “no.”", NULL, NULL,
          "quote, Yes, end quote, quote, no. end quote," },
        { __LINE__, QUOTES_WORDS, 50, "“Yes to ‘no’ it is,” he said.", NULL, NULL,
          "quote, Yes to inner quote, no’ end inner quote, it is, end quote, he said." },
        { __LINE__, QUOTES_VOICE, 50, "“We agree,” he said.", NULL, NULL,
          "\00166PWe agree, \00150Phe said." },
        { __LINE__, QUOTES_VOICE, 50, "“They [all] agree.”", NULL, NULL,
          "\00166PThey, \00150Pall, \00166Pagree." },
        { __LINE__, QUOTES_VOICE, 90, "He said “yes.”", NULL, NULL, "He said \00174Pyes." },
        { __LINE__, QUOTES_VOICE, 50, "“Yes.”", "3:", NULL, "three: \00166PYes." },
        { __LINE__, QUOTES_PLAIN, 50, "Yes.", "Footnote 12:", "End.",
          "Footnote twelve: Yes. End." },
        /* the engine's command in an article is no command */
        { __LINE__, QUOTES_PLAIN, 50, "a \00199Pb", NULL, NULL, "a ninety-nine Pb" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = handed(cases[i].text, cases[i].quotes, cases[i].pitch,
                                      cases[i].before, cases[i].behind);

        assert_string_at(cases[i].line, got, cases[i].engine);
    }
}

/* Hundreds of quotations in one sentence: bounded, and no word is lost. */
static void a_flood_of_quotations_loses_nothing(void **state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *words = NULL;
    g_autofree char *voice = NULL;
    unsigned count = 0;

    (void)state;
    for (int i = 0; i < 300; i++)
        g_string_append(text, "“two” and ");
    words = handed(text->str, QUOTES_WORDS, 50, "1:", "End.");
    assert_true(g_str_has_prefix(words, "one: quote, two end quote, and"));
    assert_true(g_str_has_suffix(words, "two and End."));
    voice = handed(text->str, QUOTES_VOICE, 50, NULL, NULL);
    for (const char *at = voice; (at = strstr(at, "two")); at++)
        count++;
    assert_int_equal(count, 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_has_its_policy),
        cmocka_unit_test(what_is_silent_has_a_reason),
        cmocka_unit_test(a_profile_is_found_by_its_names),
        cmocka_unit_test(quotations_are_heard),
        cmocka_unit_test(a_flood_of_quotations_loses_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
