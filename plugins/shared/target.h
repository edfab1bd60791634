/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one file that an output plugin writes, by places: the host's descriptor, and who fails. */
#ifndef PLUGINS_SHARED_TARGET_H
#define PLUGINS_SHARED_TARGET_H

#include <crier/output.h>
#include <stddef.h>

struct target {
    const struct crier_output_host *host;
    const char *what; /* "MP3": for messages */
    int32_t fd;
    int failed;
};

/* CRIER_IO or CRIER_FAILED with the host's message set. `what` is borrowed. */
crier_status target_open(struct target *target, const struct crier_output_host *host,
                         const char *what);
/* Bytes at a place of the file. 0 when they could not be written: then it has failed. */
int target_put(struct target *target, int64_t at, const void *bytes, size_t size);
/* How many could be read: fewer at the end of the file, or when it has failed. */
size_t target_get(struct target *target, int64_t at, void *bytes, size_t size);
/* Tell the host, "MP3: " in front, and be failed. CRIER_IO. */
crier_status target_fail(struct target *target, const char *message);

#endif
