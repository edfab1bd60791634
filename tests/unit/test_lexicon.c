/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/language/lexicon.h"

#include "tests/support/cmocka.h"

#include <glib/gstdio.h>
#include <string.h>

static const char table[] = "# names\n"
                            "Lamont\t[[l@m'A:nt]]\n"
                            "Winchester Repeating Arms\tWinchester Arms\n"
                            "Winchester\t/ˈwɪnˌtʃɛstər/\n"
                            "polish\t[[p'A:lIS]]\n"
                            "Polish\t[[p'oUlIS]]\n"
                            "juice\tJobs for Us\ten-GB\n";

/* What the entry for a text says, its number of words before and an s behind when an ending
 * was taken off; "" when there is none. */
static char *find(struct lexicon *lexicon, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    struct lexicon_word words[8];
    struct lexicon_entry *entry = NULL;
    gboolean ending = FALSE;
    unsigned count = 0, taken;

    for (; parts[count]; count++)
        words[count] = (struct lexicon_word){ parts[count], strlen(parts[count]) };
    taken = lexicon_find(lexicon, words, count, &entry, &ending);
    if (taken == 0)
        return g_strdup("");
    return g_strdup_printf("%u %s%s", taken, entry->phonemes ? entry->phonemes : entry->alias,
                           ending ? " +s" : "");
}

static void entries_fit_by_case_length_and_ending(void **state)
{
    static const struct {
        int line;
        const char *text, *found;
    } cases[] = {
        { __LINE__, "Lamont", "1 l@m'A:nt" },
        { __LINE__, "Lamont's", "1 l@m'A:nt +s" },
        { __LINE__, "Lamont’s", "1 l@m'A:nt +s" },
        { __LINE__, "Lamonts", "1 l@m'A:nt +s" },
        { __LINE__, "LAMONT", "1 l@m'A:nt" },
        { __LINE__, "lamont", "" },
        { __LINE__, "Lamonte", "" },
        { __LINE__, "Winchester Repeating Arms", "3 Winchester Arms" },
        { __LINE__, "Winchester Repeating", "1 w'IntS,Est3" },
        { __LINE__, "polish", "1 p'A:lIS" },
        { __LINE__, "Polish", "1 p'oUlIS" },
        { __LINE__, "juice", "" },
        { __LINE__, "s", "" },
    };
    struct lexicon *lexicon = lexicon_new("en-US");

    (void)state;
    assert_true(lexicon_load_tsv(lexicon, "names.tsv", table, strlen(table), NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = find(lexicon, cases[i].text);

        assert_string_at(cases[i].line, got, cases[i].found);
    }
    lexicon_free(lexicon);
}

static void bad_lines_are_named(void **state)
{
    static const struct {
        int line;
        const char *text, *message;
    } cases[] = {
        { __LINE__, "Lamont", "x.tsv:1: a line has a word" },
        { __LINE__, "# ok\n\nLamont\t/l7/\n", "x.tsv:3: no sound is known for the IPA sign 7" },
        { __LINE__, "Lamont\t/\x1b/\n", "x.tsv:1: no sound is known for the IPA sign \\x1b" },
        { __LINE__, "Lamont\t[[l@]] x\n", "x.tsv:1: phonemes stand between" },
        { __LINE__, "Lamont\t[[l<]]\n", "x.tsv:1: \"Lamont\" has phonemes" },
        { __LINE__, "\tx\n", "x.tsv:1: an entry without a word" },
        { __LINE__, "Lamont\t\n", "x.tsv:1: a line has a word" },
        { __LINE__, "a b c d e f g h i\tx\n", "x.tsv:1: an entry of more than 8 words" },
        { __LINE__, "<x/>", "x.pls:1: not a pronunciation lexicon but <x>" },
        { __LINE__, "<lexicon><lexeme>", "x.pls:1: not well-formed XML" },
        { __LINE__, "<lexicon>\n<lexeme></lexeme></lexicon>", "x.pls:2: a lexeme without" },
        { __LINE__,
          "<lexicon alphabet='x-sampa'>\n<lexeme><grapheme>a</grapheme><phoneme>a</phoneme>"
          "</lexeme></lexicon>",
          "x.pls:2: alphabet \"x-sampa\" is neither" },
        /* a reason is one line, whatever it quotes */
        { __LINE__,
          "<lexicon alphabet='a&#10;b'><lexeme><grapheme>a</grapheme><phoneme>a</phoneme>"
          "</lexeme></lexicon>",
          "x.pls:1: alphabet \"a\\nb\" is neither" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct lexicon *lexicon = lexicon_new("en");
        gboolean pls = cases[i].text[0] == '<';
        g_autoptr(GError) error = NULL;

        assert_false((pls ? lexicon_load_pls : lexicon_load_tsv)(
            lexicon, pls ? "x.pls" : "x.tsv", cases[i].text, strlen(cases[i].text), &error));
        assert_non_null(error);
        assert_int_equal(error->code, ERROR_INPUT);
        error->message[MIN(strlen(error->message), strlen(cases[i].message))] = '\0';
        assert_string_at(cases[i].line, error->message, cases[i].message);
        lexicon_free(lexicon);
    }
}

static const char pls[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<lexicon version='1.0' xmlns='http://www.w3.org/2005/01/pronunciation-lexicon'\n"
    "  alphabet='ipa' xml:lang='en-US'>\n"
    "<lexeme><grapheme>Lamont</grapheme><grapheme>La Mont</grapheme>\n"
    "  <phoneme>ləˈmɑːnt</phoneme></lexeme>\n"
    "<lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>\n"
    "<lexeme><grapheme>Delano</grapheme><phoneme alphabet='x-espeak'>d@l'eInoU</phoneme>\n"
    "  <phoneme alphabet='x-espeak' prefer='true'>d'El@noU</phoneme></lexeme>\n"
    "</lexicon>\n";

static void pls_files_are_read(void **state)
{
    struct lexicon *american = lexicon_new("en-US"), *british = lexicon_new("en-GB");
    g_autofree char *lamont = NULL, *two = NULL, *alias = NULL, *preferred = NULL, *none = NULL;

    (void)state;
    assert_true(lexicon_load_pls(american, "x.pls", pls, strlen(pls), NULL));
    assert_true(lexicon_load_pls(british, "x.pls", pls, strlen(pls), NULL));
    lamont = find(american, "Lamont");
    two = find(american, "La Mont's");
    alias = find(american, "W3C");
    preferred = find(american, "Delano");
    none = find(british, "Lamont");
    assert_string_equal(lamont, "1 l@m'A:nt");
    assert_string_equal(two, "2 l@m'A:nt +s");
    assert_string_equal(alias, "1 World Wide Web Consortium");
    assert_string_equal(preferred, "1 d'El@noU");
    assert_string_equal(none, "");
    lexicon_free(american);
    lexicon_free(british);
}

static void append_count(const struct lexicon_entry *entry, void *context)
{
    g_string_append_printf(context, "%s:%u %s %u\n", entry->file, entry->line, entry->written,
                           entry->applied);
}

static void a_report_counts_where_entries_applied(void **state)
{
    static const char text[] = "Lamont\t[[l@m'A:nt]]\n# other\nDelano\t[[d'El@noU]]\n";
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "crier-lexicon-test.tsv", NULL);
    g_autoptr(GString) report = g_string_new(NULL);
    g_autofree char *wanted = g_strdup_printf("%s:1 Lamont 2\n%s:3 Delano 0\n", path, path);
    struct lexicon *lexicon = lexicon_new(NULL);

    (void)state;
    assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_true(lexicon_load(lexicon, path, NULL));
    g_free(find(lexicon, "Lamont"));
    g_free(find(lexicon, "Lamont's"));
    lexicon_report(lexicon, append_count, report);
    assert_string_equal(report->str, wanted);
    lexicon_free(lexicon);
    g_unlink(path);
}

static void a_missing_file_is_named(void **state)
{
    struct lexicon *lexicon = lexicon_new(NULL);
    g_autoptr(GError) error = NULL;

    (void)state;
    assert_false(lexicon_load(lexicon, "no/such.tsv", &error));
    assert_int_equal(error->code, ERROR_INPUT);
    assert_non_null(strstr(error->message, "no/such.tsv"));
    lexicon_free(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_fit_by_case_length_and_ending),
        cmocka_unit_test(bad_lines_are_named),
        cmocka_unit_test(pls_files_are_read),
        cmocka_unit_test(a_report_counts_where_entries_applied),
        cmocka_unit_test(a_missing_file_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
