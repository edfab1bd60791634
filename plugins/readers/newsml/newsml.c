/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: xml json buffer sniff soup plain date leaves */
/* What agencies send: NITF, NewsML-G2, ninjs. */
#include "news.h"

#include "shared/buffer.h"
#include "shared/date.h"
#include "shared/plain.h"
#include "shared/sniff.h"

#include <stdio.h>
#include <string.h>

/* ---- What all forms say of an item ---- */

void news_meta(const struct news *news, uint32_t key, const char *text, size_t size)
{
    news->host->meta(news->host, key, text, size, CRIER_NOWHERE, CRIER_NOWHERE);
}

static int iso_date(const char *text, char iso[DATE_SIZE])
{
    struct date date;

    if (!date_read(text, &date))
        return 0;
    date_print(&date, iso);
    return 1;
}

void news_date(const struct news *news, uint32_t key, const char *text)
{
    char iso[DATE_SIZE];

    if (iso_date(text, iso))
        news_meta(news, key, iso, strlen(iso));
}

void news_embargo(const struct news *news, const char *text)
{
    char message[120];
    char iso[DATE_SIZE];

    if (!*text)
        return;
    if (!iso_date(text, iso))
        snprintf(iso, sizeof(iso), "%.*s", (int)strcspn(text, "\r\n"), text);
    snprintf(message, sizeof(message), "embargoed: not to be published before %s", iso);
    news->host->note(news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE, message);
}

void news_status(const struct news *news, const char *status)
{
    const char *colon = strrchr(status, ':');
    char message[120];

    status = colon ? colon + 1 : status;
    if (!*status || strcmp(status, "usable") == 0)
        return;
    snprintf(message, sizeof(message), "the agency marks this item as %.40s", status);
    news->host->note(news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE, message);
}

void news_paragraphs(struct news *news, const char *text, size_t size)
{
    const struct leaf leaf = { .role = CRIER_ROLE_PARAGRAPH };
    size_t at = 0;

    while (at < size) {
        const char *blank = memmem(text + at, size - at, "\n\n", 2);
        size_t end = blank ? (size_t)(blank - text) : size;

        leaves_text(&news->leaves, &leaf, text + at, end - at, CRIER_NOWHERE, CRIER_NOWHERE);
        leaves_end(&news->leaves);
        at = end + 2;
    }
}

crier_status news_html(struct news *news, const char *html, size_t size)
{
    const struct crier_source part = { .size = sizeof(part),
                                       .name = "",
                                       .media_type = "text/html",
                                       .bytes = (const uint8_t *)html,
                                       .length = size,
                                       .charset = "utf-8" };
    struct buffer text = { 0 };
    crier_status status;

    leaves_end_all(&news->leaves);
    status = news->host->read_part(news->host, &part);
    news->leaves.spoken = 1;
    if (status != CRIER_DECLINED && status != CRIER_UNREADABLE)
        return status;
    plain_from_html(html, size, &text);
    news_paragraphs(news, buffer_text(&text), text.size);
    buffer_clear(&text);
    return CRIER_OK;
}

/* ---- The plugin ---- */

static int holds(const struct crier_source *source, const char *text)
{
    uint64_t size = source->length < CRIER_PROBE_BYTES ? source->length : CRIER_PROBE_BYTES;

    return memmem(source->bytes, size, text, strlen(text)) != NULL;
}

static int is_json(const struct crier_source *source)
{
    uint64_t at = 0;

    while (at < source->length && source->bytes[at] &&
           strchr("\xef\xbb\xbf \t\r\n", source->bytes[at]))
        at++;
    return at < source->length && source->bytes[at] == '{';
}

static int is_ninjs(const struct crier_source *source)
{
    static const char *const members[] = { "\"versioncreated\"", "\"versionCreated\"",
                                           "\"body_html\"",      "\"body_text\"",
                                           "\"bodies\"",         "\"headlines\"",
                                           "\"pubstatus\"",      "\"pubStatus\"" };
    int count = 0;

    if (!is_json(source))
        return 0;
    if (holds(source, "iptc.org/std/ninjs") || holds(source, "iptc.org/ninjs"))
        return 1;
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        count += holds(source, members[i]);
    return count >= 2 && holds(source, "\"uri\"");
}

static int32_t probe(const struct crier_source *source)
{
    static const char *const roots[] = { "nitf",        "newsItem",    "newsMessage",
                                         "packageItem", "conceptItem", "knowledgeItem",
                                         "planningItem" };
    static const char *const parts[] = { "contentSet", "contentMeta", "groupSet" };
    struct sniffed root;

    if (sniff_xml(source->bytes, source->length, &root)) {
        if (strstr(root.uri, "iptc.org/std/"))
            return 69;
        for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
            if (strcmp(root.name, roots[i]) == 0)
                return 62;
        for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
            if (strcmp(root.name, parts[i]) == 0)
                return 45;
    }
    if (is_ninjs(source))
        return 60;
    return crier_has_suffix(source->name, "nitf") ? 20 : 0;
}

static crier_status read_news(const struct crier_reader_host *host,
                              const struct crier_source *source)
{
    struct news news = { .host = host,
                         .leaves = { .host = host, .reason = "markup and metadata" } };
    struct sniffed root;
    crier_status status;

    sniff_xml(source->bytes, source->length, &root);
    status = host->decode(host, source, sniff_charset(source->bytes, source->length, root.encoding),
                          &news.text);
    if (status != CRIER_OK) {
        host->note(host, CRIER_NOTE_WARNING, CRIER_NOWHERE, "it is not text");
        return status;
    }
    status = is_json(&(struct crier_source){ .bytes = (const uint8_t *)news.text.data,
                                             .length = news.text.size })
                 ? news_json(&news)
                 : news_xml(&news);
    leaves_end_all(&news.leaves);
    leaves_skip(&news.leaves, news.text.size);
    return status;
}

CRIER_READER = {
    CRIER_READER_HEAD("newsml", "news of agencies: NITF, NewsML-G2, ninjs"),
    .suffixes = (const char *const[]){ "nitf", NULL },
    .media_types = (const char *const[]){ "application/nitf+xml",
                                          "application/vnd.iptc.g2.newsitem+xml", NULL },
    .probe = probe,
    .read = read_news,
};
