/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What boilerplate says: how short blocks open, in the languages newsrooms write in. */
#ifndef CRIER_HTML_PHRASES_H
#define CRIER_HTML_PHRASES_H

#include "page.h"

/* Why a block of this text is boilerplate by how it opens, or NULL. */
const char *phrase_of_promo(const struct block *block);
/* An invitation to subscribe, register or pay: what stands around it is part of it. */
int phrase_is_invitation(const struct block *block);
/* Says that links earn money. */
int phrase_is_disclosure(const struct block *block);
/* Somebody "is a writer". */
int phrase_is_bio(const struct block *block);
/* "By …" in front of a name. */
int phrase_is_byline(const struct block *block);
/* A date, a time, or both, with little else. */
int phrase_is_date(const struct block *block);
/* "Photo: …", "(AP Photo/…)". */
int phrase_is_credit(const struct block *block);
/* Ends with whose picture it is. */
int phrase_is_caption(const struct block *block);
/* An address alone, or "Do you know more? Write to ...". */
int phrase_is_contact(const struct block *block);
/* A heading over what is no part of the article: "Related stories". */
int phrase_is_foreign_heading(const struct block *block);

#endif
