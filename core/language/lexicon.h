/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a newsroom wants words said: entries of one word or several, from files that
 * people write. An entry gives phonemes, or other words to say instead (an alias).
 *
 *   - An entry with a capital holds only for words written so, or all in capitals
 *     ("LAMONT", from four letters on); one in small letters holds for all forms.
 *   - The plural and the possessive follow from the entry ("Lamont's"), unless they
 *     have entries of their own.
 *   - An entry for a language holds for its regions too: en for en-US.
 *   - The longest entry that fits wins; of equals the one added last.
 *
 * Files are PLS 1.0 (W3C) when they begin with "<", else tables: a line for each
 * entry, the word, a tab, and how to say it: [[phonemes]] in the engine's
 * mnemonics, /phonemes/ in the International Phonetic Alphabet, a respelling as
 * newsrooms write it (la-MONT, see respelling.h), or other words. A third column
 * may name the language. Lines that begin with # are for people.
 */
#ifndef CORE_LANGUAGE_LEXICON_H
#define CORE_LANGUAGE_LEXICON_H

#include <glib.h>
#include <stdint.h>

struct lexicon;

struct lexicon_entry {
    const char *written;  /* as in its file */
    const char *phonemes; /* the engine's mnemonics, or NULL: an alias */
    const char *alias;    /* or NULL */
    const char *language; /* or NULL: every language */
    const char *file;     /* where it stands; NULL: built in */
    unsigned line;
    unsigned applied;  /* how often it was used */
    GArray *sentences; /* of uint64_t, each once: where; NULL while it was nowhere */
};

/* `language` is that of the texts, a BCP 47 tag or NULL for English. */
struct lexicon *lexicon_new(const char *language);
void lexicon_free(struct lexicon *lexicon);
const char *lexicon_language(const struct lexicon *lexicon);

/* Copies everything. FALSE with the reason when the entry cannot work. */
gboolean lexicon_add(struct lexicon *lexicon, const struct lexicon_entry *entry, GError **error);

/* Add the entries of a file; on failure the message names file and line, and the
 * entries before it stay. */
gboolean lexicon_load(struct lexicon *lexicon, const char *path, GError **error);
/* The two kinds of file; `file` is for messages. */
gboolean lexicon_load_tsv(struct lexicon *lexicon, const char *file, const char *text, gsize size,
                          GError **error);
gboolean lexicon_load_pls(struct lexicon *lexicon, const char *file, const char *text, gsize size,
                          GError **error);

/* A word of a text, without the punctuation around it. */
struct lexicon_word {
    const char *text;
    gsize size;
};

/*
 * The entry for the words from the first of `words` on. Returns how many of them it
 * takes, 0 when there is none. `ending` tells whether the last of them carries a
 * plural or possessive ending that the entry does not have.
 */
unsigned lexicon_find(struct lexicon *lexicon, const struct lexicon_word *words, unsigned count,
                      struct lexicon_entry **entry, gboolean *ending);

/* Entries applied from now on are applied in this sentence, from 1; 0: in none. */
void lexicon_at(struct lexicon *lexicon, uint64_t sentence);

/* Every entry in the order of adding: which applied, which never did. */
void lexicon_report(const struct lexicon *lexicon,
                    void (*each)(const struct lexicon_entry *entry, void *context), void *context);

#endif
