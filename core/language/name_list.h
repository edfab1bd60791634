/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several names as people write them, in their language: "A, B, and C", "A y B". */
#ifndef CORE_LANGUAGE_NAME_LIST_H
#define CORE_LANGUAGE_NAME_LIST_H

#include <glib.h>

/* `names`: of const char *. `language`: BCP 47, NULL for English. A new string; NULL
 * without names. */
char *name_list(const char *language, const GPtrArray *names);

#endif
