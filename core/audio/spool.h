/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A programme on disk between two passes: written once from the start, then read, as often as
 * needed. Its file has no name, so nothing is left behind whatever happens.
 */
#ifndef CORE_AUDIO_SPOOL_H
#define CORE_AUDIO_SPOOL_H

#include <glib.h>
#include <stdint.h>

struct spool;

/* In this folder, or where the system keeps temporary files. NULL with ERROR_OUTPUT. */
struct spool *spool_new(const char *folder, GError **error);
void spool_free(struct spool *spool);

/* FALSE with ERROR_OUTPUT, when the disk is full for example. */
gboolean spool_write(struct spool *spool, const int16_t *samples, gsize frames, GError **error);
/* Read up to `frames` samples; *got is 0 at the end, and the next call reads from the start. */
gboolean spool_read(struct spool *spool, int16_t *samples, gsize frames, gsize *got,
                    GError **error);

#endif
