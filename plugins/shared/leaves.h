/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocks of one level out of nested markup: whatever elements nest in, text lands in a
 * leaf of the nearest role; lists in lists become one list, what stands beside a
 * paragraph in a quotation becomes a quotation of its own.
 */
#ifndef PLUGINS_SHARED_LEAVES_H
#define PLUGINS_SHARED_LEAVES_H

#include <crier/reader.h>

struct leaves {
    const struct crier_reader_host *host;
    uint32_t role;        /* of the open leaf, CRIER_ROLE_NONE: none is open */
    int list, table, row; /* what is open around it */
    uint64_t told;        /* text before is accounted for */
    const char *reason;   /* why the rest is not spoken */
    int spoken;           /* a leaf has had words */
};

/* Where the text that comes next belongs. */
struct leaf {
    uint32_t role;
    uint32_t level;
    uint32_t ordinal;
    const char *language; /* or NULL */
};

/* Append to the open leaf, opening one where none is; blank text opens nothing. */
void leaves_text(struct leaves *leaves, const struct leaf *leaf, const char *text, size_t size,
                 uint64_t from, uint64_t to);
/* The leaf ends here. */
void leaves_end(struct leaves *leaves);
/* And the row, the list, the table around it. */
void leaves_end_row(struct leaves *leaves);
void leaves_end_all(struct leaves *leaves);
/* Text up to `to` that was not spoken is accounted for. */
void leaves_skip(struct leaves *leaves, uint64_t to);

#endif
