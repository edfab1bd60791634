/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin without a name. */
#include <crier/reader.h>

static int32_t probe(const struct crier_source *source)
{
    (void)source;
    return 90;
}

static crier_status read_nothing(const struct crier_reader_host *host,
                                 const struct crier_source *source)
{
    (void)host;
    (void)source;
    return CRIER_OK;
}

CRIER_READER = {
    CRIER_READER_HEAD("", "Nameless"),
    .probe = probe,
    .read = read_nothing,
};
