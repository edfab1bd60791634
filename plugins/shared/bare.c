/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: encode target */
#include "shared/bare.h"

#include <stdlib.h>

crier_status bare_begin(const struct encoder_form *form, const struct crier_output_host *host,
                        const struct crier_job *job, void **context)
{
    struct encoder *encoder = calloc(1, sizeof(*encoder));
    crier_status status;

    if (!encoder)
        return CRIER_FAILED;
    status = encoder_open(encoder, host, form, job->rate, NULL, 0);
    if (status == CRIER_OK)
        *context = encoder;
    else
        free(encoder);
    return status;
}

crier_status bare_event(void *context, const struct crier_event *event)
{
    return event->type == CRIER_EVENT_AUDIO ? encoder_write(context, event->audio) : CRIER_OK;
}

void bare_abort(void *context)
{
    encoder_drop(context);
    free(context);
}

crier_status bare_finish(void *context)
{
    crier_status status = encoder_close(context);

    free(context);
    return status;
}
