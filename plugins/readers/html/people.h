/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bylines and what passes for them, as persons. */
#ifndef CRIER_HTML_PEOPLE_H
#define CRIER_HTML_PEOPLE_H

#include "arena.h"

#define PEOPLE_MOST 12

struct people {
    const char *names[PEOPLE_MOST]; /* in the arena */
    unsigned count;
};

/*
 * Add the persons of "By Ann Lee and Roy Dale, Staff Writers | Daily Name". Offices,
 * addresses and doubles are left out; where nothing else is there, an agency is a
 * person. `site`: the page's own name, no author of it, or NULL.
 */
void people_add(struct people *people, struct arena *arena, const char *text, const char *site);

#endif
