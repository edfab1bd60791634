/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audio without a head, as telephone systems take it. */
#ifndef PLUGINS_SHARED_BARE_H
#define PLUGINS_SHARED_BARE_H

#include "shared/encode.h"

crier_status bare_begin(const struct encoder_form *form, const struct crier_output_host *host,
                        const struct crier_job *job, void **context);
crier_status bare_event(void *context, const struct crier_event *event);
crier_status bare_finish(void *context);
void bare_abort(void *context);

#endif
