/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/token.h"

#include "core/base/limits.h"

static uint32_t next(const char *text, uint32_t at)
{
    return (uint32_t)(g_utf8_next_char(text + at) - text);
}

static gboolean is_letter(gunichar c)
{
    return g_unichar_isalpha(c) || g_unichar_ismark(c) || (c > 127 && g_unichar_isdigit(c));
}

static uint32_t skip_space(const char *text, uint32_t at, uint32_t size)
{
    while (at < size && g_unichar_isspace(g_utf8_get_char(text + at)))
        at = next(text, at);
    return at;
}

/* The end of the run without white space that begins at `at`. */
static uint32_t run_end(const char *text, uint32_t at, uint32_t size)
{
    while (at < size && !g_unichar_isspace(g_utf8_get_char(text + at)))
        at = next(text, at);
    return at;
}

static uint8_t case_of(const char *text, struct span span)
{
    gboolean first = TRUE, title = FALSE, upper = TRUE, lower = TRUE;

    for (uint32_t at = span.from; at < span.to; at = next(text, at)) {
        gunichar c = g_utf8_get_char(text + at);

        if (g_unichar_ismark(c))
            continue;
        if (!g_unichar_isupper(c))
            upper = FALSE;
        if (g_unichar_isupper(c) && first)
            title = TRUE;
        if (!g_unichar_islower(c) && !first)
            title = FALSE;
        if (!g_unichar_islower(c))
            lower = FALSE;
        first = FALSE;
    }
    if (upper)
        return LETTERS_UPPER;
    if (title)
        return LETTERS_TITLE;
    return lower ? LETTERS_LOWER : LETTERS_OTHER;
}

static uint32_t cut_one(const char *text, uint32_t at, uint32_t end, struct atom *atom)
{
    gunichar c = g_utf8_get_char(text + at);

    *atom = (struct atom){ .span = { at, at } };
    if (g_ascii_isdigit(text[at])) {
        atom->kind = ATOM_DIGITS;
        while (at < end && g_ascii_isdigit(text[at]))
            at++;
    } else if (is_letter(c) && !g_unichar_ismark(c)) {
        atom->kind = ATOM_WORD;
        while (at < end && is_letter(g_utf8_get_char(text + at)))
            at = next(text, at);
    } else {
        atom->kind = ATOM_MARK;
        atom->mark = c;
        at = next(text, at);
    }
    atom->span.to = at;
    if (atom->kind == ATOM_WORD)
        atom->letters = case_of(text, atom->span);
    return at;
}

static void cut_run(const char *text, uint32_t at, uint32_t end, GArray *atoms)
{
    struct atom atom = { .kind = ATOM_LONG, .span = { at, end }, .space = TRUE };

    if (end - at > LIMIT_WORD) {
        g_array_append_val(atoms, atom);
        return;
    }
    for (uint32_t from = at; at < end;) {
        at = cut_one(text, at, end, &atom);
        atom.space = atom.span.from == from;
        g_array_append_val(atoms, atom);
    }
}

void token_cut(const char *text, uint32_t size, GArray *atoms)
{
    uint32_t at = skip_space(text, 0, size);

    g_array_set_size(atoms, 0);
    while (at < size) {
        uint32_t end = run_end(text, at, size);

        cut_run(text, at, end, atoms);
        at = skip_space(text, end, size);
    }
}
