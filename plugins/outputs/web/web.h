/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the site. */
#ifndef PLUGINS_OUTPUTS_WEB_H
#define PLUGINS_OUTPUTS_WEB_H

#include "shared/glyph.h"
#include "shared/option.h"
#include "words.h"

#define FILES_MOST 32

/* A sentence of the article whose page is written next. */
struct sentence {
    uint64_t number, block, from, to; /* bytes of the block's text */
    int64_t start, frames;
};

struct media {
    char *name, *type;
    uint64_t words_per_minute;
    int inside; /* it stands in the site itself */
};

struct web {
    const struct crier_output_host *host;
    const struct crier_edition *edition;
    const struct words *words; /* of the page that is written */
    int foreign;               /* they are in another language than the page */
    struct writer index;
    char *base; /* from a page of the site to the edition's folder, "" or ending in "/" */
    char *feed; /* below that folder, or NULL */
    uint32_t rate;
    int in_list;
    uint64_t articles;
    /* Of the current article. */
    struct sentence *sentences;
    size_t sentence_count, sentence_room;
    struct media files[FILES_MOST];
    size_t file_count;
};

/* index.c */
crier_status index_begin(struct web *web);
void index_section(struct web *web, const char *title); /* NULL: it ends */
void index_article(struct web *web, const struct crier_article *article);
crier_status index_end(struct web *web);

/* page.c: the page of an article, at its end. */
crier_status page_write(struct web *web, const struct crier_article *article);
/* body.c: its text. */
void body_write(struct web *web, struct writer *page);

/* html.c */
void html_text(struct writer *writer, const char *text);
void html_attribute(struct writer *writer, const char *name, const char *value);
/* An element with nothing but text; nothing when there is none. */
void html_element(struct writer *writer, const char *name, const char *text);
/* Doctype to </head>; `up`: from the page to the folder of the site. */
void html_head(struct writer *writer, struct web *web, const char *title, const char *language,
               const char *up, const char *article);
/* A link to a file of the edition: `up` from the page to the site. */
void html_address(struct writer *writer, const struct web *web, const char *up, const char *name);
void html_media(struct writer *writer, const struct web *web, const char *up,
                const struct media *media);
/* "4 minutes". */
void html_minutes(struct writer *writer, const struct web *web, int64_t frames);
/* The language of our own words, on the element that holds them, where the page has another. */
void html_own_language(struct writer *writer, const struct web *web);
const char *edition_text(const struct crier_edition *edition, uint32_t key);
/* The audio that a page plays. */
const struct media *web_audio(const struct web *web);

/* What the page is about, for those who search. */
void html_description(struct writer *writer, const char *text, size_t size);

extern const char web_player[], web_player_end[], web_style[], web_style_end[];
extern const char web_icon[], web_icon_end[];

#endif
