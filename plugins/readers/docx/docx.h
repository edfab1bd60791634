/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the reader of Word's documents. Sizes are in twentieths of a point. */
#ifndef PLUGINS_READERS_DOCX_DOCX_H
#define PLUGINS_READERS_DOCX_DOCX_H

#include "shared/draft.h"
#include "shared/tree.h"
#include "shared/zip.h"

#define LEVELS      9u
#define STYLES_MOST 1500u
#define NOTES_MOST  20000u
#define FIELDS_MOST 32u
#define BOXES_MOST  4u

struct style {
    const char *id, *based_on;
    uint32_t role;      /* by its own name, or NONE */
    uint32_t level;     /* of a heading by its own name or outline level, or 0 */
    const char *number; /* numbering instance, or NULL */
    uint32_t depth;     /* level in it */
    int hidden, is_contents, is_default;
    const char *language;
};

/* A footnote or endnote. */
struct docx_note {
    const char *id;
    const struct tree_node *node;
    uint32_t ordinal; /* 0: not called yet */
};

struct docx_notes {
    struct tree tree;
    struct docx_note *all;
    size_t count;
    struct docx_note **queue; /* in the order of their calls */
    uint32_t called, written;
};

/* One level of a list as it counts. */
struct counter {
    uint32_t next[LEVELS];
    int begun[LEVELS];
};

/* A numbering instance ("num"), with the levels of its abstract numbering. */
struct numbering {
    const char *id;
    const char *abstract_id;
    const struct tree_node *levels[LEVELS];
    uint32_t starts[LEVELS];
    int restarts[LEVELS]; /* the instance gives this level a start of its own */
    size_t counts;        /* index of the counter: instances of one abstract numbering share it */
};

struct docx {
    const struct crier_reader_host *host;
    struct zip zip;
    struct tree body, styles_tree, numbering_tree;
    struct docx_notes footnotes, endnotes;
    struct style *styles;
    size_t style_count;
    struct numbering *numberings;
    size_t numbering_count;
    struct counter *counters;
    size_t counter_count;
    struct draft draft;
    const char *language; /* of the document, or NULL */

    struct tree relations; /* of the body's part */
    char folder[256];      /* of the body's part: "word/" */

    /* While walking. */
    const struct tree *tree; /* the part that is walked */
    int in_note, in_table;
    uint32_t boxes; /* open text boxes */
    uint32_t field_count;
    char fields[FIELDS_MOST]; /* open fields: 'c' for code, 'r' for result */
    const char *style_language;
    const char *line_language; /* of the line's runs, or NULL */
    int is_mixed;
    struct draft_line last_item; /* paragraphs without a mark may go on with it */

    /* What was left out. */
    uint32_t deletions, comments, symbols, contents, hidden, chunks, lost_notes, formulas;
};

/* docx.c: the part of this kind ("styles"); NULL: there is none, or it was not unpacked. */
const struct zip_entry *docx_part(const struct docx *docx, const char *kind);

/* ole.c: the containers of older programs and of passwords. */
int docx_is_ole(const struct crier_source *source);
/* Says what it is; CRIER_UNREADABLE. */
crier_status docx_tell_ole(const struct crier_reader_host *host, const struct crier_source *source);

/* styles.c */
void docx_read_styles(struct docx *docx);
const struct style *docx_style(const struct docx *docx, const char *id);
const struct style *docx_default_style(const struct docx *docx);
/* The style it is based on, or NULL. */
const struct style *docx_base(const struct docx *docx, const struct style *style);

/* numbering.c */
void docx_read_numbering(struct docx *docx);
/* Count one paragraph of a list. 0: the instance is not known. */
int docx_count(struct docx *docx, const char *id, uint32_t depth, struct draft_line *line);

/* runs.c */
/* The text of a paragraph into the line that was begun. */
void docx_runs(struct docx *docx, const struct tree_node *paragraph);
/* Boxes and pictures that stand in a paragraph, as lines of their own. */
void docx_boxes(struct docx *docx, const struct tree_node *paragraph);
/* May this node be read, or is another one the same for newer programs? */
int docx_is_choice(const struct tree_node *node);
/* "w:val" of a switch such as <w:vanish/>: on? */
int docx_is_on(const struct tree_node *node);

/* symbols.c */
/* What a character means in a font; 0: nothing that could be read. */
uint32_t docx_symbol(const char *font, uint32_t character);
/* Append text in a font. Returns how many signs mean nothing. */
uint32_t docx_add_symbols(struct buffer *out, const char *font, const char *text, size_t size);

/* body.c */
void docx_blocks(struct docx *docx, const struct tree_node *node);

/* notes.c */
void docx_read_notes(struct docx *docx, const char *kind, const char *name,
                     struct docx_notes *notes);
void docx_call_note(struct docx *docx, struct docx_notes *notes, const char *id);
/* Write those that were called since. */
void docx_write_notes(struct docx *docx, struct docx_notes *notes);

extern const struct tree_space docx_spaces[];

#endif
