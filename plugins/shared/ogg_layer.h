/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: ogg; apt: libogg-dev */
/*
 * Between an encoder and an Ogg file: its comment packet is replaced by ours. Pages behind
 * it are numbered anew. At the end the packet may be written once more, as long as it is as
 * long as before.
 */
#ifndef PLUGINS_SHARED_OGG_LAYER_H
#define PLUGINS_SHARED_OGG_LAYER_H

#include "shared/buffer.h"
#include "shared/encode.h"

#include <ogg/ogg.h>

struct ogg_layer {
    struct encoder *encoder;
    const struct buffer *comment; /* the whole packet; borrowed */
    int headers;                  /* packets before the audio: Opus 2, Vorbis 3 */
    /* Its own. */
    ogg_sync_state sync;
    ogg_stream_state in, out;
    struct buffer setup; /* the packet behind the comments, if there is one */
    int begun, packets;  /* streams are made; header packets seen */
    int64_t at;          /* bytes written to the file */
    int64_t comment_at;  /* where the pages of the comments begin */
    long shift;          /* pages more than the encoder has made */
};

/* Zeroed, and with the first three members set. Gives the layer for encoder_open(). */
struct encoder_layer ogg_layer_start(struct ogg_layer *layer);
/* The comments have their times now: write them again. 0 when that failed. */
int ogg_layer_finish(struct ogg_layer *layer);
void ogg_layer_clear(struct ogg_layer *layer);

#endif
