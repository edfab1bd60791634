/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that the edition will have: what is known of it before it is spoken, and whether
 * it has to be. */
#ifndef CORE_EDITION_CHOSEN_H
#define CORE_EDITION_CHOSEN_H

#include "core/edition/run.h"

struct chosen {
    struct press_article article;
    GPtrArray *strings;
    gboolean fresh; /* nothing of it has to be made */
};

/* The article of the sources with this index. Owned by the run; NULL with an error. */
struct chosen *chosen_article(struct run *run, guint index, GError **error);

/* An article that the edition makes itself: a front page, a tombstone, several in one. */
struct chosen_words {
    struct document *document; /* kept on disk by the call, then dropped */
    const char *key;           /* in the catalogue */
    const char *title;         /* what its files are called after, and what it is called */
    const char *source;        /* what to call it in messages */
    const char *guid;          /* NULL: of its key */
    const char *profile;       /* how it is delivered; NULL: as the edition's articles */
    enum article_state state;
    int64_t published;
};

/* Likewise. Of one that is in the catalogue, id, guid and dates stay. */
struct chosen *chosen_made_up(struct run *run, const struct chosen_words *words, GError **error);

/* A string (or anything of g_malloc()) that lives as long as the article. */
const void *chosen_keep(struct chosen *chosen, void *string);
void chosen_free(void *chosen);

#endif
