/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin that loads well and crashes when it is asked about a source. */
#include <crier/reader.h>
#include <stdlib.h>

static int32_t probe(const struct crier_source *source)
{
    if (source->length > 0)
        abort();
    return 0;
}

static crier_status read_nothing(const struct crier_reader_host *host,
                                 const struct crier_source *source)
{
    (void)host;
    (void)source;
    return CRIER_OK;
}

CRIER_READER = {
    CRIER_READER_HEAD("crash-on-probe", "Crashes when asked"),
    .probe = probe,
    .read = read_nothing,
};
