/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk of printed.c over a page, and its part that looks at dates. */
#ifndef CRIER_HTML_PRINTED_WALK_H
#define CRIER_HTML_PRINTED_WALK_H

#include "printed.h"

#include <stddef.h>

struct walk {
    struct arena *arena;
    struct printed *printed;
    size_t chars; /* of long texts behind the first h1 */
    unsigned texts, early_at;
    const char *early_day;    /* before the first h1, and which text it was */
    unsigned change_at;       /* the text that last spoke of a change: "Updated on" */
    uint8_t rank[SLOT_COUNT]; /* of the meta that filled the slot, plus one */
};

/* One line in the arena, or NULL. */
const char *printed_clean(const struct walk *walk, const char *text);

/* Does a class or id name the place of a date? */
int printed_names_date(const char *class);
/* An ISO day out of a short text, or NULL. */
const char *printed_day_in(struct walk *walk, const char *text);
/* A run of text: a date by the headline? */
void printed_read_day(struct walk *walk, const char *text, size_t size);
/* A time element. */
void printed_read_time(struct walk *walk, const GumboNode *node);
/* A day of publication by microdata; NULL: it says nothing. */
void printed_count_published(struct walk *walk, const char *day);

#endif
