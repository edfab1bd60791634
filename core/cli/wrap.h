/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wrappers among the targets of one article: a book of it, a page. They get the audio that is
 * made beside them, or, where none of their liking is wanted, audio that is made for them
 * alone and goes away again.
 */
#ifndef CORE_CLI_WRAP_H
#define CORE_CLI_WRAP_H

#include "core/cli/article.h"
#include "core/cli/speaker.h"
#include "core/cli/targets.h"
#include "core/production/publication.h"
#include "core/production/record.h"

/* Is there a wrapper among them (of struct target)? */
gboolean wrap_wanted(const GPtrArray *targets);
/* Add the audio that is made for wrappers alone. FALSE with ERROR_OUTPUT. */
gboolean wrap_open(const GPtrArray *targets, struct publication *publication, GError **error);
/* All audio is finished: make what wraps it. FALSE with ERROR_OUTPUT. */
gboolean wrap_all(const GPtrArray *targets, const struct article *article,
                  const struct record *record, const struct speaker *speaker, GError **error);
/* Remove what was made for them alone. */
void wrap_close(const GPtrArray *targets);

#endif
