/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/boundary_text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

UChar32 boundary_char(const struct boundary_text *text, uint32_t at)
{
    UChar32 c;

    if (at >= text->size)
        return 0;
    if ((guchar)text->at[at] < 0x80)
        return text->at[at];
    U8_GET_OR_FFFD((const uint8_t *)text->at, 0, at, text->size, c);
    return c;
}

UChar32 boundary_char_before(const struct boundary_text *text, uint32_t at)
{
    return at == 0 ? 0 : boundary_char(text, boundary_back(text, at));
}

uint32_t boundary_next(const struct boundary_text *text, uint32_t at)
{
    if (at < text->size)
        U8_FWD_1((const uint8_t *)text->at, at, text->size);
    return at;
}

uint32_t boundary_back(const struct boundary_text *text, uint32_t at)
{
    if (at > 0)
        U8_BACK_1((const uint8_t *)text->at, 0, at);
    return at;
}

uint32_t boundary_skip_space(const struct boundary_text *text, uint32_t at)
{
    while (at < text->size && boundary_is_space(boundary_char(text, at)))
        at = boundary_next(text, at);
    return at;
}

gboolean boundary_is_space(UChar32 c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return u_isUWhiteSpace(c);
}

static int sentence_break(UChar32 c)
{
    return u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
}

gboolean boundary_is_full_stop(UChar32 c)
{
    return c < 0x80 ? c == '.' : sentence_break(c) == U_SB_ATERM;
}

gboolean boundary_is_terminator(UChar32 c)
{
    int kind;

    if (c < 0x80)
        return c == '.' || c == '!' || c == '?';
    if (c == 0x2026) /* …, which Unicode counts among the other signs */
        return TRUE;
    kind = sentence_break(c);
    return kind == U_SB_ATERM || kind == U_SB_STERM;
}

gboolean boundary_is_wide_stop(UChar32 c)
{
    int width;

    if (c < 0x2000 || c == 0x2026 || !boundary_is_terminator(c) || boundary_is_full_stop(c))
        return FALSE;
    width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH || c == 0xFF61;
}

gboolean boundary_is_closer(UChar32 c)
{
    if (c < 0x80)
        return c != 0 && strchr("\"')]}*", c) != NULL;
    return sentence_break(c) == U_SB_CLOSE && u_charType(c) != U_START_PUNCTUATION;
}

gboolean boundary_is_opener(UChar32 c)
{
    if (c < 0x80)
        return c != 0 && strchr("\"'([{*", c) != NULL;
    if (c == 0xBF || c == 0xA1) /* ¿ ¡ */
        return TRUE;
    return sentence_break(c) == U_SB_CLOSE && u_charType(c) != U_END_PUNCTUATION;
}

gboolean boundary_is_quote(UChar32 c)
{
    return c == '"' || c == '\'' || (c >= 0x80 && u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK));
}

gboolean boundary_is_bullet(UChar32 c)
{
    static const UChar32 bullets[] = { 0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219,
                                       0x25A0, 0x25AA, 0x25B8, 0x25BA, 0x25CB, 0x25CF,
                                       0x25E6, 0x2605, 0x2713, 0x2714, 0x27A2, 0x27A4 };

    if (c < 0x2022)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(bullets); i++)
        if (bullets[i] == c)
            return TRUE;
    return FALSE;
}

gboolean boundary_is_lower(UChar32 c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : sentence_break(c) == U_SB_LOWER;
}

gboolean boundary_is_upper(UChar32 c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : sentence_break(c) == U_SB_UPPER;
}

gboolean boundary_is_letter(UChar32 c)
{
    if (c < 0x80)
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return u_hasBinaryProperty(c, UCHAR_ALPHABETIC);
}

gboolean boundary_is_digit(UChar32 c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
}
