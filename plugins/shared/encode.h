/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: sndfile; apt: libsndfile1-dev; shared: target */
/*
 * Samples into a file of the host's by way of libsndfile. Between the two stands a virtual
 * file: what belongs before or between the encoder's own bytes (tags with chapters, whose
 * times are known only at the end) is put there by whoever encodes.
 */
#ifndef PLUGINS_SHARED_ENCODE_H
#define PLUGINS_SHARED_ENCODE_H

#include "shared/target.h"

#include <sndfile.h>

struct encoder;

/* What becomes of the encoder's bytes. Each returns how many it took, less when it failed. */
struct encoder_layer {
    /* Bytes that the encoder wrote at `at` of its own file. */
    size_t (*write)(void *data, int64_t at, const uint8_t *bytes, size_t size);
    /* And what it reads back. NULL: it may not. */
    size_t (*read)(void *data, int64_t at, uint8_t *bytes, size_t size);
    void *data;
};

struct encoder {
    struct target target;
    struct encoder_layer layer;
    SNDFILE *file;
    int64_t front;   /* bytes left free before the encoder's own file */
    int64_t at, end; /* of that file */
    int64_t taken;   /* frames */
    int64_t most;    /* frames that the format can hold; 0: any number */
    int whole;       /* samples of 16 bits: what the engine made comes out as it went in */
};

/* A form of audio. */
struct encoder_form {
    const char *what;
    int format;   /* SF_FORMAT_… */
    int64_t most; /* frames, 0: any number */
};

/*
 * Open the host's target. `front` bytes are left free before the encoder's file; `layer` may
 * be NULL: then its bytes go behind them as they are. The encoder must not move until it is
 * closed. CRIER_IO or CRIER_FAILED with the host's message set.
 */
crier_status encoder_open(struct encoder *encoder, const struct crier_output_host *host,
                          const struct encoder_form *form, uint32_t rate,
                          const struct encoder_layer *layer, int64_t front);
/* The samples of an audio event, in order. */
crier_status encoder_write(struct encoder *encoder, const struct crier_audio *audio);
/* End the audio. CRIER_IO when it is not whole. What stands in front can still be written. */
crier_status encoder_close(struct encoder *encoder);
/* The same without looking back. */
void encoder_drop(struct encoder *encoder);

#endif
