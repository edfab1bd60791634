/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer on one reader: READER=html build/fuzz/tests/fuzz/fuzz_reader CORPUS */
#include "tests/fuzz/reading.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct crier_reader *fuzzed;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *name = getenv("READER");

    (void)argc;
    (void)argv;
    fuzzed = name ? direct_reader(name) : NULL;
    if (fuzzed)
        return 0;
    fprintf(stderr, "name the reader, for example READER=html\n");
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *wrong = fuzz_reading(fuzzed, bytes, size);

    if (wrong) {
        fprintf(stderr, "%s\n", wrong);
        abort();
    }
    return 0;
}
