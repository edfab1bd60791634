/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of the keys, for people. */
#ifndef CORE_PHONE_CARD_H
#define CORE_PHONE_CARD_H

#include "core/phone/keymap.h"

/* New strings. `language`: of the words; English where there are none. */

/* One sentence a key: to be read, and to be spoken as an article. */
char *card_text(const struct keymap *keymap, const char *language);
/* A page in large print, by itself: for the screen and for paper. */
char *card_page(const struct keymap *keymap, const char *language);

#endif
