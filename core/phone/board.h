/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What callers can hear of an edition: topics, their stories, and every prompt, each as clips
 * that were made ahead. Made from the manifest of an edition's folder "phone", then only read;
 * a call holds the board that it began with until it comes back to the main menu, so an
 * edition can be exchanged while people listen.
 *
 * Clips are headerless µ-law, 8,000 samples a second, one byte each, at most 60 seconds long,
 * named by their content. A story is a row of clips at each of the rates; where its sentences
 * begin is known at each rate, so that a caller changes speed and keeps the sentence.
 */
#ifndef CORE_PHONE_BOARD_H
#define CORE_PHONE_BOARD_H

#include <glib.h>
#include <stdint.h>

/* A menu offers so many topics, keys 1 to 5: more cannot be kept in mind. */
enum { BOARD_CHOICES = 5 };

enum { BOARD_RATE = 8000, BOARD_SPEEDS_MOST = 8, BOARD_NONE = UINT32_MAX };

/* What the line says itself: "prompt NAME" in LANGUAGE/line.tsv. */
enum board_prompt {
    PROMPT_GREETING,      /* "Welcome to Riverbend Labour News, Monday, November 23." */
    PROMPT_RESUME,        /* "Last time you stopped in the middle of a story." place follows */
    PROMPT_RESUME_KEY,    /* "To go on from there, press 1." */
    PROMPT_MENU_NEW,      /* "For what is new since your last call, press 6." */
    PROMPT_MENU_SEARCH,   /* "To search for a name, press 7." */
    PROMPT_MENU_MORE,     /* "For more topics, press 8." */
    PROMPT_MENU_SETTINGS, /* "For speed and your code, press 9." */
    PROMPT_MENU_HELP,     /* "For help, press 0." */
    PROMPT_HELP_MAIN,
    PROMPT_HELP_TOPIC,
    PROMPT_HELP_STORY,
    PROMPT_HELP_SETTINGS,
    PROMPT_WRONG_KEY, /* "That key does nothing here." */
    PROMPT_GOODBYE,
    PROMPT_END_OF_STORY,
    PROMPT_END_OF_TOPIC,
    PROMPT_FIRST_STORY, /* "This is the first story." */
    PROMPT_LAST_STORY,
    PROMPT_START_OF_STORY, /* "This is where the story begins." */
    PROMPT_PAUSED,
    PROMPT_STILL_THERE, /* after a long pause: "Are you still there? Press 2 to go on." */
    PROMPT_SLOWEST,
    PROMPT_FASTEST,
    PROMPT_SETTINGS, /* "For a slower voice, press 7. …" */
    PROMPT_NOTHING_NEW,
    PROMPT_NEW,           /* "New since your last call:" */
    PROMPT_STORY_GONE,    /* the story that a caller was in is not there any more */
    PROMPT_STORY_CHANGED, /* "This story was corrected since." */
    PROMPT_EXCUSE,        /* "Sorry, this cannot be played now." */
    PROMPT_ENTER_CODE,
    PROMPT_ENTER_PIN,
    PROMPT_CODE_WRONG,
    PROMPT_CODE_LOCKED,
    PROMPT_MEMBER_OFFER,  /* "If you have a member code, press 9, then 1." */
    PROMPT_MEMBER_KNOWN,  /* "Welcome back." */
    PROMPT_SETTINGS_CODE, /* "To type your member code, press 1. …" */
    PROMPT_NEW_CODE,      /* "Your member code is": the digits follow */
    PROMPT_NEW_CODE_AGAIN,
    PROMPT_NEW_PIN,
    PROMPT_DIGIT_0, /* and so on to 9: one digit alone */
    PROMPT_DIGIT_9 = PROMPT_DIGIT_0 + 9,
    PROMPT_SEARCH, /* "Spell the beginning of a word with the keys, then press pound." */
    PROMPT_SEARCH_NONE,
    PROMPT_COUNT
};

struct board_clip {
    const char *file; /* below the folder "phone" */
    uint32_t samples;
    const char *text; /* what is said in it, as written */
};

/* Where a sentence begins in a rendering. */
struct board_mark {
    uint32_t part; /* 0 is the rendering's first clip */
    uint32_t from; /* samples */
};

struct board_rendering {
    uint32_t first, count;          /* its clips, in order */
    const struct board_mark *marks; /* one for each sentence */
};

struct board_story {
    const char *id;      /* the same in every edition that has the story */
    const char *content; /* changes with its words */
    const char *title;
    int64_t published; /* seconds since 1970 */
    int64_t since;     /* when the line had it first, or had it corrected */
    uint32_t headline; /* clip: as it is read in the list */
    uint32_t place;    /* clip: "Jobs, story 2 of 4." */
    uint32_t sentence_count;
    const uint32_t *paragraphs; /* of each sentence: the number of its paragraph, rising from 0 */
    struct board_rendering renderings[BOARD_SPEEDS_MOST];
};

struct board_topic {
    const char *title;
    uint32_t choice;       /* clip: "For Jobs, press 1." */
    uint32_t opening;      /* clip: "Jobs. Four stories." or "Jobs. There is nothing today." */
    uint32_t first, count; /* its stories */
};

struct board {
    const char *folder;  /* "phone" in the edition's */
    const char *edition; /* title */
    uint32_t speed_count;
    uint32_t speeds[BOARD_SPEEDS_MOST];      /* percent of the usual rate, rising; 100 among them */
    uint32_t usual;                          /* index of 100 */
    uint32_t speed_clips[BOARD_SPEEDS_MOST]; /* "Speed 125 percent." */
    uint32_t prompts[PROMPT_COUNT];          /* clips */
    uint32_t minute_count;                   /* clips "About 3 minutes left.": 1, 2, … */
    const uint32_t *minutes;
    uint32_t clip_count, topic_count, story_count;
    const struct board_clip *clips;
    const struct board_topic *topics;
    const struct board_story *stories; /* topic by topic, in order */
};

/* The board of a folder "phone". NULL with ERROR_INPUT: there is no manifest, it is damaged, or
 * of another version. Clips are not opened. */
struct board *board_load(const char *folder, GError **error);
/* The same from a manifest in memory. */
struct board *board_parse(const char *folder, const char *bytes, gsize size, GError **error);
struct board *board_ref(struct board *board);
void board_unref(struct board *board);

/* "greeting": the name of a prompt in tables and tests. */
const char *board_prompt_name(enum board_prompt prompt);

#endif
