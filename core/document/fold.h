/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text on its way into a block: white space is folded across calls, and every
 * run keeps its place in the source. Part of the builder.
 */
#ifndef CORE_DOCUMENT_FOLD_H
#define CORE_DOCUMENT_FOLD_H

#include "core/document/document.h"

/* A place in the source; `exact`: the text stands there byte for byte. */
struct place {
    uint32_t from, to; /* both NOWHERE32: nowhere */
    gboolean exact;
};

/* Between two calls for one block; zero it for a new block. */
struct fold {
    gunichar space; /* the one to come before the next word; 0: none */
    struct place space_place;
};

/*
 * Append well-formed UTF-8 to the block, which is the document's last. Returns
 * NULL, or which limit was reached.
 */
const char *fold_text(struct fold *fold, struct document *document, struct block *block,
                      const char *text, uint32_t size, struct place place);

/* The same for preformatted text: line breaks and spaces stay. */
const char *fold_code(struct document *document, struct block *block, const char *text,
                      uint32_t size, struct place place);
/* At the end of preformatted text: drop white space at its end. */
void fold_code_end(struct document *document, struct block *block);

/* A value as one line without white space at its ends. Returns a new string. */
char *fold_line(const char *text, gsize size);

/* Is it all white space and control characters? */
gboolean fold_is_blank(const char *text, gsize size);

#endif
