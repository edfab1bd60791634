/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/phoneme.h"

#include <string.h>

enum sound { OTHER, VOWEL, STRESS, SILENT };

struct sign {
    const char *ipa;
    const char *mnemonic;
    enum sound sound;
};

/* Longer signs stand before their beginnings. Vowels of other languages get the nearest of
 * American English, as an American newsreader would say them. */
static const struct sign signs[] = {
    /* r-coloured vowels, with or without the r written */
    { "ɑːɹ", "A@", VOWEL },
    { "ɑːr", "A@", VOWEL },
    { "ɑɹ", "A@", VOWEL },
    { "ɑr", "A@", VOWEL },
    { "ɔːɹ", "o@", VOWEL },
    { "ɔːr", "o@", VOWEL },
    { "ɔɹ", "o@", VOWEL },
    { "ɔr", "o@", VOWEL },
    { "oːɹ", "o@", VOWEL },
    { "oɹ", "o@", VOWEL },
    { "ɛəɹ", "e@", VOWEL },
    { "ɛəɾ", "e@", VOWEL },
    { "ɛɹ", "e@", VOWEL },
    { "ɛr", "e@", VOWEL },
    { "ɪəɹ", "i@3", VOWEL },
    { "ɪɹ", "i@3", VOWEL },
    { "ɪr", "i@3", VOWEL },
    { "ʊɹ", "U@", VOWEL },
    { "ʊr", "U@", VOWEL },
    { "ɜːɹ", "3:", VOWEL },
    { "ɜːr", "3:", VOWEL },
    { "ɜɹ", "3:", VOWEL },
    { "ɜr", "3:", VOWEL },
    { "ɝː", "3:", VOWEL },
    { "ɝ", "3:", VOWEL },
    { "ɜː", "3:", VOWEL },
    { "ɜ", "3:", VOWEL },
    { "əɹ", "3", VOWEL },
    { "ər", "3", VOWEL },
    { "ɚ", "3", VOWEL },
    /* diphthongs */
    { "eɪ", "eI", VOWEL },
    { "aɪ", "aI", VOWEL },
    { "ɔɪ", "OI", VOWEL },
    { "oʊ", "oU", VOWEL },
    { "əʊ", "oU", VOWEL },
    { "aʊ", "aU", VOWEL },
    /* vowels */
    { "iː", "i:", VOWEL },
    { "i", "i", VOWEL },
    { "ɪ", "I", VOWEL },
    { "ᵻ", "I#", VOWEL },
    { "ɨ", "I#", VOWEL },
    { "eː", "eI", VOWEL },
    { "e", "eI", VOWEL },
    { "ɛː", "E", VOWEL },
    { "ɛ", "E", VOWEL },
    { "æ", "a", VOWEL },
    { "aː", "A:", VOWEL },
    { "a", "a", VOWEL },
    { "ɑː", "A:", VOWEL },
    { "ɑ", "A:", VOWEL },
    { "ɒ", "0", VOWEL },
    { "ɔː", "O:", VOWEL },
    { "ɔ", "O:", VOWEL },
    { "oː", "oU", VOWEL },
    { "o", "oU", VOWEL },
    { "ʊ", "U", VOWEL },
    { "uː", "u:", VOWEL },
    { "u", "u:", VOWEL },
    { "ʌ", "V", VOWEL },
    { "ə", "@", VOWEL },
    { "ɐ", "@", VOWEL },
    { "yː", "u:", VOWEL },
    { "y", "u:", VOWEL },
    { "øː", "3:", VOWEL },
    { "ø", "3:", VOWEL },
    { "œ", "3:", VOWEL },
    { "n̩", "n-", VOWEL },
    { "l̩", "@L", VOWEL },
    { "m̩", "@m", VOWEL },
    /* consonants */
    { "t͡ʃ", "tS", OTHER },
    { "tʃ", "tS", OTHER },
    { "ʧ", "tS", OTHER },
    { "d͡ʒ", "dZ", OTHER },
    { "dʒ", "dZ", OTHER },
    { "ʤ", "dZ", OTHER },
    { "t͡s", "ts", OTHER },
    { "p", "p", OTHER },
    { "b", "b", OTHER },
    { "t", "t", OTHER },
    { "d", "d", OTHER },
    { "k", "k", OTHER },
    { "ɡ", "g", OTHER },
    { "g", "g", OTHER },
    { "f", "f", OTHER },
    { "v", "v", OTHER },
    { "θ", "T", OTHER },
    { "ð", "D", OTHER },
    { "s", "s", OTHER },
    { "z", "z", OTHER },
    { "ʃ", "S", OTHER },
    { "ʒ", "Z", OTHER },
    { "h", "h", OTHER },
    { "x", "x", OTHER },
    { "χ", "x", OTHER },
    { "ç", "h", OTHER },
    { "m", "m", OTHER },
    { "n", "n", OTHER },
    { "ŋ", "N", OTHER },
    { "ɲ", "nj", OTHER },
    { "ʎ", "lj", OTHER },
    { "l", "l", OTHER },
    { "ɫ", "l", OTHER },
    { "ɹ", "r", OTHER },
    { "r", "r", OTHER },
    { "ʁ", "r", OTHER },
    { "ɾ", "t#", OTHER },
    { "ʔ", "?", OTHER },
    { "β", "v", OTHER },
    { "w", "w", OTHER },
    { "ʍ", "w", OTHER },
    { "j", "j", OTHER },
    /* stress, word breaks, and marks without a sound of their own */
    { "ˈ", "'", STRESS },
    { "'", "'", STRESS },
    { "ˌ", ",", STRESS },
    { " ", " ", OTHER },
    { ".", "", SILENT },
    { "ː", "", SILENT },
    { "‿", "", SILENT },
    { "\u0303", "", SILENT },
    { "\u032f", "", SILENT },
    { "\u0361", "", SILENT },
    { "ʰ", "", SILENT },
    { "ʲ", "", SILENT },
};

static const struct sign *find_sign(const char *ipa, gsize size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        size_t length = strlen(signs[i].ipa);

        if (length <= size && memcmp(signs[i].ipa, ipa, length) == 0)
            return &signs[i];
    }
    return NULL;
}

/* Two letters that the engine would take for one phoneme get a bar between them. */
static gboolean would_merge(char before, char after)
{
    static const char *const pairs[] = { "tS", "dZ", "aI", "aU", "eI", "OI",
                                         "oU", "i@", "I@", "U@", "n-" };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][0] == before && pairs[i][1] == after)
            return TRUE;
    return FALSE;
}

void phoneme_add(GString *out, const char *mnemonic)
{
    if (out->len > 0 && would_merge(out->str[out->len - 1], mnemonic[0]))
        g_string_append_c(out, '|');
    g_string_append(out, mnemonic);
}

gboolean phoneme_from_ipa(const char *ipa, gsize size, GString *out, gsize *bad)
{
    const gsize start = out->len;
    const char *stress = "";
    gsize at = 0;

    while (at < size) {
        const struct sign *sign = find_sign(ipa + at, size - at);

        if (!sign) {
            *bad = at;
            g_string_truncate(out, start);
            return FALSE;
        }
        at += strlen(sign->ipa);
        /* IPA marks the syllable, the engine wants the mark at its vowel. */
        if (sign->sound == STRESS) {
            stress = sign->mnemonic;
            continue;
        }
        if (sign->sound == VOWEL && *stress) {
            g_string_append(out, stress);
            stress = "";
        }
        if (sign->sound != SILENT)
            phoneme_add(out, sign->mnemonic);
    }
    return TRUE;
}

gboolean phoneme_valid(const char *mnemonics, gsize size)
{
    gboolean letter = FALSE;

    for (gsize i = 0; i < size; i++) {
        char c = mnemonics[i];

        if (c < ' ' || c > '~' || c == '[' || c == ']' || c == '<' || c == '>' || c == '"')
            return FALSE;
        letter = letter || g_ascii_isalpha(c) || c == '@';
    }
    return letter;
}

void phoneme_add_s(GString *mnemonics)
{
    char last = mnemonics->len > 0 ? mnemonics->str[mnemonics->len - 1] : '\0';

    if (last && strchr("szSZ", last))
        g_string_append(mnemonics, "I#z");
    else if (last && strchr("ptkfTx", last))
        g_string_append_c(mnemonics, 's');
    else
        g_string_append_c(mnemonics, 'z');
}
