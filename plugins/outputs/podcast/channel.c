/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "podcast.h"

#include <string.h>

static const char opening[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
    "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\" "
    "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\n";

static void write_self(struct podcast *podcast)
{
    writer_text(&podcast->writer, "<atom:link rel=\"self\" type=\"application/rss+xml\"");
    feed_attribute(&podcast->writer, "href", podcast->show.feed);
    writer_text(&podcast->writer, "/>\n");
}

static void write_category(struct podcast *podcast)
{
    struct writer *writer = &podcast->writer;
    const char *category = podcast->show.category;
    const char *slash = strchr(category, '/');
    size_t size = slash ? (size_t)(slash - category) : strlen(category);

    writer_text(writer, "<itunes:category text=\"");
    feed_text(writer, category, size);
    if (!slash) {
        writer_text(writer, "\"/>\n");
        return;
    }
    writer_text(writer, "\"><itunes:category");
    feed_attribute(writer, "text", slash + 1);
    writer_text(writer, "/></itunes:category>\n");
}

static void write_image(struct podcast *podcast, const char *title)
{
    struct writer *writer = &podcast->writer;
    const char *image = podcast->show.image ? podcast->show.image
                                            : edition_meta(podcast->edition, CRIER_META_IMAGE);

    if (!image)
        return;
    writer_text(writer, "<itunes:image href=\"");
    feed_address(writer, &podcast->show, image);
    writer_text(writer, "\"/>\n<image><url>");
    feed_address(writer, &podcast->show, image);
    writer_text(writer, "</url>\n");
    feed_element(writer, "title", title);
    feed_element(writer, "link", podcast->show.base);
    writer_text(writer, "</image>\n");
}

static void write_people(struct podcast *podcast)
{
    struct writer *writer = &podcast->writer;
    const char *narrator = edition_meta(podcast->edition, CRIER_META_NARRATOR);

    if (!narrator)
        return;
    writer_text(writer, "<podcast:person role=\"narrator\" group=\"cast\">");
    feed_text(writer, narrator, strlen(narrator));
    writer_text(writer, "</podcast:person>\n");
}

static void write_owner(struct podcast *podcast)
{
    struct writer *writer = &podcast->writer;

    if (!podcast->show.email)
        return;
    writer_text(writer, "<itunes:owner>");
    feed_element(writer, "itunes:name", podcast->show.author);
    feed_element(writer, "itunes:email", podcast->show.email);
    writer_text(writer, "</itunes:owner>\n");
}

void channel_write(struct podcast *podcast)
{
    const struct crier_edition *edition = podcast->edition;
    const struct show *show = &podcast->show;
    const char *title = edition_meta(edition, CRIER_META_TITLE);
    const char *description = edition_meta(edition, CRIER_META_DESCRIPTION);
    struct writer *writer = &podcast->writer;

    writer_text(writer, opening);
    feed_element(writer, "title", title);
    feed_element(writer, "link", show->base);
    description = description ? description : title;
    writer_text(writer, "<description>");
    feed_html(writer, description, strlen(description));
    writer_text(writer, "</description>\n");
    feed_element(writer, "language", edition_meta(edition, CRIER_META_LANGUAGE));
    feed_element(writer, "copyright", edition_meta(edition, CRIER_META_LICENCE));
    feed_date(writer, "lastBuildDate", edition_meta(edition, CRIER_META_MODIFIED));
    feed_element(writer, "generator", "Crier");
    write_self(podcast);
    write_image(podcast, title);
    write_category(podcast);
    feed_element(writer, "itunes:explicit", show->explicit_);
    feed_element(writer, "itunes:author", show->author);
    feed_element(writer, "itunes:type", show->type);
    write_owner(podcast);
    feed_element(writer, "podcast:guid", show->guid);
    feed_element(writer, "podcast:locked", show->locked);
    feed_element(writer, "podcast:medium", show->medium);
    writer_text(writer, "<podcast:txt purpose=\"ai-content\">true</podcast:txt>\n");
    write_people(podcast);
}
