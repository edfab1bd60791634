/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/respelling.h"

#include "core/base/error.h"
#include "core/language/phoneme.h"
#include "core/language/table.h"

#include <string.h>

/* "strengths" has nine letters. */
#define LETTERS_MOST 12u

enum place { CONSONANT, BEFORE, BEHIND, VOWEL, OPEN, CLOSED, END, WHOLE, PLACES };

static const char *const place_names[PLACES] = {
    [CONSONANT] = "consonant", [BEFORE] = "before", [BEHIND] = "behind", [VOWEL] = "vowel",
    [OPEN] = "open",           [CLOSED] = "closed", [END] = "end",       [WHOLE] = "whole",
};

struct spelling {
    char *letters, *sound, *weak;
    gsize size;
    enum place place;
};

/* ---- The table ---- */

static int longest_first(gconstpointer a, gconstpointer b)
{
    const struct spelling *left = a, *right = b;

    if (left->size != right->size)
        return left->size > right->size ? -1 : 1;
    /* The order of the table must not decide: "y" is a consonant first. */
    return left->place != right->place ? (left->place < right->place ? -1 : 1)
                                       : strcmp(left->letters, right->letters);
}

static void add_spelling(GArray *spellings, const struct table_line *line)
{
    g_autofree char *place = table_field(line, 2);
    struct spelling spelling = { .letters = table_field(line, 0),
                                 .sound = table_field(line, 1),
                                 .size = line->size[0] };

    spelling.weak = line->count > 3 ? table_field(line, 3) : g_strdup(spelling.sound);
    while (spelling.place < WHOLE && strcmp(place, place_names[spelling.place]) != 0)
        spelling.place++;
    g_array_append_val(spellings, spelling);
}

/* Read once: a newsroom's lexicon may hold thousands of names. */
static const GArray *all_spellings(void)
{
    static GArray *spellings;

    if (g_once_init_enter(&spellings)) {
        GArray *made = g_array_new(FALSE, FALSE, sizeof(struct spelling));
        struct table_line line;

        if (table_open(&line, "en", "respelling"))
            while (table_next(&line))
                add_spelling(made, &line);
        g_array_sort(made, longest_first);
        g_once_init_leave(&spellings, made);
    }
    return spellings;
}

/* ---- One syllable ---- */

struct syllable {
    char letters[LETTERS_MOST + 1]; /* small */
    gsize size;
    const struct spelling *parts[LETTERS_MOST];
    unsigned count; /* of parts */
};

static gboolean is_vowel(enum place place)
{
    return place >= VOWEL;
}

static gboolean may_stand(const struct syllable *syllable, const struct spelling *spelling,
                          gsize at, gboolean vowel_seen)
{
    gboolean last = at + spelling->size == syllable->size;

    if (strncmp(syllable->letters + at, spelling->letters, spelling->size) != 0)
        return FALSE;
    switch (spelling->place) {
    case CONSONANT:
        return TRUE;
    case BEHIND:
        return vowel_seen;
    case OPEN:
    case END:
        return !vowel_seen && last;
    case CLOSED:
        return !vowel_seen && !last;
    case WHOLE:
        return at == 0 && last;
    default: /* before, vowel */
        return !vowel_seen;
    }
}

/* The longest spellings first; shorter ones where the rest makes no syllable. */
static gboolean read_parts(struct syllable *syllable, gsize at, gboolean vowel_seen)
{
    const GArray *spellings = all_spellings();

    if (at == syllable->size)
        return vowel_seen;
    for (guint i = 0; i < spellings->len; i++) {
        const struct spelling *spelling = &g_array_index(spellings, struct spelling, i);

        if (!may_stand(syllable, spelling, at, vowel_seen))
            continue;
        syllable->parts[syllable->count++] = spelling;
        if (read_parts(syllable, at + spelling->size, vowel_seen || is_vowel(spelling->place)))
            return TRUE;
        syllable->count--;
    }
    return FALSE;
}

static gboolean read_syllable(struct syllable *syllable, const char *text)
{
    syllable->size = strlen(text);
    syllable->count = 0;
    if (syllable->size == 0 || syllable->size > LETTERS_MOST)
        return FALSE;
    for (gsize i = 0; i <= syllable->size; i++)
        syllable->letters[i] = g_ascii_tolower(text[i]);
    return read_parts(syllable, 0, FALSE);
}

/* `stress` is "'", "," or ""; an r at the end is heard before a vowel. */
static void say_syllable(const struct syllable *syllable, const char *stress, gboolean vowel_next,
                         GString *phonemes)
{
    for (unsigned i = 0; i < syllable->count; i++) {
        const struct spelling *part = syllable->parts[i];
        gboolean vowel = is_vowel(part->place);

        if (vowel && *stress)
            g_string_append(phonemes, stress);
        phoneme_add(phonemes, vowel && !*stress ? part->weak : part->sound);
        if (vowel && vowel_next && i + 1 == syllable->count && part->letters[part->size - 1] == 'r')
            g_string_append_c(phonemes, 'r');
    }
}

/* ---- What is a respelling? ---- */

static gboolean all_in(const char *text, gboolean (*is)(char))
{
    for (; *text; text++)
        if (!is(*text))
            return FALSE;
    return TRUE;
}

static gboolean is_lower(char c)
{
    return g_ascii_islower(c);
}

static gboolean is_upper(char c)
{
    return g_ascii_isupper(c);
}

/* A letter alone is no syllable that anybody stresses: "pre-K", "vitamin-A". */
static gboolean stressed(const char *syllable)
{
    return strlen(syllable) > 1 && all_in(syllable, is_upper) && strpbrk(syllable, "AEIOUY");
}

/* Small letters and capitals, joined by hyphens, and both of them. */
static gboolean has_form(char **syllables)
{
    gboolean strong = FALSE, weak = FALSE;

    for (; *syllables; syllables++) {
        if (stressed(*syllables))
            strong = TRUE;
        else if (**syllables && all_in(*syllables, is_lower))
            weak = TRUE;
        else
            return FALSE;
    }
    return strong && weak;
}

/* A word without a hyphen beside respelled ones: "JOH la-MONT", "van der BEEK-uh". */
static gboolean may_stand_beside(const char *word)
{
    struct syllable syllable;

    return (all_in(word, is_lower) || all_in(word, is_upper)) && read_syllable(&syllable, word);
}

static gboolean is_respelling(char **words)
{
    gboolean found = FALSE;

    for (; *words; words++) {
        g_auto(GStrv) syllables = g_strsplit(*words, "-", -1);

        if (has_form(syllables))
            found = TRUE;
        else if (!may_stand_beside(*words))
            return FALSE;
    }
    return found;
}

/* ---- Saying one ---- */

/* The last of the capitals has the main stress, and so has a word of one syllable. */
static const char *stress_of(char **syllables, unsigned at)
{
    if (!all_in(syllables[at], is_upper))
        return "";
    for (at++; syllables[at]; at++)
        if (all_in(syllables[at], is_upper))
            return ",";
    return "'";
}

static gboolean say_word(const char *word, GString *phonemes, GError **error)
{
    g_auto(GStrv) text = g_strsplit(word, "-", -1);
    unsigned count = g_strv_length(text);
    g_autofree struct syllable *syllables = g_new(struct syllable, count);

    for (unsigned i = 0; i < count; i++) {
        if (read_syllable(&syllables[i], text[i]))
            continue;
        g_set_error(error, CRIER_ERROR, ERROR_INPUT,
                    "\"%s\" is written as a respelling, but the sound of \"%s\" in it is not known",
                    word, text[i]);
        return FALSE;
    }
    for (unsigned i = 0; i < count; i++)
        say_syllable(&syllables[i], stress_of(text, i),
                     i + 1 < count && is_vowel(syllables[i + 1].parts[0]->place), phonemes);
    return TRUE;
}

gboolean respelling_read(const char *said, GString *phonemes, GError **error)
{
    g_auto(GStrv) words = g_strsplit(said, " ", -1);
    const gsize start = phonemes->len;

    if (!is_respelling(words))
        return TRUE;
    for (char **word = words; *word; word++) {
        if (phonemes->len > start)
            g_string_append_c(phonemes, ' ');
        if (!say_word(*word, phonemes, error)) {
            g_string_truncate(phonemes, start);
            return FALSE;
        }
    }
    return TRUE;
}
