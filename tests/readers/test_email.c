/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/cmocka.h"

#include "core/document/print.h"
#include "tests/support/direct_host.h"

extern const struct crier_reader crier_plugin_email;

/* HTML is another reader's work: what would be handed to it is shown as a paragraph. */
static crier_status show_part(const struct crier_reader_host *host, const struct crier_source *part)
{
    g_autofree char *text =
        g_strdup_printf("[%s %s] %.*s", part->media_type, part->charset ? part->charset : "-",
                        (int)part->length, (const char *)part->bytes);
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    return crier_add(host, CRIER_ROLE_PARAGRAPH, valid, strlen(valid), CRIER_NOWHERE);
}

static crier_status read_shown(const struct crier_reader_host *host,
                               const struct crier_source *source)
{
    struct crier_reader_host shown = *host;

    shown.read_part = show_part;
    return crier_plugin_email.read(&shown, source);
}

static crier_status no_reader(const struct crier_reader_host *host, const struct crier_source *part)
{
    (void)host;
    (void)part;
    return CRIER_DECLINED;
}

static crier_status read_without_html(const struct crier_reader_host *host,
                                      const struct crier_source *source)
{
    struct crier_reader_host alone = *host;

    alone.read_part = no_reader;
    return crier_plugin_email.read(&alone, source);
}

static char *letter(const char *bytes, size_t size, gboolean with_html)
{
    struct crier_reader reader = crier_plugin_email;
    struct direct direct;
    GString *out = g_string_new(NULL);

    reader.read = with_html ? read_shown : read_without_html;
    direct = direct_read(&reader, "a.eml", bytes, size);
    document_print(direct.document, out);
    if (direct.status != CRIER_OK)
        g_string_append_printf(out, "FAULT: status %d\n", direct.status);
    if (direct.built != CRIER_OK)
        g_string_append_printf(out, "FAULT: %s\n", direct.message);
    direct_clear(&direct);
    return g_string_free(out, FALSE);
}

#define HEAD      "From: Rosa Delgado <rosa@bakers.example>\nSubject: Vote\n"
#define HEAD_READ "title: Vote\nauthor: Rosa Delgado\n\nheadline: Vote\nbyline: Rosa Delgado\n"
#define PLAIN     "Content-Type: text/plain\n\n"
#define HTML      "Content-Type: text/html; charset=koi8-r\n\n"
#define BOTH      HEAD "Content-Type: multipart/alternative; boundary=b\n\n--b\n" PLAIN

static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    /* the header */
    { __LINE__,
      "From: \"Rosa Delgado\" <r@b.example>\nTo: all@b.example\nSubject: Fwd: Re: The vote\n"
      "Date: Fri, 20 Nov 2026 09:30:00 -0500\n\nWe won.\n",
      "title: The vote\nauthor: Rosa Delgado\ndate: 2026-11-20T09:30:00-05:00\n\n"
      "headline: The vote\nbyline: Rosa Delgado\ndate: November 20, 2026\n"
      "paragraph: We won.\n" },
    { __LINE__,
      "From: =?utf-8?B?Wm/Dqw==?= via Bakers <l@b.example>\n"
      "Subject: =?iso-2022-jp?B?GyRCJF4kXxsoQg==?= =?utf-8?Q?caf=C3?=\n =?utf-8?Q?=A9_au?= lait\n"
      "\nWe won.\n",
      "title: まみcafé au lait\nauthor: Zoë\n\nheadline: まみcafé au lait\nbyline: Zoë\n"
      "paragraph: We won.\n" },
    { __LINE__,
      "From: r@b.example (Rosa Delgado), \"Kim, Ji\" <j@b.example>, s@b.example\n"
      "Subject: [bakers] Vote\nList-Id: <bakers.example>\n\nWe won.\n",
      "title: Vote\nauthor: Rosa Delgado\nauthor: Ji Kim\nauthor: s@b.example\n\n"
      "headline: Vote\nbyline: Rosa Delgado, Ji Kim and s@b.example\nparagraph: We won.\n" },
    { __LINE__, "From: Rosa Delgado (\\\xc3\xa9lue) <r@b.example>\nSubject: Vote\n\nWe won.\n",
      HEAD_READ "paragraph: We won.\n" },
    { __LINE__, HEAD "Date: when the moon is full\n\nWe won.\n",
      HEAD_READ "paragraph: We won.\n\nwarning: its date cannot be understood\n" },
    { __LINE__, HEAD "Content-Type: text/plain; charset=koi8-r\n\n\xed\xc9\xd2 won.\n",
      HEAD_READ "paragraph: Мир won.\n" },
    { __LINE__, HEAD "Content-Type: text/plain; charset=no-such\n\ncaf\xe9 won.\n",
      HEAD_READ "paragraph: café won.\n" },
    { __LINE__,
      HEAD "Content-Transfer-Encoding: quoted-printable\n"
           "Content-Type: text/plain; charset=utf-8\n\ncaf=C3=A9 w=\non.\n",
      HEAD_READ "paragraph: café won.\n" },
    /* paragraphs */
    { __LINE__, HEAD "\nThe hall was\nfull.\n\nWe sang.\n",
      HEAD_READ "paragraph: The hall was full.\nparagraph: We sang.\n" },
    { __LINE__,
      HEAD "Content-Type: text/plain; format=flowed; delsp=yes\n\n"
           "The hall was a \n s full as it \nhad never been.\nWe sang.\n",
      HEAD_READ "paragraph: The hall was as full as ithad never been.\nparagraph: We sang.\n" },
    { __LINE__, HEAD "\nTHE VOTE\n\nWe won:\n\n* pay\n* hours\n  on Sunday\n\n1. rest\n2. a say\n",
      HEAD_READ "heading 2: THE VOTE\nparagraph: We won:\nlist\n  list item: pay\n"
                "  list item: hours on Sunday\n  list item 1: rest\n  list item 2: a say\n" },
    { __LINE__, HEAD "\n*** The vote ***\n\nWe won.\n\nWhat next\n---------\n\nRest.\n",
      HEAD_READ "heading 2: The vote\nparagraph: We won.\nheading 2: What next\n"
                "paragraph: Rest.\n" },
    /* what is left out */
    { __LINE__, HEAD "\nWe won.\n\nOn Monday, Ji Kim\n<j@b.example> wrote:\n> Did we?\n> Tell.\n",
      HEAD_READ "paragraph: We won.\n\ninfo: left out: a quoted message, 4 lines\n" },
    { __LINE__, HEAD "\nWe won.\n\n-----Original Message-----\nFrom: Ji\nDid we?\n",
      HEAD_READ "paragraph: We won.\n\ninfo: left out: a quoted message, 3 lines\n" },
    { __LINE__, HEAD "\n> All hands\n> voted.\n",
      HEAD_READ "quotation\n  paragraph: All hands voted.\n" },
    { __LINE__,
      HEAD "\n---------- Forwarded message ---------\nFrom: Ji <j@b.example>\n"
           "Date: Monday\nSubject: Vote\nTo: r@b.example\n\nWe won.\n",
      HEAD_READ "paragraph: We won.\n\ninfo: left out: the header of a forwarded message, 5 "
                "lines\n" },
    { __LINE__, HEAD "\nWe won.\n-- \nRosa Delgado\nShop steward\n",
      HEAD_READ "paragraph: We won.\n\ninfo: left out: a signature, 3 lines\n" },
    { __LINE__,
      HEAD "\nWe won.\n\nRead more: https://b.example/a?b=1\n\nCome to the hall"
           " <https://track.example/x>, all of you.\n\nSee b.example and "
           "https://b.example/hall.\n",
      HEAD_READ "paragraph: We won.\nparagraph: Come to the hall, all of you.\n"
                "paragraph: See b.example and https://b.example/hall.\n\n"
                "info: left out: link addresses, 1 line\n" },
    { __LINE__,
      HEAD "\nWe won.\n\nWe sang.\n\nYou are receiving this because you voted.\n"
           "Unsubscribe here.\n\nBakers, 1 Mill St, Ayers\n",
      HEAD_READ "paragraph: We won.\nparagraph: We sang.\n\n"
                "info: left out: the footer of the mailing, 3 lines\n" },
    { __LINE__,
      HEAD "\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nWe won.\n"
           "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n",
      HEAD_READ "paragraph: We won.\n\ninfo: left out: a signature, 5 lines\n" },
    { __LINE__, HEAD "\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n",
      HEAD_READ "\nwarning: the message is encrypted and cannot be read\n"
                "warning: the message has no text of its own\n" },
    /* parts */
    { __LINE__, HEAD HTML "<p>\xed\xc9\xd2</p>",
      HEAD_READ "paragraph: [text/html koi8-r] <p>\uFFFD\uFFFD\uFFFD</p>\n" },
    { __LINE__,
      BOTH "We won the vote and sang all night in the hall.\n--b\n" HTML
           "<p>We won the vote and sang all night in the hall.\n--b--\n",
      HEAD_READ "paragraph: We won the vote and sang all night in the hall.\n" },
    { __LINE__,
      BOTH "View it in your browser.\n--b\n" HTML
           "<p>We won the vote and sang all night in the hall.\n--b--\n",
      HEAD_READ "paragraph: [text/html koi8-r] <p>We won the vote and sang all night in the "
                "hall.\n" },
    { __LINE__,
      BOTH "We won the vote and sang.\n--b\n" HTML "<h1>We won</h1><p>the vote and sang.\n--b--\n",
      HEAD_READ "paragraph: [text/html koi8-r] <h1>We won</h1><p>the vote and sang.\n" },
    { __LINE__, HEAD HTML "<p>We won the vote.</p><div class=\"gmail_quote\">Did we?</div>",
      HEAD_READ "paragraph: [text/html koi8-r] <p>We won the vote.</p>\n\n"
                "info: a quoted message is left out\n" },
    { __LINE__,
      HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n" PLAIN "We won.\n--b\n"
           "Content-Type: image/png; name=\"hall.png\"\n\nx\n--b\n" PLAIN
           "We sang.\n--b\nContent-Type: text/plain\n"
           "Content-Disposition: attachment; filename=a.txt\n\nx\n--b--\n",
      HEAD_READ "paragraph: We won.\nparagraph: We sang.\n\n"
                "info: the attachment hall.png (image/png) is not read\n"
                "info: the attachment a.txt (text/plain) is not read\n" },
    { __LINE__,
      HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
           "Content-Type: message/rfc822\n\nFrom: Ji Kim <j@b.example>\n"
           "Subject: More\n\nWe sang.\n--b--\n",
      HEAD_READ "heading 1: More\nbyline: Ji Kim\nparagraph: We sang.\n" },
    { __LINE__, HEAD "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n",
      HEAD_READ "\nwarning: the message is encrypted and cannot be read\n"
                "warning: the message has no text of its own\n" },
    { __LINE__, HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n" PLAIN "We won",
      HEAD_READ "paragraph: We won\n" },
    /* mailboxes */
    { __LINE__,
      "From r@b.example Mon Nov 23 10:00:00 2026\n" HEAD "\nWe won.\n\n"
      "From j@b.example Mon Nov 23 11:00:00 2026\nFrom: Ji <j@b.example>\n"
      "Subject: More\n\n>From here on we sing.\n",
      HEAD_READ "paragraph: We won.\nheading 1: More\nbyline: Ji\n"
                "quotation\n  paragraph: From here on we sing.\n" },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got = letter(cases[i].text, strlen(cases[i].text), TRUE);

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static void html_without_a_reader(void **state)
{
    static const char page[] = HEAD HTML "<style>x</style><p>We <b>won</b>.</p>\n<p>We sang.<p";
    static const char both[] = BOTH "Short.\n--b\n" HTML "<h1>We won the vote</h1> and sang all "
                                    "night long in the hall\n--b--\n";
    g_autofree char *first = letter(page, sizeof(page) - 1, FALSE);
    g_autofree char *second = letter(both, sizeof(both) - 1, FALSE);

    (void)state;
    assert_non_null(strstr(first, "paragraph: We won.\nparagraph: We sang.\n\nwarning: no reader "
                                  "takes its HTML"));
    assert_non_null(strstr(second, "paragraph: Short.\n"));
}

static void bids(void **state)
{
    static const struct {
        int line;
        const char *name, *bytes;
        int32_t score;
    } sources[] = {
        { __LINE__, "a", "From: a@b\nMIME-Version: 1.0\n\nx", 75 },
        { __LINE__, "a", "From x@y Mon\nFrom: a@b\nSubject: c\n\nx", 75 },
        { __LINE__, "a", "From: a@b\nTo: b@c\nSubject: c\n\nx", 60 },
        { __LINE__, "a.eml", "Subject: c\n\nx", 45 },
        { __LINE__, "a.eml", "We won.\n", 20 },
        { __LINE__, "a", "From here on we sing.\n\nWe won.", 0 },
        { __LINE__, "a", "To: all\nWe won.\nWe sang: loud\nAll night\n", 0 },
        { __LINE__, "a", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        assert_int_at(sources[i].line,
                      direct_probe(&crier_plugin_email, sources[i].name, "", sources[i].bytes,
                                   strlen(sources[i].bytes)),
                      sources[i].score);
}

static void holds(int line, const char *bytes, size_t size)
{
    g_autofree char *got = letter(bytes, size, FALSE);
    const char *fault = strstr(got, "FAULT:");

    if (fault && !g_str_has_prefix(fault, "FAULT: status 2\n"))
        fail_msg("case of line %d, %zu bytes: %.300s", line, size, fault);
}

static void cut_off_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t size = 0; size < strlen(cases[i].text); size++)
            holds(cases[i].line, cases[i].text, size);
}

static void hostile(void **state)
{
    static const struct {
        int line;
        const char *head, *body;
        unsigned times;
    } files[] = {
        { __LINE__, HEAD "\n", "> ", 100000 },
        { __LINE__, HEAD "\n", ">\n", 100000 },
        { __LINE__, HEAD "\n", "--\n", 50000 },
        { __LINE__, HEAD "\n", "On a,\nb wrote:\n> c\n", 20000 },
        { __LINE__, HEAD "\n", "From: a\n", 20000 },
        { __LINE__, HEAD "\n", "unsubscribe\n", 20000 },
        { __LINE__, HEAD "\n", "<http://", 40000 },
        { __LINE__, HEAD "\n", "(http://a", 40000 },
        { __LINE__, HEAD "\n", "<mailto:", 40000 },
        { __LINE__, HEAD "\n", "- a\n\n", 20000 },
        { __LINE__, HEAD "\n", "-----BEGIN PGP SIGNATURE\n", 5000 },
        { __LINE__, "Subject: ", "=?utf-8?B?", 20000 },
        { __LINE__, "Subject: ", "=?utf-8?Q?a?= ", 20000 },
        { __LINE__, "Subject: ", "Re: ", 20000 },
        { __LINE__, "From: ", "\"a\\", 20000 },
        { __LINE__, "From: ", "(<a>,", 20000 },
        { __LINE__, "", "X-A: b\n", 50000 },
        { __LINE__, "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", 5000 },
        { __LINE__, "", "Content-Type: message/rfc822\n\n", 5000 },
        { __LINE__, "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 5000 },
        { __LINE__, "", "From a@b\nSubject: c\n\n", 5000 },
        { __LINE__, HEAD HTML, "<p", 50000 },
        { __LINE__, HEAD HTML, "<a>unsubscribe</p>", 20000 },
        { __LINE__, HEAD HTML, "<style", 20000 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = g_string_new(files[i].head);

        for (unsigned n = 0; n < files[i].times; n++)
            g_string_append(bytes, files[i].body);
        holds(files[i].line, bytes->str, bytes->len);
    }
}

/* Multiparts in multiparts, each with a mark of its own. */
static void nested(void **state)
{
    g_autoptr(GString) bytes = g_string_new(HEAD);
    g_autofree char *got = NULL;

    (void)state;
    for (unsigned i = 0; i < 3000; i++)
        g_string_append_printf(bytes, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
                               i);
    g_string_append(bytes, PLAIN "deep\n");
    got = letter(bytes->str, bytes->len, FALSE);
    assert_null(strstr(got, "FAULT:"));
    assert_non_null(strstr(got, "warning: parts nested more deeply than any mail needs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read), cmocka_unit_test(html_without_a_reader),
        cmocka_unit_test(bids),         cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(hostile),      cmocka_unit_test(nested),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
