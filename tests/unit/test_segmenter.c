/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/limits.h"
#include "core/language/segmenter.h"

#include "tests/support/cmocka.h"

static GArray *split(const char *language, const char *text, gsize size)
{
    struct segmenter *segmenter = segmenter_new(language);
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct span));

    segmenter_split(segmenter, text, (uint32_t)size, spans);
    segmenter_free(segmenter);
    return spans;
}

static struct span span_at(const GArray *spans, guint i)
{
    return g_array_index(spans, struct span, i);
}

/* The text with a bar before each sentence but the first. */
static char *barred(const char *language, const char *text)
{
    g_autoptr(GArray) spans = split(language, text, strlen(text));
    GString *out = g_string_new(text);

    for (guint i = spans->len; i > 1; i--)
        g_string_insert_c(out, span_at(spans, i - 1).from, '|');
    return g_string_free(out, FALSE);
}

static void check_case(const char *language, int line, const char *wanted)
{
    g_auto(GStrv) sentences = g_strsplit(wanted, "|", -1);
    g_autofree char *text = g_strjoinv("", sentences);
    g_autofree char *got = barred(language, text);

    assert_string_at(line, got, wanted);
}

static void check_spec(const char *language, const char *path)
{
    g_autofree char *spec = NULL;
    g_auto(GStrv) lines = NULL;
    int cases = 0;

    assert_true(g_file_get_contents(path, &spec, NULL, NULL));
    lines = g_strsplit(spec, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        check_case(language, i + 1, lines[i]);
        cases++;
    }
    assert_true(cases > 0);
}

static void english_is_cut_as_its_spec_says(void **state)
{
    (void)state;
    check_spec("en", "tests/spec/en/sentences.txt");
    check_spec("en-GB", "tests/spec/en/sentences.txt");
}

static void spanish_is_cut_as_its_spec_says(void **state)
{
    (void)state;
    check_spec("es", "tests/spec/es/sentences.txt");
}

static void other_languages_follow_unicode(void **state)
{
    static const struct {
        int line;
        const char *language, *text;
    } cases[] = {
        { __LINE__, "ja", "はい！|「行く。」と言った。|彼は来た。" },
        { __LINE__, "zh", "他来了。|她走了！|真的吗？|真的。" },
        { __LINE__, "de", "Das gilt z.B. für uns. |Herr Dr. Esche ging. |Gut." },
        { __LINE__, "fr", "M. Frêne est là. |« Oui ! » |Il part." },
        { __LINE__, "el", "Τι έγινε; |Τίποτα." },
        { __LINE__, "hi", "वह आया। |वह गया।" },
        { __LINE__, "ar", "هل جاء؟ |نعم." },
        { __LINE__, "xx", "One. |Two." },
        { __LINE__, NULL, "Mr. Ash left. |He won." },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        check_case(cases[i].language, cases[i].line, cases[i].text);
}

static void white_space_is_left_out(void **state)
{
    static const struct {
        int line;
        const char *text, *sentences;
    } cases[] = {
        { __LINE__, "", "" },
        { __LINE__, " \n\t ", "" },
        { __LINE__, "  One.  Two. ", "One.~Two." },
        { __LINE__, "One\nline. Two\r\nlines.", "One\nline.~Two\r\nlines." },
        { __LINE__, "A heading\n\nOne.", "A heading~One." },
        { __LINE__, "\302\240One.\302\240 Two.\342\200\203", "One.~Two." },
        { __LINE__, "? !", "? !" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) spans = split("en", cases[i].text, strlen(cases[i].text));
        g_autoptr(GString) got = g_string_new(NULL);

        for (guint n = 0; n < spans->len; n++)
            g_string_append_printf(got, "%s%.*s", n > 0 ? "~" : "",
                                   (int)(span_at(spans, n).to - span_at(spans, n).from),
                                   cases[i].text + span_at(spans, n).from);
        assert_string_at(cases[i].line, got->str, cases[i].sentences);
    }
}

/* Everything but white space comes back once and in order. */
static void check_covered(int line, const GArray *spans, const char *text, gsize size)
{
    uint32_t at = 0;

    for (guint i = 0; i <= spans->len; i++) {
        struct span span =
            i < spans->len ? span_at(spans, i) : (struct span){ (uint32_t)size, (uint32_t)size };

        for (; at < span.from; at = (uint32_t)(g_utf8_next_char(text + at) - text))
            assert_int_at(line, g_unichar_isspace(g_utf8_get_char(text + at)), TRUE);
        assert_int_at(line, at, span.from);
        assert_int_at(line, g_utf8_validate(text + span.from, span.to - span.from, NULL), TRUE);
        at = span.to;
    }
}

/* What nobody would write; the work must stay in proportion. */
static void hostile_texts_are_covered(void **state)
{
    static const struct {
        int line;
        const char *unit;
    } cases[] = {
        { __LINE__, "." },         { __LINE__, ". " },       { __LINE__, "a." },
        { __LINE__, "A. " },       { __LINE__, "(" },        { __LINE__, "(. " },
        { __LINE__, "\"A. " },     { __LINE__, "9" },        { __LINE__, "1. " },
        { __LINE__, "… " },        { __LINE__, "?\"" },      { __LINE__, "🎉" },
        { __LINE__, "e\xCC\x81" }, { __LINE__, "\xCC\x81" }, { __LINE__, "\xE2\x80\xAE. " },
        { __LINE__, "U.S. " },     { __LINE__, " " },        { __LINE__, "。" },
        { __LINE__, "字" },        { __LINE__, ".[1] A" },   { __LINE__, "• " },
        { __LINE__, "\n" },        { __LINE__, "…”A" },      { __LINE__, "!A b" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GArray) spans = NULL;

        for (int n = 0; n < 30000; n++)
            g_string_append(text, cases[i].unit);
        spans = split("en", text->str, text->len);
        check_covered(cases[i].line, spans, text->str, text->len);
    }
}

static void long_sentences_are_cut_at_spaces(void **state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) spans = NULL;

    (void)state;
    for (int i = 0; i < 500; i++)
        g_string_append(text, i % 40 == 39 ? "word, " : "word ");
    spans = split(NULL, text->str, text->len);
    assert_true(spans->len >= text->len / LIMIT_SENTENCE);
    check_covered(__LINE__, spans, text->str, text->len);
    for (guint i = 0; i < spans->len; i++) {
        assert_true(span_at(spans, i).to - span_at(spans, i).from <= LIMIT_SENTENCE);
        assert_true(g_str_has_prefix(text->str + span_at(spans, i).from, "word"));
    }
}

/* Chinese has no spaces to cut at. */
static void long_texts_without_spaces_are_cut_at_commas(void **state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) spans = NULL;

    (void)state;
    for (int i = 0; i < 1000; i++)
        g_string_append(text, i % 50 == 49 ? "，" : "字");
    spans = split("zh", text->str, text->len);
    check_covered(__LINE__, spans, text->str, text->len);
    for (guint i = 0; i < spans->len; i++) {
        assert_true(span_at(spans, i).to - span_at(spans, i).from <= LIMIT_SENTENCE);
        assert_true(memcmp(text->str + span_at(spans, i).to - 3, "，", 3) == 0);
    }
}

static void a_word_without_end_stays_whole(void **state)
{
    g_autofree char *text = g_strnfill(100000, 'a');
    g_autoptr(GArray) spans = split("en", text, 100000);

    (void)state;
    assert_int_equal(spans->len, 1);
    assert_int_equal(span_at(spans, 0).to - span_at(spans, 0).from, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_cut_as_its_spec_says),
        cmocka_unit_test(spanish_is_cut_as_its_spec_says),
        cmocka_unit_test(other_languages_follow_unicode),
        cmocka_unit_test(white_space_is_left_out),
        cmocka_unit_test(hostile_texts_are_covered),
        cmocka_unit_test(long_sentences_are_cut_at_spaces),
        cmocka_unit_test(long_texts_without_spaces_are_cut_at_commas),
        cmocka_unit_test(a_word_without_end_stays_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
