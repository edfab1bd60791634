/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The binder: tells a wrapper (a book, a site, a feed) of all articles of an edition, from
 * the packages that the press made. What it would make from the same articles again is left
 * as it stands.
 */
#ifndef CORE_EDITION_BINDER_H
#define CORE_EDITION_BINDER_H

#include "core/edition/catalogue.h"

#include <crier/output.h>

/* A section with its articles, in the order of the edition. */
struct bound_section {
    const char *title;     /* NULL: its articles stand in none */
    const GPtrArray *keys; /* of const char *: of the catalogue */
};

struct binder {
    const char *folder; /* of the edition */
    struct catalogue *catalogue;
    const struct crier_edition *edition; /* counts and frames are filled in by the binder */
    const GArray *sections;              /* of struct bound_section */
    const char *front;                   /* key of the article that reads the headlines, or NULL */
    const GPtrArray *together; /* of const char *: keys of what holds several articles, or NULL */
    uint32_t rate;             /* of all packages */
};

struct binding {
    const struct crier_output *plugin;
    const char *name;      /* by which its last making is remembered */
    const char *path;      /* what it makes, below the edition's folder */
    const GArray *options; /* of struct crier_option, or NULL */
    gboolean feed;         /* it has episodes, which may hold several articles */
};

/* Told of each binding that was made anew. */
typedef void binder_said(void *data, const struct binding *binding);

/*
 * Bind all of them (of const struct binding *), up to `jobs` at a time. FALSE with ERROR_OUTPUT,
 * ERROR_INPUT (a package is damaged) or ERROR_USAGE (an option), of the first that failed: what
 * stood there before stands there still, and the others are made.
 */
gboolean binder_bind(const struct binder *binder, GPtrArray *bindings, guint jobs,
                     binder_said *said, void *data, GError **error);

#endif
