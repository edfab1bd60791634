/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text into a file of the host's. A failure stays and is told once; look at the end. */
#ifndef PLUGINS_SHARED_WRITER_H
#define PLUGINS_SHARED_WRITER_H

#include <crier/output.h>

#define WRITER_ROOM 16384

struct writer {
    const struct crier_output_host *host;
    int32_t fd;
    int failed;
    size_t used;
    char bytes[WRITER_ROOM];
};

/* Open a further file of the job, by its name. */
crier_status writer_open_at(struct writer *writer, const struct crier_output_host *host,
                            const char *name);
/* Open the job's target. */
crier_status writer_open(struct writer *writer, const struct crier_output_host *host);
void writer_bytes(struct writer *writer, const char *bytes, size_t size);
void writer_text(struct writer *writer, const char *text);
/* With at least so many digits. */
void writer_number(struct writer *writer, int64_t number, int digits);
/* CRIER_OK, or CRIER_IO with the host's message set. */
crier_status writer_flush(struct writer *writer);
crier_status writer_status(const struct writer *writer);

/*
 * Times are frames of the track until here, and are cut down to whole units: so what
 * follows without a gap does so in the file too, and nothing ends behind the audio.
 */
int64_t writer_units(int64_t frame, uint32_t rate, int64_t units_a_second);
/* 00:00:01.500 with '.' or ',' before the milliseconds; more digits for 100 hours. */
void writer_clock(struct writer *writer, int64_t milliseconds, char point);
/* Seconds with a fraction of so many digits, at most 9. */
void writer_seconds(struct writer *writer, int64_t frame, uint32_t rate, int digits);

#endif
