/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Articles that came twice: with the same guid, the same canonical address, or the same title
 * and text. Feeds give one guid or one address to different articles, too: where title, text
 * and the other name differ, they are two articles, and what they share names neither.
 */
#ifndef CORE_EDITION_DUPLICATES_H
#define CORE_EDITION_DUPLICATES_H

#include "core/edition/facts.h"

struct duplicates {
    GArray *first;   /* of guint: for each article the first one that is the same */
    GPtrArray *keys; /* identity_key() of each article by itself */
};

/* `articles`: of struct facts. */
void duplicates_find(struct duplicates *duplicates, const struct edition_file *edition,
                     const GPtrArray *articles);
void duplicates_clear(struct duplicates *duplicates);

#endif
