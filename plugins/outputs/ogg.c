/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: ogg_audio encode target ogg_layer tag_comments tag_values chapter_list timeline glyph */
/* shared: date */
/* shared: writer option buffer */
/* Vorbis in Ogg, with tags and chapters. */
#include "shared/ogg_audio.h"

static const struct ogg_form form = {
    .form = { .what = "Vorbis", .format = SF_FORMAT_OGG | SF_FORMAT_VORBIS },
    .before = "\3vorbis",
    .before_size = 7,
    .behind = "\1", /* the framing bit */
    .behind_size = 1,
    .headers = 3,
    .level = 0.6,
};

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    return ogg_audio_begin(&form, host, job, context);
}

static const uint32_t rates[] = { 8000, 11025, 16000, 22050, 32000, 44100, 48000, 0 };
static const struct crier_sound sound = { .size = sizeof(sound),
                                          .preferred = 44100,
                                          .rates = rates };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("ogg", "Vorbis audio in Ogg, mono, with tags and chapters"),
    .suffixes = (const char *const[]){ "ogg", "oga", NULL },
    .media_type = "audio/ogg",
    .begin = begin,
    .event = ogg_audio_event,
    .finish = ogg_audio_finish,
    .abort = ogg_audio_abort,
    .sound = &sound,
};
