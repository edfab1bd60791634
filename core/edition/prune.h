/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nothing refers to any more goes: of articles that are withdrawn at once; of older
 * versions after some days, so that a feed that somebody read before still leads somewhere.
 */
#ifndef CORE_EDITION_PRUNE_H
#define CORE_EDITION_PRUNE_H

#include "core/edition/catalogue.h"

/* Days that media of an older version stay. */
enum { PRUNE_DAYS = 7 };

/* `folder`: of the edition. `image`: one more name that is in force, or NULL. `now`: seconds since
 * 1970. What cannot be removed stays. */
void prune(const char *folder, struct catalogue *catalogue, const char *image, int64_t now);

#endif
