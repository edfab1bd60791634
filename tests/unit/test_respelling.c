/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/error.h"
#include "core/language/lexicon.h"
#include "core/language/respelling.h"

#include "tests/support/cmocka.h"

#include <string.h>

struct pair {
    int line;
    const char *said, *phonemes;
};

/* Each was compared with the IPA that the engine gives for its mnemonics. */
static const struct pair pairs[] = {
    { __LINE__, "la-MONT", "l@m'A:nt" },
    { __LINE__, "DEL-uh-noh", "d'El@noU" },
    { __LINE__, "goo-ber-nuh-TOR-ee-uhl", "gu:b3n@t'o@ri|@l" },
    { __LINE__, "oh-KOH-nee", "oUk'oUni" },
    { __LINE__, "LEE-ber-muhn", "l'i:b3m@n" },
    { __LINE__, "BUHF-en-bahr-gur", "b'VfEnbA@g3" },
    { __LINE__, "BOOT-uh-juhj", "b'u:t@dZ@dZ" },
    { __LINE__, "kuh-MAH-luh", "k@m'A:l@" },
    { __LINE__, "peh-LOH-see", "pEl'oUsi" },
    { __LINE__, "KLOH-buh-shahr", "kl'oUb@SA@" },
    { __LINE__, "JIL-uh-brand", "dZ'Il@brand" },
    { __LINE__, "gran-HOHM", "granh'oUm" },
    { __LINE__, "WUUS-ter", "w'Ust3" },
    { __LINE__, "LEM-in-ster", "l'EmInst3" },
    { __LINE__, "NAY-tik", "n'eItIk" },
    { __LINE__, "KWIN-zee", "kw'Inzi" },
    { __LINE__, "GLOSS-ter", "gl'A:st3" },
    { __LINE__, "HAY-vril", "h'eIvrIl" },
    { __LINE__, "skuh-NEK-tuh-dee", "sk@n'Ekt@di" },
    { __LINE__, "poh-KIP-see", "poUk'Ipsi" },
    { __LINE__, "pyoo-AL-up", "pju:'al@p" },
    { __LINE__, "la-HOY-uh", "l@h'OI|@" },
    { __LINE__, "vur-SAYLZ", "v3s'eIlz" },
    { __LINE__, "KAY-roh", "k'eIroU" },
    { __LINE__, "BUR-lin", "b'3:lIn" },
    { __LINE__, "el-uh-NOY", "El@n'OI" },
    { __LINE__, "ar-KAN-zuhs", "A@k'anz@s" },
    { __LINE__, "eye-oh-WAY", "aIoUw'eI" },
    { __LINE__, "MASS-uh-CHOO-sits", "m,as@tS'u:sIts" },
    { __LINE__, "kuh-NET-ih-kut", "k@n'EtIk@t" },
    { __LINE__, "tuh-LEDD-oh", "t@l'EdoU" },
    { __LINE__, "SAHL-ihs-bair-ee", "s'A:lIsbe@ri" },
    { __LINE__, "wil-KES-bair-uh", "wIlk'Esbe@r@" },
    { __LINE__, "yoo-TAH-puh", "ju:t'A:p@" },
    { __LINE__, "HWEE-ling", "w'i:lIN" },
    { __LINE__, "THEE-oh-dor", "T'i:oUdo@" },
    { __LINE__, "vee-ZHOHN", "viZ'oUn" },
    { __LINE__, "zhahn-DARM", "ZA:nd'A@m" },
    { __LINE__, "kwah-HOG-uh", "kwA:h'A:g@" },
    { __LINE__, "FYOO-chur", "fj'u:tS3" },
    { __LINE__, "TYL-er", "t'aIl3" },
    { __LINE__, "MIKE-uhl", "m'aIk@l" },
    { __LINE__, "bay-LEEF", "beIl'i:f" },
    { __LINE__, "SHAY-fer", "S'eIf3" },
    { __LINE__, "bur-NIGHT", "b3n'aIt" },
    { __LINE__, "mih-SHEEL", "mIS'i:l" },
    { __LINE__, "JOH la-MONT", "dZ'oU l@m'A:nt" },
    { __LINE__, "air-ih-ZOH-nuh", "e@rIz'oUn@" },
    { __LINE__, "pee-AIR-ee", "pi'e@ri" },
    { __LINE__, "FOWL-er", "f'aUl3" },
    { __LINE__, "MEYER-ing", "m'aI@rIN" },
    { __LINE__, "TREN-tuhn", "tr'Ent@n" },
    { __LINE__, "CHAH-vez", "tS'A:vEz" },
    { __LINE__, "ahr-TOO-roh", "A@t'u:roU" },
    { __LINE__, "wair-TAH", "we@t'A:" },
    { __LINE__, "too-REEN", "tu:r'i:n" },
    { __LINE__, "duh-LAWR-oh", "d@l'o@roU" },
    { __LINE__, "OIL-er", "'OIl3" },
    { __LINE__, "BRIJ-pohrt", "br'IdZpo@t" },
    { __LINE__, "NOO-uhrk", "n'u:3k" },
    { __LINE__, "HOWSS-tuhn", "h'aUst@n" },
};

static void respellings_become_phonemes(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(GString) phonemes = g_string_new(NULL);

        assert_true(respelling_read(pairs[i].said, phonemes, NULL));
        assert_string_at(pairs[i].line, phonemes->str, pairs[i].phonemes);
    }
}

static void other_words_are_left_alone(void **state)
{
    static const struct {
        int line;
        const char *said;
    } cases[] = {
        { __LINE__, "Jobs for Us" },
        { __LINE__, "the AFL-CIO" },
        { __LINE__, "AFL-CIO" },
        { __LINE__, "pre-K" },
        { __LINE__, "T-shirt" },
        { __LINE__, "a well-known man" },
        { __LINE__, "Ocasio-Cortez" },
        { __LINE__, "Al-JAZ-eera" },
        { __LINE__, "a non-NATO country" },
        { __LINE__, "I-95" },
        { __LINE__, "LAMONT" },
        { __LINE__, "la-MONT's" },
        { __LINE__, "la-MÓNT" },
        { __LINE__, "la-MONT " },
        { __LINE__, "-" },
        { __LINE__, "la--MONT" },
        { __LINE__, "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) phonemes = g_string_new(NULL);

        assert_true(respelling_read(cases[i].said, phonemes, NULL));
        assert_string_at(cases[i].line, phonemes->str, "");
    }
}

static void an_unknown_syllable_is_named(void **state)
{
    static const struct {
        int line;
        const char *text, *message;
    } cases[] = {
        { __LINE__, "# names\nLamont\tla-MEXQT\n",
          "x.tsv:2: \"la-MEXQT\" is written as a respelling, but the sound of \"MEXQT\" in it is "
          "not known" },
        { __LINE__, "Lamont\tla-MOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOONT\n", "x.tsv:1: \"la-MOOOOO" },
        /* Words, in a language that this table is not made for. */
        { __LINE__, "Lamont\tla-MEXQT\tes\n", "" },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct lexicon *lexicon = lexicon_new("en");
        g_autoptr(GError) error = NULL;
        gboolean wanted = *cases[i].message == '\0';

        assert_int_equal(
            lexicon_load_tsv(lexicon, "x.tsv", cases[i].text, strlen(cases[i].text), &error),
            wanted);
        if (!wanted) {
            assert_int_equal(error->code, ERROR_INPUT);
            assert_non_null(strstr(error->message, cases[i].message));
        }
        lexicon_free(lexicon);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(respellings_become_phonemes),
        cmocka_unit_test(other_words_are_left_alone),
        cmocka_unit_test(an_unknown_syllable_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
