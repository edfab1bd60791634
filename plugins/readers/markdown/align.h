/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser's text, found again in the source beside it. */
#ifndef PLUGINS_READERS_MARKDOWN_ALIGN_H
#define PLUGINS_READERS_MARKDOWN_ALIGN_H

#include "state.h"

/* Where text goes: into the words of the block, or of a picture in it. */
struct buffer *md_target(struct markdown *m);

/* Text that stands at [from, to). Runs that go on join. */
void md_put(struct markdown *m, const char *text, size_t size, size_t from, size_t to);

/* The same for what an entity at [from, to) means. */
void md_put_entity(struct markdown *m, struct slice meaning, size_t from, size_t to);

/* How far text and source agree from here on, up to what may be an escape. */
size_t md_agreement(const struct markdown *m, struct slice text, int escapes);

/* Put text as the parser gave it where it stands in the source. */
void md_align(struct markdown *m, struct slice text, int escapes);

/* The same for code between backquotes. */
void md_align_code(struct markdown *m, struct slice text);

/* The end of a line in a paragraph. */
void md_put_break(struct markdown *m, int hard);

#endif
