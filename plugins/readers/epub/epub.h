/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the reader of EPUB books. */
#ifndef PLUGINS_READERS_EPUB_EPUB_H
#define PLUGINS_READERS_EPUB_EPUB_H

#include "shared/draft.h"
#include "shared/tree.h"
#include "shared/zip.h"

#define PATH_MOST  512u
#define NOTES_MOST 4096u
#define LISTS_MOST 20u

/* A chapter's name in the table of contents. */
struct epub_label {
    char *path; /* in the container, without fragment */
    char *text;
};

struct epub {
    const struct crier_reader_host *host;
    struct zip zip;
    struct tree package;
    char folder[PATH_MOST]; /* of the package: "OEBPS/" */
    const struct tree_node *manifest, *spine;
    struct tree locks; /* META-INF/encryption.xml */
    struct epub_label *labels;
    size_t label_count;
    char language[32]; /* of the book, or "" */
    struct draft draft;
    uint8_t *done; /* by index of the zip's entries: was read */
    uint32_t chapters;

    uint32_t missing, repeated, locked, contents, pages, declined, broken, formulas;
};

extern const struct tree_space epub_spaces[];

/* Where an address in a part of `folder` leads, without fragment; 0: out of the book. */
int epub_path(const char *folder, const char *address, char *out, size_t room);
/* Folder of a part: "OEBPS/text/". */
void epub_folder(const char *path, char *out, size_t room);
/* Is this one of the words of an attribute such as epub:type? */
int epub_has_word(const char *words, const char *word);
/* The item of the manifest with this identifier, or NULL. */
const struct tree_node *epub_item(const struct epub *epub, const char *id);

/* package.c: metadata. */
void epub_tell_metadata(struct epub *epub);

/* contents.c: the table of contents. */
void epub_read_labels(struct epub *epub);
const char *epub_label(const struct epub *epub, const char *path);

/* chapter.c: a chapter's tree into the draft. `label`: its name when it prints none itself,
 * or NULL. */
void epub_read_chapter(struct epub *epub, const struct tree *tree, const char *label);

#endif
