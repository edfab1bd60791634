/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML as plain text: for titles and names, and where no reader of web pages is there. */
#ifndef PLUGINS_SHARED_PLAIN_H
#define PLUGINS_SHARED_PLAIN_H

#include "shared/buffer.h"

#include <stddef.h>

/* Does it hold a tag or an entity? */
int plain_is_html(const char *text, size_t size);

/* Append HTML as text: entities resolved, scripts left out, a blank line between
 * paragraphs and the like. */
void plain_from_html(const char *html, size_t size, struct buffer *out);

#endif
