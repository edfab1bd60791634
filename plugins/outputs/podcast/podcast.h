/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the podcast feed. */
#ifndef PLUGINS_OUTPUTS_PODCAST_H
#define PLUGINS_OUTPUTS_PODCAST_H

#include "shared/glyph.h"
#include "shared/option.h"

/* Files told of one article: audio in several forms and rates, captions, chapters, times. */
#define FILES_MOST 32

struct media {
    char *name, *type, *hash;
    uint64_t bytes, words_per_minute;
    int64_t frames;
};

/* What a newsroom may say with options; borrowed copies. */
struct show {
    char *base;     /* where the edition's folder is on the web, ending in a slash */
    char *feed;     /* the feed's own address */
    char *page;     /* "web/article/": folder of the pages, "" for none */
    char *category; /* one of Apple's, "A" or "A/B" */
    char *author, *email, *image, *guid, *medium, *explicit_, *locked, *type;
};

struct podcast {
    struct writer writer;
    const struct crier_output_host *host;
    const struct crier_edition *edition;
    struct show show;
    uint32_t rate;
    struct media files[FILES_MOST];
    size_t file_count;
    int headed;
};

/* channel.c: all of the feed before its items. */
void channel_write(struct podcast *podcast);
/* item.c: one article, at its end; its blocks are walked. */
void item_write(struct podcast *podcast, const struct crier_article *article);

/* feed.c: pieces of XML. An element with text, left out when there is none; `size`: -1 for all. */
void feed_element(struct writer *writer, const char *name, const char *text);
void feed_text(struct writer *writer, const char *text, size_t size);
/* The same, where clients take it for HTML. */
void feed_html(struct writer *writer, const char *text, size_t size);
/* " name=\"text\"". */
void feed_attribute(struct writer *writer, const char *name, const char *text);
void feed_number(struct writer *writer, const char *name, uint64_t number);
/* An address below the base; escaped. */
void feed_address(struct writer *writer, const struct show *show, const char *name);
/* RFC 2822 of an ISO 8601 date as an element; nothing when it is none. */
void feed_date(struct writer *writer, const char *name, const char *iso);
/* Base64 of hexadecimal digits, as integrity wants it. */
void feed_integrity(struct writer *writer, const char *hash);

const char *edition_meta(const struct crier_edition *edition, uint32_t key);

#endif
