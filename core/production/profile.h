/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a newsroom calls a profile: a name for how an article is delivered, or for how
 * loud its audio is. Several may be given, one of each kind.
 */
#ifndef CORE_PRODUCTION_PROFILE_H
#define CORE_PRODUCTION_PROFILE_H

#include "core/audio/master.h"
#include "core/production/delivery.h"

struct profile {
    const struct delivery *delivery;
    const struct loudness *loudness; /* NULL: as the engine made it */
};

/*
 * Names separated by commas; NULL or "" gives the defaults, "none" no loudness. FALSE
 * with ERROR_USAGE for a name that is unknown, or a second one of its kind.
 */
gboolean profile_parse(const char *names, struct profile *profile, GError **error);

#endif
