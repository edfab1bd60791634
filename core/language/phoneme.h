/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phonemes in the engine's own mnemonics: made from the International Phonetic
 * Alphabet, checked, and given endings. The mnemonics are those of the engine's
 * American English.
 */
#ifndef CORE_LANGUAGE_PHONEME_H
#define CORE_LANGUAGE_PHONEME_H

#include <glib.h>

/* Append the mnemonics for `ipa` to `out`. On a sign that has none, FALSE; `*bad` is the
 * place of the sign and `out` is as before. */
gboolean phoneme_from_ipa(const char *ipa, gsize size, GString *out, gsize *bad);

/* Append one sound, kept apart from the one before where the engine would take two for
 * one. */
void phoneme_add(GString *out, const char *mnemonic);

/* Whether these can be mnemonics: printable ASCII without brackets, at least one letter. */
gboolean phoneme_valid(const char *mnemonics, gsize size);

/* Append the ending of the plural and of the possessive, which sound the same: as in
 * cats, dogs or horses. */
void phoneme_add_s(GString *mnemonics);

#endif
