/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/lexicon.h"

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/language/phoneme.h"

#include <string.h>

/* No file made by people is larger; one entry is a name or a phrase. */
#define LIMIT_WORDS 8u
#define LIMIT_ENTRY 256u

struct item {
    struct lexicon_entry entry; /* its strings are ours */
    char **words;               /* as written, NULL-terminated */
    unsigned count;             /* of words */
    struct item *next;          /* with the same first word, longest first */
};

struct lexicon {
    char *language;
    GPtrArray *items;  /* of struct item, in the order of adding */
    uint64_t sentence; /* the one that is looked at, 0: none */
    GHashTable *first; /* the first word in small letters: chain of items that apply here */
};

static void item_free(void *data)
{
    struct item *item = data;

    g_free((char *)item->entry.written);
    g_free((char *)item->entry.phonemes);
    g_free((char *)item->entry.alias);
    g_free((char *)item->entry.language);
    g_free((char *)item->entry.file);
    g_clear_pointer(&item->entry.sentences, g_array_unref);
    g_strfreev(item->words);
    g_free(item);
}

struct lexicon *lexicon_new(const char *language)
{
    struct lexicon *lexicon = g_new0(struct lexicon, 1);

    lexicon->language = g_strdup(language ? language : "en");
    lexicon->items = g_ptr_array_new_with_free_func(item_free);
    lexicon->first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
    if (!lexicon)
        return;
    g_hash_table_unref(lexicon->first);
    g_ptr_array_unref(lexicon->items);
    g_free(lexicon->language);
    g_free(lexicon);
}

const char *lexicon_language(const struct lexicon *lexicon)
{
    return lexicon->language;
}

/* ---- Adding ---- */

/* en holds for en-US, not for eng. */
static gboolean language_covers(const char *scope, const char *language)
{
    size_t length = scope ? strlen(scope) : 0;

    if (length == 0)
        return TRUE;
    return g_ascii_strncasecmp(scope, language, length) == 0 &&
           (language[length] == '\0' || language[length] == '-');
}

static char **split_words(const char *written)
{
    g_auto(GStrv) parts = g_strsplit_set(written, " \t", -1);
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();

    for (char **part = parts; *part; part++)
        if (**part)
            g_strv_builder_add(words, *part);
    return g_strv_builder_end(words);
}

static gboolean check(const struct lexicon_entry *entry, unsigned words, GError **error)
{
    if (words == 0)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "an entry without a word");
    else if (words > LIMIT_WORDS || strlen(entry->written) > LIMIT_ENTRY)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "an entry of more than %u words", LIMIT_WORDS);
    else if (!entry->phonemes && (!entry->alias || !*entry->alias))
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "\"%s\" has nothing to say", entry->written);
    else if (strlen(entry->phonemes ? entry->phonemes : entry->alias) > LIMIT_ENTRY)
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "\"%s\" says more than %u bytes",
                    entry->written, LIMIT_ENTRY);
    else if (entry->phonemes && !phoneme_valid(entry->phonemes, strlen(entry->phonemes)))
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "\"%s\" has phonemes that the engine lacks",
                    entry->written);
    else
        return TRUE;
    return FALSE;
}

/* Longer entries first; among equals the newcomer. */
static void chain(struct lexicon *lexicon, struct item *item)
{
    char *key = g_utf8_strdown(item->words[0], -1);
    struct item *head = g_hash_table_lookup(lexicon->first, key);
    struct item **place = &head;

    while (*place && (*place)->count > item->count)
        place = &(*place)->next;
    item->next = *place;
    *place = item;
    g_hash_table_replace(lexicon->first, key, head);
}

gboolean lexicon_add(struct lexicon *lexicon, const struct lexicon_entry *entry, GError **error)
{
    g_auto(GStrv) words = split_words(entry->written);
    unsigned count = g_strv_length(words);
    struct item *item;

    if (!check(entry, count, error))
        return FALSE;
    item = g_new0(struct item, 1);
    item->entry = (struct lexicon_entry){
        .written = g_strdup(entry->written),
        .phonemes = g_strdup(entry->phonemes),
        .alias = g_strdup(entry->alias),
        .language = g_strdup(entry->language),
        .file = g_strdup(entry->file),
        .line = entry->line,
    };
    item->words = g_steal_pointer(&words);
    item->count = count;
    g_ptr_array_add(lexicon->items, item);
    if (language_covers(entry->language, lexicon->language))
        chain(lexicon, item);
    return TRUE;
}

gboolean lexicon_load(struct lexicon *lexicon, const char *path, GError **error)
{
    g_autofree char *text = NULL;
    g_autofree char *shown = error_printable(path, -1);
    GError *cause = NULL;
    gboolean (*load)(struct lexicon *, const char *, const char *, gsize, GError **);
    const char *start;
    gsize size = 0;

    if (!g_file_get_contents(path, &text, &size, &cause)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "cannot read the lexicon %s: %s", shown,
                    cause->message);
        g_error_free(cause);
        return FALSE;
    }
    if (size > LIMIT_LEXICON || !g_utf8_validate(text, (gssize)size, NULL)) {
        g_set_error(error, CRIER_ERROR, ERROR_INPUT, "the lexicon %s is %s", shown,
                    size > LIMIT_LEXICON ? "larger than 8 MB" : "not UTF-8 text");
        return FALSE;
    }
    start = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    size -= (gsize)(start - text);
    load = start[strspn(start, " \t\r\n")] == '<' ? lexicon_load_pls : lexicon_load_tsv;
    return load(lexicon, shown, start, size, error);
}

/* ---- Finding ---- */

static gboolean has_capital(const char *word)
{
    for (; *word; word = g_utf8_next_char(word))
        if (g_unichar_isupper(g_utf8_get_char(word)))
            return TRUE;
    return FALSE;
}

/* Both apostrophes are one. */
static gunichar plain(gunichar c)
{
    return c == 0x2019 ? '\'' : c;
}

/* Whether `text` is `word`, as the rule on capitals says. */
static gboolean same_word(const char *word, const char *text, gsize size)
{
    const gboolean exact = has_capital(word);
    gboolean equal = TRUE, shouted = TRUE;
    const char *end = text + size;
    unsigned letters = 0;

    for (; *word && text < end; word = g_utf8_next_char(word), text = g_utf8_next_char(text)) {
        gunichar a = plain(g_utf8_get_char(word)), b = plain(g_utf8_get_char(text));

        if (g_unichar_tolower(a) != g_unichar_tolower(b))
            return FALSE;
        equal = equal && a == b;
        shouted = shouted && !g_unichar_islower(b);
        letters++;
    }
    return *word == '\0' && text == end && (!exact || equal || (shouted && letters > 3));
}

/* The size without an ending: "'s", a lone apostrophe, or "s"; 0 when there is none. */
static gsize without_ending(const char *text, gsize size)
{
    static const char *const endings[] = { "'s", "’s", "'S", "’S", "'", "’", "s", "S" };

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i]);

        if (size > length && memcmp(text + size - length, endings[i], length) == 0)
            return size - length;
    }
    return 0;
}

static gboolean fits(const struct item *item, const struct lexicon_word *words, unsigned count,
                     gboolean ending)
{
    unsigned last = item->count - 1;

    if (item->count > count)
        return FALSE;
    for (unsigned i = 0; i < last; i++)
        if (!same_word(item->words[i], words[i].text, words[i].size))
            return FALSE;
    return same_word(item->words[last], words[last].text,
                     ending ? without_ending(words[last].text, words[last].size)
                            : words[last].size);
}

/* The chain of items whose first word is this one. */
static struct item *chain_for(struct lexicon *lexicon, const char *text, gsize size)
{
    char key[LIMIT_ENTRY * 2];
    gsize length = 0;

    if (size == 0 || size > LIMIT_ENTRY)
        return NULL;
    for (const char *end = text + size; text < end; text = g_utf8_next_char(text)) {
        gunichar c = g_unichar_tolower(plain(g_utf8_get_char(text)));

        length += (gsize)g_unichar_to_utf8(c, key + length);
        if (length > sizeof(key) - 8)
            return NULL;
    }
    key[length] = '\0';
    return g_hash_table_lookup(lexicon->first, key);
}

static struct item *longest(struct lexicon *lexicon, const struct lexicon_word *words,
                            unsigned count, gboolean ending)
{
    const struct lexicon_word *first = words;
    struct item *found = NULL;
    struct item *item;

    for (item = chain_for(lexicon, first->text, first->size); item; item = item->next)
        if ((!ending || item->count > 1) && fits(item, words, count, ending)) {
            found = item;
            break;
        }
    if (!ending || found)
        return found;
    item = chain_for(lexicon, first->text, without_ending(first->text, first->size));
    for (; item; item = item->next)
        if (item->count == 1 && fits(item, words, count, TRUE))
            return item;
    return NULL;
}

static void note_use(struct lexicon_entry *entry, uint64_t sentence)
{
    GArray *places = entry->sentences;

    entry->applied++;
    if (sentence == 0)
        return;
    if (!places)
        places = entry->sentences = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    if (places->len == 0 || g_array_index(places, uint64_t, places->len - 1) != sentence)
        g_array_append_val(places, sentence);
}

unsigned lexicon_find(struct lexicon *lexicon, const struct lexicon_word *words, unsigned count,
                      struct lexicon_entry **entry, gboolean *ending)
{
    struct item *whole, *ended;

    if (count == 0 || lexicon->items->len == 0)
        return 0;
    whole = longest(lexicon, words, count, FALSE);
    ended = longest(lexicon, words, count, TRUE);
    *ending = ended && (!whole || ended->count > whole->count);
    if (*ending)
        whole = ended;
    if (!whole)
        return 0;
    *entry = &whole->entry;
    note_use(&whole->entry, lexicon->sentence);
    return whole->count;
}

void lexicon_at(struct lexicon *lexicon, uint64_t sentence)
{
    lexicon->sentence = sentence;
}

void lexicon_report(const struct lexicon *lexicon,
                    void (*each)(const struct lexicon_entry *entry, void *context), void *context)
{
    for (guint i = 0; i < lexicon->items->len; i++)
        each(&((const struct item *)g_ptr_array_index(lexicon->items, i))->entry, context);
}
