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
#include "core/phone/places.h"

enum dialogue_kind {
    DIALOGUE_STARTED, /* the call is up; nothing plays */
    DIALOGUE_KEY,     /* 0-9, *, # */
    DIALOGUE_ENDED,   /* all that was to be played was heard */
    DIALOGUE_MISSING, /* a clip of the list could not be played */
    DIALOGUE_TICK,    /* about every second: silence, long pauses, saving */
    DIALOGUE_MEMBER,  /* the answer to a wish */
    DIALOGUE_HUNG_UP
};

struct dialogue_event {
    enum dialogue_kind kind;
    char key;
    int64_t time;    /* milliseconds since the call began, never falling; held calls stand still */
    uint32_t clip;   /* which clip of the list plays, from 0 */
    uint32_t sample; /* of it */
    /* Of DIALOGUE_MEMBER: */
    enum member_answer answer;
    const struct member *member;      /* of MEMBER_GIVEN */
    const struct caller_place *place; /* of MEMBER_KNOWN */
};

struct dialogue_clip {
    uint32_t clip; /* of the board */
    uint32_t from; /* samples; it plays to its end */
};

enum { DIALOGUE_CLIPS_MOST = 512 };

enum dialogue_wish { WISH_NONE, WISH_FIND_MEMBER, WISH_NEW_MEMBER };

/* What is to be done now. */
struct dialogue_action {
    gboolean play; /* drop what plays, play `clips` from now on; none: be silent */
    gboolean save; /* dialogue_place() is to be stored */
    gboolean end;  /* hang up when all is played */
    /* For those who count: a story is begun, the story was heard to its end. */
    gboolean story_begun, story_heard;
    enum dialogue_wish wish; /* to be answered by DIALOGUE_MEMBER at once */
    struct member member;    /* of WISH_FIND_MEMBER */
    uint32_t clip_count;
    struct dialogue_clip clips[DIALOGUE_CLIPS_MOST];
};

struct dialogue;

/* `place`: what is known of the caller, or NULL: nobody knows who it is, and nothing is to be
 * kept, unless `members`: then a caller may have a member code, and wishes are answered. `now`:
 * seconds since 1970. Board and key map are referred to. */
struct dialogue *dialogue_new(struct board *board, const struct keymap *keymap,
                              const struct caller_place *place, gboolean members, int64_t now);
void dialogue_free(struct dialogue *dialogue);

/* A newer board, taken up when the caller is back in the main menu. */
void dialogue_offer(struct dialogue *dialogue, struct board *board);

/* The board that clips of the last action count in. */
const struct board *dialogue_board(const struct dialogue *dialogue);

void dialogue_event(struct dialogue *dialogue, const struct dialogue_event *event,
                    struct dialogue_action *action);

/* FALSE: nothing is known of the caller, nothing to be stored. */
gboolean dialogue_place(const struct dialogue *dialogue, struct caller_place *place);

/* Where the caller is, for counters: "main", "topic", "story", "settings", "search", "code"; and
 * the topic's index, or BOARD_NONE. */
const char *dialogue_state(const struct dialogue *dialogue, uint32_t *topic);

#endif
