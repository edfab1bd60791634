/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numerals of a list. One at the head of a sentence is a marker and its full stop ends
 * nothing; the one that counts on from it begins the next item, wherever it stands.
 */
#include "core/language/boundary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const romans[] = { "i",    "ii",  "iii",  "iv",    "v",   "vi",   "vii",
                                      "viii", "ix",  "x",    "xi",    "xii", "xiii", "xiv",
                                      "xv",   "xvi", "xvii", "xviii", "xix", "xx" };

/* "12", "b" or "iv"; longer numbers are years. */
static gsize numeral_size(const char *at, gsize room)
{
    gsize size = 0;

    while (size < room && size < 4 && g_ascii_isdigit(at[size]))
        size++;
    if (size > 0)
        return size < 4 ? size : 0;
    while (size < room && size < 6 && g_ascii_islower(at[size]))
        size++;
    return size < 6 ? size : 0;
}

static gsize suffix_size(const char *at, gsize room)
{
    static const char *const suffixes[] = { ".)", ".", ")" };

    for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        gsize size = strlen(suffixes[i]);

        if (size <= room && strncmp(at, suffixes[i], size) == 0)
            return size;
    }
    return 0;
}

/* What comes after a marker; FALSE when it is none. */
static gboolean expect_next(struct boundary_list *list, const char *numeral)
{
    gsize size = strlen(numeral);

    list->expected[0][0] = list->expected[1][0] = '\0';
    if (g_ascii_isdigit(numeral[0]))
        snprintf(list->expected[0], sizeof list->expected[0], "%u",
                 (unsigned)(strtoul(numeral, NULL, 10) % 1000) + 1);
    else if (size == 1 && numeral[0] < 'z')
        snprintf(list->expected[0], sizeof list->expected[0], "%c", numeral[0] + 1);
    for (gsize i = 0; i + 1 < G_N_ELEMENTS(romans); i++)
        if (strcmp(numeral, romans[i]) == 0)
            g_strlcpy(list->expected[1], romans[i + 1], sizeof list->expected[1]);
    return list->expected[0][0] || list->expected[1][0];
}

static gboolean is_expected(const struct boundary_list *list, const char *numeral,
                            const char *suffix)
{
    return strcmp(list->suffix, suffix) == 0 &&
           (strcmp(list->expected[0], numeral) == 0 || strcmp(list->expected[1], numeral) == 0);
}

/* The numeral must stand alone and a capital, quotation or number follow it. */
static uint32_t read_numeral(struct boundary_list *list, const struct boundary_text *text,
                             uint32_t at, gboolean first, gboolean *begins)
{
    char numeral[8] = { 0 };
    char suffix[3] = { 0 };
    gsize size = numeral_size(text->at + at, text->size - at);
    gsize end = size > 0 ? suffix_size(text->at + at + size, text->size - at - size) : 0;
    uint32_t behind = at + (uint32_t)(size + end);
    UChar32 c;

    if (end == 0 || !boundary_is_space(boundary_char(text, behind)))
        return 0;
    c = boundary_char(text, boundary_skip_space(text, behind));
    if (!c || boundary_is_lower(c))
        return 0;
    memcpy(numeral, text->at + at, size);
    memcpy(suffix, text->at + at + size, end);
    if (!first && !is_expected(list, numeral, suffix))
        return 0;
    if (!expect_next(list, numeral))
        return 0;
    g_strlcpy(list->suffix, suffix, sizeof list->suffix);
    *begins = TRUE;
    return behind;
}

uint32_t boundary_list_marker(struct boundary_list *list, const struct boundary_text *text,
                              uint32_t at, gboolean first, gboolean *begins)
{
    UChar32 c = boundary_char(text, at);
    uint32_t inner = at;
    uint32_t behind;

    if (boundary_is_bullet(c)) {
        inner = boundary_skip_space(text, boundary_next(text, at));
        if (first || (at > 1 && text->at[at - 2] == ':'))
            list->bullet = c;
        *begins = c == list->bullet;
        if (!*begins)
            return 0;
        first = TRUE;
    }
    behind = read_numeral(list, text, inner, first, begins);
    return behind > 0 ? behind : inner > at ? inner : 0;
}
