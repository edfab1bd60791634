/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a recording into clips, and keeps them under names of their content. */
#ifndef CORE_PHONE_CUT_H
#define CORE_PHONE_CUT_H

#include "core/phone/board.h"

/* The clips that a board will have. Files are named "clips/HASH.ulaw"; equal ones are one. */
struct clip_store {
    const char *folder; /* "phone", with a folder "clips" */
    GArray *clips;      /* of struct board_clip; their strings in `strings` */
    GPtrArray *strings;
};

void clip_store_init(struct clip_store *store, const char *folder);
void clip_store_clear(struct clip_store *store);

/* Make a clip of these samples with `silence` more behind them. FALSE with ERROR_OUTPUT. */
gboolean clip_store_add(struct clip_store *store, const guint8 *samples, gsize count, gsize silence,
                        const char *text, GError **error);

/*
 * Cut a rendering at the starts of its sentences, `starts` in samples, rising: `count` of them,
 * then the end. Clips are at most 60 seconds long; a sentence that is longer is cut within.
 * `sentences`: their words; a clip's text has those that begin in it, one a line. Fills `marks`,
 * of `count`. FALSE with ERROR_OUTPUT.
 */
gboolean clip_store_cut(struct clip_store *store, const guint8 *samples, const int64_t *starts,
                        guint count, const GPtrArray *sentences, struct board_mark *marks,
                        GError **error);

/* Remove clips that are not in the store and are older than a day: callers may hear them yet. */
void clip_store_prune(const struct clip_store *store, int64_t now);

#endif
