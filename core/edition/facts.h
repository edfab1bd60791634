/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of an article when an edition is planned; its words are not needed any more. */
#ifndef CORE_EDITION_FACTS_H
#define CORE_EDITION_FACTS_H

#include "core/document/document.h"
#include "core/edition/edition_file.h"

struct fact {
    uint32_t key; /* CRIER_META_… */
    char *value;
};

struct facts {
    char *source;      /* absolute path, or address, as it was read */
    guint origin;      /* index of its source in the edition file */
    char *guid;        /* of the feed's entry, or NULL */
    char **categories; /* of the feed's entry; never NULL */
    char *title, *url; /* NULL: unknown */
    char *date;        /* ISO 8601 as the article says it, or NULL */
    char *language;    /* BCP 47, or NULL */
    GArray *meta;      /* of struct fact: all that it says of itself, in order */
    char *body;        /* a hash of title and text */
    int64_t seconds;   /* how long it plays, about */
};

/* Of an article that was read. The origin's feed is asked for guid and categories: they may be
 * NULL. `source`: absolute path or address. */
struct facts *facts_new(const struct document *document, const char *source, guint origin,
                        const char *guid, const char *const *categories);
void facts_free(struct facts *facts);

/* About how long a document plays at so many words a minute (0: the usual rate). */
int64_t facts_seconds(const struct document *document, int words_per_minute);

#endif
