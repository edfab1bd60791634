/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simple selectors of elements, in the manner of CSS ("p.lead", "#top > h1", "[itemprop=x]")
 * and of XPath ("/html/body/div[2]", "//p[@id='top']"). What is not so simple is refused.
 */
#ifndef CRIER_HTML_SELECTOR_H
#define CRIER_HTML_SELECTOR_H

#include "arena.h"

#include <gumbo.h>
#include <stdint.h>

#define SELECTOR_MOST    32u  /* of one page */
#define SELECTOR_LONGEST 256u /* bytes */
#define SELECTOR_STEPS   8u
#define SELECTOR_TESTS   4u

enum selector_mode { SELECTOR_PRESENT, SELECTOR_EQUAL, SELECTOR_WORD };

struct selector_test {
    const char *name, *value;
    uint8_t mode;
};

/* One element on the way to that which is meant. */
struct selector_step {
    const char *tag; /* NULL: any */
    struct selector_test tests[SELECTOR_TESTS];
    uint8_t test_count;
    uint8_t is_child; /* of the step before, not only somewhere inside */
    uint32_t nth;     /* of its tag in its parent; 0: any */
    uint32_t seen;    /* of its tag in the parent that is being walked */
};

struct selector {
    struct selector_step steps[SELECTOR_STEPS];
    uint8_t count;
    uint8_t from_root;
};

struct selectors {
    struct selector list[SELECTOR_MOST];
    unsigned count;
};

/* Adds what a text selects; nothing when any of it is not understood. */
void selector_add_css(struct selectors *selectors, struct arena *arena, const char *text,
                      size_t size);
void selector_add_xpath(struct selectors *selectors, struct arena *arena, const char *text,
                        size_t size);

int selector_step_matches(const struct selector_step *step, const GumboNode *node);

/* What the elements around the walk have matched: one bit a step. */
struct selector_state {
    uint8_t own[SELECTOR_MOST];   /* of this element */
    uint8_t above[SELECTOR_MOST]; /* of this element and those around it */
};

/* Of an element, by the state of its parent (NULL for the root); in document order.
 * Returns one bit for each selector that means this element. */
uint32_t selector_enter(struct selectors *selectors, const GumboNode *node,
                        const struct selector_state *parent, struct selector_state *state);

#endif
