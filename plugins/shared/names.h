/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What roles and metadata are called in files for programs. */
#ifndef PLUGINS_SHARED_NAMES_H
#define PLUGINS_SHARED_NAMES_H

#include <stdint.h>

/* "headline", "list item"; "title", "image alt". "other" for what is newer than this. */
const char *role_word(uint32_t role);
const char *meta_word(uint32_t key);

#endif
