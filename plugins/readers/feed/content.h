/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry says. */
#ifndef PLUGINS_READERS_FEED_CONTENT_H
#define PLUGINS_READERS_FEED_CONTENT_H

#include "feed.h"

/* The content, or the summary where there is none; HTML goes to its own reader.
 * `language`: the entry's own, or "". */
crier_status tell_content(struct feed *feed, const struct entry *entry, const char *language);

#endif
