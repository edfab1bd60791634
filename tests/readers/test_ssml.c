/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/document/print.h"
#include "tests/support/cmocka.h"
#include "tests/support/direct_host.h"
#include "tests/support/printed.h"

#define SPEAK "<speak version='1.1' xmlns='http://www.w3.org/2001/10/synthesis'>"

/* Every word is accounted for too: printed() sees to it. */
static const struct {
    int line;
    const char *text, *printed;
} cases[] = {
    { __LINE__, SPEAK "<p><s>Bread &amp; roses.</s><s>Caf\u00e9.</s></p></speak>",
      "paragraph: Bread & roses. | Caf\u00e9.\n" },
    { __LINE__, SPEAK "One.<p>Two.</p>Three <w>four</w>.</speak>",
      "paragraph: One.\nparagraph: Two.\nparagraph: Three four.\n" },
    { __LINE__,
      "<speak version='1.0' xml:lang='en-US'><meta name='author' content='J. Doe'/>"
      "<p xml:lang='es'>Hola</p></speak>",
      "language: en-US\nauthor: J. Doe\n\nparagraph in es: Hola\n" },
    { __LINE__, SPEAK "a <break strength='weak'/>b <break time='2s'/> c</speak>",
      "paragraph: a b | c\n\ninfo: <break>, 2 times: a sentence ends there; how long the pause "
      "is, the profile says\n" },
    { __LINE__, SPEAK "the <say-as interpret-as='characters'>FBI</say-as>.</speak>",
      "paragraph: the F B I .\n" },
    { __LINE__, SPEAK "on <say-as interpret-as='date'>1/2</say-as></speak>",
      "paragraph: on 1/2\n\nwarning: <say-as>, 1 time: read by Crier's own rules, not by "
      "interpret-as\n" },
    { __LINE__,
      SPEAK "<emphasis>a</emphasis> <emphasis>b</emphasis> <prosody rate='slow'>c</prosody> "
            "<voice name='v'>d</voice> <lang xml:lang='fr'>e</lang></speak>",
      "paragraph: a b c d e\n\nwarning: <emphasis>, 2 times: spoken like the words around it\n"
      "warning: <prosody>, 1 time: rate, pitch and volume are not changed\n"
      "warning: <voice>, 1 time: the voice is not changed\n"
      "warning: <lang>, 1 time: the language is not changed within a paragraph\n" },
    { __LINE__, SPEAK "<phoneme ph='t\u0259'>to</phoneme></speak>",
      "paragraph: to\n\nwarning: <phoneme>, 1 time: the pronunciation is not used; put the word "
      "into a lexicon\n" },
    { __LINE__, SPEAK "<audio src='file:///etc/passwd'>clap<desc>no</desc></audio></speak>",
      "paragraph: clap\n\nwarning: <audio>, 1 time: not played; what is written in it is read\n"
      "info: <desc>, 1 time: describes a recording; not read\n" },
    { __LINE__, SPEAK "<s xml:lang='fr'>x</s><y>z</y><y/></speak>",
      "paragraph: x | z\n\nwarning: xml:lang on less than a paragraph: the language is not "
      "changed\nwarning: elements that SSML does not have: 2 (first <y>); their text is read\n" },
    { __LINE__, SPEAK "[[_^_]] &lt;break/&gt;</speak>", "paragraph: [[_^_]] <break/>\n" },
    { __LINE__, "<speak>x</speak>",
      "paragraph: x\n\nwarning: <speak> names neither version 1.0 nor 1.1; it is read as 1.1\n" },
};

static void what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            printed(&crier_plugin_ssml, "a.ssml", cases[i].text, strlen(cases[i].text), 0);

        assert_string_at(cases[i].line, got, cases[i].printed);
    }
}

static struct direct read_text(const char *text, size_t size)
{
    return direct_read(&crier_plugin_ssml, "a.ssml", text, size);
}

/* What is replaced has no place of its own, so printed() would miss it. */
static void aliases(void **state)
{
    static const char text[] = SPEAK "the <sub alias='labor board'>NLRB</sub> said</speak>";
    struct direct direct = read_text(text, strlen(text));
    g_autoptr(GString) out = g_string_new(NULL);

    (void)state;
    document_print(direct.document, out);
    assert_non_null(strstr(out->str, "paragraph: the labor board said\n"));
    assert_non_null(strstr(out->str, "replaced, or not for speech"));
    direct_clear(&direct);
}

static const struct {
    int line;
    const char *text, *holds;
} refused[] = {
    { __LINE__, SPEAK "<p>cut", "not well-formed XML, line 1" },
    { __LINE__, SPEAK "a & b</speak>", "not well-formed XML, line 1" },
    { __LINE__, "<!DOCTYPE speak [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" SPEAK "&f;</speak>",
      "an entity that is not plain text" },
    { __LINE__, "<!DOCTYPE speak [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>" SPEAK "&b;</speak>",
      "an entity that is not plain text" },
    { __LINE__, "", "not well-formed" },
};

static const char *last_note(const struct document *document)
{
    const struct note *note;

    if (document->notes->len == 0)
        return "";
    note = &g_array_index(document->notes, struct note, document->notes->len - 1);
    return document_string(document, note->message);
}

static void what_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct direct direct = read_text(refused[i].text, strlen(refused[i].text));

        assert_int_at(refused[i].line, direct.status, CRIER_UNREADABLE);
        assert_int_at(refused[i].line, direct.built, CRIER_OK);
        if (!strstr(last_note(direct.document), refused[i].holds))
            fail_msg("case of line %d: <%s>", refused[i].line, last_note(direct.document));
        direct_clear(&direct);
    }
}

static void cut_anywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (size_t end = 0; end < strlen(cases[i].text); end++) {
            struct direct direct = read_text(cases[i].text, end);

            assert_int_at(cases[i].line, direct.status, CRIER_UNREADABLE);
            assert_int_at(cases[i].line, direct.built, CRIER_OK);
            direct_clear(&direct);
        }
}

static void deep_and_wide(void **state)
{
    static const char *const floods[] = { "<p>",       "<emphasis>", "<sub alias='a'>",
                                          "<a b='c' ", "<![CDATA[",  "<!--",
                                          "&lt;",      "x" };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        g_autoptr(GString) text = g_string_new(SPEAK);
        struct direct direct;

        for (int j = 0; j < 100000; j++)
            g_string_append(text, floods[i]);
        direct = read_text(text->str, text->len);
        assert_int_equal(direct.status, CRIER_UNREADABLE);
        assert_int_equal(direct.built, CRIER_OK);
        direct_clear(&direct);
    }
}

static void what_is_taken_for_ssml(void **state)
{
    static const struct {
        int line;
        const char *name, *text;
        int score;
    } probes[] = {
        { __LINE__, "x", "<?xml version='1.0'?>" SPEAK, 69 },
        { __LINE__, "x", "<speak>", 55 },
        { __LINE__, "x.ssml", "x", 30 },
        { __LINE__, "x", "<speaker>", 0 },
        { __LINE__, "x", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(probes); i++)
        assert_int_at(probes[i].line,
                      direct_probe(&crier_plugin_ssml, probes[i].name, "", probes[i].text,
                                   strlen(probes[i].text)),
                      probes[i].score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read),    cmocka_unit_test(aliases),
        cmocka_unit_test(what_is_refused), cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(deep_and_wide),   cmocka_unit_test(what_is_taken_for_ssml),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
