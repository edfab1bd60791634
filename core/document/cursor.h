/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walk a document: entry and exit of every block, without recursion. */
#ifndef CORE_DOCUMENT_CURSOR_H
#define CORE_DOCUMENT_CURSOR_H

#include "core/document/document.h"
#include <crier/output.h>

/* As crier_output_host.next. Returns FALSE after the last exit. */
gboolean cursor_next(const struct document *document, struct crier_cursor *cursor);

#endif
