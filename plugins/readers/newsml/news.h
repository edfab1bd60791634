/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News of agencies while it is read. */
#ifndef PLUGINS_READERS_NEWS_H
#define PLUGINS_READERS_NEWS_H

#include "shared/leaves.h"

struct news {
    const struct crier_reader_host *host;
    struct crier_text text;
    struct leaves leaves;
};

/* NITF and NewsML-G2. */
crier_status news_xml(struct news *news);
/* ninjs. */
crier_status news_json(struct news *news);

/* What both say of an item. */
void news_meta(const struct news *news, uint32_t key, const char *text, size_t size);
void news_date(const struct news *news, uint32_t key, const char *text);
/* "Embargoed until …" as a warning. */
void news_embargo(const struct news *news, const char *text);
/* A status that is not "usable" as a warning. */
void news_status(const struct news *news, const char *status);
/* HTML goes to its own reader, plain text is parted at blank lines. */
crier_status news_html(struct news *news, const char *html, size_t size);
void news_paragraphs(struct news *news, const char *text, size_t size);

#endif
