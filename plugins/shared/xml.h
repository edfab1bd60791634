/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML by libxml2's SAX interface, for readers: nothing is fetched or opened, a DTD's
 * entities are taken only when they are plain text, and nesting, expansion and
 * sizes have limits. Broken documents are read as far as they can be.
 */
#ifndef PLUGINS_SHARED_XML_H
#define PLUGINS_SHARED_XML_H

#include <crier/reader.h>

/* libxml2 itself gives up at 256. */
#define XML_DEPTH_MOST 250u

struct xml_slice {
    const char *at; /* not NUL-terminated; NULL when there is none */
    size_t size;
};

/* Borrowed, valid during the callback. */
struct xml_element {
    const char *name; /* local name, as it stands */
    const char *uri;  /* its namespace, "" for none */
    uint32_t depth;   /* 1: the root */
    /* Private. */
    const unsigned char **attributes;
    int attribute_count;
};

/* What the parser tells; any may be NULL. Returning 0 ends the parse (not a fault). */
struct xml_events {
    int (*open)(void *data, const struct xml_element *element);
    /* `name` and `uri` as in open(). */
    int (*close)(void *data, const char *name, const char *uri);
    /* Character data, entities resolved; may come in pieces. [from, to) is its place in
     * the bytes given to xml_parse(): byte for byte, or a reference; or CRIER_NOWHERE. */
    int (*text)(void *data, const char *text, size_t size, uint64_t from, uint64_t to);
    /* May be NULL: a processing instruction. */
    int (*instruction)(void *data, const char *target, const char *content);
};

struct xml_fault {
    int line;          /* of the first thing that was wrong, 0: all is well */
    char message[160]; /* what it was, one line, or "" */
    uint32_t count;    /* how many things were wrong */
    int entities;      /* entities that are not plain text, or too many: left out */
    int depth;         /* nested deeper than XML_DEPTH_MOST: the rest is missing */
    int stopped;       /* a callback ended it */
    int fatal;         /* the end of the document was not reached */
};

/*
 * Parse. `encoding`: "UTF-8" for text that host->decode() gave, whatever the document
 * itself says; NULL to go by the document. Returns 0 only when it cannot be parsed at
 * all (no memory, not one element); *fault (may be NULL) tells the rest.
 */
int xml_parse(const char *bytes, size_t size, const char *encoding, const struct xml_events *events,
              void *data, struct xml_fault *fault);

/* The value of an attribute of this namespace ("" for none, as nearly always), entities
 * resolved; .at is NULL when it is not there. */
struct xml_slice xml_attribute(const struct xml_element *element, const char *uri,
                               const char *name);
/* The same into a fixed array, cut at a character; "" when it is not there. */
void xml_attribute_copy(const struct xml_element *element, const char *uri, const char *name,
                        char *out, size_t room);
int xml_is(const struct xml_slice *slice, const char *text);

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

/* The characters of a named entity of HTML 4 in UTF-8 ("eacute" without & and ;), into
 * `out` of 8 bytes. 0: no such name. */
int xml_html_entity(const char *name, size_t size, char *out);

/* An address made whole by the address it stands in, new, or NULL. */
char *xml_resolve(const char *address, const char *base);

#endif
