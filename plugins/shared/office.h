/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What documents of word processors tell about themselves. */
#ifndef PLUGINS_SHARED_OFFICE_H
#define PLUGINS_SHARED_OFFICE_H

#include "shared/draft.h"
#include "shared/tree.h"

struct office_key {
    const char *element; /* "dc:title" */
    uint32_t key;        /* CRIER_META_… */
    const char *parting; /* characters between values, or "" */
};

/*
 * Send metadata and draft. The draft goes first: what is printed counts more than what a
 * program wrote down. `properties`: the node whose children are the elements of `keys`
 * (which end with a NULL element), or NULL. `language`: of the document, or NULL.
 */
void office_send(const struct crier_reader_host *host, struct draft *draft, const struct tree *tree,
                 const struct tree_node *properties, const struct office_key *keys,
                 const char *language);

#endif
