/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that nobody means well, through the whole front end: cut, normalised,
 * pronounced, made ready for the engine. Every byte of it that is no white space is
 * written for a word that will be spoken, or for a silent one with a reason; what
 * comes out grows with what goes in and not faster; it is the same each time.
 */
#include "core/base/limits.h"
#include "core/language/segmenter.h"
#include "core/language/splice.h"
#include "core/production/request.h"

#include "tests/support/cmocka.h"

/* Longest form of all: an emoji by its full name, a digit as "seven ". */
#define GROWTH 40u
#define ROOM   2000u
/* Bytes from which a text is tried in English only, and once. */
#define LARGE  200000u

struct setup {
    struct segmenter *segmenter;
    struct tongue tongue;
    struct request request;
    GArray *spans;
    GArray *quotations;
    const char *language;
};

static const char *const languages[] = { "en", "es", "cy", NULL };

static struct setup *setup_new(const char *language)
{
    struct setup *setup = g_new0(struct setup, 1);

    setup->language = language;
    setup->segmenter = segmenter_new(language);
    assert_true(tongue_init(&setup->tongue, language, NULL, NULL));
    request_init(&setup->request);
    setup->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    setup->quotations = g_array_new(FALSE, FALSE, sizeof(struct quotation));
    return setup;
}

static void setup_free(struct setup *setup)
{
    g_array_unref(setup->spans);
    g_array_unref(setup->quotations);
    request_clear(&setup->request);
    tongue_clear(&setup->tongue);
    segmenter_free(setup->segmenter);
    g_free(setup);
}

static int set_up(void **state)
{
    struct setup **setups = g_new0(struct setup *, G_N_ELEMENTS(languages));

    for (size_t i = 0; languages[i]; i++)
        setups[i] = setup_new(languages[i]);
    *state = setups;
    return 0;
}

static int tear_down(void **state)
{
    struct setup **setups = *state;

    for (size_t i = 0; languages[i]; i++)
        setup_free(setups[i]);
    g_free(setups);
    return 0;
}

/* ---- What must hold for every text ---- */

struct account {
    int line;
    const struct setup *setup;
    const char *text;
    uint8_t *covered;
    uint32_t size;
    gsize handed; /* bytes for the engine */
    guint checksum;
};

static void cover(const struct account *account, struct span sentence, struct span written)
{
    uint32_t size = sentence.to - sentence.from;

    if (written.from >= written.to || written.to > size)
        fail_msg("line %d, %s: a word is written at %u to %u of a sentence of %u bytes",
                 account->line, account->setup->language, written.from, written.to, size);
    memset(account->covered + sentence.from + written.from, 1, written.to - written.from);
}

/* A word is accounted for by what the engine is handed, or by a reason. */
static void account_for(const struct account *account, struct span sentence)
{
    const struct request *request = &account->setup->request;
    uint32_t before = UINT32_MAX;

    for (guint i = 0; i < request->token_word->len; i++) {
        uint32_t index = g_array_index(request->token_word, uint32_t, i);

        const struct spoken_word *word;

        assert_true(index != before && index < request->form.words->len);
        before = index;
        word = &g_array_index(request->form.words, struct spoken_word, index);
        if (!spoken_word_is_inserted(word))
            cover(account, sentence, word->written);
    }
    for (guint i = 0; i < request->form.silent->len; i++) {
        const struct silent_word *silent =
            &g_array_index(request->form.silent, struct silent_word, i);

        assert_true(silent->reason && *silent->reason);
        cover(account, sentence, silent->written);
    }
}

/* Quotations are looked for too, as for any article. */
static void prepare(struct setup *setup, const char *text, uint32_t size)
{
    struct saying saying = { .text = text, .size = size, .quotes = QUOTES_WORDS, .pitch = 50 };

    g_array_set_size(setup->quotations, 0);
    quotations_find(text, size, setup->quotations);
    saying.quotations = (const struct quotation *)(void *)setup->quotations->data;
    saying.quotation_count = setup->quotations->len;
    request_prepare(&setup->request, &setup->tongue, &saying);
}

/* As the engine wants it: valid, in tokens, none too long for its buffers. */
static void check_request(const struct account *account)
{
    const struct request *request = &account->setup->request;
    uint32_t at = 0, run = 0;

    assert_true(g_utf8_validate(request->text->str, (gssize)request->text->len, NULL));
    for (guint i = 0; i < request->tokens->len; i++) {
        const struct token *token = &g_array_index(request->tokens, struct token, i);

        assert_true(token->from >= at && token->from < token->to &&
                    token->to <= request->text->len);
        at = token->to;
    }
    for (gsize i = 0; i < request->text->len; i++) {
        run = request->text->str[i] == ' ' ? 0 : run + 1;
        if (run > LIMIT_TOKEN && !request->phonemes)
            fail_msg("line %d: %u bytes without a break for the engine", account->line, run);
    }
}

static void speak(struct account *account)
{
    struct setup *setup = (struct setup *)account->setup;
    uint32_t at = 0;

    g_array_set_size(setup->spans, 0);
    segmenter_split(setup->segmenter, account->text, account->size, setup->spans);
    for (guint i = 0; i < setup->spans->len; i++) {
        struct span span = g_array_index(setup->spans, struct span, i);

        assert_true(span.from >= at && span.from < span.to && span.to <= account->size);
        at = span.to;
        prepare(setup, account->text + span.from, span.to - span.from);
        check_request(account);
        account_for(account, span);
        account->handed += setup->request.text->len;
        account->checksum = account->checksum * 31 + g_str_hash(setup->request.text->str);
    }
}

static void assert_nothing_lost(const struct account *account)
{
    for (uint32_t i = 0; i < account->size;) {
        const char *at = account->text + i;

        if (!account->covered[i] && !g_unichar_isspace(g_utf8_get_char(at)))
            fail_msg("line %d, %s: byte %u of %u is lost: U+%04X in \"%.*s\"", account->line,
                     account->setup->language, i, account->size, g_utf8_get_char(at),
                     (int)MIN(40, account->size - i), at);
        i += (uint32_t)(g_utf8_next_char(at) - at);
    }
}

static void check(void **state, int line, const GString *text)
{
    struct setup **setups = *state;

    assert_true(g_utf8_validate(text->str, (gssize)text->len, NULL));
    for (size_t i = 0; languages[i] && (i == 0 || text->len < LARGE); i++) {
        struct account first = { .line = line,
                                 .setup = setups[i],
                                 .text = text->str,
                                 .covered = g_malloc0(text->len + 1),
                                 .size = (uint32_t)text->len };
        struct account again = first;

        speak(&first);
        assert_nothing_lost(&first);
        if (first.handed > text->len * GROWTH + ROOM)
            fail_msg("line %d: %zu bytes became %zu", line, text->len, first.handed);
        if (i == 0 && text->len < LARGE) {
            speak(&again);
            assert_int_equal(first.checksum, again.checksum);
            assert_int_equal(first.handed, again.handed);
        }
        g_free(first.covered);
    }
}

/* ---- Texts ---- */

struct flood {
    int line;
    const char *before, *piece, *after;
    unsigned times;
};

static void check_floods(void **state, const struct flood *floods, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autoptr(GString) text = g_string_new(floods[i].before);

        for (unsigned k = 0; k < floods[i].times; k++)
            g_string_append(text, floods[i].piece);
        g_string_append(text, floods[i].after);
        check(state, floods[i].line, text);
    }
}

static void emoji_storms(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "So ", "😀", " many", 10000 },
        { __LINE__, "", "😀 🎉 ", "", 10000 },
        { __LINE__, "", "👨‍👩‍👧‍👦", "", 2000 },
        { __LINE__, "", "👨‍👩‍👧‍👦 ", "", 2000 },
        { __LINE__, "", "🇺🇸", "", 5000 },
        { __LINE__, "", "🇺🇸 🇫", "", 5000 },
        { __LINE__, "", "👍🏽", "🏽", 5000 },
        { __LINE__, "", "1️⃣", "", 5000 },
        { __LINE__, "", "#️⃣ *️⃣ ", "", 2000 },
        { __LINE__, "", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 ", "", 500 },
        { __LINE__, "", "\u200d", "😀", 10000 },
        { __LINE__, "", "❤️", "", 5000 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

static void floods_of_combining_marks(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "One e", "\u0301", " alone", 50000 },
        { __LINE__, "", "h\u0337\u0322\u0310e\u0335l\u0336p\u0338\u0300\u0301 ", "", 5000 },
        { __LINE__, "", "\u0301", "", 50000 },
        { __LINE__, "", " \u0301", "", 5000 },
        { __LINE__, "9", "\u0301", "9", 50000 },
        { __LINE__, "ש", "\u05b0", "", 5000 },
        { __LINE__, "", "字\u0301\u0302", "", 5000 },
        { __LINE__, "a", "\u20dd\u20e3", "", 5000 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

static void invisible_characters(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "", "\u202eab\u2067c\u202c ", "", 3000 },
        { __LINE__, "", "ma\u202echi\u202cnists ", "", 3000 },
        { __LINE__, "The ", "\u202e", " end", 30000 },
        { __LINE__, "", "\u2066\u2067", "\u2069", 30000 },
        { __LINE__, "", "Mach\u200binists ", "", 3000 },
        { __LINE__, "", "\u200b ", "", 5000 },
        { __LINE__, "", "a\u200b", "", 30000 },
        { __LINE__, "", "\u00ad", "", 30000 },
        { __LINE__, "", "\ufeffa\u2060b\u200cc\u00add ", "", 3000 },
        { __LINE__, "", "1\u200d2\u200b3 ", "", 3000 },
        { __LINE__, "", "“\u200b” ", "", 3000 },
        { __LINE__, "", ".\u200b ", "", 3000 },
        { __LINE__, "", "\u034f\u115f\u3164\u180e ", "", 3000 },
        { __LINE__, "", "a\U000e0041\U000e0042 ", "", 3000 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

static void numbers_without_end(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "In ", "7", " votes", 10000 },
        { __LINE__, "In 1", ",234", " votes", 10000 },
        { __LINE__, "0.", "1", "", 10000 },
        { __LINE__, "", "1.", "", 10000 },
        { __LINE__, "$", "9", "", 10000 },
        { __LINE__, "$", "9", "", 900 },
        { __LINE__, "", "$9", "", 10000 },
        { __LINE__, "", "9%", "", 10000 },
        { __LINE__, "", "8", "%", 900 },
        { __LINE__, "", "5-", "5", 10000 },
        { __LINE__, "", "5-", "5", 400 },
        { __LINE__, "", "M", "", 10000 },
        { __LINE__, "King George ", "M", "", 900 },
        { __LINE__, "", "1/2", "", 300 },
        { __LINE__, "", "1:2", "", 300 },
        { __LINE__, "", "12 ", "million", 10000 },
        { __LINE__, "", "(1) ", "", 10000 },
        { __LINE__, "", "+1 ", "", 10000 },
        { __LINE__, "", "May 1 ", "", 10000 },
        { __LINE__, "", "１", "", 300 },
        { __LINE__, "", "٣", "", 400 },
        { __LINE__, "", "½", "", 400 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

static void tokens_without_end(void **state)
{
    static const char *const pieces[] = {
        "a",   "Z",  "é",  "字",     "7", ".", "'", "’",  "-", "a-", "a'",
        "a.",  "/",  "a/", "[",      "]", "(", "<", "\"", "“", "_",  "\\",
        "a@b", "#a", "&a", "www.a.", "~", "|", "^", "*",  "=", "—",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new("It began. ");

        while (text->len < 1u << 20)
            g_string_append(text, pieces[i]);
        g_string_append(text, " It ended.");
        check(state, __LINE__, text);
    }
}

/* Just below the length at which a run is no word any more, classes still look at it. */
static void tokens_that_are_just_short_enough(void **state)
{
    static const char *const pieces[] = {
        "a",   "7",  ".",          "'",     "-",  "a-", "a'", "a.",  "/",  "1/",  "1-",
        "1,",  "1.", "1:",         "$1",    "%",  "A.", "(",  "(1)", "I",  "IV",  "&",
        "A&",  "@",  "a@",         "#",     "#1", "x",  "1x", "1st", "D-", "(D-", "’s",
        "a’s", "s’", "https://a/", "a.com", "½",  "1½", "°",  "1°",  "…",  "—",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        while (text->len + strlen(pieces[i]) <= LIMIT_WORD)
            g_string_append(text, pieces[i]);
        check(state, __LINE__, text);
    }
}

static void enders_and_abbreviations(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "", ".!?", "", 350000 },      { __LINE__, "", ". ! ? ", "", 50000 },
        { __LINE__, "", "… ", "", 50000 },        { __LINE__, "", "。", "", 50000 },
        { __LINE__, "", "Sen. ", "", 100000 },    { __LINE__, "", "U.S. ", "", 100000 },
        { __LINE__, "", "Aug. No. ", "", 50000 }, { __LINE__, "", "a. ", "", 100000 },
        { __LINE__, "", "p.m. Mr. ", "", 50000 }, { __LINE__, "", "“No.” ", "", 50000 },
        { __LINE__, "", "“No. ", "", 50000 },     { __LINE__, "", "1. a) • ", "", 30000 },
        { __LINE__, "", "word, ", "", 100000 },   { __LINE__, "", "a & b and ", "", 30000 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

static void strange_scripts(void **state)
{
    static const struct flood floods[] = {
        { __LINE__, "", "𒀀𒀁 ᚠᚢ ", "", 3000 },
        { __LINE__, "", "\ue000 x\ue000y \U000f0000", " ", 3000 },
        { __LINE__, "", "a\ufdd0b\U0001ffff \uffff ", "", 3000 },
        { __LINE__, "", "𝐁𝐨𝐥𝐝 ", "", 3000 },
        { __LINE__, "", "ﬃ", "", 300 },
        { __LINE__, "", "ﷺ", "", 300 },
        { __LINE__, "", "ﷺ ㋿ ㍿ ", "", 3000 },
        { __LINE__, "", "x²⁵₃ ½ ⅞ ㎏ ", "", 3000 },
        { __LINE__, "", "שלום مرحبا ", "", 3000 },
        { __LINE__, "", "ภาษาไทย", "", 3000 },
        { __LINE__, "", "한국어 ", "", 3000 },
        { __LINE__, "", "\ufffd", "", 3000 },
    };

    check_floods(state, floods, G_N_ELEMENTS(floods));
}

/* Of the large blocks that hold one script each, a few characters will do. */
static gboolean is_wanted(gunichar c)
{
    gboolean large = (c >= 0x3400 && c < 0xf000) || (c >= 0x10000 && c < 0x1d000) || c >= 0x20000;

    return g_unichar_validate(c) && (!large || c % 64 < 2);
}

/* Every character there is: alone, between letters, between digits, in a heap. */
static void every_character(void **state)
{
    static const struct {
        const char *before, *after;
    } places[] = { { " ", " " }, { "a", "b " }, { "1", "2 " }, { "", "" } };

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        for (gunichar c = 1; c <= 0x2ffff;) {
            g_autoptr(GString) text = g_string_new(NULL);

            for (; text->len < 20000 && c <= 0x2ffff; c++) {
                if (!is_wanted(c))
                    continue;
                g_string_append(text, places[i].before);
                g_string_append_unichar(text, c);
                g_string_append(text, places[i].after);
            }
            check(state, __LINE__, text);
        }
    }
}

/* ---- What people want read is read ---- */

static void what_looks_like_words_is_read_as_words(void **state)
{
    static const struct {
        int line;
        const char *text, *handed;
    } cases[] = {
        { __LINE__, "Mach\u200binists", "Machinists" },
        { __LINE__, "Ma\u00adchin\u00adists won", "Machinists won" },
        { __LINE__, "\ufeffwe\u2060 won\u200d.", "we won." },
        { __LINE__, "ma\u202echi\u202cnists \u2067won\u2069", "machinists won" },
        { __LINE__, "3\u200b5 votes", "thirty-five votes" },
        { __LINE__, "𝐁𝐨𝐥𝐝 𝓬𝓵𝓪𝓲𝓶𝓼 𝟏𝟐", "Bold claims twelve" },
        { __LINE__, "Ｗｅ ｗｏｎ １，５００", "We won fifteen hundred" },
        { __LINE__, "３．５％ of ＄５", "three point five percent of five dollars" },
        { __LINE__, "٣٤٥ votes", "three hundred forty-five votes" },
        { __LINE__, "१२ votes", "twelve votes" },
        { __LINE__, "the ﬁre oﬃce ﬂed", "the fire office fled" },
        { __LINE__, "cafe\u0301 nin\u0303o", "café niño" },
        { __LINE__, "h\u0337\u0322e\u0335l\u0336p\u0338", "help" },
        { __LINE__, "Article Ⅷ", "Article eight" },
        { __LINE__, "H₂O", "H two O" },
        { __LINE__, "№ 5", "number five" },
        { __LINE__, "½ of 3⅞", "one half of three and seven eighths" },
        { __LINE__, "👨‍👩‍👧 won", "man woman girl won" },
        { __LINE__, "7️⃣ won", "seven won" },
    };
    struct setup *setup = (*(struct setup ***)state)[0];

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        prepare(setup, cases[i].text, (uint32_t)strlen(cases[i].text));
        assert_string_at(cases[i].line, setup->request.text->str, cases[i].handed);
    }
}

/* A mark of a time leads back to all of what was written, the invisible included. */
static void plain_words_lead_back_to_written_ones(void **state)
{
    static const struct {
        int line;
        const char *text, *written; /* of each spoken word, in brackets */
    } cases[] = {
        { __LINE__, "Mach\u200binists won", "[Mach\u200binists][won]" },
        { __LINE__, "\ufeffwe \u200bwon\u200d all", "[\ufeffwe][\u200bwon\u200d][all]" },
        { __LINE__, "oﬃce", "[oﬃce]" },
        { __LINE__, "cafe\u0301 won", "[cafe\u0301][won]" },
        { __LINE__, "５％", "[５％][５％]" },
    };
    struct setup *setup = (*(struct setup ***)state)[0];

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) written = g_string_new(NULL);

        prepare(setup, cases[i].text, (uint32_t)strlen(cases[i].text));
        for (guint k = 0; k < setup->request.form.words->len; k++) {
            struct span span =
                g_array_index(setup->request.form.words, struct spoken_word, k).written;

            g_string_append_printf(written, "[%.*s]", (int)(span.to - span.from),
                                   cases[i].text + span.from);
        }
        assert_string_at(cases[i].line, written->str, cases[i].written);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(emoji_storms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(floods_of_combining_marks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(invisible_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_without_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tokens_without_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tokens_that_are_just_short_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(enders_and_abbreviations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strange_scripts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_looks_like_words_is_read_as_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(plain_words_lead_back_to_written_ones, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
