/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the program crier-voice. It uses libc and espeak-ng only, so that
 * its forks stay cheap. */
#ifndef CORE_SYNTHESIS_WORKER_WORKER_H
#define CORE_SYNTHESIS_WORKER_WORKER_H

#include "core/confine/confine.h"
#include "core/synthesis/protocol.h"
#include <stddef.h>

/* Initialise the library. Returns its rate in frames per second, and its data
 * folder; ends the program with FAILURE when its data cannot be used. */
uint32_t library_open(const char *data_path, const char **version, const char **found_path);
/* Load the voice and its parameters, or end the program with FAILURE. `loaded`
 * receives the library's own identifier of it. */
void voice_load(const struct message_config *config, char loaded[VOICE_TITLE]);
/* Answer a request for all voices. */
void voices_send(const char *version);
/* Send the files that decide the samples of this voice, then END. */
void files_send(const char *data_path, const char *voice);

/* Speak the request of a slot into it and end the process. For a fresh child, which from then
 * on may make `calls` alone. */
_Noreturn void speak_slot(const struct message_config *config, const struct confine_filter *calls,
                          uint32_t slot, uint64_t serial);

/* Serve SPEAK packets until the core goes away. */
_Noreturn void pool_serve(const struct message_config *config, const struct confine_filter *calls);

/* Send a packet to the core; ends the program when the core is gone. */
void packet_send(const void *packet, size_t size);
/* Copy a text into a packet, cut to fit, NUL-terminated. */
void packet_text(char *to, size_t size, const char *from);
/* Tell the core why it cannot go on, and end. */
_Noreturn void packet_fail(enum failure_cause cause, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
