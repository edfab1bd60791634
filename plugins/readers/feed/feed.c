/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: xml buffer sniff json soup plain date */
/* Feeds: RSS, RDF, Atom, JSON Feed, exports of WordPress; entry by entry, or one of them. */
#include "feed.h"

#include "shared/sniff.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int holds(const struct crier_source *source, const char *text)
{
    uint64_t size = source->length < CRIER_PROBE_BYTES ? source->length : CRIER_PROBE_BYTES;

    return memmem(source->bytes, size, text, strlen(text)) != NULL;
}

static int is_json_feed(const struct crier_source *source)
{
    uint64_t at = 0;

    while (at < source->length && strchr("\xef\xbb\xbf \t\r\n", source->bytes[at]))
        at++;
    return at < source->length && source->bytes[at] == '{' && holds(source, "jsonfeed.org/version");
}

static int by_root(const struct crier_source *source, const struct sniffed *root)
{
    if (strcasecmp(root->name, "rss") == 0)
        return 68;
    if (strcmp(root->name, "RDF") == 0)
        return holds(source, "purl.org/rss/1.") || holds(source, "netscape.com/rdf") ? 66 : 0;
    if (strcmp(root->name, "feed") == 0 || strcmp(root->name, "entry") == 0)
        return strcasestr(root->uri, "atom") ? 68 : (holds(source, "<entry") ? 45 : 42);
    return strcmp(root->name, "channel") == 0 && holds(source, "<item") ? 42 : 0;
}

static int by_name(const struct crier_source *source)
{
    static const char *const types[] = { "application/rss+xml", "application/atom+xml",
                                         "application/rdf+xml", "application/feed+json" };

    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcasecmp(source->media_type, types[i]) == 0)
            return 35;
    if (source->media_type[0])
        return 0;
    return crier_has_suffix(source->name, "rss") || crier_has_suffix(source->name, "atom") ? 30 : 0;
}

static int32_t probe(const struct crier_source *source)
{
    struct sniffed root;
    int score = is_json_feed(source) ? 66 : 0;

    if (score == 0 && sniff_xml(source->bytes, source->length, &root))
        score = by_root(source, &root);
    /* Behind junk that a server put before it. */
    if (score == 0 &&
        (holds(source, "<rss ") || holds(source, "<feed xmlns=\"http://www.w3.org/2005/Atom")))
        score = 42;
    return score ? score : by_name(source);
}

static void find_flavour(struct feed *feed, const struct sniffed *root)
{
    const struct crier_source text = { .bytes = (const uint8_t *)feed->text.data,
                                       .length = feed->text.size };

    feed->is_json = is_json_feed(&text);
    feed->is_export = holds(&text, "wordpress.org/export");
    feed->is_atom = strcmp(root->name, "feed") == 0 || strcmp(root->name, "entry") == 0;
}

static crier_status tell(struct feed *feed, const struct sniffed *root)
{
    uint8_t *chosen = calloc(feed->entry_count + 1, 1);
    crier_status status = CRIER_FAILED;
    size_t count = 0;
    size_t one = 0;
    int single = 0;

    if (chosen)
        status = choose_entries(feed, chosen, &count, &single);
    if (status == CRIER_OK && feed->full)
        feed->host->note(feed->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                         "the feed is larger than may be; its end is left out");
    if (status == CRIER_OK && feed->defects > 0)
        feed->host->note(feed->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                         "the feed is not well-formed; it is read as far as it makes sense");
    if (status == CRIER_OK &&
        ((single && count == 1) || (count == 1 && strcmp(root->name, "entry") == 0))) {
        while (!chosen[one])
            one++;
        status = tell_article(feed, &feed->entries[one]);
    } else if (status == CRIER_OK) {
        status = tell_feed(feed, chosen, count);
    }
    free(chosen);
    return status;
}

static crier_status read_feed(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct feed feed = { .host = host, .source = source };
    struct sniffed root;
    crier_status status;

    sniff_xml(source->bytes, source->length, &root);
    status = host->decode(host, source, sniff_charset(source->bytes, source->length, root.encoding),
                          &feed.text);
    if (status == CRIER_UNREADABLE) /* a charset that nobody knows */
        status = host->decode(host, source, NULL, &feed.text);
    if (status != CRIER_OK) {
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is not text");
        return status;
    }
    find_flavour(&feed, &root);
    if (feed.is_json)
        collect_json(&feed);
    else
        collect_xml(&feed);
    status = tell(&feed, &root);
    free(feed.own.list);
    free(feed.of_entries.list);
    free(feed.entries);
    return status;
}

CRIER_READER = {
    CRIER_READER_HEAD("feed", "feeds: RSS, Atom, JSON Feed, WordPress exports"),
    .suffixes = (const char *const[]){ "rss", "atom", "rdf", NULL },
    .media_types = (const char *const[]){ "application/rss+xml", "application/atom+xml",
                                          "application/feed+json", NULL },
    .probe = probe,
    .read = read_feed,
};
