/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page from the web, by way of crier-fetch. A page that was fetched before is asked
 * for only if it changed since (ETag, Last-Modified); its copy lies in the cache.
 */
#ifndef CORE_SOURCE_FETCH_H
#define CORE_SOURCE_FETCH_H

#include <glib.h>
#include <stdint.h>

struct fetch_options {
    const char *program;      /* path of crier-fetch */
    const char *cache_folder; /* NULL: nothing is kept */
    gboolean allow_private;   /* private and loopback addresses too */
};

struct page {
    uint8_t *bytes;
    uint64_t size;
    char *url;            /* after redirects */
    char *type, *charset; /* as the server declared them, or NULL */
    gboolean unchanged;   /* the copy in the cache was still good */
};

/* FALSE with ERROR_INPUT and the reason alone: the caller names the page. */
gboolean fetch_page(const char *url, const struct fetch_options *options, struct page *page,
                    GError **error);
void page_clear(struct page *page);

#endif
