/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/boundary_words.h"

#include "core/language/table.h"

#include <string.h>

struct abbreviation {
    enum ending ending;
    char **follows; /* words after which the sentence goes on all the same */
};

struct boundary_words {
    GHashTable *abbreviations; /* word -> struct abbreviation */
    GHashTable *starters;      /* word -> itself, or NULL: opens no phrase */
    GHashTable *speech;        /* a set */
};

static void abbreviation_free(gpointer data)
{
    struct abbreviation *abbreviation = data;

    g_strfreev(abbreviation->follows);
    g_free(abbreviation);
}

static enum ending ending_of(const char *name)
{
    static const struct {
        const char *name;
        enum ending ending;
    } endings[] = {
        { "never", ENDING_NEVER },
        { "maybe", ENDING_MAYBE },
        { "often", ENDING_OFTEN },
        { "number", ENDING_NUMBER },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (strcmp(name, endings[i].name) == 0)
            return endings[i].ending;
    return ENDING_PLAIN;
}

static void read_abbreviations(struct boundary_words *words, const char *language)
{
    struct table_line line;

    if (!table_open(&line, language, "abbreviations"))
        return;
    while (table_next(&line)) {
        struct abbreviation *abbreviation = g_new0(struct abbreviation, 1);
        g_autofree char *ending = table_field(&line, 1);
        g_autofree char *follows = table_field(&line, 2);

        abbreviation->ending = ending_of(ending);
        abbreviation->follows = g_strsplit(follows, " ", -1);
        g_hash_table_replace(words->abbreviations, table_field(&line, 0), abbreviation);
    }
}

static void read_starters(struct boundary_words *words, const char *language)
{
    struct table_line line;

    if (!table_open(&line, language, "sentence_starters"))
        return;
    while (table_next(&line)) {
        char *word = table_field(&line, 0);
        g_autofree char *kind = table_field(&line, 1);

        g_hash_table_replace(words->starters, word, strcmp(kind, "phrase") == 0 ? word : NULL);
    }
}

static void read_speech(struct boundary_words *words, const char *language)
{
    struct table_line line;

    if (!table_open(&line, language, "speech_verbs"))
        return;
    while (table_next(&line))
        g_hash_table_add(words->speech, table_field(&line, 0));
}

struct boundary_words *boundary_words_new(const char *language)
{
    g_autofree char *primary = g_ascii_strdown(language, (gssize)strcspn(language, "-_@"));
    struct boundary_words *words;
    gsize size;

    if (!table_text(primary, "abbreviations", &size))
        return NULL;
    words = g_new0(struct boundary_words, 1);
    words->abbreviations =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, abbreviation_free);
    words->starters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->speech = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    read_abbreviations(words, primary);
    read_starters(words, primary);
    read_speech(words, primary);
    return words;
}

void boundary_words_free(struct boundary_words *words)
{
    if (!words)
        return;
    g_hash_table_unref(words->abbreviations);
    g_hash_table_unref(words->starters);
    g_hash_table_unref(words->speech);
    g_free(words);
}

/* Headlines and datelines shout: "SEN. JOE ASH", "6 P.M. THE VOTE". Whether the ASCII letters
 * of a word are all capitals, more than one. */
static gboolean is_shouted(const char *word)
{
    unsigned letters = 0;

    for (; *word; word++) {
        if (g_ascii_islower(*word))
            return FALSE;
        letters += g_ascii_isupper(*word) ? 1 : 0;
    }
    return letters > 1;
}

/* Look a word up as written; a shouted one also as "Sen." and as "p.m.". */
static gboolean look_up(GHashTable *table, const char *word, gsize size, gboolean shouted,
                        gpointer *value)
{
    char key[BOUNDARY_WORD + 1];

    if (size == 0 || size > BOUNDARY_WORD)
        return FALSE;
    memcpy(key, word, size);
    key[size] = '\0';
    if (g_hash_table_lookup_extended(table, key, NULL, value))
        return TRUE;
    if (!shouted || !is_shouted(key))
        return FALSE;
    for (gsize i = 1; i < size; i++)
        key[i] = g_ascii_tolower(key[i]);
    if (g_hash_table_lookup_extended(table, key, NULL, value))
        return TRUE;
    key[0] = g_ascii_tolower(key[0]);
    return g_hash_table_lookup_extended(table, key, NULL, value);
}

enum ending boundary_words_ending(const struct boundary_words *words, const char *word, gsize size,
                                  gboolean shouted)
{
    gpointer found = NULL;

    if (!words || !look_up(words->abbreviations, word, size, shouted, &found))
        return ENDING_PLAIN;
    return ((const struct abbreviation *)found)->ending;
}

gboolean boundary_words_follows(const struct boundary_words *words, const char *word, gsize size,
                                const char *next, gsize next_size)
{
    gpointer found = NULL;

    if (!words || !look_up(words->abbreviations, word, size, TRUE, &found))
        return FALSE;
    for (char **follows = ((const struct abbreviation *)found)->follows; *follows; follows++)
        if (strlen(*follows) == next_size && strncmp(*follows, next, next_size) == 0)
            return TRUE;
    return FALSE;
}

gboolean boundary_words_starter(const struct boundary_words *words, const char *word, gsize size)
{
    gpointer found = NULL;

    return words && look_up(words->starters, word, size, TRUE, &found);
}

gboolean boundary_words_opens_phrase(const struct boundary_words *words, const char *word,
                                     gsize size)
{
    gpointer found = NULL;

    return words && look_up(words->starters, word, size, TRUE, &found) && found != NULL;
}

gboolean boundary_words_speech(const struct boundary_words *words, const char *word, gsize size)
{
    gpointer found = NULL;

    return words && look_up(words->speech, word, size, TRUE, &found);
}
