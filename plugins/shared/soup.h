/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tags and text of XML as feeds really are: undeclared entities, bare ampersands,
 * attributes without quotes, what is never closed. Nothing is an error here; time is
 * linear in the size. Where well-formed XML is expected, shared/xml.h is the parser.
 */
#ifndef PLUGINS_SHARED_SOUP_H
#define PLUGINS_SHARED_SOUP_H

#include "shared/buffer.h"

#include <stddef.h>
#include <stdint.h>

struct soup_slice {
    const char *at;
    size_t size;
};

/* Entities of the document's own DTD that are plain text. */
#define SOUP_ENTITIES 32

struct soup_entities {
    struct soup_slice names[SOUP_ENTITIES];
    struct soup_slice values[SOUP_ENTITIES];
    size_t count;
};

enum soup_type { SOUP_END, SOUP_TEXT, SOUP_CDATA, SOUP_OPEN, SOUP_CLOSE, SOUP_OTHER };

struct soup_token {
    enum soup_type type;
    size_t from, to;                /* of the whole token */
    struct soup_slice prefix, name; /* tags */
    struct soup_slice inner;        /* text of CDATA; the attributes of a tag */
    int empty;                      /* <a/> */
};

struct soup {
    const char *text;
    size_t at, end;
    struct soup_entities *entities; /* NULL: of no concern */
    uint32_t *defects;              /* counted when not NULL */
    /* Marks that do not come any more: looked for once only. */
    int no_doctype_end, no_comment_end, no_cdata_end, no_double, no_single;
};

void soup_next(struct soup *soup, struct soup_token *token);

/* One attribute after the other: 0 at the end. *at begins at 0. */
int soup_attribute(const struct soup_token *token, size_t *at, struct soup_slice *name,
                   struct soup_slice *value);
/* The value of the attribute of this name, in any case; .at is NULL when there is none. */
struct soup_slice soup_find(const struct soup_token *token, const char *name);

/* Equal in any case of ASCII letters? */
int soup_is(struct soup_slice slice, const char *text);

/* Append text with its entities resolved: the five of XML, numbers (by windows-1252
 * where they mean control characters), HTML's, and the document's own (may be NULL). */
void soup_decode(struct soup_slice text, const struct soup_entities *entities, struct buffer *out);

#endif
