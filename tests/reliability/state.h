/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a folder: names and contents, to be compared with another time's. */
#ifndef TESTS_RELIABILITY_STATE_H
#define TESTS_RELIABILITY_STATE_H

#include <glib.h>

struct state {
    GHashTable *files;  /* name to hash: what a user sees */
    GHashTable *hidden; /* set of names below a part that begins with a dot */
};

void state_read(struct state *state, const char *folder);
void state_clear(struct state *state);

/* The first name whose content is neither as in `a` nor as in `b` (which may be NULL), or that
 * is gone though both have it; NULL: there is none. */
const char *state_stranger(const struct state *state, const struct state *a, const struct state *b);
/* The first name of `whole` that is not there, or has another content, or is a new one. Media of
 * an earlier version stay for those who still ask for them. */
const char *state_lacks(const struct state *state, const struct state *whole);
/* The first name of `whole` that is not there, whatever it holds. */
const char *state_misses(const struct state *state, const struct state *whole);
/* The first hidden name that `a` and `b` (may be NULL) do not have; NULL: none. */
const char *state_leftover(const struct state *state, const struct state *a, const struct state *b);

#endif
