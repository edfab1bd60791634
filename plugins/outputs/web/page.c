/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one article. */
#include "web.h"

#include <stdio.h>
#include <string.h>

static const char controls[] =
    "<div id=\"controls\" hidden data-end=\"This is the end of the article.\"";
static const char buttons[] =
    "<button type=\"button\" value=\"back\">Previous sentence</button>"
    "<button type=\"button\" value=\"again\">This sentence again</button>"
    "<button type=\"button\" value=\"forward\">Next sentence</button>"
    "<button type=\"button\" value=\"heading-back\">Previous heading</button>"
    "<button type=\"button\" value=\"heading-forward\">Next heading</button>\n"
    "<label>Speed <select id=\"rate\"><option value=\"0.5\">half</option>"
    "<option value=\"0.75\">three quarters</option><option value=\"1\" selected>normal</option>"
    "<option value=\"1.25\">1.25 times</option><option value=\"1.5\">1.5 times</option>"
    "<option value=\"2\">2 times</option><option value=\"2.5\">2.5 times</option>"
    "<option value=\"3\">3 times</option></select></label>\n"
    "<label>Stop <select id=\"sleep\"><option value=\"0\" selected>at the end of the "
    "article</option>"
    "<option value=\"-1\">after this sentence</option><option value=\"5\">in 5 minutes</option>"
    "<option value=\"15\">in 15 minutes</option><option value=\"30\">in 30 minutes</option>"
    "</select></label>\n</div>\n"
    "<p id=\"status\" role=\"status\"></p>\n";

static void write_player(struct web *web, struct writer *page)
{
    const struct media *audio = web_audio(web);
    const char *publisher = edition_text(web->edition, CRIER_META_PUBLISHER);

    if (!audio)
        return;
    writer_text(page, "<section class=\"player\" aria-label=\"Listen\">\n"
                      "<audio controls preload=\"metadata\" src=\"");
    html_media(page, web, "../", audio);
    writer_text(page, "\"></audio>\n");
    writer_text(page, controls);
    if (publisher)
        html_attribute(page, "data-artist", publisher);
    writer_text(page, ">\n");
    writer_text(page, buttons);
    writer_text(page, "</section>\n");
}

static const struct {
    const char *type, *words;
} kinds[] = {
    { "audio/mpeg", "Audio, MP3" },     { "audio/ogg; codecs=opus", "Audio, Opus" },
    { "audio/ogg", "Audio, Vorbis" },   { "audio/flac", "Audio, FLAC" },
    { "text/vtt", "Captions, WebVTT" }, { "application/x-subrip", "Captions, SubRip" },
};

static void write_file(struct web *web, struct writer *page, const struct media *file,
                       const char *words)
{
    writer_text(page, "<li><a href=\"");
    html_media(page, web, "../", file);
    writer_text(page, "\">");
    writer_text(page, words);
    if (file->words_per_minute > 0) {
        writer_text(page, ", ");
        writer_number(page, (int64_t)file->words_per_minute, 1);
        writer_text(page, " words a minute");
    }
    writer_text(page, "</a></li>\n");
}

static void write_files(struct web *web, struct writer *page)
{
    writer_text(page, "<h2>Files</h2>\n<ul>\n");
    for (size_t i = 0; i < web->file_count; i++)
        for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
            if (strcmp(web->files[i].type, kinds[k].type) == 0)
                write_file(web, page, &web->files[i], kinds[k].words);
    writer_text(page, "</ul>\n");
}

static void write_footer(struct web *web, struct writer *page, const struct crier_article *article)
{
    const char *url = article_meta(article, CRIER_META_URL);
    const char *licence = article_meta(article, CRIER_META_LICENCE);

    writer_text(page, "<footer>\n");
    if (web->file_count > 0)
        write_files(web, page);
    writer_text(page, "<p>Read by a computer voice.");
    if (url && (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0)) {
        writer_text(page, " <a");
        html_attribute(page, "href", url);
        writer_text(page, ">The article where it was published</a>");
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
    writer_text(page, "<p class=\"about\">");
    html_minutes(page, article->frames, web->rate);
    if (article->flags & CRIER_ARTICLE_CORRECTED)
        writer_text(page, ", corrected since it was first published");
    if (article->flags & CRIER_ARTICLE_WITHDRAWN)
        writer_text(page, ", withdrawn");
    writer_text(page, "</p>\n");
    body_write(web, page);
    writer_text(page, "</article>\n</main>\n");
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
    writer_text(&page, "<script src=\"../player.js\" defer></script>\n</head>\n<body>\n"
                       "<a class=\"skip\" href=\"#text\">Skip to the article</a>\n"
                       "<nav aria-label=\"Edition\"><p><a href=\"../index.html\">");
    html_text(&page, edition_text(web->edition, CRIER_META_TITLE)
                         ? edition_text(web->edition, CRIER_META_TITLE)
                         : "All articles");
    writer_text(&page, "</a></p></nav>\n");
    write_player(web, &page);
    write_main(web, &page, article);
    write_footer(web, &page, article);
    writer_text(&page, "</body>\n</html>\n");
    status = writer_flush(&page);
    return status == CRIER_OK ? web->host->close(web->host, page.fd) : status;
}
