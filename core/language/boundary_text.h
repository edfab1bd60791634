/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look at characters around a place of a UTF-8 text. Places are bytes, at the start of
 * a character; the text must be valid. */
#ifndef CORE_LANGUAGE_BOUNDARY_TEXT_H
#define CORE_LANGUAGE_BOUNDARY_TEXT_H

#include <glib.h>
#include <stdint.h>
#include <unicode/utypes.h>

struct boundary_text {
    const char *at;
    uint32_t size;
};

/* The character at `at`, 0 at the end. */
UChar32 boundary_char(const struct boundary_text *text, uint32_t at);
/* The character before `at`, 0 at the start. */
UChar32 boundary_char_before(const struct boundary_text *text, uint32_t at);
uint32_t boundary_next(const struct boundary_text *text, uint32_t at);
uint32_t boundary_back(const struct boundary_text *text, uint32_t at);

/* The first place at or behind `at` that holds no white space. */
uint32_t boundary_skip_space(const struct boundary_text *text, uint32_t at);

gboolean boundary_is_space(UChar32 c);
gboolean boundary_is_terminator(UChar32 c); /* . ! ? … and those of other scripts */
gboolean boundary_is_full_stop(UChar32 c);  /* the ambiguous ones */
gboolean boundary_is_wide_stop(UChar32 c);  /* of a script that has no spaces */
gboolean boundary_is_closer(UChar32 c);     /* may follow the stop of a sentence */
gboolean boundary_is_opener(UChar32 c);     /* may stand before its first word */
gboolean boundary_is_quote(UChar32 c);
gboolean boundary_is_bullet(UChar32 c);
gboolean boundary_is_lower(UChar32 c);
gboolean boundary_is_upper(UChar32 c);
gboolean boundary_is_letter(UChar32 c);
gboolean boundary_is_digit(UChar32 c);

#endif
