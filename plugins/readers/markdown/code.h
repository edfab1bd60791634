/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of code. */
#ifndef PLUGINS_READERS_MARKDOWN_CODE_H
#define PLUGINS_READERS_MARKDOWN_CODE_H

#include "state.h"

void md_send_code(struct markdown *m, cmark_node *node);

#endif
