/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer on one target: TARGET=html build/fuzz/tests/fuzz/fuzz_one CORPUS */
#include "tests/fuzz/targets.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *target;

/* A call against a library's contract is a fault too. */
static void on_message(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    g_log_default_handler(domain, level, message, data);
    if (level & G_LOG_LEVEL_CRITICAL)
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    (void)g_log_set_default_handler(on_message, NULL);
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
