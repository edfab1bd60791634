/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/number.h"

#include <unicode/unum.h>
#include <unicode/ustring.h>

/* Numbers below this are kept once spelled: days, ages, percentages, pairs of years. */
#define KEPT 128

/* Rule sets by preference: not every language has each. */
static const char *const rule_sets[NUMBER_STYLES][3] = {
    [NUMBER_CARDINAL] = { "%spellout-cardinal", "%spellout-numbering" },
    [NUMBER_ORDINAL] = { "%spellout-ordinal", "%spellout-ordinal-masculine" },
    [NUMBER_YEAR] = { "%spellout-numbering-year" },
    [NUMBER_MASCULINE] = { "%spellout-cardinal-masculine", "%spellout-cardinal" },
    [NUMBER_FEMININE] = { "%spellout-cardinal-feminine", "%spellout-cardinal" },
    [NUMBER_ORDINAL_FEMININE] = { "%spellout-ordinal-feminine", "%spellout-ordinal" },
    [NUMBER_ORDINAL_SHORT] = { "%spellout-ordinal-masculine-adjective", "%spellout-ordinal" },
};

struct speller {
    char *language;
    UNumberFormat *format[NUMBER_STYLES];
    char *kept[NUMBER_STYLES][KEPT];
    char words[512];
};

struct speller *speller_new(const char *language)
{
    struct speller *speller = g_new0(struct speller, 1);

    speller->language = g_strdup(language);
    return speller;
}

void speller_free(struct speller *speller)
{
    if (!speller)
        return;
    for (int style = 0; style < NUMBER_STYLES; style++) {
        if (speller->format[style])
            unum_close(speller->format[style]);
        for (int i = 0; i < KEPT; i++)
            g_free(speller->kept[style][i]);
    }
    g_free(speller->language);
    g_free(speller);
}

static void choose_rules(UNumberFormat *format, enum number_style style)
{
    for (int i = 0; rule_sets[style][i]; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar name[64];

        u_uastrcpy(name, rule_sets[style][i]);
        unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &status);
        if (U_SUCCESS(status))
            return;
    }
}

static UNumberFormat *rules(struct speller *speller, enum number_style style)
{
    UErrorCode status = U_ZERO_ERROR;

    if (speller->format[style])
        return speller->format[style];
    speller->format[style] = unum_open(UNUM_SPELLOUT, NULL, 0, speller->language, NULL, &status);
    if (U_FAILURE(status)) {
        unum_close(speller->format[style]);
        speller->format[style] = NULL;
        return NULL;
    }
    choose_rules(speller->format[style], style);
    return speller->format[style];
}

/* Soft hyphens mark where a word may break in print: nothing for an engine. */
static void drop_soft_hyphens(char *words)
{
    char *to = words;

    for (const char *from = words; *from; from++) {
        if (from[0] == '\xc2' && from[1] == '\xad')
            from++;
        else
            *to++ = *from;
    }
    *to = '\0';
}

static void spell(struct speller *speller, enum number_style style, int64_t number)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = rules(speller, style);
    UChar spelled[256];
    int32_t length = 0;

    if (format) {
        length = unum_formatInt64(format, number, spelled, G_N_ELEMENTS(spelled), NULL, &status);
        u_strToUTF8(speller->words, sizeof(speller->words), NULL, spelled, length, &status);
    }
    if (!format || U_FAILURE(status))
        g_snprintf(speller->words, sizeof(speller->words), "%" G_GINT64_FORMAT, number);
    drop_soft_hyphens(speller->words);
}

const char *speller_spell(struct speller *speller, enum number_style style, int64_t number)
{
    if (number >= 0 && number < KEPT && speller->kept[style][number])
        return speller->kept[style][number];
    spell(speller, style, number);
    if (number < 0 || number >= KEPT)
        return speller->words;
    speller->kept[style][number] = g_strdup(speller->words);
    return speller->kept[style][number];
}
