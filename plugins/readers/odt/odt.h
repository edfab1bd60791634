/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the reader of OpenDocument texts. */
#ifndef PLUGINS_READERS_ODT_ODT_H
#define PLUGINS_READERS_ODT_ODT_H

#include "shared/draft.h"
#include "shared/tree.h"
#include "shared/zip.h"

#define DEPTH_MOST     60u
#define COUNTERS_MOST  4096u
#define LANGUAGES_MOST 32u
#define NOTES_MOST     20000u

struct odt_style {
    const char *name, *parent, *list; /* list: style of lists, or NULL */
    uint32_t role, level;
    const char *language;
    int hidden;
};

/* Where a list left off: another may go on from there. */
struct odt_counter {
    const char *style, *id;
    uint32_t depth, next;
};

/* A list that is open. */
struct odt_list {
    const char *style;
    uint32_t next;
};

struct odt {
    const struct crier_reader_host *host;
    struct zip zip;
    struct tree content, styles_tree;
    struct draft draft;

    struct odt_style *styles;
    size_t style_count;
    char languages[LANGUAGES_MOST][24];
    size_t language_count;
    const char *language; /* of the document, or NULL */

    struct odt_counter *counters;
    size_t counter_count;
    struct odt_list lists[DEPTH_MOST];
    uint32_t depth;   /* of open lists */
    uint32_t list;    /* number of the outermost one */
    int fresh;        /* the item that is open has no line yet */
    uint32_t ordinal; /* of that item */

    const struct tree_node **notes; /* called but not yet written */
    size_t note_count, notes_written;
    const struct tree_node **endnotes;
    size_t endnote_count;
    int in_table, in_note, in_box;

    uint32_t deletions, comments, contents, hidden;
};

/* styles.c */
void odt_read_styles(struct odt *odt);
/* What a paragraph of this style is: its own words before those of its parents. */
struct odt_style odt_look(const struct odt *odt, const char *name);

/* lists.c */
void odt_open_list(struct odt *odt, const struct tree_node *list);
void odt_open_item(struct odt *odt, const struct tree_node *item);
void odt_close_list(struct odt *odt, const struct tree_node *list);

/* runs.c */
void odt_runs(struct odt *odt, const struct tree_node *paragraph);
void odt_boxes(struct odt *odt, const struct tree_node *paragraph);
/* Boxes and alternative text of one frame. */
void odt_frame(struct odt *odt, const struct tree_node *frame);

/* body.c */
void odt_blocks(struct odt *odt, const struct tree_node *node);
void odt_write_notes(struct odt *odt);
void odt_write_endnotes(struct odt *odt);

extern const struct tree_space odt_spaces[];

#endif
