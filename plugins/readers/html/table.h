/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of data, and tables that only place text on a page. */
#ifndef CRIER_HTML_TABLE_H
#define CRIER_HTML_TABLE_H

#include "page.h"

/* Does the table hold data in rows and columns? */
int table_is_data(const struct page *page, uint32_t table);

#endif
