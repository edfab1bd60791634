/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: daisy daisy_ncc daisy_page daisy_smil daisy_text media_copy timeline glyph writer option
 */
/* DAISY 2.02: a folder that talking-book players open. All of it is in shared/daisy. */
#include "shared/daisy.h"

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct daisy *daisy;
    crier_status status = daisy_new(host, job, "", &daisy);

    if (status == CRIER_OK)
        *context = daisy;
    return status;
}

static crier_status event(void *context, const struct crier_event *told)
{
    return daisy_event(context, told);
}

static void abort_job(void *context)
{
    daisy_free(context);
}

static crier_status finish(void *context)
{
    crier_status status = daisy_finish(context);

    daisy_free(context);
    return status;
}

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("daisy202", "DAISY 2.02: a folder for talking-book players"),
    .suffixes = (const char *const[]){ "daisy", NULL },
    .media_type = "text/html",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = (const struct crier_option_help[]){ DAISY_OPTION, { 0 } },
    .media = (const char *const[]){ "mp3", NULL },
    .folder = 1,
};
