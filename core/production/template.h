/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line with places to be filled: "{title}, by {authors}." A line for which a value is
 * missing is not said at all. Values are text, whatever stands in them.
 *
 *   {title} {authors} {section} {url}   of the article's metadata
 *   {date}      when it was published: November 23, 2026
 *   {weekday}   the same with its weekday: Monday, November 23, 2026
 *   {publication} {edition} {authority}   from an edition; missing elsewhere
 */
#ifndef CORE_PRODUCTION_TEMPLATE_H
#define CORE_PRODUCTION_TEMPLATE_H

#include "core/document/document.h"

/* What an edition knows beside the article; NULL-ended pairs of name and value, or NULL. */
typedef const char *const *template_values;

/* The first name in braces that is unknown, a new string; NULL when all are known. */
char *template_unknown(const char *line);
/* The names that there are, for messages. */
const char *template_names(void);
/* The line with its values, a new string; NULL when one is missing. `language`: of the line. */
char *template_fill(const char *line, const struct document *document, const char *language,
                    template_values values);

#endif
