/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin that counts on a function which nobody has. */
#include <crier/reader.h>

extern int32_t crier_no_such_function(const struct crier_source *source);

static crier_status read_nothing(const struct crier_reader_host *host,
                                 const struct crier_source *source)
{
    (void)host;
    (void)source;
    return CRIER_OK;
}

CRIER_READER = {
    CRIER_READER_HEAD("undefined", "Needs more than there is"),
    .probe = crier_no_such_function,
    .read = read_nothing,
};
