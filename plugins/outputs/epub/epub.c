/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shared: zip_writer timeline glyph writer option date buffer */
/*
 * EPUB 3.3 with media overlays: the articles of an edition as text and as speech, sentence
 * by sentence. One document, one overlay and one audio file an article; the contents have an
 * overlay of their own, with the headlines from the articles' audio. Parts are written as
 * they come, so that a book may be larger than memory.
 */
#include "epub.h"
#include "words.h"

#include "shared/glyph.h"
#include "shared/option.h"

#include <crier/role.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Used by all ---- */

const char *edition_meta(const struct book *book, uint32_t key)
{
    for (uint64_t i = 0; book->edition && i < book->edition->meta_count; i++)
        if (book->edition->meta[i].key == key)
            return book->edition->meta[i].value;
    return NULL;
}

const char *edition_title(const struct book *book)
{
    const char *title = edition_meta(book, CRIER_META_TITLE);

    return title && glyph_any(title, strlen(title)) ? title : book->words->untitled;
}

void put_language(struct zip_text *sheet, const char *language)
{
    sheet_put(sheet, " lang=\"", language, "\" xml:lang=\"", language, "\"");
}

void put_direction(struct zip_text *sheet, int direction, int around)
{
    if (direction != around)
        sheet_put(sheet, direction > 0 ? " dir=\"rtl\"" : " dir=\"ltr\"");
}

void put_head(struct zip_text *sheet, const char *language, int direction, const char *title,
              size_t title_size, const char *folder)
{
    sheet_put(sheet, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                     "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                     "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    put_language(sheet, language);
    put_direction(sheet, direction, -1);
    sheet_put(sheet, ">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
    sheet_line(sheet, title, title_size);
    sheet_put(sheet, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"", folder,
              "style.css\"/>\n</head>\n");
}

/* ---- The job ---- */

static void book_free(struct book *book)
{
    for (size_t i = 0; i < book->count; i++)
        free(book->chapters[i].id);
    for (size_t i = 0; i < book->creator_count; i++)
        free(book->creators[i]);
    free(book->chapters);
    free(book->certified_by);
    free(book->first);
    free(book->description);
    free(book->source);
    free(book->rights);
    free(book->contents.section);
    zip_text_clear(&book->contents.page);
    zip_text_clear(&book->contents.overlay);
    zip_text_clear(&book->text);
    zip_text_clear(&book->overlay);
    zip_writer_clear(&book->zip);
    timeline_clear(&book->timeline);
    article_clear(&book->article);
    free(book);
}

static crier_status take_clip(void *data, const struct spoken *spoken)
{
    article_clip(data, spoken);
    return CRIER_OK;
}

static crier_status take_audio(struct book *book, const char *value)
{
    char message[160];

    for (int i = MEDIUM_MP3; i < MEDIUM_COUNT; i++) {
        if (strcmp(medium_suffixes[i], value) != 0)
            continue;
        book->wanted = (enum medium)i;
        return CRIER_OK;
    }
    snprintf(message, sizeof(message), "audio is %.40s; it must be mp3 or opus", value);
    book->host->fail(book->host, message);
    return CRIER_BAD_CALL;
}

static crier_status take_name(struct book *book, const char *value)
{
    if (!glyph_any(value, strlen(value))) {
        book->host->fail(book->host, "certified-by must name who vouches for the book");
        return CRIER_BAD_CALL;
    }
    free(book->certified_by);
    book->certified_by = strdup(value);
    return book->certified_by ? CRIER_OK : CRIER_FAILED;
}

static crier_status take_options(struct book *book, const struct crier_job *job)
{
    crier_status status = CRIER_OK;

    for (uint64_t i = 0; status == CRIER_OK && i < job->option_count; i++) {
        const struct crier_option *option = &job->options[i];

        status = strcmp(option->key, "audio") == 0 ? take_audio(book, option->value)
                                                   : take_name(book, option->value);
    }
    return status;
}

static crier_status begin(const struct crier_output_host *host, const struct crier_job *job,
                          void **context)
{
    struct book *book = calloc(1, sizeof(*book));
    crier_status status;
    int32_t fd = -1;

    if (!book)
        return CRIER_FAILED;
    book->host = host;
    book->rate = job->rate;
    book->wanted = MEDIUM_MP3;
    book->words = words_for("en");
    book->timeline.each = take_clip;
    book->timeline.data = book;
    status = take_options(book, job);
    if (status == CRIER_OK)
        status = host->open(host, NULL, &fd);
    if (status != CRIER_OK) {
        book_free(book);
        return status;
    }
    zip_writer_init(&book->zip, host, fd);
    *context = book;
    return CRIER_OK;
}

static crier_status start_book(struct book *book, const struct crier_edition *edition)
{
    static const char container[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
        "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
        "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

    book->edition = edition;
    language_tag(edition_meta(book, CRIER_META_LANGUAGE), book->language);
    book->words = words_for(book->language);
    zip_writer_store(&book->zip, "mimetype", "application/epub+zip", 20);
    sheet_put(&book->text, container);
    zip_writer_add(&book->zip, "META-INF/container.xml", &book->text);
    sheet_put(&book->text, style_sheet);
    zip_writer_add(&book->zip, "EPUB/style.css", &book->text);
    contents_start(book);
    return cover_write(book);
}

static crier_status end_book(struct book *book)
{
    contents_write(book);
    package_write(book);
    return zip_writer_finish(&book->zip);
}

static crier_status take_event(struct book *book, const struct crier_event *event)
{
    switch (event->type) {
    case CRIER_EVENT_EDITION_START:
        return start_book(book, event->edition);
    case CRIER_EVENT_SECTION_START:
        contents_section(book, event->title);
        return CRIER_OK;
    case CRIER_EVENT_SECTION_END:
        contents_section_end(book);
        return CRIER_OK;
    case CRIER_EVENT_ARTICLE_START:
        article_start(book, event->article);
        return CRIER_OK;
    case CRIER_EVENT_FILE:
        if (event->article)
            article_file(book, event->file);
        return CRIER_OK;
    case CRIER_EVENT_UTTERANCE:
        article_sentence(book, event->utterance);
        return CRIER_OK;
    case CRIER_EVENT_ARTICLE_END:
        return article_end(book);
    case CRIER_EVENT_EDITION_END:
        return end_book(book);
    default:
        return CRIER_OK;
    }
}

/* Clips first: the last one ends with its article. */
static crier_status event(void *context, const struct crier_event *event)
{
    struct book *book = context;
    crier_status status = timeline_event(&book->timeline, event);

    if (status == CRIER_OK)
        status = take_event(book, event);
    return status == CRIER_OK && book->failed ? CRIER_FAILED : status;
}

static crier_status finish(void *context)
{
    struct book *book = context;
    crier_status status = zip_writer_status(&book->zip);

    book_free(book);
    return status;
}

static void abort_job(void *context)
{
    book_free(context);
}

static const struct crier_option_help options[] = {
    { "audio", "mp3 or opus (mp3)" },
    { "certified-by", "who vouches that the book conforms to EPUB Accessibility 1.1, WCAG 2.2 AA" },
    { 0 },
};

CRIER_OUTPUT = {
    CRIER_OUTPUT_HEAD("epub", "EPUB 3.3 book with text and speech, sentence by sentence"),
    .suffixes = (const char *const[]){ "epub", NULL },
    .media_type = "application/epub+zip",
    .begin = begin,
    .event = event,
    .finish = finish,
    .abort = abort_job,
    .options = options,
    .media = (const char *const[]){ "mp3", "opus", NULL },
};
