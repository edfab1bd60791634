/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An article that has been read and spoken, on disk: its document and its record, so that
 * books and sites can be made anew without reading or speaking it again. Of the document
 * only what wrappers are told is kept: no places in the source, no notes.
 *
 * A serialised GVariant in the machine's byte order; a file that is damaged, of another
 * machine or of another version is no package, and is made again.
 */
#ifndef CORE_EDITION_PACKAGE_H
#define CORE_EDITION_PACKAGE_H

#include "core/edition/catalogue.h"
#include "core/production/record.h"

/* Where a sentence begins at a further rate of speech. */
struct package_rung {
    uint32_t words_per_minute;
    uint32_t reserved; /* 0; where padding would be */
    int64_t start;     /* frames at the record's rate; of the last of each rate: the length */
};

struct package {
    struct document *document;
    struct record *record;
    GArray *rungs; /* of struct package_rung: for each rate all sentences, then the length */
    /* What the catalogue says of it, so that a lost catalogue can be made again. */
    struct catalogue_article article;
    GVariant *whole; /* what its strings are borrowed from */
    GArray *files;   /* of struct catalogue_file */
};

/* FALSE with ERROR_OUTPUT. An empty record: read, but not spoken yet. `rungs`: or NULL. */
gboolean package_save(const char *path, const struct document *document,
                      const struct record *record, const GArray *rungs,
                      const struct catalogue_article *article, GError **error);
/* FALSE with ERROR_INPUT when there is none, or it cannot be used. Clear it in any case. */
gboolean package_load(struct package *package, const char *path, GError **error);
void package_clear(struct package *package);

#endif
