/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last guard before the engine: text that cannot command it, break out of
 * a word, or overrun the buffers of espeak-ng 1.51.
 */
#ifndef CORE_SYNTHESIS_SAYABLE_H
#define CORE_SYNTHESIS_SAYABLE_H

#include "core/synthesis/utterance.h"

/*
 * Append one token to the text of an utterance (with a space before it unless
 * the text is empty) and its span to `tokens` (of struct token). Control
 * characters and quotation marks vanish, brackets become commas (so "[[" has no
 * meaning left), runs that the engine cannot take (over LIMIT_TOKEN bytes without
 * a break, chains of dots and apostrophes) are broken by spaces inside the token's
 * span; no letter or digit is lost. Returns FALSE, and adds no token, when nothing
 * sayable (no letter, digit or symbol that has a name) is left; a dash, bracket or
 * sentence mark alone then ends the phrase of the token before, whose span grows
 * by that mark.
 */
gboolean sayable_append(GString *text, GArray *tokens, const char *token, uint32_t size);

/*
 * Append a token given in the engine's own phoneme mnemonics, as "[[l@m'A:nt]]", and
 * behind it the sentence marks with which `word` (as it is spelled) ends. Returns
 * FALSE, and appends nothing, when `phonemes` holds anything but mnemonics.
 */
gboolean sayable_append_phonemes(GString *text, GArray *tokens, const char *phonemes, uint32_t size,
                                 const char *word, uint32_t word_size);

/*
 * Say the token appended last, and those after it, in another pitch: 0 to 99, as
 * struct voice counts it. The engine's own command, which no text of an article can
 * hold: sayable_append() drops the control character that begins it.
 */
void sayable_pitch(GString *text, GArray *tokens, uint32_t pitch);

#endif
