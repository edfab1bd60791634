/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text or not, by the bytes. */
#ifndef PLUGINS_SHARED_LOOKS_LIKE_TEXT_H
#define PLUGINS_SHARED_LOOKS_LIKE_TEXT_H

#include <stdint.h>

/* Could these first bytes of a source be text in some charset? */
int looks_like_text(const uint8_t *bytes, uint64_t size);

#endif
