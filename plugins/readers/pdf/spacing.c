/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a structure element as it is printed. The library gives that text with its
 * bytes taken for another encoding and without the space between two lines; both are mended
 * here, the second by finding the letters on the page.
 */
#include "paper.h"

#include <string.h>

/* So many bytes must agree before a place is believed. */
#define NEEDLE     24
/* In a longer document, each search goes forward only. */
#define SEARCH_MAX (2u << 20)

/* Of PDFDocEncoding: bytes 0x80 to 0x9e. */
static const gunichar upper[] = { 0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192,  0x2044,
                                  0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018,
                                  0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x141,  0x152,  0x160,
                                  0x178,  0x17d,  0x131,  0x142,  0x153,  0x161,  0x17e };
/* And from 0x18: accents. */
static const gunichar lower[] = { 0x2d8, 0x2c7, 0x2c6, 0x2d9, 0x2dd, 0x2db, 0x2da, 0x2dc };

static int byte_of(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(upper); i++)
        if (upper[i] == c)
            return 0x80 + (int)i;
    for (gsize i = 0; i < G_N_ELEMENTS(lower); i++)
        if (lower[i] == c)
            return 0x18 + (int)i;
    return c == 0x20ac ? 0xa0 : c < 0x100 ? (int)c : -1;
}

char *true_bytes(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        int byte = byte_of(g_utf8_get_char(at));

        if (byte < 0)
            break;
        g_string_append_c(out, (char)byte);
        if (*g_utf8_next_char(at) == '\0' && g_utf8_validate(out->str, (gssize)out->len, NULL))
            return g_string_free(out, FALSE);
    }
    g_string_free(out, TRUE);
    return g_strdup(text);
}

gboolean has_lost_bytes(const struct paper *paper)
{
    for (guint i = 0; i < paper->lines->len; i++) {
        const char *text = g_array_index(paper->lines, struct print_line, i).text;

        if (strpbrk(text, "\x9f\xad"))
            return TRUE;
    }
    return FALSE;
}

void learn_print(struct paper *paper)
{
    paper->print = g_string_new(NULL);
    paper->gaps = g_string_new(NULL);
    for (guint i = 0; i < paper->lines->len; i++) {
        char gap = '\n';

        for (const char *c = g_array_index(paper->lines, struct print_line, i).text; *c; c++) {
            if (*c == ' ' || *c == '\t') {
                gap = ' ';
                continue;
            }
            g_string_append_c(paper->print, *c);
            g_string_append_c(paper->gaps, gap);
            gap = '\0';
        }
    }
}

static const char *find(const struct paper *paper, const char *letters, gsize size)
{
    const GString *print = paper->print;
    gsize need = MIN(size, NEEDLE);
    const char *from = print->str + MIN(paper->print_at, print->len);
    const char *found = memmem(from, (gsize)(print->str + print->len - from), letters, need);

    if (!found && print->len <= SEARCH_MAX)
        found = memmem(print->str, print->len, letters, need);
    return found;
}

/* Text without its white space, with that of the print; FALSE: it is not printed so. */
gboolean space_as_printed(struct paper *paper, GString *text)
{
    g_autoptr(GString) letters = g_string_new(NULL);
    GString *out = g_string_new(NULL);
    gsize at = 0;

    for (const char *c = text->str; *c; c++)
        if (!g_ascii_isspace(*c))
            g_string_append_c(letters, *c);
    while (at < letters->len) {
        const char *found = find(paper, letters->str + at, letters->len - at);
        gsize place;

        if (!found) {
            g_string_free(out, TRUE);
            return FALSE;
        }
        place = (gsize)(found - paper->print->str);
        for (gsize first = place; at < letters->len && place < paper->print->len &&
                                  paper->print->str[place] == letters->str[at];
             place++, at++) {
            if (out->len > 0 && (place == first || paper->gaps->str[place]))
                g_string_append_c(out, place == first ? '\n' : paper->gaps->str[place]);
            g_string_append_c(out, letters->str[at]);
        }
        paper->print_at = place;
    }
    g_string_assign(text, out->str);
    g_string_free(out, TRUE);
    return TRUE;
}
