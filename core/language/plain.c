/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/plain.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#define JOINER  0x200d
/* Stands for a run of nothing but invisible characters, which the ledger must name. */
#define NOTHING 0x200b

/* A text on its way. */
struct folding {
    struct plain *plain;
    gunichar last; /* made in this run without white space; 0: nothing yet */
    gunichar next; /* the one that comes after, 0 at the end */
    gsize last_at; /* of plain->made */
    uint32_t held; /* where invisible characters at the start of the run begin */
    gboolean holds;
};

void plain_init(struct plain *plain)
{
    *plain = (struct plain){ .made = g_string_new(NULL),
                             .places = g_array_new(FALSE, FALSE, sizeof(uint32_t)) };
}

void plain_clear(struct plain *plain)
{
    g_string_free(plain->made, TRUE);
    g_array_unref(plain->places);
}

static gboolean is_variation(gunichar c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0020 && c <= 0xe007f);
}

static gboolean is_ignorable(gunichar c)
{
    return u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/* Soft hyphens, zero-width characters and controls of direction make no sound. Emoji
 * are made with some of them: those stay. */
static gboolean is_hidden(const struct folding *folding, gunichar c)
{
    if (!is_ignorable(c))
        return FALSE;
    if (c == JOINER)
        return !folding->last || g_unichar_isalnum(folding->last) ||
               g_unichar_ismark(folding->last);
    return !is_variation(c) || !folding->last || g_unichar_isalpha(folding->last);
}

static gboolean is_european(gunichar c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &status);

    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

static void put(struct folding *folding, uint32_t place, const char *text, gsize size)
{
    struct plain *plain = folding->plain;

    if (folding->holds)
        place = folding->held;
    folding->holds = FALSE;
    folding->last_at = plain->made->len;
    g_string_append_len(plain->made, text, (gssize)size);
    for (gsize i = 0; i < size; i++)
        g_array_append_val(plain->places, place);
    folding->last = g_utf8_get_char(g_utf8_prev_char(plain->made->str + plain->made->len));
}

static void put_character(struct folding *folding, uint32_t place, gunichar c)
{
    char bytes[8];

    put(folding, place, bytes, (gsize)g_unichar_to_utf8(c, bytes));
}

/* An accent behind its letter becomes one with it, or has no sound that any voice
 * knows: letters buried under marks are read as letters. */
static gboolean join_accent(struct folding *folding, gunichar c)
{
    UErrorCode status = U_ZERO_ERROR;
    struct plain *plain = folding->plain;
    UChar32 whole;
    uint32_t place;

    if (!g_unichar_ismark(c) || !g_unichar_isalpha(folding->last) || !is_european(folding->last))
        return FALSE;
    whole = unorm2_composePair(unorm2_getNFCInstance(&status), (UChar32)folding->last, (UChar32)c);
    if (whole < 0)
        return TRUE;
    folding->last_at =
        (gsize)(g_utf8_prev_char(plain->made->str + plain->made->len) - plain->made->str);
    place = g_array_index(plain->places, uint32_t, folding->last_at);
    g_string_truncate(plain->made, folding->last_at);
    g_array_set_size(plain->places, (guint)folding->last_at);
    put_character(folding, place, (gunichar)whole);
    return TRUE;
}

/* Fullwidth punctuation belongs to scripts without spaces; in numbers it is ours. */
static gboolean is_wide_wanted(const struct folding *folding, gunichar c)
{
    if (g_unichar_isalnum(c) || g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL)
        return TRUE;
    if (c == 0xff05 || c == 0xff03 || c == 0xff06 || c == 0xff20) /* ％ ＃ ＆ ＠ */
        return TRUE;
    return g_unichar_isdigit(folding->last) && g_unichar_isdigit(folding->next);
}

/* Is this only another shape of plain characters? */
static gboolean is_shape(const struct folding *folding, gunichar c)
{
    switch (u_getIntPropertyValue((UChar32)c, UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_FONT:
    case U_DT_CIRCLE:
    case U_DT_SQUARE:
        return !u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI);
    case U_DT_SUB:
    case U_DT_INITIAL:
    case U_DT_MEDIAL:
    case U_DT_FINAL:
    case U_DT_ISOLATED:
        return TRUE;
    case U_DT_WIDE:
    case U_DT_NARROW:
        return is_wide_wanted(folding, c);
    case U_DT_COMPAT: /* ligatures, Roman numerals; not the signs that our tables name */
        return g_unichar_isalnum(c) && (is_european(c) || !g_unichar_isalpha(c));
    default:
        return FALSE;
    }
}

static gboolean put_shape(struct folding *folding, uint32_t place, gunichar c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[24];
    char text[sizeof(wide) * 2];
    int32_t count, size = 0;

    if (!is_shape(folding, c))
        return FALSE;
    count = unorm2_getDecomposition(unorm2_getNFKCInstance(&status), (UChar32)c, wide,
                                    G_N_ELEMENTS(wide), &status);
    if (U_FAILURE(status) || count <= 0)
        return FALSE;
    u_strToUTF8(text, sizeof(text), &size, wide, count, &status);
    /* Spacing accents and the like would cut the word. */
    if (U_FAILURE(status) || memchr(text, ' ', (size_t)size))
        return FALSE;
    put(folding, place, text, (gsize)size);
    return TRUE;
}

static void end_run(struct folding *folding)
{
    if (folding->holds)
        put_character(folding, folding->held, NOTHING);
    folding->last = 0;
}

static void take(struct folding *folding, uint32_t place, gunichar c)
{
    if (g_unichar_isspace(c)) {
        end_run(folding);
        put_character(folding, place, c);
        folding->last = 0;
    } else if (c < 0x80) {
        put_character(folding, place, c);
    } else if (is_hidden(folding, c)) {
        if (!folding->last && !folding->holds) {
            folding->holds = TRUE;
            folding->held = place;
        }
    } else if (g_unichar_isdigit(c)) {
        put_character(folding, place, (gunichar)('0' + g_unichar_digit_value(c)));
    } else if (!join_accent(folding, c) && !put_shape(folding, place, c)) {
        put_character(folding, place, c);
    }
}

/* Quotation marks, dashes and accented letters are all that most texts have beside
 * ASCII. */
static gboolean is_common(gunichar c)
{
    return c < 0x80 || (c > 0xad && c < 0x300) || (c >= 0x2010 && c <= 0x2027);
}

static gboolean is_plain(const char *text, uint32_t size)
{
    const char *end = text + size;

    while (text < end) {
        if (*text & 0x80 && !is_common(g_utf8_get_char(text)))
            return FALSE;
        text = g_utf8_next_char(text);
    }
    return TRUE;
}

void plain_make(struct plain *plain, const char *text, uint32_t size)
{
    struct folding folding = { .plain = plain };

    plain->text = text;
    plain->size = plain->given = size;
    plain->changed = !is_plain(text, size);
    if (!plain->changed)
        return;
    g_string_truncate(plain->made, 0);
    g_array_set_size(plain->places, 0);
    for (uint32_t at = 0, next; at < size; at = next) {
        next = (uint32_t)(g_utf8_next_char(text + at) - text);
        folding.next = next < size ? g_utf8_get_char(text + next) : 0;
        take(&folding, at, g_utf8_get_char(text + at));
    }
    end_run(&folding);
    g_array_append_val(plain->places, size);
    plain->text = plain->made->str;
    plain->size = (uint32_t)plain->made->len;
}

static struct span restored(const struct plain *plain, struct span span)
{
    const uint32_t *places = (const uint32_t *)(const void *)plain->places->data;
    uint32_t to = span.to;

    /* One written character may be several plain ones. */
    while (to > span.from && to < plain->size && places[to] == places[to - 1])
        to++;
    return (struct span){ places[span.from], places[to] };
}

void plain_restore(const struct plain *plain, struct spoken_form *form)
{
    if (!plain->changed)
        return;
    for (guint i = 0; i < form->words->len; i++) {
        struct spoken_word *word = &g_array_index(form->words, struct spoken_word, i);

        word->written = restored(plain, word->written);
    }
    for (guint i = 0; i < form->silent->len; i++) {
        struct silent_word *word = &g_array_index(form->silent, struct silent_word, i);

        word->written = restored(plain, word->written);
    }
}
