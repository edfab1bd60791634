/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"
#include "words.h"

#include "shared/glyph.h"
#include "shared/option.h"
#include "shared/writer.h"

#include <crier/role.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- What is told ---- */

void article_start(struct book *book, const struct crier_article *told)
{
    struct article *article = &book->article;
    const char *language = article_meta(told, CRIER_META_LANGUAGE);

    article->told = told;
    language_tag(language ? language : edition_meta(book, CRIER_META_LANGUAGE), article->language);
    article->direction = language_direction(article->language);
    free(article->path);
    article->path = NULL;
    article->medium = MEDIUM_NONE;
    article->end = 0;
    article->exact = 0;
    article->count = 0;
}

/* Ogg may hold other things than Opus: Vorbis has no place in a book. */
static enum medium medium_of(const char *type)
{
    if (strncmp(type, "audio/mpeg", 10) == 0)
        return MEDIUM_MP3;
    return strncmp(type, "audio/", 6) == 0 && strstr(type, "opus") ? MEDIUM_OPUS : MEDIUM_NONE;
}

/* The one that was asked for before others; of several rates the one that the times are of. */
void article_file(struct book *book, const struct crier_file *file)
{
    struct article *article = &book->article;
    enum medium medium = medium_of(file->media_type);
    int exact = file->frames == article->told->frames;
    int wanted = (medium == book->wanted) - (article->medium == book->wanted);

    if (medium == MEDIUM_NONE ||
        (article->path && (wanted < 0 || (wanted == 0 && exact <= article->exact))))
        return;
    free(article->path);
    article->path = strdup(file->path);
    article->medium = article->path ? medium : MEDIUM_NONE;
    article->bytes = file->bytes;
    article->end = writer_units(file->frames, book->rate, 1000);
    article->exact = exact;
    book->failed |= !article->path;
}

void article_sentence(struct book *book, const struct crier_utterance *utterance)
{
    struct article *article = &book->article;

    if (!glyph_any(utterance->text, utterance->text_size))
        return;
    if (article->count == article->room) {
        size_t room = article->room * 2 + 128;
        struct sentence *more = reallocarray(article->sentences, room, sizeof(*more));

        if (!more) {
            book->failed = 1;
            return;
        }
        article->sentences = more;
        article->room = room;
    }
    article->sentences[article->count++] = (struct sentence){ .number = utterance->sentence,
                                                              .block = utterance->block,
                                                              .offset = utterance->offset,
                                                              .size = utterance->text_size };
}

static int64_t within(const struct article *article, int64_t milliseconds)
{
    return article->end > 0 && milliseconds > article->end ? article->end : milliseconds;
}

/* Clips are told after their sentences, the last ones first to look at. */
void article_clip(struct book *book, const struct spoken *spoken)
{
    struct article *article = &book->article;

    for (size_t i = article->count; i > 0; i--) {
        struct sentence *sentence = &article->sentences[i - 1];

        if (sentence->number != spoken->sentence)
            continue;
        sentence->from = within(article, writer_units(spoken->from, book->rate, 1000));
        sentence->to = within(article, writer_units(spoken->to, book->rate, 1000));
        return;
    }
}

/* ---- What becomes of it ---- */

static int is_front(const struct book *book)
{
    return (book->article.told->flags & CRIER_ARTICLE_FRONT) != 0;
}

static void open_overlay(struct book *book)
{
    sheet_put(&book->overlay,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<smil xmlns=\"http://www.w3.org/ns/SMIL\" "
              "xmlns:epub=\"http://www.idpf.org/2007/ops\" version=\"3.0\">\n"
              "<body id=\"overlay\" epub:textref=\"",
              book->article.told->id, ".xhtml#article\" epub:type=\"",
              is_front(book) ? "introduction" : "chapter", "\">\n");
}

static const char *title_of(const struct book *book, const struct survey *survey, size_t *size)
{
    const char *title = article_meta(book->article.told, CRIER_META_TITLE);

    *size = survey->title_size;
    if (survey->title && glyph_any(survey->title, survey->title_size))
        return survey->title;
    if (!title || !glyph_any(title, strlen(title)))
        title = book->article.told->source;
    if (!title || !glyph_any(title, strlen(title)))
        title = book->words->untitled;
    *size = strlen(title);
    return title;
}

static void open_text(struct book *book, const struct survey *survey, const char *title,
                      size_t size)
{
    int front = is_front(book);
    struct zip_text *text = &book->text;

    put_head(text, book->article.language, book->article.direction, title, size, "../");
    sheet_put(text, "<body epub:type=\"", front ? "frontmatter" : "bodymatter",
              "\">\n<section id=\"article\" epub:type=\"", front ? "introduction" : "chapter",
              "\" role=\"", front ? "doc-introduction" : "doc-chapter", "\"");
    if (survey->headline > 0) {
        sheet_put(text, " aria-labelledby=\"b");
        sheet_number(text, survey->headline);
    } else {
        sheet_put(text, " aria-label=\"");
        sheet_line(text, title, size);
    }
    sheet_put(text, "\">\n");
    if (book->article.count == 0 || !survey->headed) { /* nobody says it, but a page needs one */
        sheet_put(text, "<h1>");
        sheet_line(text, title, size);
        sheet_put(text, "</h1>\n");
    }
}

static void name_title(struct book *book, const struct survey *survey, const char *title,
                       size_t size)
{
    struct entry entry = { .text = title, .size = size, .language = survey->title_language };

    for (size_t i = 0; survey->headline > 0 && i < book->article.count; i++) {
        const struct sentence *sentence = &book->article.sentences[i];

        if (sentence->block != survey->headline || sentence->from >= sentence->to)
            continue;
        if (entry.to == 0)
            entry.from = sentence->from;
        entry.to = sentence->to;
    }
    contents_entry(book, &entry);
}

static void add_part(struct book *book, struct zip_text *sheet, const char *suffix)
{
    char name[300];

    snprintf(name, sizeof(name), "EPUB/text/%s.%s", book->article.told->id, suffix);
    zip_writer_add(&book->zip, name, sheet);
}

static crier_status add_audio(struct book *book)
{
    const struct article *article = &book->article;
    char name[300];
    int32_t fd;
    crier_status status = book->host->read(book->host, article->path, &fd);

    if (status != CRIER_OK)
        return status;
    snprintf(name, sizeof(name), "EPUB/audio/%s.%s", article->told->id,
             medium_suffixes[article->medium]);
    zip_writer_copy(&book->zip, name, fd, article->bytes);
    return zip_writer_status(&book->zip);
}

/* Without a length there is no overlay, and no audio either: nothing would play it. */
static void remember(struct book *book, int64_t length)
{
    struct chapter *chapter;

    if (book->count == book->room) {
        size_t room = book->room * 2 + 64;
        struct chapter *more = reallocarray(book->chapters, room, sizeof(*more));

        if (!more) {
            book->failed = 1;
            return;
        }
        book->chapters = more;
        book->room = room;
    }
    chapter = &book->chapters[book->count];
    *chapter = (struct chapter){ .id = strdup(book->article.told->id),
                                 .medium = length > 0 ? book->article.medium : MEDIUM_NONE,
                                 .length = length };
    book->failed |= !chapter->id;
    book->count += chapter->id != NULL;
}

static void remember_creators(struct book *book)
{
    const struct crier_article *told = book->article.told;

    for (uint64_t i = 0; i < told->meta_count; i++) {
        const char *name = told->meta[i].value;
        size_t at = 0;

        if (told->meta[i].key != CRIER_META_AUTHOR || !glyph_any(name, strlen(name)))
            continue;
        while (at < book->creator_count && strcmp(book->creators[at], name) != 0)
            at++;
        if (at == book->creator_count && at < CREATORS_MOST && (book->creators[at] = strdup(name)))
            book->creator_count++;
    }
}

/* What an article says of itself stands for the book when it is all there is in it. */
static void remember_facts(struct book *book)
{
    const struct {
        uint32_t key;
        char **value;
    } facts[] = {
        { CRIER_META_DESCRIPTION, &book->description },
        { CRIER_META_URL, &book->source },
        { CRIER_META_LICENCE, &book->rights },
    };

    for (size_t i = 0; book->edition->article_count == 1 && i < 3; i++) {
        const char *value = article_meta(book->article.told, facts[i].key);

        if (value && !*facts[i].value)
            *facts[i].value = strdup(value);
    }
    if (!book->first && !is_front(book))
        book->first = strdup(book->article.told->id);
}

crier_status article_end(struct book *book)
{
    struct survey survey;
    const char *title;
    size_t size;
    int64_t length;
    crier_status status = CRIER_OK;

    survey_article(book, &survey);
    title = title_of(book, &survey, &size);
    open_text(book, &survey, title, size);
    open_overlay(book);
    name_title(book, &survey, title, size);
    length = body_write(book, &survey);
    contents_article_end(book);
    sheet_put(&book->text, "</section>\n</body>\n</html>\n");
    sheet_put(&book->overlay, "</body>\n</smil>\n");
    add_part(book, &book->text, "xhtml");
    if (length > 0)
        add_part(book, &book->overlay, "smil");
    if (length > 0)
        status = add_audio(book);
    zip_text_reset(&book->overlay);
    remember(book, length);
    remember_creators(book);
    remember_facts(book);
    return book->failed ? CRIER_FAILED : status;
}

void article_clear(struct article *article)
{
    free(article->path);
    free(article->sentences);
    free(article->blocks);
}
