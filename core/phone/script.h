/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the line says itself: its prompts, and the sentences about topics and stories, as
 * texts in the language of the edition (LANGUAGE/line.tsv). */
#ifndef CORE_PHONE_SCRIPT_H
#define CORE_PHONE_SCRIPT_H

#include "core/phone/board.h"
#include "core/phone/keymap.h"

struct script {
    const char *language;
    const struct keymap *keymap;
    GPtrArray *texts; /* of char *; the first PROMPT_COUNT are the prompts */
    GArray *tails;    /* of uint32_t: milliseconds of silence behind each */
};

/* With the prompts. A language without a table is spoken to in English. FALSE with ERROR_BUG when
 * a line of the table is missing or asks for what there is not. `title` and `date`: the
 * edition's, as they are said; `authority`: what the greeting ends with, or NULL. */
gboolean script_init(struct script *script, const char *language, const struct keymap *keymap,
                     const char *title, const char *date, const char *authority, GError **error);
void script_clear(struct script *script);

/* Each adds a text, and gives its index. BOARD_NONE: the table lacks it. */
uint32_t script_count(struct script *script, const char *key, uint32_t number);
uint32_t script_choice(struct script *script, const char *topic, uint32_t number);
uint32_t script_opening(struct script *script, const char *topic, uint32_t stories);
uint32_t script_headline(struct script *script, const char *headline);
uint32_t script_place(struct script *script, const char *topic, uint32_t number, uint32_t count);

#endif
