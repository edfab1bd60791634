/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin of a later major version of the interface. */
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
    .head = { .magic = CRIER_MAGIC,
              .abi_major = 9,
              .abi_minor = 0,
              .size = sizeof(struct crier_reader),
              .kind = CRIER_KIND_READER,
              .name = "later",
              .version = "1",
              .summary = "A later major",
              .licence = "GPL-3.0-or-later" },
    .probe = probe,
    .read = read_nothing,
};
