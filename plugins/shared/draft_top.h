/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on top of a draft: headline, byline, date, dateline. */
#ifndef PLUGINS_SHARED_DRAFT_TOP_H
#define PLUGINS_SHARED_DRAFT_TOP_H

#include "shared/draft.h"

/* Find them, give the lines their roles and tell the metadata. `title`: what
 * metadata calls the article, or NULL. */
void draft_top(struct draft *draft, const struct crier_reader_host *host, const char *title);

#endif
