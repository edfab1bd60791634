/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the line remembers of those who call, as a front end sees it (store.h keeps it on disk).
 * Who is known by a number is found by it; who is not may have a member code and a PIN.
 * Everything answers from memory: it is called where sound is paced.
 */
#ifndef CORE_PHONE_PLACES_H
#define CORE_PHONE_PLACES_H

#include <glib.h>
#include <stdint.h>

/* What is remembered of a caller. */
struct caller_place {
    char story[64];     /* id; "" : none */
    char content[40];   /* of the story then */
    uint32_t sentence;  /* from 0 */
    uint32_t speed;     /* percent; 0: never set */
    int64_t last_heard; /* seconds since 1970; 0: never called before */
};

enum { MEMBER_CODE_DIGITS = 6, MEMBER_PIN_DIGITS = 4, MEMBER_TRIES = 3, MEMBER_LOCK_MINUTES = 10 };

struct member {
    char code[MEMBER_CODE_DIGITS + 1];
    char pin[MEMBER_PIN_DIGITS + 1];
};

enum member_answer {
    MEMBER_KNOWN,
    MEMBER_WRONG,  /* no such code, or another PIN: which, is not told */
    MEMBER_LOCKED, /* too many tries at this code; for ten minutes from the last one */
    MEMBER_GIVEN,  /* a code of one's own */
    MEMBER_NONE    /* none can be given now */
};

/* Safe to be used by several threads. */
struct caller_places {
    void *data;
    gboolean (*find)(void *data, const char *caller, struct caller_place *place);
    void (*keep)(void *data, const char *caller, const struct caller_place *place);
    /* With MEMBER_KNOWN the place is filled in. */
    enum member_answer (*find_member)(void *data, const struct member *member, int64_t now,
                                      struct caller_place *place);
    /* MEMBER_GIVEN: `member` is filled in, for the first and the last time. */
    enum member_answer (*new_member)(void *data, int64_t now, struct member *member);
    void (*keep_member)(void *data, const char *code, const struct caller_place *place);
};

#endif
