/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which articles an edition has, in which sections and in which order. What is left out has a
 * reason that can be told. The same articles in another order of arrival give the same
 * sections and keys.
 */
#ifndef CORE_EDITION_SELECTION_H
#define CORE_EDITION_SELECTION_H

#include "core/edition/facts.h"

struct selected_section {
    const struct edition_section *section; /* the edition file's */
    GArray *articles;                      /* of guint: indexes, in order */
    int64_t seconds;
};

enum absence {
    ABSENT_WITHDRAWN,
    ABSENT_EMBARGO,
    ABSENT_EXPIRED,
    ABSENT_OLD,
    ABSENT_LIMIT,
    ABSENT_DUPLICATE,
    ABSENT_BUDGET,
    ABSENT_TOO_MANY /* above EDITION_ARTICLES_MOST */
};

struct absent {
    guint article;
    enum absence why;
    guint other;  /* ABSENT_DUPLICATE: the article that stands for it; else itself */
    char *reason; /* "it is under embargo until 2026-11-24 06:00" */
};

struct selection {
    GArray *sections; /* of struct selected_section, in order; those without articles too */
    GArray *absent;   /* of struct absent, by article */
    /* For each article what it is known by alone (identity_key()), and what it is known by
     * together with its duplicates: the same for all of them, in whatever order they came. */
    GPtrArray *keys, *known_as;
    /* For each article what the edition file says of it or of a duplicate apart: of struct
     * edition_override, strings of the edition file. */
    GArray *overrides;
    guint count;     /* of articles in sections */
    int64_t seconds; /* that they play */
};

struct selection_wish {
    int64_t now;      /* seconds since 1970: for embargo and expiry */
    int64_t reserved; /* seconds of the budget for what is no article: the front page */
};

/* `articles`: of struct facts, in the order of their sources. */
struct selection *selection_make(const struct edition_file *edition, const GPtrArray *articles,
                                 const struct selection_wish *wish);
void selection_free(struct selection *selection);

/* The section that an article belongs to: its index. `override`: may be NULL. */
guint selection_section(const struct edition_file *edition, const struct facts *facts,
                        const struct edition_override *override);

#endif
