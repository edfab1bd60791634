/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: bare encode target */
/* G.711 A-law without a head: Asterisk's .alaw, FreeSWITCH's .PCMA. */
#include "shared/bare.h"

static const struct encoder_form form = { .what = "A-law",
                                          .format =
                                              SF_FORMAT_RAW | SF_FORMAT_ALAW | SF_ENDIAN_LITTLE };

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    return bare_begin(&form, host, job, context);
}

static const uint32_t rates[] = { 8000, 0 };
static const struct crier_sound sound = { .size = sizeof(sound),
                                          .preferred = 8000,
                                          .rates = rates };

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("alaw", "G.711 A-law, 8,000 Hz, without a head, for telephone systems"),
    .suffixes = (const char *const[]){ "alaw", NULL },
    .media_type = "audio/x-alaw-basic",
    .begin = begin,
    .event = bare_event,
    .finish = bare_finish,
    .abort = bare_abort,
    .sound = &sound,
};
