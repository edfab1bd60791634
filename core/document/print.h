/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks stage, printed: as text for people and golden files, or as the JSON
 * that document.h documents. */
#ifndef CORE_DOCUMENT_PRINT_H
#define CORE_DOCUMENT_PRINT_H

#include "core/document/document.h"

/* One line a block, indented by depth, its role first. Appends. */
void document_print_text(const struct document *document, GString *out);
void document_print_json(const struct document *document, GString *out);

#endif
