/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: sndfile; apt: libsndfile1-dev; shared: target */
#include "shared/encode.h"

#include <stdint.h>

#define PIECE 16384

/* ---- The virtual file ---- */

static sf_count_t file_length(void *data)
{
    return ((const struct encoder *)data)->end;
}

static sf_count_t file_seek(sf_count_t offset, int whence, void *data)
{
    struct encoder *encoder = data;
    const int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? encoder->at : encoder->end;

    if (base + offset < 0)
        return -1;
    return encoder->at = base + offset;
}

static sf_count_t file_tell(void *data)
{
    return ((const struct encoder *)data)->at;
}

static sf_count_t file_read(void *bytes, sf_count_t size, void *data)
{
    struct encoder *encoder = data;
    size_t got = 0;

    if (encoder->layer.read)
        got = encoder->layer.read(encoder->layer.data, encoder->at, bytes, (size_t)size);
    encoder->at += (int64_t)got;
    return (sf_count_t)got;
}

static sf_count_t file_write(const void *bytes, sf_count_t size, void *data)
{
    struct encoder *encoder = data;
    size_t took;

    if (encoder->target.failed)
        return 0;
    took = encoder->layer.write(encoder->layer.data, encoder->at, bytes, (size_t)size);
    encoder->at += (int64_t)took;
    if (encoder->at > encoder->end)
        encoder->end = encoder->at;
    return (sf_count_t)took;
}

static const SF_VIRTUAL_IO virtual_file = { .get_filelen = file_length,
                                            .seek = file_seek,
                                            .read = file_read,
                                            .write = file_write,
                                            .tell = file_tell };

/* The plain layer: everything, behind what is left free. */
static size_t plain_write(void *data, int64_t at, const uint8_t *bytes, size_t size)
{
    struct encoder *encoder = data;

    return target_put(&encoder->target, encoder->front + at, bytes, size) ? size : 0;
}

static size_t plain_read(void *data, int64_t at, uint8_t *bytes, size_t size)
{
    struct encoder *encoder = data;

    return target_get(&encoder->target, encoder->front + at, bytes, size);
}

/* ---- Life ---- */

crier_status encoder_open(struct encoder *encoder, const struct crier_output_host *host,
                          const struct encoder_form *form, uint32_t rate,
                          const struct encoder_layer *layer, int64_t front)
{
    SF_INFO info = { .samplerate = (int)rate, .channels = 1, .format = form->format };
    crier_status status;

    encoder->target = (struct target){ .host = host, .what = form->what };
    encoder->most = form->most;
    encoder->front = front;
    encoder->whole = (form->format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
    encoder->layer =
        layer ? *layer
              : (struct encoder_layer){ .write = plain_write, .read = plain_read, .data = encoder };
    if (!sf_format_check(&info))
        return target_fail(&encoder->target,
                           "this libsndfile has no encoder for it, or not at this rate; "
                           "Debian's libsndfile1 has one");
    status = target_open(&encoder->target, host, form->what);
    if (status != CRIER_OK)
        return status;
    encoder->file = sf_open_virtual((SF_VIRTUAL_IO *)&virtual_file, SFM_WRITE, &info, encoder);
    if (!encoder->file)
        return target_fail(&encoder->target, sf_strerror(NULL));
    sf_command(encoder->file, SFC_SET_CLIPPING, NULL, SF_TRUE);
    /* It would hold the time of day. */
    sf_command(encoder->file, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
    return CRIER_OK;
}

/*
 * What the engine made comes out as it went in: its samples are whole 32768ths. A number of
 * this size has no room for a fraction, so adding it rounds, and the loop needs no calls.
 */
#define ROUNDS 12582912.0f /* 1.5 times 2 to the 23rd */

static void to_samples(const float *amplitudes, sf_count_t count, int16_t *samples)
{
    for (sf_count_t i = 0; i < count; i++) {
        float scaled = amplitudes[i] * 32768;

        scaled = scaled > INT16_MAX ? INT16_MAX : scaled;
        scaled = scaled < INT16_MIN ? INT16_MIN : scaled;
        samples[i] = (int16_t)(scaled + ROUNDS - ROUNDS);
    }
}

static sf_count_t write_piece(struct encoder *encoder, const float *samples, sf_count_t count)
{
    int16_t piece[PIECE];

    if (!encoder->whole)
        return sf_writef_float(encoder->file, samples, count);
    to_samples(samples, count, piece);
    return sf_writef_short(encoder->file, piece, count);
}

crier_status encoder_write(struct encoder *encoder, const struct crier_audio *audio)
{
    if (encoder->most > 0 && audio->start > encoder->most - (int64_t)audio->frames)
        return target_fail(&encoder->target,
                           "a file of this form cannot be so long; split the text into "
                           "articles, or choose flac");
    for (uint64_t done = 0; done < audio->frames;) {
        uint64_t left = audio->frames - done;
        sf_count_t count = left < PIECE ? (sf_count_t)left : PIECE;

        if (write_piece(encoder, audio->samples + done, count) != count || encoder->target.failed)
            return target_fail(&encoder->target, sf_strerror(encoder->file));
        done += (uint64_t)count;
    }
    encoder->taken += (int64_t)audio->frames;
    return CRIER_OK;
}

crier_status encoder_close(struct encoder *encoder)
{
    int bad;

    if (!encoder->file) /* no article ever began */
        return CRIER_FAILED;
    bad = sf_error(encoder->file) != SF_ERR_NO_ERROR;
    bad |= sf_close(encoder->file) != 0;
    encoder->file = NULL;
    if (encoder->target.failed)
        return CRIER_IO;
    if (!bad)
        return CRIER_OK;
    return target_fail(&encoder->target, "the end could not be written; is the disk full?");
}

void encoder_drop(struct encoder *encoder)
{
    if (encoder->file)
        sf_close(encoder->file);
    encoder->file = NULL;
}
