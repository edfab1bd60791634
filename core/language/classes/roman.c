/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roman numerals: World War II is "two", Henry VIII "the eighth", whose stop in old
 * prints (George III. was) is none. One letter needs a king or a chapter before it.
 */
#include "core/language/classes/classes.h"

#include <string.h>

static int digit_of(char c)
{
    static const struct {
        char letter;
        int value;
    } digits[] = { { 'I', 1 }, { 'V', 5 }, { 'X', 10 }, { 'L', 50 }, { 'C', 100 } };

    for (size_t i = 0; i < G_N_ELEMENTS(digits); i++)
        if (digits[i].letter == c)
            return digits[i].value;
    return 0;
}

/* How the value would be written: only that is a numeral. */
static void write_roman(int value, char *out)
{
    static const struct {
        int value;
        const char *letters;
    } steps[] = { { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" },
                  { 9, "IX" },  { 5, "V" },   { 4, "IV" }, { 1, "I" } };

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        for (; value >= steps[i].value; value -= steps[i].value)
            for (const char *c = steps[i].letters; *c; c++)
                *out++ = *c;
    *out = '\0';
}

static int roman_value(const char *text, unsigned size)
{
    char again[32];
    int value = 0;

    if (size == 0 || size > 8)
        return 0;
    for (unsigned i = 0; i < size; i++) {
        int digit = digit_of(text[i]);

        if (digit == 0)
            return 0;
        value += i + 1 < size && digit < digit_of(text[i + 1]) ? -digit : digit;
    }
    if (value < 1 || value > 200)
        return 0;
    write_roman(value, again);
    return strlen(again) == size && strncmp(again, text, size) == 0 ? value : 0;
}

enum use { USE_NONE, USE_COUNT, USE_REGNAL, USE_BEFORE };

/* la II Guerra Mundial: an ordinal, where the language puts it before its noun. */
static gboolean before_noun(const struct reading *reading, unsigned at)
{
    return has_phrase(reading, "ordinals before nouns") && !atom_joined(reading, at + 1) &&
           atom_at(reading, at + 1)->letters == LETTERS_TITLE &&
           atom_at(reading, at - 1)->letters != LETTERS_TITLE;
}

static enum use use_of(const struct reading *reading, unsigned at, int value)
{
    const struct atom *before = atom_at(reading, at - 1);
    gboolean sure = atom_size(reading, at) > 1 && value < 40;

    if (atom_joined(reading, at) && !atom_starts(reading, at))
        return USE_NONE;
    if (atom_is_cue(reading, at - 1, "counted"))
        return USE_COUNT;
    if (before->kind == ATOM_WORD && before->letters != LETTERS_LOWER &&
        atom_is_cue(reading, at - 1, "regnal"))
        return USE_REGNAL;
    if (!sure)
        return USE_NONE;
    if (before_noun(reading, at))
        return USE_BEFORE;
    return before->letters == LETTERS_TITLE ? USE_REGNAL : USE_COUNT;
}

static enum number_style style_of(const struct reading *reading, unsigned at, enum use use,
                                  int value)
{
    /* Felipe VI, sexto; Alfonso XIII, trece. */
    gboolean few = value <= 10 || !has_phrase(reading, "ordinals to ten");

    if (use == USE_BEFORE)
        return style_before(reading, at + 1) == NUMBER_FEMININE ? NUMBER_ORDINAL_FEMININE
                                                                : NUMBER_ORDINAL_SHORT;
    if (use == USE_REGNAL && few)
        return atom_is_cue(reading, at - 1, "queen") ? NUMBER_ORDINAL_FEMININE : NUMBER_ORDINAL;
    if (atom_is_cue(reading, at - 1, "century") && few)
        return NUMBER_ORDINAL;
    return NUMBER_CARDINAL;
}

static unsigned match(struct reading *reading, unsigned at)
{
    int value;
    enum use use;

    if (atom_at(reading, at)->kind != ATOM_WORD || atom_at(reading, at)->letters != LETTERS_UPPER ||
        !has_phrase(reading, "regnal"))
        return 0;
    value = roman_value(atom_text(reading, at), atom_size(reading, at));
    use = value ? use_of(reading, at, value) : USE_NONE;
    /* "James I am" and "Henry I'm": the pronoun. */
    if (use == USE_NONE ||
        (atom_is_word(reading, at, "I") &&
         (atom_is_cue(reading, at + 1, "after I") ||
          (atom_is_apostrophe(reading, at + 1) && !atom_is_word(reading, at + 2, "s")))))
        return 0;
    take_begin(reading);
    if (use == USE_REGNAL && *pack_phrase(reading->pack, "regnal"))
        say_phrase(reading, "regnal");
    say_spelled(reading, style_of(reading, at, use, value), value);
    if (atom_is_joined_mark(reading, at + 1, '.') && !atom_runs_on(reading, at + 2))
        return take_stop(reading, at, 2);
    return take(reading, at, 1);
}

const struct semiotic_class class_roman = { "roman", match };
