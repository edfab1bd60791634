/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: bare encode target */
/* G.711 µ-law without a head: Asterisk's .ulaw, FreeSWITCH's .PCMU. */
#include "shared/bare.h"

static const struct encoder_form form = { .what = "µ-law",
                                          .format =
                                              SF_FORMAT_RAW | SF_FORMAT_ULAW | SF_ENDIAN_LITTLE };

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
    CRIER_OUTPUT_HEAD("ulaw", "G.711 µ-law, 8,000 Hz, without a head, for telephone systems"),
    .suffixes = (const char *const[]){ "ulaw", NULL },
    .media_type = "audio/basic",
    .begin = begin,
    .event = bare_event,
    .finish = bare_finish,
    .abort = bare_abort,
    .sound = &sound,
};
