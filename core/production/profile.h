/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a newsroom calls a profile: a name for how an article is delivered, a name for how
 * loud its audio is, or a file (its name ends in ".ini") that says both and what stands
 * around the article. Several may be given, one of each kind; a name that is given wins
 * over what a file says.
 */
#ifndef CORE_PRODUCTION_PROFILE_H
#define CORE_PRODUCTION_PROFILE_H

#include "core/audio/master.h"
#include "core/production/delivery.h"
#include "core/production/programme.h"

struct profile {
    const struct delivery *delivery;
    const struct loudness *loudness; /* NULL: as the engine made it */
    struct programme *programme;     /* NULL: nothing stands around the article */
};

/*
 * Names separated by commas; NULL or "" gives the defaults, "none" no loudness. FALSE
 * with ERROR_USAGE for a name that is unknown, or a second one of its kind, and with
 * ERROR_INPUT for a file that cannot be used. Clear it in any case.
 */
gboolean profile_parse(const char *names, struct profile *profile, GError **error);
void profile_clear(struct profile *profile);

#endif
