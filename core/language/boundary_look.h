/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules ask about a mark and the words around it. */
#ifndef CORE_LANGUAGE_BOUNDARY_LOOK_H
#define CORE_LANGUAGE_BOUNDARY_LOOK_H

#include "core/language/boundary.h"

enum verdict {
    UNDECIDED,
    ENDS,
    GOES_ON,
};

UChar32 look_first(const struct boundary_stop *stop, struct span word);
uint32_t look_size(struct span word);
const char *look_start(const struct boundary_stop *stop, struct span word);
/* Whether the text goes on with `prefix` at `at`. */
gboolean look_at(const struct boundary_stop *stop, uint32_t at, const char *prefix);
/* Letters only, all small, more than one byte. */
gboolean look_lower_word(const struct boundary_stop *stop, struct span word);
struct span look_without_stop(const struct boundary_stop *stop, struct span word);
/* In the table of words that begin sentences. */
gboolean look_starts(const struct boundary_stop *stop, struct span word);

/* White space follows the mark and what closes with it. */
gboolean look_spaced(const struct boundary_stop *stop);
/* The opening mark before the follower, 0 when there is none. */
UChar32 look_opener(const struct boundary_stop *stop);
UChar32 look_follower_first(const struct boundary_stop *stop);
gboolean look_follower_starts(const struct boundary_stop *stop);
/* "I", "I'm": a capital that says nothing. */
gboolean look_follower_is_i(const struct boundary_stop *stop);

/* The rules on the word before a full stop (boundary_abbreviation.c). */
enum ending boundary_ending(const struct boundary_stop *stop);
enum verdict boundary_abbreviation(const struct boundary_stop *stop);
enum verdict boundary_initial(const struct boundary_stop *stop);
enum verdict boundary_unsayable(const struct boundary_stop *stop);

#endif
