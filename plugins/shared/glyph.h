/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters of an article as a reader of captions meets them. */
#ifndef PLUGINS_SHARED_GLYPH_H
#define PLUGINS_SHARED_GLYPH_H

#include "shared/writer.h"

#include <stddef.h>
#include <stdint.h>

/* The character at text[*at], which moves behind it; U+FFFD for each byte that is none. */
uint32_t glyph_next(const char *text, size_t size, size_t *at);
/* White space that may become a line break: not the no-break spaces. */
int glyph_is_space(uint32_t glyph);
/* Nothing to see and able to do harm: controls, direction overrides, byte order marks,
 * what is no character. */
int glyph_is_hidden(uint32_t glyph);
/* Columns: 0 for marks on the letter before, 2 for ideographs and emoji. */
uint32_t glyph_width(uint32_t glyph);
/* Is there anything to see in a text? */
int glyph_any(const char *text, size_t size);

/* How many of the first `most` bytes hold whole words; whole characters where a text has no
 * blanks. */
size_t glyph_cut(const char *text, size_t size, size_t most);

enum glyph_form {
    GLYPH_PLAIN,    /* as it is */
    GLYPH_ENTITIES, /* & < > " as their entities */
    GLYPH_MARKUP,   /* & < > as their entities: what WebVTT has, no attribute */
    GLYPH_TWICE,    /* the same again: for HTML that is text of an XML file */
    GLYPH_APART     /* what could be taken for markup has an invisible joiner in it */
};

/* Write one line: white space folded, hidden characters gone. */
void glyph_write_line(struct writer *writer, const char *text, size_t size, enum glyph_form form);
/* A JSON string with its quotes, exactly as it is. */
void glyph_write_json(struct writer *writer, const char *text, size_t size);

#endif
