/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON-LD of a page: the node that is about its own article. */
#ifndef CRIER_HTML_LINKED_DATA_H
#define CRIER_HTML_LINKED_DATA_H

#include "metadata.h"

struct linked_data {
    const char *headline, *published, *modified, *section, *url, *description, *image, *language;
    const char *licence, *publisher;
    const char *keywords[METADATA_TAGS];
    unsigned keyword_count;
    struct people authors;
    int by_organisation; /* all authors are organisations */
    int closed;
    unsigned score; /* of the node chosen; 0: none was found */
};

/*
 * Look through one script. A better node than that found before replaces it. `titles`:
 * what the page calls itself, NULL-ended; `address`: of the page, or NULL.
 */
void linked_data_read(struct linked_data *data, struct arena *arena, const char *script,
                      size_t size, const char *const *titles, const char *address);

#endif
