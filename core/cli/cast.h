/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voices of an edition: each is found by its name, profile and language, and made ready
 * when it is first asked for. */
#ifndef CORE_CLI_CAST_H
#define CORE_CLI_CAST_H

#include "core/cli/speaker.h"
#include "core/edition/press.h"

struct cast {
    const struct edition_file *edition; /* whose voice and profile are usual; borrowed */
    gboolean no_cache;
    char *voice_data; /* or NULL */
    int jobs;
    GPtrArray *members;
};

void cast_init(struct cast *cast);
void cast_clear(struct cast *cast);

/* As publish_voice and press_engine; data is the cast. */
const struct press_voice *cast_voice(void *cast, const char *name, const char *profile,
                                     const char *language, GError **error);
struct engine *cast_engine(void *cast, const struct press_voice *voice, uint32_t words_per_minute,
                           uint32_t jobs, GError **error);

#endif
