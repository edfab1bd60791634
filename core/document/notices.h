/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines around an article that are not its author's: the programme's own. They become
 * blocks of the role "notice", without a place in the source.
 */
#ifndef CORE_DOCUMENT_NOTICES_H
#define CORE_DOCUMENT_NOTICES_H

#include "core/document/document.h"

struct notice {
    const char *text;     /* UTF-8; copied */
    const char *language; /* BCP 47 where it is not the article's, or NULL */
};

/* Put them before and behind all other blocks, each in the order given. */
void document_add_notices(struct document *document, const struct notice *before,
                          guint before_count, const struct notice *behind, guint behind_count);

/* Metadata that the article does not have by itself: what it has stays. */
void document_complete(struct document *document, uint32_t key, const char *value);

#endif
