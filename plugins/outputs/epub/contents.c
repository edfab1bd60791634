/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"
#include "words.h"

#include "shared/glyph.h"

#include <crier/role.h>
#include <stdlib.h>
#include <string.h>

/* The book's own words may be in another language than its articles. */
static void put_words_language(struct book *book)
{
    const char *language = book->words->language;

    if (strncmp(language, book->language, strlen(language)) == 0)
        return;
    put_language(&book->contents.page, language);
    put_direction(&book->contents.page, -1, language_direction(book->language));
}

void contents_start(struct book *book)
{
    struct contents *contents = &book->contents;
    const char *title = edition_title(book);

    put_head(&contents->page, book->language, language_direction(book->language), title,
             strlen(title), "");
    sheet_put(&contents->page, "<body>\n<nav id=\"toc\" epub:type=\"toc\" role=\"doc-toc\" "
                               "aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\"");
    put_words_language(book);
    sheet_put(&contents->page, ">", book->words->contents, "</h1>\n<ol>\n");
    sheet_put(&contents->overlay,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
              "xmlns:epub=\"http://www.idpf.org/2007/ops\" version=\"3.0\">\n"
              "<body id=\"overlay\" epub:textref=\"nav.xhtml#toc\" epub:type=\"toc\">\n");
}

/* ---- Sections ---- */

void contents_section_end(struct book *book)
{
    struct contents *contents = &book->contents;

    if (contents->in_section)
        sheet_put(&contents->page, "</ol></li>\n");
    contents->in_section = 0;
    free(contents->section);
    contents->section = NULL;
}

void contents_section(struct book *book, const char *title)
{
    contents_section_end(book);
    if (title && glyph_any(title, strlen(title)))
        book->contents.section = strdup(title);
}

/* A section is named with its first article: an empty one would be an empty list. */
static void open_section(struct book *book)
{
    struct contents *contents = &book->contents;
    int around = language_direction(book->language);
    int own;

    if (!contents->section)
        return;
    own = text_direction(contents->section, strlen(contents->section));
    sheet_put(&contents->page, "<li id=\"n-section.");
    sheet_number(&contents->page, ++contents->section_count);
    sheet_put(&contents->page, "\"><span");
    put_direction(&contents->page, own ? own : around, around);
    sheet_put(&contents->page, ">");
    sheet_string(&contents->page, contents->section);
    sheet_put(&contents->page, "</span>\n<ol>\n");
    free(contents->section);
    contents->section = NULL;
    contents->in_section = 1;
}

/* ---- Articles and their headings ---- */

/* Article ids have no dot in them, so that no two places get one name. */
static void put_place(struct zip_text *sheet, const char *id, const struct entry *entry)
{
    sheet_put(sheet, id);
    if (entry->level == 0)
        return;
    sheet_put(sheet, ".");
    sheet_number(sheet, entry->block);
}

static void put_link(struct book *book, const struct entry *entry)
{
    struct zip_text *page = &book->contents.page;
    const char *id = book->article.told->id;
    int around = language_direction(book->language);
    int own = text_direction(entry->text, entry->size);
    char language[LANGUAGE_SIZE];

    language_tag(entry->language && *entry->language ? entry->language : book->article.language,
                 language);
    sheet_put(page, "<li><a id=\"n-");
    put_place(page, id, entry);
    sheet_put(page, "\" href=\"text/", id, ".xhtml");
    if (entry->level > 0) {
        sheet_put(page, "#h");
        sheet_number(page, entry->block);
    }
    sheet_put(page, "\"");
    if (strcmp(language, book->language) != 0)
        put_language(page, language);
    put_direction(page, own ? own : around, around);
    sheet_put(page, ">");
    sheet_line(page, entry->text, entry->size);
    sheet_put(page, "</a>");
}

/* Headlines only: there are reading systems that play a file on from one clip of it to the
 * next, and would read out what stands between two headings. */
static void put_clip(struct book *book, const struct entry *entry)
{
    struct contents *contents = &book->contents;
    const char *id = book->article.told->id;

    if (entry->level > 0 || entry->from >= entry->to || book->article.medium == MEDIUM_NONE)
        return;
    sheet_put(&contents->overlay, "<par id=\"p");
    sheet_number(&contents->overlay, ++contents->overlay_count);
    sheet_put(&contents->overlay, "\"><text src=\"nav.xhtml#n-");
    put_place(&contents->overlay, id, entry);
    sheet_put(&contents->overlay, "\"/><audio src=\"audio/", id, ".",
              medium_suffixes[book->article.medium], "\" clipBegin=\"");
    sheet_clock(&contents->overlay, entry->from);
    sheet_put(&contents->overlay, "\" clipEnd=\"");
    sheet_clock(&contents->overlay, entry->to);
    sheet_put(&contents->overlay, "\"/></par>\n");
    contents->length += entry->to - entry->from;
}

void contents_entry(struct book *book, const struct entry *entry)
{
    struct contents *contents = &book->contents;

    if (!glyph_any(entry->text, entry->size))
        return;
    if (entry->level == 0)
        open_section(book);
    for (; contents->depth > entry->level; contents->depth--)
        sheet_put(&contents->page, "</li></ol>");
    if (entry->level > 0 && contents->depth == entry->level)
        sheet_put(&contents->page, "</li>\n");
    for (; contents->depth < entry->level; contents->depth++)
        sheet_put(&contents->page, "\n<ol>\n");
    put_link(book, entry);
    put_clip(book, entry);
}

void contents_article_end(struct book *book)
{
    struct contents *contents = &book->contents;

    for (; contents->depth > 0; contents->depth--)
        sheet_put(&contents->page, "</li></ol>");
    sheet_put(&contents->page, "</li>\n");
}

/* ---- The end ---- */

static void put_landmark(struct book *book, const char *type, const char *href, const char *id,
                         const char *words)
{
    struct zip_text *page = &book->contents.page;

    sheet_put(page, "<li><a epub:type=\"", type, "\" href=\"", href, id, id[0] ? ".xhtml\"" : "\"");
    sheet_put(page, ">", words, "</a></li>\n");
}

void contents_write(struct book *book)
{
    struct contents *contents = &book->contents;
    const struct words *words = book->words;

    contents_section_end(book);
    if (book->count == 0)
        put_landmark(book, "cover", "cover.xhtml", "", words->cover);
    sheet_put(&contents->page,
              "</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"",
              words->landmarks, "\"");
    put_words_language(book);
    sheet_put(&contents->page, ">\n<ol>\n");
    put_landmark(book, "cover", "cover.xhtml", "", words->cover);
    put_landmark(book, "toc", "nav.xhtml", "", words->contents);
    if (book->first)
        put_landmark(book, "bodymatter", "text/", book->first, words->start);
    sheet_put(&contents->page, "</ol>\n</nav>\n</body>\n</html>\n");
    sheet_put(&contents->overlay, "</body>\n</smil>\n");
    zip_writer_add(&book->zip, "EPUB/nav.xhtml", &contents->page);
    if (contents->overlay_count > 0)
        zip_writer_add(&book->zip, "EPUB/nav.smil", &contents->overlay);
}
