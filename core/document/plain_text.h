/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document for programs that want the article and nothing around it. */
#ifndef CORE_DOCUMENT_PLAIN_TEXT_H
#define CORE_DOCUMENT_PLAIN_TEXT_H

#include "core/document/document.h"

/*
 * The body alone: summary, paragraphs, headings, quotations, lists, tables, quoted posts;
 * without headline, byline, date line, captions, credits, pull quotes and what is not part
 * of the article. A block a line, an empty line between two; cells of a row stand on one
 * line, parted by tabs.
 */
void document_print_text(const struct document *document, GString *out);

/*
 * The metadata as one JSON object: title, authors (a list), date, modified, language,
 * section, tags (a list), url, description, image, licence. What is not known is null, or
 * an empty list.
 */
void document_print_meta(const struct document *document, GString *out);

#endif
