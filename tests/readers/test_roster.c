/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"

#include "core/document/print.h"
#include "tests/support/direct_host.h"

extern const struct crier_reader crier_plugin_roster;

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* headings, their order, and what is private */
    { __LINE__, "Name,Local,Town\nRosa Delgado,1199,Ayers\nJi Kim,Local 3,Dover\n",
      "list\n  list item: Rosa Delgado, Local 1199, Ayers\n  list item: Ji Kim, Local 3, "
      "Dover\n" },
    { __LINE__, "Town;Last Name;First Name;E-mail\nAyers;Delgado;Rosa;r@d.example\n",
      "list\n  list item: Rosa Delgado, Ayers\n\ninfo at byte 0: columns not read: E-mail\n" },
    { __LINE__, "surname\tgiven_name\tUnion\tLocal\tState\nKim\tJi\tBakers\t12\tOH\n",
      "list\n  list item: Ji Kim, Bakers Local 12, OH\n" },
    { __LINE__, "Nombre|Ciudad\r\nRosa Delgado|Ayers\r\nAna Ríos|Dover\r\n",
      "list\n  list item: Rosa Delgado, Ayers\n  list item: Ana Ríos, Dover\n" },
    { __LINE__, "sep=;\nName;Town\nRosa Delgado;Ayers\n",
      "list\n  list item: Rosa Delgado, Ayers\n" },
    { __LINE__, "Title,First,Last,Suffix,Prefix\nSteward,Rosa,Delgado,Jr.,Dr.\n",
      "list\n  list item: Dr. Rosa Delgado Jr., Steward\n" },
    /* quoting */
    { __LINE__, "Name,Town\n\"Delgado, Rosa\",Ayers\n\"King, Sam, Jr.\",Dover\n",
      "list\n  list item: Rosa Delgado, Ayers\n  list item: Sam King, Jr., Dover\n" },
    { __LINE__, "Name,Union\n\"Rosa \"\"Red\"\" Delgado\",\"Cooks,\nMaids\"\nJi Kim,\"Nurses\"\n",
      "list\n  list item: Rosa \"Red\" Delgado, Cooks, Maids\n  list item: Ji Kim, Nurses\n" },
    { __LINE__, "Name,Town\n\"Rosa Delgado,Ayers\nJi Kim,Dover\n",
      "list\n  list item: \"Rosa Delgado, Ayers\n  list item: Ji Kim, Dover\n" },
    /* a title above, empty rows, the same twice, no name */
    { __LINE__,
      "Speakers on Friday,,\n,,\nName,Town,Notes\n,,\nRosa Delgado,Ayers,\n,Dover,\n"
      "Rosa Delgado,AYERS,\n",
      "title: Speakers on Friday\n\nheadline: Speakers on Friday\nlist\n"
      "  list item: Rosa Delgado, Ayers\n\n"
      "info: an entry that is there twice is read once\n"
      "info: a row without a name is left out\n" },
    /* groups */
    { __LINE__, "Name,Local\nRosa Delgado,3\nJi Kim,3\nAnn Park,9\nSam Hill,9\n",
      "heading 2: Local 3\nlist\n  list item: Rosa Delgado\n  list item: Ji Kim\n"
      "heading 2: Local 9\nlist\n  list item: Ann Park\n  list item: Sam Hill\n" },
    { __LINE__, "Name,Town\nRosa Delgado,Ayers\nJi Kim,Dover\nAnn Park,Dover\nSam Hill,Ayers\n",
      "list\n  list item: Rosa Delgado, Ayers\n  list item: Ji Kim, Dover\n"
      "  list item: Ann Park, Dover\n  list item: Sam Hill, Ayers\n" },
    /* no headings */
    { __LINE__, "Rosa Delgado,Local 3,Ayers,OH\nJi Kim,Local 9,Dover,PA\n",
      "list\n  list item: Rosa Delgado, Local 3, OH, Ayers\n"
      "  list item: Ji Kim, Local 9, PA, Dover\n" },
    { __LINE__, "Rosa,Delgado\nJi,Kim\nAnn,Park\n",
      "list\n  list item: Rosa Delgado\n  list item: Ji Kim\n  list item: Ann Park\n" },
    { __LINE__, "Delgado, Rosa\nKim, Ji\nPark, Ann\n",
      "list\n  list item: Rosa Delgado\n  list item: Ji Kim\n  list item: Ann Park\n" },
    { __LINE__, "Rosa Delgado\nJi Kim\nAnn Park\n",
      "list\n  list item: Rosa Delgado\n  list item: Ji Kim\n  list item: Ann Park\n" },
    /* not people */
    { __LINE__, "Year,Wage\n2024,17.50\n2025,18.25\n",
      "table\n  table row\n    table header: Year\n    table header: Wage\n"
      "  table row\n    table cell: 2024\n    table cell: 17.50\n"
      "  table row\n    table cell: 2025\n    table cell: 18.25\n\n"
      "info: no column of names was found: it is read as a table\n" },
    /* cards */
    { __LINE__,
      "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Rosa Delgado\r\nN:Delgado;Rosa;;;\r\n"
      "item1.ORG:Bakers\\, Cooks;Local 3\r\nTITLE:Shop\r\n  steward\r\n"
      "ADR:;;12 Mill St;Ayers;OH;1;USA\r\nTEL:555\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\n"
      "END:VCARD\r\n",
      "list\n  list item: Rosa Delgado, Shop steward, Bakers, Cooks, Local 3, Ayers, OH\n" },
    { __LINE__,
      "begin:vcard\nversion:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:R=EDos=\n;Ana\n"
      "end:vcard\nBEGIN:VCARD\nVERSION:3.0\nN:Kim;Ji;H.;Dr.;RN\nEND:VCARD\n",
      "list\n  list item: Ana Ríos\n  list item: Dr. Ji H. Kim, RN\n" },
    { __LINE__, "BEGIN:VCARD\nFN:Rosa Delgado\nTITLE:Ste",
      "list\n  list item: Rosa Delgado, Ste\n\nwarning: the last card is cut off\n" },
};

/* The first letter or digit that is neither said nor skipped: then a word is lost. All
 * texts here are UTF-8, so that bytes of the text are bytes of the source. */
static const char *lost(const struct document *document, const char *text, size_t size)
{
    g_autofree char *covered = g_malloc0(size + 1);

    for (guint i = 0; i < document->pieces->len; i++) {
        const struct piece *piece = &g_array_index(document->pieces, struct piece, i);

        if (piece->from != NOWHERE32)
            memset(covered + piece->from, 1, piece->to - piece->from);
    }
    for (guint i = 0; i < document->skips->len; i++) {
        const struct skip *skip = &g_array_index(document->skips, struct skip, i);

        memset(covered + skip->from, 1, skip->to - skip->from);
    }
    for (size_t i = 0; i < size; i++)
        if (!covered[i] && (g_ascii_isalnum(text[i]) || (uint8_t)text[i] >= 0xc3))
            return text + i;
    return NULL;
}

/* What the reader makes of a text. Words that it adds itself ("Local", commas between
 * cells) stand nowhere, so that only what is lost can be told. */
static char *list_of(const char *text, size_t size, gboolean skips)
{
    struct direct direct = direct_read(&crier_plugin_roster, "a.csv", text, size);
    g_autoptr(GString) print = g_string_new(NULL);
    GString *out = g_string_new(NULL);
    const char *at = direct.status == CRIER_OK ? lost(direct.document, text, size) : NULL;

    document_print(direct.document, print);
    /* By memchr: the checkers of addresses measure a string anew in each call that takes one. */
    for (const char *line = print->str, *end = line + print->len; line < end;) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        const size_t length = (size_t)((feed ? feed : end) - line);

        if ((skips || length < 8 || memcmp(line, "skipped ", 8) != 0))
            g_string_append_printf(out, "%.*s\n", (int)length, line);
        line += length + 1;
    }
    if (g_str_has_suffix(out->str, "\n\n"))
        g_string_truncate(out, out->len - 1);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "FAULT: status %d\n", direct.status);
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    if (at)
        g_string_append_printf(out, "FAULT: byte %zu is lost\n", (size_t)(at - text));
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = list_of(cases[i].text, strlen(cases[i].text), FALSE);

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static void what_is_skipped_has_a_reason(void **state)
{
    static const char text[] = "Name,Phone,#\nRosa Delgado,555 0100,7\nRosa Delgado,,8\n";
    g_autofree char *got = list_of(text, sizeof(text) - 1, TRUE);

    (void)state;
    assert_string_equal(strstr(got, "skipped"),
                        "skipped bytes 0 to 12: column headings\n"
                        "skipped bytes 26 to 34: private address or number\n"
                        "skipped bytes 35 to 36: column of no use to listeners\n"
                        "skipped bytes 37 to 52: same entry as before\n"
                        "info at byte 0: columns not read: Phone, #\n"
                        "info: an entry that is there twice is read once\n");
}

static void what_cannot_be_read(void **state)
{
    static const char *const bad[] = { "", "\n,,\n,\n", "BEGIN:VCARD\nTEL:5\nEND:VCARD\n" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *got = list_of(bad[i], strlen(bad[i]), FALSE);

        assert_non_null(strstr(got, "FAULT: status 2"));
        assert_non_null(strstr(got, "warning: there is no "));
    }
}

#define PEOPLE                                                                                     \
    "Rosa Delgado\tLocal 3\tAyers\nJi Kim\tLocal 9\tDover\nAnn Park\tLocal 3\tAyers\n"             \
    "Sam Hill\tLocal 3\tDover\n"

static void bids(void **state)
{
    static const struct {
        int line;
        const char *name, *bytes;
        int32_t score;
    } sources[] = {
        { __LINE__, "a.csv", "Name,Town\nRosa,Ayers\n", 60 },
        { __LINE__, "a.csv", "Rosa Delgado\nJi Kim\n", 35 },
        { __LINE__, "a.csv", "<!DOCTYPE html><p>One, two</p>\n<p>One, two</p>\n", 15 },
        { __LINE__, "a", "Name,Town\nRosa,Ayers\nJi,Dover\n", 55 },
        { __LINE__, "a", PEOPLE, 55 },
        { __LINE__, "a",
          "\xef\xbb\xbf"
          "BEGIN:VCARD\nFN:R\n",
          80 },
        { __LINE__, "a",
          "The hall was full, warm and loud.\nPeople stood, sat and sang.\n"
          "They left at ten, some by bus.\n",
          0 },
        { __LINE__, "a", "Rosa went home, then to bed\nJi stayed on, and sang\nAnn left, alone\n",
          0 },
        { __LINE__, "a", "| Name | Town |\n|---|---|\n| Rosa | Ayers |\n", 0 },
        { __LINE__, "a", "Name | Town\n-----|-----\nRosa | Ayers\n", 0 },
        { __LINE__, "a", "{\"name\": 1,\n\"town\": 2,\n\"last\": 3}\n", 0 },
        { __LINE__, "a.txt", "", 0 },
        { __LINE__, "a", "name,town\n\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03\x04\x05\x06\x07", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        assert_int_at(sources[i].line,
                      direct_probe(&crier_plugin_roster, sources[i].name, "", sources[i].bytes,
                                   strlen(sources[i].bytes)),
                      sources[i].score);
}

static void holds(int line, const char *bytes, size_t size)
{
    g_autofree char *got = list_of(bytes, size, TRUE);
    const char *fault = strstr(got, "FAULT:");

    if (fault && !g_str_has_prefix(fault, "FAULT: status 2\n"))
        fail_msg("case of line %d, %zu bytes: %.300s", line, size, fault);
}

/* Every case again, cut off behind each of its bytes. */
static void cut_off_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t size = 0; size < strlen(cases[i].text); size++)
            if (size == 0 || ((uint8_t)cases[i].text[size] & 0xc0) != 0x80)
                holds(cases[i].line, cases[i].text, size);
}

static void hostile(void **state)
{
    static const struct {
        int line;
        const char *head, *body;
        unsigned times;
    } files[] = {
        { __LINE__, "", ",", 200000 },
        { __LINE__, "Name,", "a,", 100000 },
        { __LINE__, "Name,Town\n", "\"", 100001 },
        { __LINE__, "Name,Town\n", "\"a,\"\"", 40000 },
        { __LINE__, "Name,Town\n", "\"a\n", 40000 },
        { __LINE__, "Name,Town\n", "Al,Bo\n", 100000 },
        { __LINE__, "Name,Town\n", "Al,Bo\rCy;Di\n\r", 20000 },
        { __LINE__, "", "a\t", 65 },
        { __LINE__, "BEGIN:VCARD\n", "FN:a\\", 20000 },
        { __LINE__, "BEGIN:VCARD\nFN:", "a\n ", 20000 },
        { __LINE__, "", "BEGIN:VCARD\nN;QUOTED-PRINTABLE:=\n", 2000 },
        { __LINE__, "", "BEGIN:VCARD\nN:;;;;\\\nEND:VCARD\n", 2000 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = g_string_new(files[i].head);

        for (unsigned n = 0; n < files[i].times; n++)
            g_string_append(bytes, files[i].body);
        holds(files[i].line, bytes->str, bytes->len);
    }
}

static void noise(void **state)
{
    static const char *const alphabets[] = { "aB ,\"\n", "a;\t\"\r\n|1", "Rosa Kim,\n3",
                                             "BEGIN:VCARD\nN;=\\ " };
    GRand *rand = g_rand_new_with_seed(1199);

    (void)state;
    for (int round = 0; round < 4000; round++) {
        const char *alphabet = alphabets[round % G_N_ELEMENTS(alphabets)];
        g_autoptr(GString) bytes = g_string_new(round % 4 == 3 ? "BEGIN:VCARD\n" : "Name,Town\n");
        int size = g_rand_int_range(rand, 1, 200);

        for (int i = 0; i < size; i++)
            g_string_append_c(bytes, alphabet[g_rand_int_range(rand, 0, (gint32)strlen(alphabet))]);
        holds(round, bytes->str, bytes->len);
    }
    g_rand_free(rand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_skipped_has_a_reason),
        cmocka_unit_test(what_cannot_be_read),
        cmocka_unit_test(bids),
        cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(hostile),
        cmocka_unit_test(noise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
