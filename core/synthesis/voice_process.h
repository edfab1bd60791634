/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core's side of the program crier-voice: starting it, its first words, its end. */
#ifndef CORE_SYNTHESIS_VOICE_PROCESS_H
#define CORE_SYNTHESIS_VOICE_PROCESS_H

#include "core/synthesis/espeak.h"
#include "core/synthesis/protocol.h"

struct voice_process {
    GPid pid;   /* 0: none */
    int socket; /* -1: none */
};
#define VOICE_PROCESS_NONE                                                                         \
    {                                                                                              \
        0, -1                                                                                      \
    }

/* One file that decides the samples. */
struct engine_file {
    char *path;
    uint64_t size;
    int64_t mtime_ns;
};

/* Who answered: all that identity and rate are made of. */
struct voice_facts {
    uint32_t rate;
    char *version;
    char *voice;
    GPtrArray *files; /* of struct engine_file */
};
void voice_facts_clear(struct voice_facts *facts);

/* The first packet for these options. FALSE with ERROR_USAGE when they cannot be. */
gboolean voice_config(const struct espeak_options *options, struct message_config *config,
                      GError **error);

/* Start the program and send it the packet. `memory`: -1 when it needs none. */
gboolean voice_start(struct voice_process *process, const struct espeak_options *options,
                     const struct message_config *config, int memory, GError **error);

/* Take the next packet, waiting as long as starting may take. A failure that the
 * program reports becomes the error. */
gboolean voice_take(struct voice_process *process, const struct espeak_options *options,
                    union message *message, GError **error);

/* Take READY and the files. */
gboolean voice_greet(struct voice_process *process, const struct espeak_options *options,
                     struct voice_facts *facts, GError **error);

/* Let it end, and its children with it. Waits a little, then insists. */
void voice_stop(struct voice_process *process);

/* The error for a FAILURE packet. */
void voice_set_failure(const struct message_failure *failure, GError **error);

/* Equal strings, equal samples (engine.h). Newly made. */
char *voice_identity(const struct voice_facts *facts, const struct voice *voice);

/* What an engine made by espeak_new() learned when it started. */
const struct voice_facts *espeak_facts(const struct engine *engine);

#endif
