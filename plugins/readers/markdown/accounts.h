/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of the source is spoken or skipped for a reason. */
#ifndef PLUGINS_READERS_MARKDOWN_ACCOUNTS_H
#define PLUGINS_READERS_MARKDOWN_ACCOUNTS_H

#include "state.h"

/* [from, to) has been put into a block. */
void md_tell(struct markdown *m, size_t from, size_t to);

/* [from, to) is not spoken, and why. */
void md_skip(struct markdown *m, size_t from, size_t to, const char *reason);

/* Words that no block has and no skip has told: unused footnotes and addresses,
 * cells beyond the last column. */
void md_skip_rest(struct markdown *m, size_t body);

#endif
