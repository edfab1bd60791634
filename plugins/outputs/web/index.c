/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the edition: sections with their articles. It is written while they come. */
#include "web.h"

#include <string.h>

crier_status index_begin(struct web *web)
{
    const char *title = edition_text(web->edition, CRIER_META_TITLE);
    const char *description = edition_text(web->edition, CRIER_META_DESCRIPTION);
    crier_status status = writer_open_at(&web->index, web->host, "index.html");

    if (status != CRIER_OK)
        return status;
    title = title ? title : words_for(edition_text(web->edition, CRIER_META_LANGUAGE))->news;
    html_head(&web->index, web, title, edition_text(web->edition, CRIER_META_LANGUAGE), "", NULL);
    html_description(&web->index, description ? description : title,
                     strlen(description ? description : title));
    writer_text(&web->index, "</head>\n<body>\n<main>\n");
    html_element(&web->index, "h1", title);
    html_element(&web->index, "p class=\"date\"", edition_text(web->edition, CRIER_META_DATE));
    html_element(&web->index, "p", description);
    return writer_status(&web->index);
}

static void end_list(struct web *web)
{
    if (web->in_list)
        writer_text(&web->index, "</ul>\n");
    web->in_list = 0;
}

void index_section(struct web *web, const char *title)
{
    end_list(web);
    html_element(&web->index, "h2", title);
}

/* The day of an ISO 8601 date. */
static void write_day(struct writer *writer, const char *date)
{
    if (!date || strlen(date) < 10)
        return;
    writer_text(writer, ", <time datetime=\"");
    glyph_write_line(writer, date, 10, GLYPH_ENTITIES);
    writer_text(writer, "\">");
    glyph_write_line(writer, date, 10, GLYPH_ENTITIES);
    writer_text(writer, "</time>");
}

void index_article(struct web *web, const struct crier_article *article)
{
    const char *title = article_meta(article, CRIER_META_TITLE);
    const char *language = article_meta(article, CRIER_META_LANGUAGE);
    struct writer *writer = &web->index;

    /* The page of the article before had its own. */
    web->words = words_for(edition_text(web->edition, CRIER_META_LANGUAGE));
    if (!web->in_list)
        writer_text(writer, "<ul class=\"articles\">\n");
    web->in_list = 1;
    writer_text(writer, "<li><a href=\"article/");
    html_text(writer, article->id);
    writer_text(writer, ".html\"");
    if (language && !(article->flags & CRIER_ARTICLE_FRONT))
        html_attribute(writer, "lang", language);
    writer_text(writer, ">");
    html_text(writer, article->flags & CRIER_ARTICLE_FRONT ? web->words->all_headlines
                      : title                              ? title
                                                           : article->source);
    writer_text(writer, "</a> <span class=\"about\">");
    html_minutes(writer, web, article->frames);
    if (!(article->flags & CRIER_ARTICLE_FRONT))
        write_day(writer, article_meta(article, CRIER_META_DATE));
    if (article->flags & CRIER_ARTICLE_CORRECTED)
        writer_text(writer, web->words->corrected);
    writer_text(writer, "</span></li>\n");
    if (article->flags & CRIER_ARTICLE_FRONT)
        end_list(web);
    web->articles++;
}

crier_status index_end(struct web *web)
{
    struct writer *writer = &web->index;

    end_list(web);
    writer_text(writer, "</main>\n<footer>\n");
    html_element(writer, "p",
                 words_for(edition_text(web->edition, CRIER_META_LANGUAGE))->computer_voice);
    html_element(writer, "p", edition_text(web->edition, CRIER_META_PUBLISHER));
    html_element(writer, "p", edition_text(web->edition, CRIER_META_LICENCE));
    writer_text(writer, "</footer>\n</body>\n</html>\n");
    return writer_flush(writer);
}
