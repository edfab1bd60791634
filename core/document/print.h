/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The blocks stage in print.
 *
 * As text, for people and golden files: metadata, an empty line, one line a
 * block, indented by depth, its role in words first; then what was skipped and
 * the notes. " | " marks a cut between chunks; \n is a line break of code.
 *
 *   title: Grain handlers win a contract
 *
 *   headline: Grain handlers win a contract
 *   list
 *     list item 1: Higher wages
 */
#ifndef CORE_DOCUMENT_PRINT_H
#define CORE_DOCUMENT_PRINT_H

#include "core/document/document.h"

void document_print(const struct document *document, GString *out);
/* One JSON object, as document.h documents it. */
void document_print_json(const struct document *document, GString *out);

#endif
