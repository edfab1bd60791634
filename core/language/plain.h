/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence in plain characters. People write one word in many ways that look the
 * same: with bold mathematical letters, fullwidth digits, ligatures, accents as
 * characters of their own, invisible ones in between. The language stage knows words
 * in one way only; each plain character remembers where it was written.
 */
#ifndef CORE_LANGUAGE_PLAIN_H
#define CORE_LANGUAGE_PLAIN_H

#include "core/language/normaliser.h"

struct plain {
    const char *text; /* as plain as can be; the given one when it was plain */
    uint32_t size;
    gboolean changed;
    uint32_t given; /* bytes of the given text */
    GString *made;
    GArray *places; /* of uint32_t: for each byte made, where its character was written */
};

void plain_init(struct plain *plain);
void plain_clear(struct plain *plain);

/* `text` must be valid UTF-8 and live as long as plain->text is used. */
void plain_make(struct plain *plain, const char *text, uint32_t size);

/* The written spans of a form that was made from plain->text become places of the
 * given text. */
void plain_restore(const struct plain *plain, struct spoken_form *form);

#endif
