/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names of styles in word processors say about a paragraph. */
#ifndef PLUGINS_SHARED_STYLE_NAMES_H
#define PLUGINS_SHARED_STYLE_NAMES_H

#include <crier/reader.h>

/* CRIER_ROLE_NONE: nothing. Headings are told by their level. */
uint32_t style_role(const char *name);
/* Level of "Heading 2", in the languages of programs that translate it; 0: no heading. */
uint32_t style_level(const char *name);
/* A line of a table of contents? */
int style_is_contents(const char *name);

#endif
