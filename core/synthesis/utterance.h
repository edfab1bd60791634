/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine is asked to say, and what it answers. Synthesis knows an
 * utterance, its tokens and the voice; not a sentence, a document or a language.
 */
#ifndef CORE_SYNTHESIS_UTTERANCE_H
#define CORE_SYNTHESIS_UTTERANCE_H

#include <crier/output.h>
#include <glib.h>
#include <stdint.h>

/* Everything that changes the samples of a given text. Part of the cache key. */
struct voice {
    char name[64];             /* as `crier voices` lists them: "en-us", "en-gb-x-rp+f3" */
    uint32_t words_per_minute; /* 80 to 449: from 450 on espeak-ng stretches time itself */
    uint32_t pitch;            /* 0 to 99, 50 is the voice's own */
    uint32_t pitch_range;      /* 0 to 99, 50 is the voice's own */
};

/* A token of the text of an utterance: bytes, half open, in order, not overlapping. */
struct token {
    uint32_t from;
    uint32_t to;
};

/* A request. Borrowed while engine_submit() runs. */
struct utterance {
    const char *text; /* UTF-8, tokens separated by one space, safe for the engine (sayable.h) */
    uint32_t size;
    const struct token *tokens;
    uint32_t token_count;
    gboolean phonemes; /* some tokens are "[[…]]", put there by sayable_append_phonemes() */
};

/* How an utterance ended. */
enum speech_outcome {
    SPEECH_DONE,
    SPEECH_EMPTY,   /* the engine made no sound of it */
    SPEECH_CRASHED, /* the engine died of it */
    SPEECH_HUNG,    /* the engine did not end in time */
    SPEECH_TOO_LONG /* more samples than LIMIT_UTTERANCE_FRAMES */
};

/* When a token was spoken: frames from the first sample of the speech, half open. */
struct spoken_token {
    int32_t start;
    int32_t end;
};

/*
 * What came back: trimmed samples, one time for each token, and the phonemes.
 * Borrowed from the engine until speech_release(). Frames from pcm[0].
 */
struct speech {
    enum speech_outcome outcome;
    uint32_t rate;
    uint32_t frames;
    uint32_t token_count; /* equals the request's when outcome is SPEECH_DONE */
    uint32_t phoneme_count;
    const int16_t *pcm;
    const struct spoken_token *tokens;
    const struct crier_phoneme *phonemes; /* start relative to pcm[0] */
    void *owner;                          /* the engine's own */
};

/* "done", "crashed", …: for ledgers and messages. */
const char *speech_outcome_name(enum speech_outcome outcome);

#endif
