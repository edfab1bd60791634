/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all audio in Ogg does alike: an article in, tags and chapters in front. */
#ifndef PLUGINS_SHARED_OGG_AUDIO_H
#define PLUGINS_SHARED_OGG_AUDIO_H

#include "shared/encode.h"

struct ogg_form {
    struct encoder_form form;
    const char *before, *behind; /* bytes around the comments in their packet */
    size_t before_size, behind_size;
    int headers; /* packets before the audio */
    /* libsndfile's scale: 0 the best, 1 the smallest. */
    double level;
};

crier_status ogg_audio_begin(const struct ogg_form *form, const struct crier_output_host *host,
                             const struct crier_job *job, void **context);
crier_status ogg_audio_event(void *context, const struct crier_event *event);
crier_status ogg_audio_finish(void *context);
void ogg_audio_abort(void *context);

#endif
