/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A zip container written from front to back, the same bytes for the same input: fixed
 * times, nothing about the machine. Text is packed in memory, files are copied as they are
 * with their check sum in the same pass. Beyond 4 GiB it becomes a ZIP64.
 */
#ifndef PLUGINS_SHARED_ZIP_WRITER_H
#define PLUGINS_SHARED_ZIP_WRITER_H

#include <crier/output.h>
#include <zlib.h>

/* Text on its way into a container. Zero it at first. */
struct zip_text {
    z_stream stream;
    int begun, failed;
    uint32_t crc;
    uint64_t size; /* before packing */
    size_t held;
    unsigned char holds[4096];
    unsigned char *packed;
    size_t packed_size, packed_room;
};

struct zip_writer {
    const struct crier_output_host *host;
    int32_t fd;
    int failed;
    uint64_t at;
    struct zip_written *entries;
    size_t count, room;
    unsigned char *block; /* for copying */
};

void zip_text_add(struct zip_text *text, const char *bytes, size_t size);
/* Empty, keeping its room. */
void zip_text_reset(struct zip_text *text);
void zip_text_clear(struct zip_text *text);

/* The descriptor is the host's, empty and able to seek. */
void zip_writer_init(struct zip_writer *zip, const struct crier_output_host *host, int32_t fd);
/* Names are ASCII. Not packed: */
void zip_writer_store(struct zip_writer *zip, const char *name, const char *bytes, size_t size);
/* Packed; the text is empty again behind it. */
void zip_writer_add(struct zip_writer *zip, const char *name, struct zip_text *text);
/* All that can be read, not packed; `expected` is about its size. */
void zip_writer_copy(struct zip_writer *zip, const char *name, int32_t from, uint64_t expected);
/* Write the directory. CRIER_OK, or CRIER_IO with the host's message set. */
crier_status zip_writer_finish(struct zip_writer *zip);
crier_status zip_writer_status(const struct zip_writer *zip);
void zip_writer_clear(struct zip_writer *zip);

#endif
