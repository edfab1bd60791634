/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One output with a thread of its own, so that encoders work beside each other and
 * beside the engine. What it is told stands in a line of bounded length: whoever tells
 * it more waits. Times and samples are brought to the output's own rate here.
 */
#ifndef CORE_PRODUCTION_LANE_H
#define CORE_PRODUCTION_LANE_H

#include "core/plugin/output.h"
#include "core/production/production.h"

/* Something to tell several lanes; counted, so that it is made once. */
struct parcel;

/* A copy of a sentence, its samples only `with_pcm`. The written text is borrowed from the
 * document. */
struct parcel *parcel_utterance(const struct spoken_sentence *sentence, gboolean with_pcm);
/* Samples of the programme at the engine's rate, the next ones in order. */
struct parcel *parcel_audio(const float *samples, gsize frames);
/* An event without anything of its own; `article` is borrowed to the end. */
struct parcel *parcel_event(uint32_t type, int64_t frame, const struct crier_article *article);
/* The same with a title, borrowed to the end. */
struct parcel *parcel_titled(uint32_t type, int64_t frame, const char *title,
                             const struct crier_article *article);
/* A finished file; copied. */
struct parcel *parcel_file(const struct crier_file *file, const struct crier_article *article);
void parcel_unref(struct parcel *parcel);

struct lane_job {
    const struct crier_output *plugin;
    const char *path;
    const GArray *options; /* of struct crier_option, or NULL */
    const struct document *document;
    uint32_t engine_rate;
    uint32_t asked_rate; /* 0: none */
};

struct lane;

/* Start the thread and the output's job. NULL with ERROR_OUTPUT. Borrows what the job names,
 * to the end. */
struct lane *lane_new(const struct lane_job *job, GError **error);

/* Does it want audio parcels? Without them no parcel_audio may be sent. */
gboolean lane_takes_sound(const struct lane *lane);
uint32_t lane_rate(const struct lane *lane);

/* Tell it something. Waits while the line is full. FALSE when the output has failed; lane_end
 * says how. */
gboolean lane_tell(struct lane *lane, struct parcel *parcel);

/* Wait until it has worked off all that it was told. FALSE when it has failed. */
gboolean lane_settle(struct lane *lane);
/* No more audio will come: what is left in the change of rate is written. Then finish. */
void lane_finish(struct lane *lane);
/* Wait for its end and free it. TRUE when it finished well, with the size of its file; else
 * FALSE with its error. One that was not told to finish drops its files. */
gboolean lane_end(struct lane *lane, uint64_t *bytes, GError **error);

#endif
