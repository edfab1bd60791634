/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML and HTML of a publication, read without network, without declared entities. */
#ifndef CORE_VERIFY_MARKUP_H
#define CORE_VERIFY_MARKUP_H

#include "core/verify/store.h"

#include <libxml/tree.h>

struct markup {
    struct store *store;
    const char *name; /* borrowed */
    char *shown;      /* its name in findings */
    xmlDoc *doc;
    GHashTable *ids; /* of elements, to the element; ids are borrowed from doc */
    GPtrArray *values;
};

/* FALSE when it is not there or not well-formed; that is in the report then. Ids told twice
 * are reported by `twice`. markup_clear() in any case. */
gboolean markup_read(struct markup *page, struct store *store, const char *name, enum rule twice);
/* As markup_read(), as a browser reads it: nothing is broken. */
gboolean markup_read_html(struct markup *page, struct store *store, const char *name,
                          enum rule twice);
void markup_clear(struct markup *page);
void markup_add(const struct markup *page, const xmlNode *node, enum rule rule, const char *format,
                ...) G_GNUC_PRINTF(4, 5);

xmlNode *markup_root(const struct markup *page);
xmlNode *markup_by_id(const struct markup *page, const char *id);
/* The element after `node` in the order of the document, within `root`. */
xmlNode *node_next(xmlNode *node, const xmlNode *root);
/* The first element of this local name in `root`, itself included; or among its children. */
xmlNode *node_find(xmlNode *root, const char *name);
xmlNode *node_child(xmlNode *node, const char *name);
gboolean node_is(const xmlNode *node, const char *name);
/* The attribute of this local name, whatever its namespace; kept by the page, NULL when there
 * is none. */
const char *node_get(struct markup *page, xmlNode *node, const char *name);
/* All text within, stripped; kept by the page. */
const char *node_text(struct markup *page, xmlNode *node);

#endif
