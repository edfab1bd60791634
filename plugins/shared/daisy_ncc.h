/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The contents of a book: ncc.html, and master.smil with its articles. Both are written on
 * the way; what is known only at the end is put into room that was left for it.
 */
#ifndef PLUGINS_SHARED_DAISY_NCC_H
#define PLUGINS_SHARED_DAISY_NCC_H

#include "shared/daisy_page.h"
#include "shared/daisy_text.h"
#include "shared/writer.h"

enum daisy_gap_name {
    DAISY_TOC_ITEMS,
    DAISY_TOTAL_TIME,
    DAISY_FILES,
    DAISY_KILOBYTES,
    DAISY_DEEPEST,
    DAISY_FOOTNOTES,
    DAISY_SIDEBARS,
    DAISY_PRODNOTES,
    DAISY_GAPS
};

struct daisy_ncc {
    struct writer ncc, master;
    struct daisy_gap gaps[DAISY_GAPS], master_time;
    uint64_t items, skips[DAISY_SKIPS], articles;
    int deepest, last;
};

/* What stands in its head. */
struct daisy_ncc_head {
    const struct crier_edition *edition;
    const struct crier_article *article; /* the only one, or NULL */
    const char *software, *title;
    uint32_t revision; /* 0: not known */
};

void daisy_ncc_begin(struct daisy_ncc *ncc, const struct daisy_ncc_head *head);
/* The book's title, a section, an article, a heading in it: each leads to a clip of its own. */
void daisy_ncc_title(struct daisy_ncc *ncc, const char *title, const char *smil, const char *id);
void daisy_ncc_heading(struct daisy_ncc *ncc, int level, const char *text, size_t size,
                       const char *smil, const char *id);
/* Something that can be left out. */
void daisy_ncc_skip(struct daisy_ncc *ncc, const struct daisy_place *place, const char *smil,
                    const char *id);
void daisy_ncc_article(struct daisy_ncc *ncc, const char *title, const char *smil);
void daisy_ncc_end(struct daisy_ncc *ncc);
void daisy_ncc_fill(struct daisy_ncc *ncc, const char *time, uint64_t files, uint64_t bytes);

#endif
