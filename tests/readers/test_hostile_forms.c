/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that are cut short, named wrongly, or swollen, each given to every reader of forms:
 * it declines, refuses with a reason, or reads a part, and never breaks the contract. What
 * one form alone can do wrong stands in that reader's own test.
 */
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/pack.h"
#include "tests/support/printed.h"

extern const struct crier_reader crier_plugin_docx, crier_plugin_odt, crier_plugin_pdf,
    crier_plugin_newsml, crier_plugin_email, crier_plugin_epub, crier_plugin_feed,
    crier_plugin_roster, crier_plugin_ssml;

static const struct crier_reader *const readers[] = {
    &crier_plugin_docx,   &crier_plugin_odt,    &crier_plugin_pdf,
    &crier_plugin_newsml, &crier_plugin_email,  &crier_plugin_epub,
    &crier_plugin_feed,   &crier_plugin_roster, &crier_plugin_ssml,
};

/* A file: `head`, then `body` so many times, then `tail`. */
static const struct {
    int line;
    const char *head, *body;
    unsigned times;
    const char *tail;
} files[] = {
    { __LINE__, "<speak>", "<p>", 100000, "" },
    { __LINE__, "<nitf><body.content>", "<div>", 100000, "x" },
    { __LINE__, "<rss><channel><item>", "<a>", 100000, "x" },
    { __LINE__, "<rss ", "a='b' ", 100000, "><item><title>x</title></item></rss>" },
    { __LINE__, "<nitf><p ", "a='b' ", 100000, ">x</p></nitf>" },
    { __LINE__, "<speak ", "a='b' ", 100000, ">x</speak>" },
    { __LINE__, "<!DOCTYPE nitf [<!ENTITY a 'ha'>", "<!ENTITY b '&a;&a;'>", 20000,
      "]><nitf><p>&b;</p></nitf>" },
    { __LINE__, "{\"uri\":\"u\",\"bodies\":", "[", 100000, "" },
    { __LINE__, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":", "{\"a\":", 100000,
      "" },
    { __LINE__, "Name,Local\n", "a,b,", 100000, "" },
    { __LINE__, "Name,Local\n", "\"", 100001, "" },
    { __LINE__, "BEGIN:VCARD\n", "BEGIN:VCARD\n", 50000, "FN:x\nEND:VCARD\n" },
    { __LINE__, "%PDF-1.5\n", "1 0 obj<<", 50000, "" },
    { __LINE__, "%PDF-1.5\n1 0 obj\n", "[", 100000, "" },
    { __LINE__, "PK\003\004", "PK\003\004", 50000, "" },
    { __LINE__, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E", 100000, "" },
    { __LINE__, "", "\xff", 100000, "" },
    { __LINE__, "", "x", 0, "" },
};

static void holds(int line, const struct crier_reader *reader, const char *bytes, size_t size)
{
    int32_t score = direct_probe(reader, "a", "", bytes, size);
    struct direct direct = direct_read(reader, "a", bytes, size);

    if (score < 0 || score > 100)
        fail_msg("case of line %d: %s bids %d", line, reader->head.name, (int)score);
    if (direct.built != CRIER_OK && direct.built != CRIER_LIMIT)
        fail_msg("case of line %d: %s: %s", line, reader->head.name, direct.message);
    direct_clear(&direct);
}

static void swollen(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = g_string_new(files[i].head);

        for (unsigned n = 0; n < files[i].times; n++)
            g_string_append(bytes, files[i].body);
        g_string_append(bytes, files[i].tail);
        for (size_t r = 0; r < G_N_ELEMENTS(readers); r++)
            holds(files[i].line, readers[r], bytes->str, bytes->len);
    }
}

/* One file of each form; its own reader takes it, whatever the name says. */
static const struct {
    int line;
    const struct crier_reader *reader;
    const char *bytes, *read;
} samples[] = {
    { __LINE__, &crier_plugin_newsml,
      "<nitf><body><body.head><hedline><hl1>Pilots vote</hl1></hedline></body.head><body.content>"
      "<p>They did.</p></body.content></body></nitf>",
      "paragraph: They did.\n" },
    { __LINE__, &crier_plugin_email,
      "From: r@b.example\nTo: a@b.example\nSubject: Vote\nMIME-Version: 1.0\n\nThey did.\n",
      "paragraph: They did.\n" },
    { __LINE__, &crier_plugin_feed,
      "<rss version='2.0'><channel><item><title>Vote</title><description>They did.</description>"
      "</item></channel></rss>",
      "paragraph: They did.\n" },
    { __LINE__, &crier_plugin_ssml,
      "<speak version='1.1' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='en'><p>They did."
      "</p></speak>",
      "paragraph: They did.\n" },
};

static void wrong_suffix(void **state)
{
    static const char *const names[] = { "a.pdf", "a.docx", "a.csv", "a.epub", "a.txt", "a" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
        for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
            size_t size = strlen(samples[i].bytes);
            int32_t own = direct_probe(samples[i].reader, names[n], "", samples[i].bytes, size);
            g_autofree char *got = printed(samples[i].reader, names[n], samples[i].bytes, size, 1);

            for (size_t r = 0; r < G_N_ELEMENTS(readers); r++)
                if (readers[r] != samples[i].reader &&
                    direct_probe(readers[r], names[n], "", samples[i].bytes, size) >= own)
                    fail_msg("case of line %d as %s: %s bids as much", samples[i].line, names[n],
                             readers[r]->head.name);
            if (!strstr(got, samples[i].read))
                fail_msg("case of line %d as %s: <%s>", samples[i].line, names[n], got);
        }
}

static void cut_at_every_hundredth(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
        for (size_t share = 0; share <= 100; share++)
            for (size_t r = 0; r < G_N_ELEMENTS(readers); r++)
                holds(samples[i].line, readers[r], samples[i].bytes,
                      strlen(samples[i].bytes) * share / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(swollen),
        cmocka_unit_test(wrong_suffix),
        cmocka_unit_test(cut_at_every_hundredth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
