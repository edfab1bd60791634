/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document: the ordered blocks of one article and its metadata. Made by a
 * builder (builder.h), then only read. Compact on purpose: a book of 200,000
 * words costs little more than its text.
 *
 * As JSON (`crier inspect --stage=blocks --json`):
 *   {"reader": name, "meta": [{"key", "value"}…],
 *    "blocks": [{"block": n, "role": name, "depth": n, "level": n?, "ordinal": n?,
 *                "language": tag?, "text": string?, "source": [from, to]?,
 *                "cuts": [offset…]?}…],
 *    "skipped": [{"source": [from, to], "reason"}…],
 *    "notes": [{"severity": "info"|"warning", "source": from?, "message"}…]}
 * `block` counts from 1 in reading order, containers included; `depth` from 1;
 * `source` are bytes of the source as given, `cuts` bytes of the text where a chunk
 * ends. Keys marked ? may be absent.
 */
#ifndef CORE_DOCUMENT_DOCUMENT_H
#define CORE_DOCUMENT_DOCUMENT_H

#include <crier/role.h>
#include <glib.h>
#include <stdint.h>

/* A run of a block's text and its place in the source. */
struct piece {
    uint32_t text; /* offset of its first byte in document->text; it ends where the next begins */
    uint32_t from; /* bytes of the source, half open; both NOWHERE32 for text made up */
    uint32_t to;   /* when to - from equals the run's length it stands there byte for byte */
};
#define NOWHERE32 UINT32_MAX

struct block {
    uint8_t role; /* CRIER_ROLE_… */
    uint8_t level;
    uint8_t depth; /* 1 for the top level */
    uint8_t preformatted;
    uint32_t ordinal;
    uint32_t parent; /* index, or NOWHERE32 */
    uint32_t next;   /* index of the first block that is not inside this one */
    uint32_t text;   /* offset in document->text */
    uint32_t size;   /* bytes; 0 for blocks that hold blocks */
    uint32_t pieces; /* index of its first piece */
    uint32_t piece_count;
    uint32_t cuts; /* index of its first chunk cut */
    uint32_t cut_count;
    uint32_t language; /* offset in document->strings, NOWHERE32: as around it */
};

struct meta_entry {
    uint32_t key;
    uint32_t value; /* offset in document->strings */
};

struct skip {
    uint32_t from, to; /* bytes of the source */
    uint32_t reason;   /* offset in document->strings */
};

struct note {
    uint32_t severity; /* CRIER_NOTE_… */
    uint32_t from;     /* byte of the source, or NOWHERE32 */
    uint32_t message;  /* offset in document->strings */
};

struct document {
    GString *text;    /* of all blocks, one after the other */
    GString *strings; /* NUL-ended, interned where they repeat */
    GArray *blocks;   /* of struct block, in reading order: a block, then what is inside it */
    GArray *pieces;   /* of struct piece */
    GArray *cuts;     /* of uint32_t: offsets in text */
    GArray *meta;     /* of struct meta_entry */
    GArray *skips;    /* of struct skip, by place in the source */
    GArray *notes;    /* of struct note */
    char *reader;     /* name of the reader plugin, "" until known */
    /* The reader had the source decoded from this charset, so that every word of it can be
     * accounted for; NULL: the source is no text, or the reader did not look at it so. */
    char *charset;
};

struct document *document_new(void);
void document_free(struct document *document);

const struct block *document_block(const struct document *document, uint32_t index);
uint32_t document_block_count(const struct document *document);
const char *document_string(const struct document *document, uint32_t offset);
/* The block's own text: not NUL-terminated, block->size bytes. */
const char *document_text(const struct document *document, const struct block *block);
/* First value of a key, or NULL. */
const char *document_meta(const struct document *document, uint32_t key);
/* Language in force for a block: its own, its parents', the metadata's, or NULL. */
const char *document_language(const struct document *document, uint32_t index);

/*
 * Where bytes [from, to) of a block's text stand in the source. FALSE when they
 * stand nowhere in it.
 */
gboolean document_source_range(const struct document *document, const struct block *block,
                               uint32_t from, uint32_t to, uint32_t *source_from,
                               uint32_t *source_to);

/* Names as people and JSON see them: "headline", "list item"; "title". NULL when unknown. */
const char *role_name(uint32_t role);
const char *meta_name(uint32_t key);
/* What a block of this role may hold. */
enum role_content { ROLE_BLOCKS, ROLE_TEXT, ROLE_EITHER };
enum role_content role_content(uint32_t role);
gboolean meta_repeats(uint32_t key);

#endif
