/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sound of the newsroom's own (station music, a chime): read from any audio file that
 * libsndfile knows, mixed down to mono, brought to the engine's rate, and as loud as
 * speech, or by so much less.
 */
#ifndef CORE_AUDIO_CLIP_H
#define CORE_AUDIO_CLIP_H

#include <glib.h>
#include <stdint.h>

/* Longer ones are no jingles: five minutes. */
#define CLIP_SECONDS_MOST 300u

struct clip_wish {
    const char *path;
    double level;               /* dB against speech: 0 is as loud */
    uint32_t fade_in, fade_out; /* milliseconds */
};

struct clip {
    int16_t *samples;
    int64_t frames;
    int64_t fade_out; /* frames at its end; a bed that is cut short fades as long */
};

/* At `rate` frames per second. NULL with ERROR_INPUT: the message names the file. */
struct clip *clip_load(const struct clip_wish *wish, uint32_t rate, GError **error);
void clip_free(struct clip *clip);

/* The factor of a fade of `length` frames at frame `at`: 0 before it, 1 behind it. */
double clip_fade(int64_t at, int64_t length);

#endif
