/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "podcast.h"

#include <string.h>

/* What directories show: Apple takes 4,000 bytes. */
#define DESCRIPTION_MOST 600u

/* ---- Files ---- */

static const struct media *find(const struct podcast *podcast, const char *type)
{
    for (size_t i = 0; i < podcast->file_count; i++)
        if (strcmp(podcast->files[i].type, type) == 0 && podcast->files[i].words_per_minute == 0)
            return &podcast->files[i];
    return NULL;
}

static void write_url(struct podcast *podcast, const char *attribute, const struct media *media)
{
    writer_text(&podcast->writer, " ");
    writer_text(&podcast->writer, attribute);
    writer_text(&podcast->writer, "=\"");
    feed_address(&podcast->writer, &podcast->show, media->name);
    writer_text(&podcast->writer, "\"");
}

static void write_enclosure(struct podcast *podcast, const struct media *media)
{
    struct writer *writer = &podcast->writer;

    writer_text(writer, "<enclosure");
    write_url(podcast, "url", media);
    feed_number(writer, "length", media->bytes);
    feed_attribute(writer, "type", media->type);
    writer_text(writer, "/>\n<itunes:duration>");
    /* Rounded: a player's clock shows whole seconds. */
    writer_number(writer, (media->frames + podcast->rate / 2) / podcast->rate, 1);
    writer_text(writer, "</itunes:duration>\n");
}

/* Other codecs and other rates of speech. */
static void write_alternate(struct podcast *podcast, const struct media *media,
                            const struct media *main)
{
    struct writer *writer = &podcast->writer;

    if (media == main || strncmp(media->type, "audio/", 6) != 0)
        return;
    writer_text(writer, "<podcast:alternateEnclosure");
    feed_attribute(writer, "type", media->type);
    feed_number(writer, "length", media->bytes);
    if (media->words_per_minute > 0) {
        writer_text(writer, " title=\"");
        writer_number(writer, (int64_t)media->words_per_minute, 1);
        writer_text(writer, " words a minute\"");
    }
    writer_text(writer, "><podcast:source");
    write_url(podcast, "uri", media);
    writer_text(writer, "/>");
    if (media->hash) {
        writer_text(writer, "<podcast:integrity type=\"sri\" value=\"");
        feed_integrity(writer, media->hash);
        writer_text(writer, "\"/>");
    }
    writer_text(writer, "</podcast:alternateEnclosure>\n");
}

static const struct {
    const char *type, *told; /* its media type, and the one to say */
    const char *before;
} beside[] = {
    { "text/vtt", "text/vtt", "<podcast:transcript rel=\"captions\"" },
    { "application/x-subrip", "application/x-subrip", "<podcast:transcript rel=\"captions\"" },
    { "application/json+chapters", "application/json+chapters", "<podcast:chapters" },
};

static void write_beside(struct podcast *podcast)
{
    for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
        const struct media *media = find(podcast, beside[i].type);

        if (!media)
            continue;
        writer_text(&podcast->writer, beside[i].before);
        write_url(podcast, "url", media);
        feed_attribute(&podcast->writer, "type", beside[i].told);
        writer_text(&podcast->writer, "/>\n");
    }
}

/* ---- Words ---- */

static int is_text(uint32_t role)
{
    return role == CRIER_ROLE_PARAGRAPH || role == CRIER_ROLE_SUMMARY ||
           role == CRIER_ROLE_QUOTATION || role == CRIER_ROLE_LIST_ITEM;
}

/* Its own summary, or how it begins. */
static void write_description(struct podcast *podcast, const struct crier_article *article)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    const char *description = article_meta(article, CRIER_META_DESCRIPTION);
    struct writer *writer = &podcast->writer;

    writer_text(writer, "<description>");
    if (description) {
        feed_html(writer, description,
                  glyph_cut(description, strlen(description), DESCRIPTION_MOST));
    } else {
        while (podcast->host->next(podcast->host, &cursor)) {
            if (!cursor.entered || !is_text(cursor.role) || cursor.text_size == 0)
                continue;
            feed_html(writer, cursor.text,
                      glyph_cut(cursor.text, cursor.text_size, DESCRIPTION_MOST));
            break;
        }
    }
    writer_text(writer, "</description>\n");
}

/* How a block looks in HTML. What is not here is left out. */
static const char *const elements[CRIER_ROLE_COUNT] = {
    [CRIER_ROLE_SUMMARY] = "p",     [CRIER_ROLE_HEADING] = "h3",
    [CRIER_ROLE_PARAGRAPH] = "p",   [CRIER_ROLE_QUOTATION] = "blockquote",
    [CRIER_ROLE_LIST] = "ul",       [CRIER_ROLE_LIST_ITEM] = "li",
    [CRIER_ROLE_TABLE] = "table",   [CRIER_ROLE_TABLE_ROW] = "tr",
    [CRIER_ROLE_TABLE_CELL] = "td", [CRIER_ROLE_TABLE_HEADER] = "th",
    [CRIER_ROLE_FOOTNOTE] = "p",    [CRIER_ROLE_NOTICE] = "p",
    [CRIER_ROLE_CODE] = "pre",
};

static void write_tag(struct writer *writer, const char *before, const char *name)
{
    writer_text(writer, before);
    writer_text(writer, name);
    writer_text(writer, "&gt;");
}

static void write_content(struct podcast *podcast)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    struct writer *writer = &podcast->writer;

    writer_text(writer, "<content:encoded>");
    while (podcast->host->next(podcast->host, &cursor)) {
        const char *name = cursor.role < CRIER_ROLE_COUNT ? elements[cursor.role] : NULL;

        if (!name)
            continue;
        write_tag(writer, cursor.entered ? "&lt;" : "&lt;/", name);
        if (cursor.entered)
            feed_html(writer, cursor.text, cursor.text_size);
    }
    writer_text(writer, "</content:encoded>\n");
}

static void write_people(struct podcast *podcast, const struct crier_article *article)
{
    struct writer *writer = &podcast->writer;

    for (uint64_t i = 0; i < article->meta_count; i++) {
        if (article->meta[i].key != CRIER_META_AUTHOR)
            continue;
        writer_text(writer, "<podcast:person role=\"author\" group=\"writing\">");
        feed_text(writer, article->meta[i].value,
                  glyph_cut(article->meta[i].value, strlen(article->meta[i].value), 128));
        writer_text(writer, "</podcast:person>\n");
    }
}

static void write_link(struct podcast *podcast, const struct crier_article *article)
{
    const char *url = article_meta(article, CRIER_META_URL);
    struct writer *writer = &podcast->writer;

    if (article->flags & CRIER_ARTICLE_SEVERAL)
        return; /* no page has all of it */
    if (*podcast->show.page) {
        writer_text(writer, "<link>");
        feed_address(writer, &podcast->show, podcast->show.page);
        feed_address(writer, &(struct show){ .base = (char *)"" }, article->id);
        writer_text(writer, ".html</link>\n");
    } else if (url) {
        feed_element(writer, "link", url);
    }
}

void item_write(struct podcast *podcast, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);
    const char *guid = article_meta(article, CRIER_META_IDENTIFIER);
    const struct media *audio = find(podcast, "audio/mpeg");
    struct writer *writer = &podcast->writer;

    if (!audio)
        return;
    writer_text(writer, "<item>\n");
    feed_element(writer, "title", title ? title : article->source);
    write_link(podcast, article);
    writer_text(writer, "<guid isPermaLink=\"false\">");
    feed_text(writer, guid ? guid : article->id, strlen(guid ? guid : article->id));
    writer_text(writer, "</guid>\n");
    feed_date(writer, "pubDate", article_meta(article, CRIER_META_DATE));
    write_description(podcast, article);
    write_content(podcast);
    write_enclosure(podcast, audio);
    writer_text(writer, "<itunes:episodeType>full</itunes:episodeType>\n");
    feed_element(writer, "itunes:explicit", podcast->show.explicit_);
    for (size_t i = 0; i < podcast->file_count; i++)
        write_alternate(podcast, &podcast->files[i], audio);
    write_beside(podcast);
    write_people(podcast, article);
    writer_text(writer, "</item>\n");
}
