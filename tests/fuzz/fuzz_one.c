/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer on one target: TARGET=html build/fuzz/tests/fuzz/fuzz_one CORPUS */
#include "tests/fuzz/targets.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    /* A call against a library's contract is a fault too. */
    (void)g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
    target = getenv("TARGET");
    if (target && fuzz_knows(target))
        return 0;
    fprintf(stderr, "name a folder of tests/fuzz/corpus, for example TARGET=html\n");
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *wrong = fuzz(target, bytes, size);

    if (wrong) {
        fprintf(stderr, "%s\n", wrong);
        abort();
    }
    return 0;
}
