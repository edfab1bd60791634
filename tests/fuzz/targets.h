/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that reads what others wrote, each by its name: the readers, and the parsers of the core. */
#ifndef TESTS_FUZZ_TARGETS_H
#define TESTS_FUZZ_TARGETS_H

#include <glib.h>
#include <stdint.h>

/* Have it read the bytes. NULL when it kept its contract; else what it did wrong, a new string. */
typedef char *fuzz_run(const uint8_t *bytes, size_t size);

struct fuzz_target {
    const char *name;
    fuzz_run *run;
};

/* The parsers of the core; a NULL name ends them. */
extern const struct fuzz_target fuzz_parsers[];

/* Of a parser or of a reader, whichever has this name. FALSE: there is none. */
gboolean fuzz_knows(const char *name);
char *fuzz(const char *name, const uint8_t *bytes, size_t size);

#endif
