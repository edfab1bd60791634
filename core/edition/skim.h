/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The front page to be listened to: the day, then section by section each article's number,
 * headline, age and minutes. A document like any other, so every output can have it. Its words
 * stand in LANGUAGE/skim.tsv; the ages count from the edition's day.
 */
#ifndef CORE_EDITION_SKIM_H
#define CORE_EDITION_SKIM_H

#include "core/edition/selection.h"

struct skim {
    struct document *document;
    GArray *blocks; /* of uint32_t: for each article its list item; NOWHERE32: it is not in */
};

/* `articles`: of struct facts, as the selection had them; their seconds may be measured ones by
 * now. NULL with ERROR_INPUT when it grows beyond a document's limits. */
struct skim *skim_new(const struct edition_file *edition, const struct selection *selection,
                      const GPtrArray *articles, GError **error);
void skim_free(struct skim *skim);

/* How a section is called: by the edition file, or in the edition's language. A new string. */
char *skim_section_title(const struct edition_file *edition, const struct edition_section *section);

#endif
