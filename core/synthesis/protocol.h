/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the core and the program crier-voice say to each other.
 *
 * Descriptor 3 of crier-voice is a socket of whole packets, each one struct
 * below; descriptor 4 is a sparse memory file, an array of struct slot. The core
 * fills the request of a slot and sends SPEAK; a one-shot child maps that slot
 * alone, speaks into it and ends; the warm parent answers DONE. The memory file
 * is sealed against shrinking, so that no child can pull it from under the core.
 */
#ifndef CORE_SYNTHESIS_PROTOCOL_H
#define CORE_SYNTHESIS_PROTOCOL_H

#include "core/base/limits.h"
#include <stdint.h>

#define VOICE_SOCKET   3
#define VOICE_MEMORY   4
#define VOICE_PROTOCOL 2u /* raised with any change of this file */

#define VOICE_JOBS_MAX  64u
#define VOICE_SLOTS_MAX (2 * VOICE_JOBS_MAX + 2)
#define VOICE_PATH      1024u
#define VOICE_NAME      64u
#define VOICE_TITLE     128u

enum message_type {
    MESSAGE_CONFIG = 1, /* core: the first packet */
    MESSAGE_SPEAK,      /* core: a slot is filled */
    MESSAGE_READY,      /* voice: the voice is loaded; the engine's files follow */
    MESSAGE_FILE,       /* voice: one file that decides the samples */
    MESSAGE_VOICE,      /* voice: one voice of the list asked for */
    MESSAGE_END,        /* voice: of the files or the voices */
    MESSAGE_FAILURE,    /* voice: it cannot go on, and why; it ends after this */
    MESSAGE_DONE        /* voice: the child of a slot has ended */
};

enum config_mode { CONFIG_SPEAK = 1, CONFIG_LIST };

struct message_config {
    uint32_t type;
    uint32_t protocol;
    uint32_t mode;
    uint32_t jobs;        /* children at once */
    uint32_t slots;       /* in the memory file */
    uint32_t deadline_ms; /* wall time of one child */
    uint32_t cpu_seconds; /* CPU time of one child */
    uint32_t words_per_minute;
    uint32_t pitch;
    uint32_t pitch_range;
    uint32_t unconfined;        /* not 0: somebody wants it so */
    char voice[VOICE_NAME];     /* NUL-terminated, like every text here */
    char data_path[VOICE_PATH]; /* "": the library's own */
};

struct message_speak {
    uint32_t type;
    uint32_t slot;
    uint64_t serial; /* comes back in DONE and stands in the slot's result */
};

struct message_ready {
    uint32_t type;
    uint32_t rate;
    char version[VOICE_NAME];
    char data_path[VOICE_PATH];
    char voice[VOICE_TITLE]; /* the library's own identifier: "gmw/en-US+f3" */
};

struct message_file {
    uint32_t type;
    uint32_t reserved;
    uint64_t size;
    int64_t mtime_ns;
    char path[VOICE_PATH];
};

struct message_voice {
    uint32_t type;
    uint32_t gender; /* 0 unknown, 1 male, 2 female */
    char name[VOICE_NAME];
    char language[VOICE_NAME];
    char title[VOICE_TITLE];
};

struct message_end {
    uint32_t type;
    uint32_t reserved;
    char version[VOICE_NAME];
};

enum failure_cause { FAILURE_VOICE = 1, FAILURE_DATA, FAILURE_SYSTEM };

struct message_failure {
    uint32_t type;
    uint32_t cause;
    char text[512]; /* one line */
};

/* How a child ended, as its parent saw it. */
enum done_outcome {
    DONE_WELL = 1, /* by itself: its slot holds a result */
    DONE_CRASHED,
    DONE_HUNG
};

struct message_done {
    uint32_t type;
    uint32_t slot;
    uint64_t serial;
    uint32_t outcome;
    uint32_t signal; /* that ended it, or 0 */
};

union message {
    uint32_t type;
    struct message_config config;
    struct message_speak speak;
    struct message_ready ready;
    struct message_file file;
    struct message_voice voice;
    struct message_end end;
    struct message_failure failure;
    struct message_done done;
};

/* An event of the engine: the one kinds that we use, checked by the core. */
enum slot_event_type { SLOT_WORD = 1, SLOT_PHONEME };

struct slot_event {
    uint32_t type;
    uint32_t position; /* of the word in the text, in characters, from 1 */
    uint32_t length;   /* of the word in characters, often wrong; 0 for phonemes */
    uint32_t frame;
    char name[8]; /* of the phoneme; no NUL when it has 8 bytes */
};

/* Let "[[…]]" stand for phonemes. Only for text in which every other "[[" is broken. */
#define REQUEST_PHONEMES 1u

struct slot_request {
    uint64_t serial;
    uint32_t flags; /* REQUEST_… */
    uint32_t size;  /* of the text, without its NUL */
    char text[LIMIT_UTTERANCE_TEXT + 1];
};

enum slot_state { SLOT_NOTHING = 0, SLOT_COMPLETE = 1, SLOT_TOO_LONG = 2 };

/* Written by the child. `state` is written last. */
struct slot_result {
    uint64_t serial;
    uint32_t event_count;
    uint32_t frame_count;
    uint32_t state;
    uint32_t reserved;
};

/* One utterance. Sparse: only what was written takes memory, and the first pages
 * serve every utterance of usual length. */
struct slot {
    union {
        struct {
            struct slot_result result;
            struct slot_request request;
        };
        char pages[8192];
    };
    struct slot_event events[LIMIT_UTTERANCE_EVENTS];
    int16_t pcm[LIMIT_UTTERANCE_FRAMES];
};

_Static_assert(sizeof(struct slot_result) + sizeof(struct slot_request) <= 8192,
               "a request fits into the first pages");
_Static_assert(sizeof(struct slot) % 65536 == 8192, "slots start at pages");

#endif
