/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A DAISY 2.02 book read back by what a strict player and the rules of the format ask of it.
 * Every breach is a failed test.
 */
#ifndef TESTS_SUPPORT_DAISY_CHECK_H
#define TESTS_SUPPORT_DAISY_CHECK_H

#include <glib.h>

struct daisy_item {
    char *tag, *name; /* name: its class or "" */
    char *href, *text;
};

struct daisy_par {
    char *id, *required, *text, *audio; /* text: "page#id" */
    gint64 begin, end;                  /* milliseconds */
};

struct daisy_found {
    GHashTable *meta;    /* name to content, of ncc.html; the first of each */
    GPtrArray *items;    /* of struct daisy_item */
    GPtrArray *smils;    /* names in the order of master.smil */
    GHashTable *pars;    /* "s0001.smil#s1" to struct daisy_par */
    GHashTable *words;   /* "c0001.html#s1" to the text of that sentence */
    GString *shown;      /* all text of all pages, a line a page */
    gint64 milliseconds; /* of all clips */
};

/* `audio_ms`: gives the length of an audio file in milliseconds; 0: it is wrong. */
struct daisy_found *daisy_check(const char *folder, gint64 (*audio_ms)(const char *path));
void daisy_found_free(struct daisy_found *found);
const struct daisy_item *daisy_item_at(const struct daisy_found *found, guint index);
/* By its address, "s0001.smil#s1". */
const struct daisy_par *daisy_par_at(const struct daisy_found *found, const char *href);

#endif
