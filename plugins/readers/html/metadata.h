/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a page says of its article: by linked data (JSON-LD), by meta elements, by
 * microdata, and by what is printed on it, in that order of trust.
 */
#ifndef CRIER_HTML_METADATA_H
#define CRIER_HTML_METADATA_H

#include "arena.h"
#include "people.h"

#include <crier/reader.h>
#include <gumbo.h>

#define METADATA_TAGS 40

/* One line each, without control characters; in the arena; NULL: not known. */
struct metadata {
    const char *title, *date, *modified; /* dates by ISO 8601 */
    const char *language, *section, *url, *description;
    const char *image, *image_alt, *licence;
    struct people authors;
    const char *tags[METADATA_TAGS];
    unsigned tag_count;
    int closed; /* the page says that it is not free to read */
};

void metadata_read(struct arena *arena, const GumboNode *root, struct metadata *metadata);
void metadata_push(const struct crier_reader_host *host, const struct metadata *metadata);

#endif
