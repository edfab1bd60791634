/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as outputs are told of it. */
#ifndef CORE_PRODUCTION_TOLD_H
#define CORE_PRODUCTION_TOLD_H

#include "core/document/document.h"

#include <crier/output.h>

/* Its metadata: an array of struct crier_meta whose values are borrowed from the document. */
GArray *told_meta(const struct document *document);

#endif
