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
 * characters vanish, "[[" loses its meaning, runs that the engine cannot take
 * (over LIMIT_TOKEN bytes without a break, dotted chains, repeated suffix
 * apostrophes) are broken by spaces inside the token's span. Returns FALSE, and
 * appends nothing, when nothing sayable (no letter, digit or symbol that has a
 * name) is left.
 */
gboolean sayable_append(GString *text, GArray *tokens, const char *token, uint32_t size);

#endif
