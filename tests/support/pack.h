/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip containers made in memory, and what a reader makes of them. */
#ifndef TESTS_SUPPORT_PACK_H
#define TESTS_SUPPORT_PACK_H

#include <crier/reader.h>
#include <glib.h>

struct pack_part {
    const char *name;
    const char *text;
    int locked; /* says that it needs a password */
};

/* A zip of parts that are stored as they are; the last one has no name. g_byte_array_unref(). */
GByteArray *pack(const struct pack_part *parts);

/* The blocks stage in print, then "FAULT: status N" for a reader's status but CRIER_OK, and
 * "FAULT: …" for a broken contract. g_free(). */
char *pack_read(const struct crier_reader *reader, const char *name, const GByteArray *zip);
char *pack_printed(const struct crier_reader *reader, const struct pack_part *parts);

/* Read the zip cut short at each hundredth, and with bytes changed here and there: whatever
 * comes, no contract may be broken. Fails the test otherwise. */
void pack_damage(const struct crier_reader *reader, const struct pack_part *parts);
/* A zip that holds `text` and then far more spaces than an article has. */
GByteArray *pack_bomb(const struct pack_part *parts, const char *name, size_t megabytes);

#endif
