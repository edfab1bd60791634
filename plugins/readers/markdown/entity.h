/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities, such as "&nbsp;". */
#ifndef PLUGINS_READERS_MARKDOWN_ENTITY_H
#define PLUGINS_READERS_MARKDOWN_ENTITY_H

#include "shared/slice.h"

/* Bytes of "&name;" or "&#1234;" at this place. */
size_t md_entity(struct slice s, size_t at);

/* What an entity means, as the parser itself reads it. Returns the bytes it is, 0 when
 * the parser leaves it as it stands. There are 2,000 names: better not to list them. */
size_t md_decode_entity(struct slice entity, char *out, size_t room);

#endif
