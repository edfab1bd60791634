/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The metadata on top of a Markdown file: the part of YAML (between "---") and of
 * TOML (between "+++") that publishing systems write there. Values keep their
 * places; what is not understood is left out.
 */
#ifndef PLUGINS_READERS_MARKDOWN_FRONT_MATTER_H
#define PLUGINS_READERS_MARKDOWN_FRONT_MATTER_H

#include "shared/slice.h"
#include <crier/reader.h>

#define FM_VALUE 4096 /* longer values are no metadata */

struct front_matter {
    const struct crier_reader_host *host;
    const char *data;          /* the whole text */
    size_t end;                /* the text after the front matter begins here; 0: there is none */
    size_t told;               /* up to here words are accounted for */
    struct slice title;        /* as written, without quotes; told later: it may be spoken */
    char title_text[FM_VALUE]; /* the same without escapes */
    size_t title_size;
    int has_author;
    uint32_t key;        /* the one that list items and folded lines belong to, or 0 */
    struct slice folded; /* the lines of a value that goes on */
    int is_toml;
};

/* Bytes of the front matter that the text begins with; 0: none, or two rules with no
 * entry between them. */
size_t fm_size(struct slice text);

/* Find it, and send what it says but for the title. */
void fm_read(struct front_matter *fm, struct slice text);

#endif
