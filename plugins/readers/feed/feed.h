/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A feed while it is read. First the whole text is gone through once and every field
 * that matters is written down with its place (collect.c, json_feed.c); then the
 * fields are decoded as they are needed (value.c) and told (tell.c).
 */
#ifndef PLUGINS_READERS_FEED_H
#define PLUGINS_READERS_FEED_H

#include "shared/buffer.h"
#include "shared/soup.h"

#include <crier/reader.h>

enum field_kind {
    FIELD_NONE,
    FIELD_SKIPPED, /* an element whose inside is of no concern */
    FIELD_TITLE,
    FIELD_LINK,
    FIELD_ID,
    FIELD_AUTHOR,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_CREATED,
    FIELD_SUMMARY,
    FIELD_CONTENT,
    FIELD_SECTION,
    FIELD_TAG,
    FIELD_TAGS, /* several, parted by commas */
    FIELD_LANGUAGE,
    FIELD_RIGHTS,
    FIELD_IMAGE,
    FIELD_MEDIA, /* a recording or a film */
    FIELD_BASE,
    FIELD_POST_TYPE, /* WordPress: "post", "page", "attachment" … */
    FIELD_STATUS,    /* WordPress: "publish", "draft" … */
    FIELD_LOGIN,     /* WordPress: of an author of the export */
    FIELD_FULL_NAME, /* and the name that belongs to it */
    FIELD_KINDS
};

/* How the bytes of a field are to be read. */
enum field_form {
    FORM_GUESS,  /* XML text that is plain or HTML, as it looks (RSS) */
    FORM_PLAIN,  /* XML text, plain */
    FORM_HTML,   /* XML text that is HTML */
    FORM_XHTML,  /* markup as it stands */
    FORM_BASE64, /* packed so; what is in it, by its looks */
    FORM_ATTRIBUTE,
    FORM_JSON, /* a JSON string, plain */
    FORM_JSON_HTML
};

struct field {
    uint8_t kind;
    uint8_t form;
    uint8_t rank;    /* the lowest is the best one of its kind */
    uint8_t is_link; /* an id that serves as address */
    uint32_t from, to;
};

struct fields {
    struct field *list;
    size_t count, room;
};

/* Fields [first, first + count) of those of all entries. */
struct entry {
    uint32_t first, count;
    uint32_t from, to; /* where it stands */
};

struct feed {
    const struct crier_reader_host *host;
    const struct crier_source *source;
    struct crier_text text;
    struct fields own, of_entries;
    struct entry *entries;
    size_t entry_count, entry_room;
    int entry_open;
    int full; /* no memory or too many fields: the rest is missing */
    struct soup_entities entities;
    uint32_t defects; /* places that no well-formed feed has */
    uint64_t told;    /* text before is accounted for */
    int is_export;    /* of WordPress */
    int is_atom, is_json;
    int plain_parts; /* nobody reads HTML: told once */
};

/* ---- Collecting ---- */

void feed_add(struct feed *feed, struct field field);
/* Fields added from now on belong to a new entry that begins at `from`. */
void feed_begin_entry(struct feed *feed, uint64_t from);
void feed_end_entry(struct feed *feed, uint64_t to);

void collect_xml(struct feed *feed);
/* 0: it is no JSON at all. */
int collect_json(struct feed *feed);

/* ---- Fields ---- */

/* The best field of a kind of an entry (NULL: of the feed itself), or NULL. */
const struct field *feed_field(const struct feed *feed, const struct entry *entry,
                               enum field_kind kind);
/* The next one after it of the same kind; NULL to begin with the first. */
const struct field *feed_next(const struct feed *feed, const struct entry *entry,
                              enum field_kind kind, const struct field *after);

/* Append the field's words: no markup, entities resolved. */
void value_text(const struct feed *feed, const struct field *field, struct buffer *out);
/* Append it as HTML, or as plain text: *is_html tells. */
void value_content(const struct feed *feed, const struct field *field, struct buffer *out,
                   int *is_html);
/* Append a person's name, or an address of e-mail when there is none. */
void value_person(const struct feed *feed, const struct field *field, struct buffer *out);
/* Append an address, made whole. */
void value_address(const struct feed *feed, const struct entry *entry, const struct field *field,
                   struct buffer *out);

/* ---- Telling ---- */

/* All chosen entries; *chosen holds a byte for each. */
crier_status tell_feed(struct feed *feed, const uint8_t *chosen, size_t count);
crier_status tell_article(struct feed *feed, const struct entry *entry);

/* ---- Which entries ---- */

/* By the options of the host. Fills `chosen` (a byte for each entry). *single: one
 * entry was asked for. */
crier_status choose_entries(const struct feed *feed, uint8_t *chosen, size_t *count, int *single);

#endif
