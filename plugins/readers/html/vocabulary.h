/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in class and id of an element say about it. */
#ifndef CRIER_HTML_VOCABULARY_H
#define CRIER_HTML_VOCABULARY_H

#include <stdint.h>

enum {
    SIGN_NAV = 1 << 0,     /* menus, headers, footers */
    SIGN_SHARE = 1 << 1,   /* buttons of social networks */
    SIGN_RELATED = 1 << 2, /* more stories */
    SIGN_PROMO = 1 << 3,   /* newsletters, subscriptions, advertisements */
    SIGN_COMMENT = 1 << 4, /* what readers wrote */
    SIGN_TAGS = 1 << 5,    /* topics of the article */
    SIGN_BYLINE = 1 << 6,
    SIGN_DATE = 1 << 7,
    SIGN_META = 1 << 8, /* byline, date and such in one line */
    SIGN_CAPTION = 1 << 9,
    SIGN_CREDIT = 1 << 10,
    SIGN_FIGURE = 1 << 11, /* pictures, films, galleries */
    SIGN_SUMMARY = 1 << 12,
    SIGN_HEADLINE = 1 << 13,
    SIGN_PULL = 1 << 14,     /* a pull quote */
    SIGN_BODY = 1 << 15,     /* the body of an article */
    SIGN_EMBED = 1 << 16,    /* a post from elsewhere */
    SIGN_HIDDEN = 1 << 17,   /* not shown */
    SIGN_CONTENTS = 1 << 18, /* a table of contents */
    SIGN_ASIDE = 1 << 19,
    SIGN_BIO = 1 << 20,  /* about the author */
    SIGN_NOTE = 1 << 21, /* small print, copyright */
    SIGN_FORM = 1 << 22,
    SIGN_KICKER = 1 << 23,
};

/* What these class words say; NULL says nothing. */
uint32_t vocabulary_signs(const char *words);

#endif
