/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The categories that podcast directories know (Apple's list, which the others took over). */
#ifndef CORE_EDITION_CATEGORIES_H
#define CORE_EDITION_CATEGORIES_H

#include <glib.h>

struct category {
    const char *name; /* "News" */
    const char *sub;  /* "Politics", or NULL. Both static, spelled as in the list */
};

/* "News", "News > Politics" in any case. FALSE when the list has none such. */
gboolean category_parse(const char *text, struct category *category);
/* The names inside `name`, or of the top level (NULL); separated by commas, a new string.
 * NULL when there are none. */
char *category_names(const char *name);

#endif
