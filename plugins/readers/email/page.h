/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mail adds to its HTML, taken out before another reader sees the page. */
#ifndef PLUGINS_READERS_EMAIL_PAGE_H
#define PLUGINS_READERS_EMAIL_PAGE_H

#include <crier/reader.h>
#include <glib.h>

/* How many words stand outside of tags. */
gsize page_words(const char *html, gsize size);

/* How much of a page stands before the message that it replies to. */
gsize page_without_reply(const struct crier_reader_host *host, const GByteArray *page);

/* Blank the paragraphs about the mailing: how to unsubscribe, where it was sent. */
void page_blank_footers(const struct crier_reader_host *host, char *html, gsize size);

#endif
