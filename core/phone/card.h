/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of the keys, for people: plain text, one key a line. */
#ifndef CORE_PHONE_CARD_H
#define CORE_PHONE_CARD_H

#include "core/phone/keymap.h"

/* A new string. `language`: of the words; English where there are none. */
char *card_text(const struct keymap *keymap, const char *language);

#endif
