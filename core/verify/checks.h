/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks, one a format. Each looks at one file of a store, or at all of it, and tells the
 * report of the store. */
#ifndef CORE_VERIFY_CHECKS_H
#define CORE_VERIFY_CHECKS_H

#include "core/verify/store.h"

void check_vtt(struct store *store, const char *name);
void check_srt(struct store *store, const char *name);
void check_chapters(struct store *store, const char *name);
void check_audio(struct store *store, const char *name);
void check_feed(struct store *store, const char *name);
void check_web(struct store *store, const char *name);
/* `name`: of its ncc.html. */
void check_daisy(struct store *store, const char *name);
/* The whole store is the book; `path`: of the zip itself. */
void check_epub(struct store *store, const char *path);

#endif
