/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the structure of an article is made heard: which roles are spoken, what is
 * announced before and behind them, and how quoted words are told from the rest. A
 * newsroom chooses a delivery by its name; all rules stand in tables (delivery.c), the
 * words of announcements in the tables of the language.
 */
#ifndef CORE_PRODUCTION_DELIVERY_H
#define CORE_PRODUCTION_DELIVERY_H

#include <glib.h>
#include <stdint.h>

enum quotes {
    QUOTES_PLAIN, /* as any other words */
    QUOTES_VOICE, /* in another pitch */
    QUOTES_WORDS  /* with "quote" and "end quote" around them */
};

struct delivery {
    const char *name;
    const char *summary;
    enum quotes quotes;
    uint32_t left_out; /* bits of the roles that this delivery does not speak */
};

/* The one that is used when none is named. */
const struct delivery *delivery_default(void);
/* NULL when there is none of that name. */
const struct delivery *delivery_named(const char *name);
/* By index; NULL behind the last. */
const struct delivery *delivery_at(guint index);

/* Why blocks of a role are not spoken, NULL when they are. Static. */
const char *delivery_silence(const struct delivery *delivery, uint32_t role);
/* The key of what is announced before a block of a role, or behind it; NULL: nothing. */
const char *delivery_before(const struct delivery *delivery, uint32_t role);
const char *delivery_behind(const struct delivery *delivery, uint32_t role);

#endif
