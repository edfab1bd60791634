/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/cmudict.h"

#include "core/language/phoneme.h"
#include "core/language/sorted.h"
#include "core/language/table.h"

#include <string.h>

#define LIMIT_NAME 64u

/* What the word is in the dictionary's spelling: small letters without accents and
 * with the typewriter's apostrophe. FALSE when it cannot be there. */
static gboolean plain_spelling(const char *word, gsize size, GString *plain)
{
    g_autofree char *decomposed = NULL;

    if (size > LIMIT_NAME)
        return FALSE;
    decomposed = g_utf8_normalize(word, (gssize)size, G_NORMALIZE_NFD);
    for (const char *at = decomposed; at && *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (c == 0x2019)
            c = '\'';
        if (c < 0x80)
            g_string_append_c(plain, g_ascii_tolower((char)c));
        else if (!g_unichar_ismark(c))
            return FALSE;
    }
    return plain->len > 0;
}

static enum cmudict_kind look_up(const char *word, gsize size, GString *phonemes)
{
    struct sorted_line line;
    const char *mark;
    gsize table_size;
    const char *table = table_text("en", "cmudict", &table_size);

    if (!sorted_find(table, table_size, word, size, &line))
        return CMUDICT_NONE;
    if (line.value_size == 0)
        return CMUDICT_ENGINE;
    mark = memchr(line.value, '\t', line.value_size);
    g_string_append_len(phonemes, line.value, mark ? mark - line.value : (gssize)line.value_size);
    if (g_ascii_isupper(*line.key))
        return CMUDICT_NAME;
    return mark ? CMUDICT_WRONG : CMUDICT_ORDINARY;
}

/* The word itself, or the one that this is a plural or possessive of. */
static enum cmudict_kind look_up_forms(const char *word, gsize size, GString *phonemes)
{
    static const char *const endings[] = { "'s", "'", "s" };
    enum cmudict_kind kind = look_up(word, size, phonemes);

    for (size_t i = 0; kind == CMUDICT_NONE && i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i]);

        if (size < length + 2 || memcmp(word + size - length, endings[i], length) != 0)
            continue;
        kind = look_up(word, size - length, phonemes);
        if (kind == CMUDICT_ENGINE)
            return CMUDICT_NONE;
        /* "Jones'" is said as written, and no name doubles its s for a plural. */
        if (kind != CMUDICT_NONE && word[size - 1] == 's')
            phoneme_add_s(phonemes);
    }
    return kind == CMUDICT_ENGINE ? CMUDICT_NONE : kind;
}

/* Scottish and Irish names: what stands behind the particle is looked up. */
static enum cmudict_kind look_up_particle(const char *word, gsize size, GString *phonemes)
{
    static const struct {
        const char *written, *said;
    } particles[] = { { "mc", "m@k" }, { "mac", "m@k" }, { "o'", "oU" } };

    for (size_t i = 0; i < G_N_ELEMENTS(particles); i++) {
        size_t length = strlen(particles[i].written);
        gsize before = phonemes->len;

        if (size < length + 4 || memcmp(word, particles[i].written, length) != 0)
            continue;
        g_string_append(phonemes, particles[i].said);
        if (look_up_forms(word + length, size - length, phonemes) == CMUDICT_NAME)
            return CMUDICT_NAME;
        g_string_truncate(phonemes, before);
    }
    return CMUDICT_NONE;
}

/* As in McCain, not as in MACHINE or Mackerel. */
static gboolean has_inner_capital(const char *word, gsize size)
{
    gboolean small = FALSE;

    for (gsize i = 1; i < size; i++) {
        small = small || g_ascii_islower(word[i]);
        if (g_ascii_isupper(word[i]) && (small || word[i - 1] == '\'' || word[i - 1] < 0))
            return TRUE;
    }
    return FALSE;
}

/*
 * The dictionary has no ñ: its Quinones is said with a plain n. Where each n of the
 * word is heard as one, those written ñ get their glide. FALSE: they do not match.
 */
static gboolean restore_tildes(const char *word, gsize size, GString *phonemes, gsize from)
{
    g_autofree char *composed = g_utf8_normalize(word, (gssize)size, G_NORMALIZE_NFC);
    gsize at = from;

    for (const char *letter = composed; *letter; letter = g_utf8_next_char(letter)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(letter));

        if (c != 'n' && c != 0xf1)
            continue;
        while (at < phonemes->len && phonemes->str[at] != 'n')
            at++;
        if (at++ >= phonemes->len)
            return FALSE;
        if (c == 0xf1 && phonemes->str[at] != 'j')
            g_string_insert_c(phonemes, (gssize)at, 'j');
    }
    return !strchr(phonemes->str + at, 'n');
}

static gboolean has_tilde(const char *word, gsize size)
{
    return memmem(word, size, "ñ", strlen("ñ")) || memmem(word, size, "Ñ", strlen("Ñ"));
}

enum cmudict_kind cmudict_find(const char *word, gsize size, GString *phonemes)
{
    g_autoptr(GString) plain = g_string_sized_new(LIMIT_NAME);
    enum cmudict_kind kind;
    gsize from = phonemes->len;

    if (!plain_spelling(word, size, plain))
        return CMUDICT_NONE;
    kind = look_up_forms(plain->str, plain->len, phonemes);
    if (kind == CMUDICT_NONE && has_inner_capital(word, size))
        kind = look_up_particle(plain->str, plain->len, phonemes);
    if (kind != CMUDICT_NONE && has_tilde(word, size) &&
        !restore_tildes(word, size, phonemes, from)) {
        g_string_truncate(phonemes, from);
        return CMUDICT_NONE;
    }
    return kind;
}
