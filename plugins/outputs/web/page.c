/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one article. */
#include "web.h"

#include <stdio.h>
#include <string.h>

static void write_button(struct writer *page, const char *value, const char *words)
{
    writer_text(page, "<button type=\"button\" value=\"");
    writer_text(page, value);
    writer_text(page, "\">");
    html_text(page, words);
    writer_text(page, "</button>\n");
}

/* A choice: values with their words, one of them chosen. */
static void write_choice(struct writer *page, const char *label, const char *id,
                         const char *const *values, const char *const *words, size_t count,
                         const char *chosen)
{
    writer_text(page, "<label>");
    html_text(page, label);
    writer_text(page, " <select id=\"");
    writer_text(page, id);
    writer_text(page, "\">");
    for (size_t i = 0; i < count; i++) {
        writer_text(page, "<option value=\"");
        writer_text(page, values[i]);
        writer_text(page, strcmp(values[i], chosen) == 0 ? "\" selected>" : "\">");
        html_text(page, words[i]);
        writer_text(page, "</option>");
    }
    writer_text(page, "</select></label>\n");
}

static void write_controls(struct web *web, struct writer *page)
{
    const char *publisher = edition_text(web->edition, CRIER_META_PUBLISHER);
    const struct words *words = web->words;

    writer_text(page, "<div id=\"controls\" hidden");
    html_attribute(page, "data-end", words->end);
    if (publisher)
        html_attribute(page, "data-artist", publisher);
    writer_text(page, ">\n");
    write_button(page, "back", words->back);
    write_button(page, "again", words->again);
    write_button(page, "forward", words->forward);
    write_button(page, "heading-back", words->heading_back);
    write_button(page, "heading-forward", words->heading_forward);
    write_choice(page, words->speed, "rate", web_rates, words->rates, WEB_RATES, "1");
    write_choice(page, words->stop, "sleep", web_sleeps, words->sleeps, WEB_SLEEPS, "0");
    writer_text(page, "</div>\n<p id=\"status\" role=\"status\"></p>\n");
}

static void write_player(struct web *web, struct writer *page)
{
    const struct media *audio = web_audio(web);

    if (!audio)
        return;
    writer_text(page, "<section class=\"player\"");
    html_attribute(page, "aria-label", web->words->listen);
    html_own_language(page, web);
    writer_text(page, ">\n<audio controls preload=\"metadata\" src=\"");
    html_media(page, web, "../", audio);
    writer_text(page, "\"></audio>\n");
    write_controls(web, page);
    writer_text(page, "</section>\n");
}

static const struct {
    const char *type, *name;
    int captions;
} kinds[] = {
    { "audio/mpeg", "MP3", 0 },   { "audio/ogg; codecs=opus", "Opus", 0 },
    { "audio/ogg", "Vorbis", 0 }, { "audio/flac", "FLAC", 0 },
    { "text/vtt", "WebVTT", 1 },  { "application/x-subrip", "SubRip", 1 },
};

static void write_file(struct web *web, struct writer *page, const struct media *file,
                       const char *what, const char *name)
{
    writer_text(page, "<li><a href=\"");
    html_media(page, web, "../", file);
    writer_text(page, "\">");
    html_text(page, what);
    writer_text(page, name);
    if (file->words_per_minute > 0) {
        writer_text(page, ", ");
        writer_number(page, (int64_t)file->words_per_minute, 1);
        html_text(page, web->words->words_a_minute);
    }
    writer_text(page, "</a></li>\n");
}

static void write_files(struct web *web, struct writer *page)
{
    html_element(page, "h2", web->words->files);
    writer_text(page, "<ul>\n");
    for (size_t i = 0; i < web->file_count; i++)
        for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
            if (strcmp(web->files[i].type, kinds[k].type) == 0)
                write_file(web, page, &web->files[i],
                           kinds[k].captions ? web->words->captions : web->words->audio,
                           kinds[k].name);
    writer_text(page, "</ul>\n");
}

static void write_footer(struct web *web, struct writer *page, const struct crier_article *article)
{
    const char *url = article_meta(article, CRIER_META_URL);
    const char *licence = article_meta(article, CRIER_META_LICENCE);

    writer_text(page, "<footer");
    html_own_language(page, web);
    writer_text(page, ">\n");
    if (web->file_count > 0)
        write_files(web, page);
    writer_text(page, "<p>");
    html_text(page, web->words->computer_voice);
    if (url && (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0)) {
        writer_text(page, " <a");
        html_attribute(page, "href", url);
        writer_text(page, ">");
        html_text(page, web->words->original);
        writer_text(page, "</a>");
    }
    writer_text(page, "</p>\n");
    html_element(page, "p", licence ? licence : edition_text(web->edition, CRIER_META_LICENCE));
    writer_text(page, "</footer>\n");
}

static int has_headline(struct web *web)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };

    while (web->host->next(web->host, &cursor))
        if (cursor.entered && cursor.role == CRIER_ROLE_HEADLINE)
            return 1;
    return 0;
}

static void write_main(struct web *web, struct writer *page, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);

    writer_text(page, "<main id=\"text\">\n<article>\n");
    if (!has_headline(web))
        html_element(page, "h1", title ? title : article->source);
    writer_text(page, "<p class=\"about\"");
    html_own_language(page, web);
    writer_text(page, ">");
    html_minutes(page, web, article->frames);
    if (article->flags & CRIER_ARTICLE_CORRECTED)
        html_text(page, web->words->corrected_since);
    if (article->flags & CRIER_ARTICLE_WITHDRAWN)
        html_text(page, web->words->withdrawn);
    writer_text(page, "</p>\n");
    body_write(web, page);
    writer_text(page, "</article>\n</main>\n");
}

/* Its own, or how it begins. */
static void write_description(struct web *web, struct writer *page,
                              const struct crier_article *article)
{
    struct crier_cursor cursor = { .size = sizeof(cursor) };
    const char *own = article_meta(article, CRIER_META_DESCRIPTION);

    if (own) {
        html_description(page, own, strlen(own));
        return;
    }
    while (web->host->next(web->host, &cursor))
        if (cursor.entered && cursor.role == CRIER_ROLE_PARAGRAPH && cursor.text_size > 0) {
            html_description(page, cursor.text, cursor.text_size);
            return;
        }
}

static void write_way_back(struct web *web, struct writer *page)
{
    const char *edition = edition_text(web->edition, CRIER_META_TITLE);

    writer_text(page, "<nav");
    html_attribute(page, "aria-label", web->words->edition);
    html_own_language(page, web);
    writer_text(page, "><p><a href=\"../index.html\"");
    if (edition && edition_text(web->edition, CRIER_META_LANGUAGE))
        html_attribute(page, "lang", edition_text(web->edition, CRIER_META_LANGUAGE));
    writer_text(page, ">");
    html_text(page, edition ? edition : web->words->all_articles);
    writer_text(page, "</a></p></nav>\n");
}

crier_status page_write(struct web *web, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);
    const char *language = article_meta(article, CRIER_META_LANGUAGE);
    struct writer page;
    char name[160];
    crier_status status;

    snprintf(name, sizeof(name), "article/%.120s.html", article->id);
    status = writer_open_at(&page, web->host, name);
    if (status != CRIER_OK)
        return status;
    html_head(&page, web, title ? title : article->source,
              language ? language : edition_text(web->edition, CRIER_META_LANGUAGE), "../",
              article->id);
    write_description(web, &page, article);
    writer_text(&page, "<script src=\"../player.js\" defer></script>\n</head>\n<body>\n"
                       "<a class=\"skip\" href=\"#text\"");
    html_own_language(&page, web);
    writer_text(&page, ">");
    html_text(&page, web->words->skip);
    writer_text(&page, "</a>\n");
    write_way_back(web, &page);
    write_player(web, &page);
    write_main(web, &page, article);
    write_footer(web, &page, article);
    writer_text(&page, "</body>\n</html>\n");
    status = writer_flush(&page);
    return status == CRIER_OK ? web->host->close(web->host, page.fd) : status;
}
