/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/source/decode.h"

#include "tests/support/cmocka.h"
#include <stdio.h>

#define BYTES(literal) (literal), sizeof(literal) - 1

static const struct {
    int line;
    const char *bytes;
    size_t size;
    const char *declared, *charset, *text;
    unsigned replaced, nuls;
} texts[] = {
    { __LINE__, BYTES(""), NULL, "UTF-8", "", 0, 0 },
    { __LINE__, BYTES("plain"), NULL, "UTF-8", "plain", 0, 0 },
    { __LINE__, BYTES("caf\xc3\xa9"), NULL, "UTF-8", "café", 0, 0 },
    { __LINE__,
      BYTES("\xef\xbb\xbf"
            "caf\xc3\xa9"),
      "latin1", "UTF-8", "café", 0, 0 },
    { __LINE__, BYTES("\xef\xbb\xbf"), NULL, "UTF-8", "", 0, 0 },
    { __LINE__, BYTES("caf\xe9"), NULL, "windows-1252", "café", 0, 0 },
    { __LINE__, BYTES("\x93Union\x94 \x97 yes"), NULL, "windows-1252", "“Union” — yes", 0, 0 },
    { __LINE__, BYTES("caf\xe9"), "utf-8", "windows-1252", "café", 0, 0 },
    { __LINE__,
      BYTES("a\x81"
            "b"),
      "ascii", "windows-1252", "a\uFFFDb", 1, 0 },
    { __LINE__, BYTES("caf\xc3\xa9"), "latin1", "windows-1252", "cafÃ©", 0, 0 },
    { __LINE__, BYTES("\xc3\xa9\xc3\xa9 \xff \xe2\x82"), NULL, "UTF-8", "éé \uFFFD \uFFFD", 2, 0 },
    { __LINE__, BYTES("\xc3\xa9\xc3\xa9\xc3\xa9\xed\xa0\x80"), NULL, "windows-1252",
      "Ã©Ã©Ã©í\u00a0€", 0, 0 },
    { __LINE__,
      BYTES("\xef\xbb\xbf"
            "a\xff"),
      NULL, "UTF-8", "a\uFFFD", 1, 0 },
    { __LINE__, BYTES("a\0b"), NULL, "UTF-8", "a b", 0, 1 },
    { __LINE__,
      BYTES("\xff\xfe"
            "a\0\xac\x20"),
      NULL, "UTF-16LE", "a€", 0, 0 },
    { __LINE__, BYTES("\xfe\xff\0a\x20\xac"), NULL, "UTF-16BE", "a€", 0, 0 },
    { __LINE__,
      BYTES("\xff\xfe"
            "a\0b"),
      NULL, "UTF-16LE", "a\uFFFD", 1, 0 },
    { __LINE__,
      BYTES("\xff\xfe\x3d\xd8\x00\xde"
            "a\0\x3d\xd8"),
      NULL, "UTF-16LE", "\U0001F600a\uFFFD", 1, 0 },
    { __LINE__, BYTES("\xff\xfe\0\0a\0\0\0"), NULL, "UTF-32LE", "a", 0, 0 },
    { __LINE__, BYTES("\0\0\xfe\xff\0\x01\xf6\0"), NULL, "UTF-32BE", "\U0001F600", 0, 0 },
    { __LINE__,
      BYTES("\xff\xfe\0\0"
            "a\0"),
      NULL, "UTF-16LE", " a", 0, 1 },
    { __LINE__, BYTES("R\0a\0l\0l\0y\0!\0"), NULL, "UTF-16LE", "Rally!", 0, 0 },
    { __LINE__, BYTES("\0R\0a\0l\0l\0y\0!"), NULL, "UTF-16BE", "Rally!", 0, 0 },
    { __LINE__, BYTES("\x1c\x20\x14\x04\x30\x04\x1d\x20 \0\x33\x04\x34\x04"), NULL, "UTF-16LE",
      "“Да” гд", 0, 0 },
    { __LINE__, BYTES("R\0\0\0a\0\0\0!\0\0\0"), NULL, "UTF-32LE", "Ra!", 0, 0 },
    { __LINE__, BYTES("hello\0world\0 a\n\n# b\0\n"), NULL, "UTF-8", "hello world  a\n\n# b \n", 0,
      3 },
    { __LINE__, BYTES("\xa4"), "ISO-8859-15", "ISO-8859-15", "€", 0, 0 },
    { __LINE__, BYTES("\xb1\xe6"), "windows-1250", "windows-1250", "±ć", 0, 0 },
    { __LINE__, BYTES("\xcf\xf0\xe0"), " CP1251\n", "windows-1251", "Пра", 0, 0 },
    { __LINE__, BYTES("\x82\xa0\x83\x8a"), "shift_jis", "Shift_JIS", "あリ", 0, 0 },
    { __LINE__, BYTES("\x82\xa0\x82"), "sjis", "Shift_JIS", "あ\uFFFD", 1, 0 },
    { __LINE__, BYTES("\x1b$B$\"\x1b(Ba\x1b(B"), "iso-2022-jp", "ISO-2022-JP", "あa", 0, 0 },
    { __LINE__, BYTES("a\0b\0"), "utf-16", "UTF-16LE", "ab", 0, 0 },
    { __LINE__, BYTES("a\0"), "ucs-2", "UTF-16LE", "a", 0, 0 },
};

static void charsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct decoded d;
        g_autofree char *text = NULL;

        assert_int_at(
            texts[i].line,
            decode_text((const uint8_t *)texts[i].bytes, texts[i].size, texts[i].declared, &d),
            TRUE);
        text = g_strndup(d.text, d.size);
        assert_string_at(texts[i].line, d.charset, texts[i].charset);
        assert_string_at(texts[i].line, text, texts[i].text);
        assert_int_at(texts[i].line, strlen(text), d.size);
        assert_int_at(texts[i].line, d.replaced, texts[i].replaced);
        assert_int_at(texts[i].line, d.nuls, texts[i].nuls);
        assert_int_at(texts[i].line, decoded_source(&d, d.size), texts[i].size);
        decoded_clear(&d);
    }
}

static void what_is_no_text(void **state)
{
    static const struct {
        int line;
        const char *declared;
        unsigned from, step; /* bytes from, from + step, … */
    } cases[] = {
        { __LINE__, NULL, 0, 1 }, /* every byte in turn */
        { __LINE__, NULL, 0, 0 }, /* NULs */
        { __LINE__, NULL, 3, 7 }, /* like a compressed file */
        { __LINE__, "utf-16", 3, 7 },   { __LINE__, "utf-8", 3, 7 },
        { __LINE__, "latin1", 3, 7 },   { __LINE__, "windows-1251", 3, 7 },
        { __LINE__, "no-such", 32, 0 }, { __LINE__, "utf-7", 32, 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        uint8_t bytes[2048];
        struct decoded d;

        for (size_t j = 0; j < sizeof(bytes); j++)
            bytes[j] = (uint8_t)(cases[i].from + j * cases[i].step);
        assert_int_at(cases[i].line, decode_text(bytes, sizeof(bytes), cases[i].declared, &d),
                      FALSE);
        decoded_clear(&d);
    }
}

static void clean_text_is_not_copied(void **state)
{
    static const char text[] = "\xef\xbb\xbf"
                               "Union — yes";
    struct decoded d;

    (void)state;
    assert_true(decode_text((const uint8_t *)text, sizeof(text) - 1, NULL, &d));
    assert_true(d.borrowed);
    assert_ptr_equal(d.text, text + 3);
    assert_int_equal(decoded_source(&d, 0), 3);
    assert_int_equal(decoded_source(&d, 5), 8);
    decoded_clear(&d);
}

static void the_first_fault_is_told(void **state)
{
    static const char bytes[] = "\xc3\xa9\xc3\xa9 abc\xff d\0";
    struct decoded d;

    (void)state;
    assert_true(decode_text((const uint8_t *)bytes, sizeof(bytes) - 1, NULL, &d));
    assert_int_equal(d.first_bad, 8);
    decoded_clear(&d);
}

/* ---- Round trips ---- */

struct writer {
    const char *label;
    gunichar from[4], to[4]; /* ranges of characters that it can write */
    int (*write)(gunichar c, uint8_t *out);
};

static int write_utf8(gunichar c, uint8_t *out)
{
    return g_unichar_to_utf8(c, (char *)out);
}

static int write_1252(gunichar c, uint8_t *out)
{
    out[0] = c == 0x20ac ? 0x80 : c == 0x2014 ? 0x97 : (uint8_t)c;
    return 1;
}

static int write_1251(gunichar c, uint8_t *out)
{
    out[0] = c >= 0x410 ? (uint8_t)(c - 0x410 + 0xc0) : (uint8_t)c;
    return 1;
}

static int write_utf16le(gunichar c, uint8_t *out)
{
    gunichar high = c >= 0x10000 ? 0xd800 + ((c - 0x10000) >> 10) : c;
    gunichar low = 0xdc00 + ((c - 0x10000) & 0x3ff);

    out[0] = (uint8_t)high;
    out[1] = (uint8_t)(high >> 8);
    if (c < 0x10000)
        return 2;
    out[2] = (uint8_t)low;
    out[3] = (uint8_t)(low >> 8);
    return 4;
}

static int write_utf32be(gunichar c, uint8_t *out)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(c >> (24 - 8 * i));
    return 4;
}

static const struct writer writers[] = {
    { NULL, { 0x20, 0xa0, 0x2010, 0x1f600 }, { 0x7e, 0x17f, 0x2030, 0x1f64f }, write_utf8 },
    { "windows-1252", { 0x20, 0xa0, 0x20ac, 0x2014 }, { 0x7e, 0xff, 0x20ac, 0x2014 }, write_1252 },
    { "windows-1251", { 0x20, 0x410, 0x20, 0x410 }, { 0x7e, 0x44f, 0x7e, 0x44f }, write_1251 },
    { "utf-16le",
      { 0x20, 0xa0, 0x2010, 0x1f600 },
      { 0x7e, 0x17f, 0x2030, 0x1f64f },
      write_utf16le },
    { "utf-32be",
      { 0x20, 0xa0, 0x2010, 0x1f600 },
      { 0x7e, 0x17f, 0x2030, 0x1f64f },
      write_utf32be },
};

/* Random text of a charset: where each character begins in text and bytes. */
struct trip {
    GByteArray *bytes;
    GString *text;
    GArray *places; /* of uint64_t pairs: text, source */
};

static struct trip make_trip(GRand *rand, const struct writer *writer)
{
    struct trip trip = { g_byte_array_new(), g_string_new(NULL),
                         g_array_new(FALSE, FALSE, 2 * sizeof(uint64_t)) };
    int length = g_rand_int_range(rand, 1, 200);

    for (int i = 0; i < length; i++) {
        int range = g_rand_int_range(rand, 0, 4);
        gunichar c = (gunichar)g_rand_int_range(rand, (gint32)writer->from[range],
                                                (gint32)writer->to[range] + 1);
        uint64_t place[2] = { trip.text->len, trip.bytes->len };
        uint8_t written[8];

        g_array_append_val(trip.places, place);
        g_byte_array_append(trip.bytes, written, (guint)writer->write(c, written));
        g_string_append_unichar(trip.text, c);
    }
    return trip;
}

static void check_trip(const struct trip *trip, const struct writer *writer)
{
    struct decoded d;

    assert_true(decode_text(trip->bytes->data, trip->bytes->len, writer->label, &d));
    assert_int_equal(d.size, trip->text->len);
    assert_memory_equal(d.text, trip->text->str, d.size);
    for (guint i = 0; i < trip->places->len; i++) {
        const uint64_t *place = (const uint64_t *)(void *)trip->places->data + 2 * (size_t)i;

        assert_int_equal(decoded_source(&d, place[0]), place[1]);
    }
    assert_int_equal(decoded_source(&d, d.size), trip->bytes->len);
    decoded_clear(&d);
}

static void the_way_back_is_exact(void **state)
{
    GRand *rand = g_rand_new_with_seed(1776);

    (void)state;
    for (int round = 0; round < 300; round++)
        for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
            struct trip trip = make_trip(rand, &writers[i]);

            check_trip(&trip, &writers[i]);
            g_byte_array_unref(trip.bytes);
            g_string_free(trip.text, TRUE);
            g_array_unref(trip.places);
        }
    g_rand_free(rand);
}

/* Any bytes: what comes out is UTF-8, its places never go back, and end at the end. */
static void any_bytes_are_survived(void **state)
{
    static const char *const labels[] = { NULL,     "utf-8",   "utf-16", "utf-16be",    "utf-32",
                                          "latin1", "gb18030", "euc-jp", "iso-2022-jp", "big5" };
    GRand *rand = g_rand_new_with_seed(1886);

    (void)state;
    for (int round = 0; round < 3000; round++) {
        uint8_t bytes[24];
        size_t size = (size_t)g_rand_int_range(rand, 0, sizeof(bytes));
        uint64_t last = 0;
        struct decoded d;

        for (size_t i = 0; i < size; i++)
            bytes[i] = g_rand_boolean(rand) ? (uint8_t)g_rand_int(rand)
                                            : (uint8_t)g_rand_int_range(rand, 'a', 'z');
        if (!decode_text(bytes, size, labels[round % G_N_ELEMENTS(labels)], &d))
            continue;
        assert_true(g_utf8_validate_len(d.text, d.size, NULL));
        for (uint64_t i = 0; i <= d.size; i++) {
            assert_true(decoded_source(&d, i) >= last);
            last = decoded_source(&d, i);
        }
        assert_int_equal(last, size);
        decoded_clear(&d);
    }
    g_rand_free(rand);
}

/* Runs cover the text, and none but the exact ones is longer than a word. */
static void runs(void **state)
{
    static const struct {
        int line;
        const char *bytes;
        size_t size;
        const char *declared, *runs;
    } cases[] = {
        { __LINE__, BYTES("two w\xc3\xb6rds"), NULL, "two wörds|" },
        { __LINE__, BYTES("two w\xf6rds"), "latin1", "two w|ö|rds|" },
        { __LINE__, BYTES("t\0w\0o\0 \0w\0o\0"), "utf-16", "two| |wo|" },
        { __LINE__, BYTES("\xe4\xe0  \xed\xe5\xf2"), "windows-1251", "да|  |нет|" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) found = g_string_new(NULL);
        struct decoded d;

        assert_true(
            decode_text((const uint8_t *)cases[i].bytes, cases[i].size, cases[i].declared, &d));
        for (uint64_t from = 0; from < d.size;) {
            uint64_t to = decoded_run(&d, from, d.size);

            g_string_append_len(found, d.text + from, (gssize)(to - from));
            g_string_append_c(found, '|');
            from = to;
        }
        assert_string_at(cases[i].line, found->str, cases[i].runs);
        decoded_clear(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charsets),
        cmocka_unit_test(what_is_no_text),
        cmocka_unit_test(clean_text_is_not_copied),
        cmocka_unit_test(the_first_fault_is_told),
        cmocka_unit_test(the_way_back_is_exact),
        cmocka_unit_test(any_bytes_are_survived),
        cmocka_unit_test(runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
