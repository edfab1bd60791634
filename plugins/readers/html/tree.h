/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small helpers on gumbo's tree. Strings are borrowed from it. */
#ifndef CRIER_HTML_TREE_H
#define CRIER_HTML_TREE_H

#include <gumbo.h>
#include <stddef.h>

/* An element (or a template)? */
int tree_is_element(const GumboNode *node);
/* GUMBO_TAG_UNKNOWN for what is no element. */
GumboTag tree_tag(const GumboNode *node);
const GumboVector *tree_children(const GumboNode *node);
/* The value of an attribute, or NULL. */
const char *tree_attribute(const GumboNode *node, const char *name);
/* Does a list of words parted by spaces hold this one, in any case? */
int tree_has_word(const char *list, const char *word);

/* The next node in document order inside `root`, or NULL. `inside`: 0 passes over
 * what is inside `node`. */
const GumboNode *tree_next(const GumboNode *node, const GumboNode *root, int inside);

/*
 * The text inside a node, white space folded, scripts left out: at most `room` - 1
 * bytes, whole characters, NUL-ended. Returns its size.
 */
size_t tree_text(const GumboNode *node, char *out, size_t room);

/* The same with a space between any two elements: "By" and a name stand apart in print. */
size_t tree_text_parted(const GumboNode *node, char *out, size_t room);

#endif
