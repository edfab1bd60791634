/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a feed without their packing, and HTML as plain text. */
#ifndef PLUGINS_READERS_FEED_VALUE_H
#define PLUGINS_READERS_FEED_VALUE_H

#include "shared/buffer.h"

#include <stddef.h>

/* Does it hold a tag or an entity? */
int plain_is_html(const char *text, size_t size);

/* Append HTML as text: entities resolved, scripts left out, a blank line between
 * paragraphs and the like. */
void plain_from_html(const char *html, size_t size, struct buffer *out);

#endif
