/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: ogg_audio encode target ogg_layer tag_comments tag_values chapter_list timeline glyph */
/* shared: date */
/* shared: writer option buffer */
/*
 * Opus in Ogg, with tags and chapters. At 48,000 Hz, which costs a third of the time of
 * 24,000: below that the library falls back to its coder for calls.
 */
#include "shared/ogg_audio.h"

static const struct ogg_form form = {
    .form = { .what = "Opus", .format = SF_FORMAT_OGG | SF_FORMAT_OPUS },
    .before = "OpusTags",
    .before_size = 8,
    .headers = 2,
    .level = 0.78,
};

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    return ogg_audio_begin(&form, host, job, context);
}

static const uint32_t rates[] = { 8000, 12000, 16000, 24000, 48000, 0 };
static const struct crier_sound sound = { .size = sizeof(sound),
                                          .preferred = 48000,
                                          .rates = rates };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("opus", "Opus audio in Ogg, mono, with tags and chapters"),
    .suffixes = (const char *const[]){ "opus", NULL },
    .media_type = "audio/ogg; codecs=opus",
    .begin = begin,
    .event = ogg_audio_event,
    .finish = ogg_audio_finish,
    .abort = ogg_audio_abort,
    .sound = &sound,
};
