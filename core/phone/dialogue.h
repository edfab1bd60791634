/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One caller's walk through the news: a state machine without input or output of its own. What
 * happens goes in as events, what is to be done comes out as an action; the same events give
 * the same actions whoever carries the call (SIP, FastAGI, the simulator).
 *
 * The tree: greeting, offer to go on, main menu (topics 1 to 5, 6 what is new, 7 search, 8 more
 * topics, 9 settings, 0 help), topic (headlines one by one; 1 reads the story), story. Keys act
 * at once, whatever plays, one after the other: so `1##` can be typed blind.
 */
#ifndef CORE_PHONE_DIALOGUE_H
#define CORE_PHONE_DIALOGUE_H

#include "core/phone/board.h"
#include "core/phone/keymap.h"

/* What is remembered of a caller. */
struct caller_place {
    char story[64];     /* id; "" : none */
    char content[40];   /* of the story then */
    uint32_t sentence;  /* from 0 */
    uint32_t speed;     /* percent; 0: never set */
    int64_t last_heard; /* seconds since 1970; 0: never called before */
};

enum dialogue_kind {
    DIALOGUE_STARTED, /* the call is up; nothing plays */
    DIALOGUE_KEY,     /* 0-9, *, # */
    DIALOGUE_ENDED,   /* all that was to be played was heard */
    DIALOGUE_MISSING, /* a clip of the list could not be played */
    DIALOGUE_TICK,    /* about every second: silence, long pauses, saving */
    DIALOGUE_HUNG_UP
};

struct dialogue_event {
    enum dialogue_kind kind;
    char key;
    int64_t time;    /* milliseconds since the call began, never falling; held calls stand still */
    uint32_t clip;   /* which clip of the list plays, from 0 */
    uint32_t sample; /* of it */
};

struct dialogue_clip {
    uint32_t clip; /* of the board */
    uint32_t from; /* samples; it plays to its end */
};

enum { DIALOGUE_CLIPS_MOST = 512 };

/* What is to be done now. */
struct dialogue_action {
    gboolean play; /* drop what plays, play `clips` from now on; none: be silent */
    gboolean save; /* dialogue_place() is to be stored */
    gboolean end;  /* hang up when all is played */
    uint32_t clip_count;
    struct dialogue_clip clips[DIALOGUE_CLIPS_MOST];
};

struct dialogue;

/* `place`: what is known of the caller, or NULL: nobody knows who it is, and nothing is to be
 * kept. `now`: seconds since 1970. Board and key map are referred to. */
struct dialogue *dialogue_new(struct board *board, const struct keymap *keymap,
                              const struct caller_place *place, int64_t now);
void dialogue_free(struct dialogue *dialogue);

/* A newer board, taken up when the caller is back in the main menu. */
void dialogue_offer(struct dialogue *dialogue, struct board *board);

/* The board that clips of the last action count in. */
const struct board *dialogue_board(const struct dialogue *dialogue);

void dialogue_event(struct dialogue *dialogue, const struct dialogue_event *event,
                    struct dialogue_action *action);

/* FALSE: nothing is known of the caller, nothing to be stored. */
gboolean dialogue_place(const struct dialogue *dialogue, struct caller_place *place);

/* Where the caller is, for counters: "main", "topic", "story", "settings", "search"; and the
 * topic's index, or BOARD_NONE. */
const char *dialogue_state(const struct dialogue *dialogue, uint32_t *topic);

#endif
