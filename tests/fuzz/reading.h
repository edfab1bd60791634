/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader must survive and keep, whatever the bytes: for fuzzing and its corpora. */
#ifndef TESTS_FUZZ_READING_H
#define TESTS_FUZZ_READING_H

#include "tests/support/direct_host.h"

/*
 * Ask the reader about the bytes and have it read them. NULL when it kept its contract:
 * a score from 0 to 100, and blocks as the builder wants them; else what it did wrong, a
 * new string.
 */
static inline char *fuzz_reading(const struct crier_reader *reader, const void *bytes, size_t size)
{
    const int32_t score = direct_probe(reader, "article", "", bytes, size);
    struct direct direct;
    char *wrong = NULL;

    if (score < 0 || score > 100)
        return g_strdup_printf("it bids %d", (int)score);
    direct = direct_read(reader, "article", bytes, size);
    if (direct.built != CRIER_OK && direct.built != CRIER_LIMIT)
        wrong = g_strdup_printf("the builder says %d: %s", (int)direct.built,
                                direct.message ? direct.message : "no reason");
    direct_clear(&direct);
    return wrong;
}

#endif
