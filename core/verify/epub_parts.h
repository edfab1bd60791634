/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of check_epub(). */
#ifndef CORE_VERIFY_EPUB_PARTS_H
#define CORE_VERIFY_EPUB_PARTS_H

#include "core/verify/markup.h"

struct epub {
    struct store *store;
    struct markup package;
    GHashTable *listed; /* set of names in the manifest */
    gint64 sum;         /* of all overlays, in milliseconds */
};

/* The text of the first meta of this property that refines the id (or nothing: NULL). */
const char *epub_meta(struct epub *book, const char *property, const char *id);
/* The overlay `item` of a document. */
void epub_check_overlay(struct epub *book, xmlNode *item, const char *document);

#endif
