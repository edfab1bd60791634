/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collected text to the host. */
#ifndef PLUGINS_READERS_MARKDOWN_SEND_H
#define PLUGINS_READERS_MARKDOWN_SEND_H

#include "state.h"

/* Bytes [from, to) of a buffer as text of the open block. */
void md_send(const struct markdown *m, const struct buffer *b, size_t from, size_t to);

/* Open a block; level and ordinal may be 0. */
void md_open(const struct markdown *m, uint32_t role, uint32_t level, uint32_t ordinal);

/* A whole block of the words collected, from this byte of them on. */
void md_send_block(const struct markdown *m, uint32_t role, uint32_t level, size_t from);

/* Alternative texts follow the block that held the pictures. */
void md_send_pictures(struct markdown *m);

#endif
