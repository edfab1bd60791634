/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names as newsrooms respell them: "la-MONT", "DEL-uh-noh". Syllables joined by
 * hyphens, all in small letters or all in capitals, with at least one of each: the
 * capitals have the stress. What each spelling sounds like stands in
 * core/language/en/respelling.tsv.
 */
#ifndef CORE_LANGUAGE_RESPELLING_H
#define CORE_LANGUAGE_RESPELLING_H

#include <glib.h>

/*
 * Append the engine's mnemonics for `said` to `phonemes`. When it is not written as a
 * respelling ("AFL-CIO", "pre-K", "Day One") nothing is appended: these are words. FALSE
 * with the error set when it is one but holds a syllable that has no known sound.
 */
gboolean respelling_read(const char *said, GString *phonemes, GError **error);

#endif
