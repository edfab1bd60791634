/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialogue with all that belongs to it whoever carries the call: what is remembered of the
 * caller, member codes, counting, and when to hang up. Front ends bring events and play clips;
 * that the same events give the same clips on all of them is so because this is all there is.
 */
#ifndef CORE_PHONE_CONVERSATION_H
#define CORE_PHONE_CONVERSATION_H

#include "core/phone/counters.h"
#include "core/phone/dialogue.h"

/* The same for all calls of a program; borrowed by each. */
struct phone_service {
    const struct keymap *keymap;
    const struct caller_places *places; /* NULL: nothing is kept of callers */
    struct counters *counters;          /* or NULL */
    /* Told of every clip that is given to play, in order; for looking at the line. Or NULL. */
    void (*given)(void *data, const char *file, uint32_t from);
    void *data;
};

struct conversation;

/* `caller`: NULL for unknown or withheld. `now`: seconds since 1970. */
struct conversation *conversation_new(const struct phone_service *service, struct board *board,
                                      const char *caller, int64_t now);
/* NULL is allowed. */
void conversation_free(struct conversation *conversation);

/* What is to be played for an event: TRUE when the list of clips is a new one (it may be empty).
 * Clips count in conversation_board(), and are valid until the next event. */
gboolean conversation_event(struct conversation *conversation, const struct dialogue_event *event);
const struct dialogue_clip *conversation_clips(const struct conversation *conversation,
                                               uint32_t *count);
const struct board *conversation_board(const struct conversation *conversation);

/* All is said: hang up when what was given has been heard. */
gboolean conversation_is_ending(const struct conversation *conversation);
/* The call is over, for this reason, and where it was then (DIALOGUE_HUNG_UP); the place is kept.
 * Only the first time counts, and a goodbye that was said as one. */
void conversation_end(struct conversation *conversation, enum call_end why,
                      const struct dialogue_event *event);

/* There is a newer edition. */
void conversation_offer(struct conversation *conversation, struct board *board);

#endif
