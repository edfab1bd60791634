/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that print breaks at the end of a line, made whole. */
#include "paper.h"

#include <string.h>

static gboolean is_word(gunichar c)
{
    return g_unichar_isalpha(c) || c == '\'' || c == 0x2019;
}

/* Keys of the table: words, and those with hyphens in the middle of a line whole. */
static void learn_line(struct paper *paper, const char *text)
{
    const char *at = text;

    while (*at) {
        const char *from = at;

        while (*at && (is_word(g_utf8_get_char(at)) || (*at == '-' && at > from)))
            at = g_utf8_next_char(at);
        if (*at || (at > from && at[-1] != '-')) /* not the half word at the end */
            if (at > from && at - from < 100)
                g_hash_table_add(paper->words, g_utf8_strdown(from, at - from));
        if (*at)
            at = g_utf8_next_char(at);
    }
}

void learn_words(struct paper *paper)
{
    for (guint i = 0; i < paper->lines->len; i++)
        learn_line(paper, g_array_index(paper->lines, struct print_line, i).text);
}

static gboolean is_known(const struct paper *paper, const char *a, gsize a_size, const char *middle,
                         const char *b, gsize b_size)
{
    g_autofree char *word = g_strdup_printf("%.*s%s%.*s", (int)a_size, a, middle, (int)b_size, b);
    g_autofree char *small = g_utf8_strdown(word, -1);

    return g_hash_table_contains(paper->words, small);
}

/* Does the hyphen at `hyphen`, before a line end, belong to the word? The same word written
 * elsewhere tells; else two words that both stand alone keep it. */
static gboolean keeps_hyphen(const struct paper *paper, const char *start, const char *hyphen,
                             const char *next)
{
    const char *from = hyphen;
    const char *to = next;
    gsize a, b;

    while (from > start) {
        const char *before = g_utf8_prev_char(from);

        if (!is_word(g_utf8_get_char(before)) && *before != '-')
            break;
        from = before;
    }
    while (*to && is_word(g_utf8_get_char(to)))
        to = g_utf8_next_char(to);
    a = (gsize)(hyphen - from);
    b = (gsize)(to - next);
    if (memchr(from, '-', a)) /* "mother-in-" */
        return TRUE;
    if (is_known(paper, from, a, "", next, b))
        return FALSE;
    if (is_known(paper, from, a, "-", next, b))
        return TRUE;
    return is_known(paper, from, a, "", "", 0) && is_known(paper, next, b, "", "", 0) && a > 2 &&
           b > 2;
}

void mend_words(struct paper *paper, GString *text)
{
    GString *out = g_string_sized_new(text->len);

    for (const char *at = text->str; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        const char *next = g_utf8_next_char(at);
        gboolean breaks = *next == '\n' && at > text->str &&
                          g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(at)));

        if (c == 0xad || c == 0x200b) {
            if (*next == '\n')
                at = next;
            if (*at == '\n')
                continue;
        } else if ((c == '-' || c == 0x2010) && breaks &&
                   g_unichar_isalpha(g_utf8_get_char(next + 1))) {
            gboolean small = g_unichar_islower(g_utf8_get_char(next + 1));

            if (!small || keeps_hyphen(paper, text->str, at, next + 1))
                g_string_append_c(out, '-');
            at = next;
        } else if (c == '\n') {
            g_string_append_c(out, ' ');
        } else {
            g_string_append_unichar(out, c);
        }
    }
    g_string_assign(text, out->str);
    g_string_free(out, TRUE);
}

char *plain_form(const char *text)
{
    GString *out = g_string_new(NULL);

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (g_unichar_isalnum(c))
            g_string_append_unichar(out, g_unichar_tolower(c));
    }
    return g_string_free(out, FALSE);
}
