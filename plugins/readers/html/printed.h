/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed on a page or stands in its meta elements, gathered in one walk. */
#ifndef CRIER_HTML_PRINTED_H
#define CRIER_HTML_PRINTED_H

#include "linked_data.h"

#include <gumbo.h>

/* Values of meta elements and microdata. */
enum slot {
    SLOT_SHARED_TITLE, /* og:title and its kin */
    SLOT_HEADLINE,     /* microdata */
    SLOT_AUTHOR,
    SLOT_PUBLISHED,
    SLOT_MODIFIED,
    SLOT_DAY, /* dates of lesser trust */
    SLOT_URL,
    SLOT_DESCRIPTION,
    SLOT_IMAGE,
    SLOT_IMAGE_ALT,
    SLOT_SITE,
    SLOT_SECTION,
    SLOT_KEYWORDS,
    SLOT_LANGUAGE,
    SLOT_LICENCE,
    SLOT_COUNT
};

#define PRINTED_H1      6
#define PRINTED_SCRIPTS 40

struct printed {
    const char *slots[SLOT_COUNT]; /* the first of each that says something */
    const char *title;             /* of the title element */
    const char *h1[PRINTED_H1];
    unsigned h1_count;
    const char *tags[METADATA_TAGS];
    unsigned tag_count;
    struct people marked;  /* rel=author, itemprop=author */
    struct people classed; /* by class or id */
    struct people said;    /* "By …" */
    const char *time;      /* the first that is marked as of publication, else the first */
    int time_is_marked, time_is_behind; /* of publication; behind the first h1 */
    const char *classed_day, *said_day; /* ISO dates, by class and in print by the headline */
    int said_update;                    /* the latter is that of a change */
    const char *item_day;               /* the first of microdata */
    int item_days_differ;               /* they belong to cards of several articles */
    const GumboNode *scripts[PRINTED_SCRIPTS];
    unsigned script_count;
    const char *language; /* of the html element */
};

void printed_read(struct arena *arena, const GumboNode *root, struct printed *printed);

#endif
