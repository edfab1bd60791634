/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the builder asks of the table of roles; names stand in document.h. */
#ifndef CORE_DOCUMENT_ROLE_H
#define CORE_DOCUMENT_ROLE_H

#include <crier/role.h>
#include <glib.h>
#include <stdint.h>

/* May `inner` stand directly inside `outer`? CRIER_ROLE_NONE is the document itself. */
gboolean role_holds(uint32_t outer, uint32_t inner);
/* A cell of a table, heading or not. */
gboolean role_is_cell(uint32_t role);

#endif
