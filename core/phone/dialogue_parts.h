/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the dialogue share; for them alone. */
#ifndef CORE_PHONE_DIALOGUE_PARTS_H
#define CORE_PHONE_DIALOGUE_PARTS_H

#include "core/phone/dialogue.h"

enum dialogue_where {
    AT_RESUME,
    AT_MAIN,
    AT_TOPIC,
    AT_STORY,
    AT_SETTINGS,
    AT_SEARCH,
    AT_CODE, /* keys are the digits of a member code */
    AT_PIN,
    AT_END
};

enum { SEARCH_KEYS_MOST = 24 };

struct dialogue {
    struct board *board, *offered; /* offered: NULL, or a newer one */
    const struct keymap *keymap;
    gboolean known, members;           /* members: a caller may have a code */
    struct caller_place before, place; /* at the start of the call, and now */
    int64_t now;                       /* of the start, seconds since 1970 */

    enum dialogue_where where;
    uint32_t page;          /* of the main menu */
    GArray *stories;        /* of uint32_t: those that are gone through */
    uint32_t story;         /* index in `stories` */
    uint32_t opening;       /* clip before the headlines, or BOARD_NONE */
    uint32_t sentence;      /* of the story: where it went on last */
    uint32_t part, from;    /* likewise, when it is paused */
    uint32_t speed;         /* index of the board's speeds */
    gboolean paused, asked; /* asked: whether anybody is there */
    gboolean excused;       /* a story's clip was missing, and that was said */
    char keys[SEARCH_KEYS_MOST + 1];
    struct member member; /* as typed so far */
    uint32_t tries;       /* of codes in this call */

    /* What was given to play: so many words of the line, then the story's or menu's own. */
    uint32_t lead, first; /* first: part or index in `stories` of what follows */
    int64_t quiet;        /* since when nothing plays, or -1 */
    uint32_t silences;
    int64_t saved;
    const struct dialogue_event *event; /* that is being answered */
    struct dialogue_action *action;
};

/* ---- dialogue_says.c: what is played ---- */

/* Begin a new list; then clips join it. */
void say_begin(struct dialogue *dialogue);
void say_clip(struct dialogue *dialogue, uint32_t clip, uint32_t from);
void say_prompt(struct dialogue *dialogue, enum board_prompt prompt);
void say_menu(struct dialogue *dialogue);
/* The headlines from the current story on; the opening before the first, where it is asked for. */
void say_headlines(struct dialogue *dialogue, gboolean opening);
/* The story from its current sentence on, and its end. */
void say_story(struct dialogue *dialogue);
void say_story_from(struct dialogue *dialogue, uint32_t part, uint32_t from);

const struct board_story *current_story(const struct dialogue *dialogue);
/* Which sentence is heard now. */
uint32_t current_sentence(const struct dialogue *dialogue);
/* Minutes of the story that are left, at least 1. */
uint32_t minutes_left(const struct dialogue *dialogue);

/* ---- dialogue_search.c ---- */

/* Stories with a word in their title that begins with these keys: appended to `found`. */
void search_titles(const struct board *board, const char *keys, GArray *found);

/* ---- dialogue_story.c: keys in a story ---- */

void story_open(struct dialogue *dialogue, uint32_t index, uint32_t sentence);
/* FALSE: the command means nothing in a story. */
gboolean story_command(struct dialogue *dialogue, enum line_command command);
void story_ended(struct dialogue *dialogue);
void story_missing(struct dialogue *dialogue);
gboolean change_speed(struct dialogue *dialogue, int by);

/* ---- dialogue_member.c: codes of callers whom nobody knows ---- */

/* May this caller type a code, or have one? */
gboolean member_is_offered(const struct dialogue *dialogue);
void member_ask(struct dialogue *dialogue);
void member_wish(struct dialogue *dialogue);
void member_key(struct dialogue *dialogue, char key);
void member_answered(struct dialogue *dialogue);
/* "Type your code", or the PIN. */
enum board_prompt member_prompt(const struct dialogue *dialogue);

/* ---- dialogue.c ---- */

/* The caller is known now: the offer to go on, or the menu, behind what is said already. */
void greet_known(struct dialogue *dialogue);
void go_settings(struct dialogue *dialogue);
void say_settings(struct dialogue *dialogue);
/* The one that is nearest to the caller's own. */
void take_speed(struct dialogue *dialogue);
/* A key that means itself: collected, up to `most` of them. */
void take_typed(struct dialogue *dialogue, char key, size_t most);
void go_main(struct dialogue *dialogue);
void go_topic(struct dialogue *dialogue, uint32_t index);

#endif
