/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page, with the title as text, and the picture for the shelf: the edition's own
 * cover, or one drawn from the title. */
#include "epub.h"
#include "words.h"

#include "shared/buffer.h"
#include "shared/glyph.h"
#include "shared/read_at.h"

#include <crier/role.h>
#include <stdio.h>
#include <string.h>

#define SVG_MOST ((size_t)1024 * 1024)

const char *const cover_names[] = { "cover.svg", "cover.jpg", "cover.png", "cover.gif",
                                    "cover.svg" };
const char *const cover_types[] = { "image/svg+xml", "image/jpeg", "image/png", "image/gif",
                                    "image/svg+xml" };

/* ---- What a file is ---- */

static const struct {
    const char *bytes;
    size_t size;
    enum cover_form form;
} magics[] = {
    { "\xFF\xD8\xFF", 3, COVER_JPEG },
    { "\x89PNG\r\n\x1A\n", 8, COVER_PNG },
    { "GIF8", 4, COVER_GIF },
};

static int holds(const char *text, size_t size, const char *words)
{
    return memmem(text, size, words, strlen(words)) != NULL;
}

static enum cover_form form_of(const char *start, size_t size)
{
    for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
        if (size >= magics[i].size && memcmp(start, magics[i].bytes, magics[i].size) == 0)
            return magics[i].form;
    return holds(start, size, "<svg") ? COVER_SVG : COVER_DRAWN;
}

/* A drawing may bring programs and addresses along: then it has no place in a book. */
static int is_plain_drawing(const char *text, size_t size)
{
    static const char *const refused[] = {
        "<script",    "<foreignObject", "<!ENTITY", "javascript:", "href=\"http",
        "href='http", "url(http",       " on",      "<!DOCTYPE"
    };

    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        if (holds(text, size, refused[i]))
            return 0;
    return 1;
}

/* 1 when it is taken, 0 when it has no place in a book, -1 when it cannot be read. */
static int read_drawing(struct zip_text *out, int32_t fd)
{
    struct buffer all = { 0 };
    char block[8192];
    ssize_t got = 0;

    while (all.size <= SVG_MOST && (got = read_at(fd, block, sizeof(block), (off_t)all.size)) > 0)
        buffer_add(&all, block, (size_t)got);
    if (got < 0) {
        buffer_clear(&all);
        return -1;
    }
    if (all.failed || all.size > SVG_MOST || !is_plain_drawing(buffer_text(&all), all.size)) {
        buffer_clear(&all);
        return 0;
    }
    zip_text_add(out, all.data, all.size);
    buffer_clear(&all);
    return 1;
}

static crier_status cannot_read(struct book *book, const char *path)
{
    const char *why = strerrordesc_np(errno);
    char line[512];

    snprintf(line, sizeof(line), "the cover %.300s: %s", path, why ? why : "it cannot be read");
    book->host->fail(book->host, line);
    return CRIER_IO;
}

static crier_status take_picture(struct book *book, const char *path)
{
    char start[1024];
    int drawing;
    char name[32] = "EPUB/";
    ssize_t got;
    int32_t fd;
    crier_status status = book->host->read(book->host, path, &fd);

    if (status != CRIER_OK)
        return status;
    got = read_at(fd, start, sizeof(start), 0);
    if (got < 0)
        return cannot_read(book, path);
    book->cover = form_of(start, (size_t)got);
    memcpy(name + 5, cover_names[book->cover], strlen(cover_names[book->cover]) + 1);
    drawing = book->cover == COVER_SVG ? read_drawing(&book->text, fd) : 0;
    if (drawing < 0)
        return cannot_read(book, path);
    if (book->cover == COVER_SVG && !drawing)
        book->cover = COVER_DRAWN;
    if (book->cover == COVER_SVG)
        zip_writer_add(&book->zip, name, &book->text);
    else if (book->cover != COVER_DRAWN)
        zip_writer_copy(&book->zip, name, fd, 0);
    return CRIER_OK;
}

/* ---- A drawn one ---- */

#define WIDTH  1600
#define HEIGHT 2400
#define MARGIN 120

/* The end of the line that begins at `from`: at a space where there is one. */
static size_t line_end(const char *text, size_t size, size_t from, uint32_t columns)
{
    uint32_t width = 0;
    size_t at = from;
    size_t space = 0;

    while (at < size) {
        size_t start = at;
        uint32_t glyph = glyph_next(text, size, &at);

        if (glyph_is_space(glyph) && start > from)
            space = start;
        width += glyph_width(glyph);
        if (width > columns && start > from)
            return space > from ? space : start;
    }
    return size;
}

static size_t skip_spaces(const char *text, size_t size, size_t at)
{
    while (at < size) {
        size_t behind = at;

        if (!glyph_is_space(glyph_next(text, size, &behind)))
            break;
        at = behind;
    }
    return at;
}

static unsigned count_lines(const char *text, size_t size, uint32_t columns)
{
    unsigned lines = 0;

    for (size_t at = skip_spaces(text, size, 0); at < size; lines++)
        at = skip_spaces(text, size, line_end(text, size, at, columns));
    return lines;
}

static void put_line(struct zip_text *out, unsigned y, unsigned size, const char *text,
                     size_t length)
{
    sheet_put(out, "<text x=\"800\" y=\"");
    sheet_number(out, y);
    sheet_put(out, "\" font-size=\"");
    sheet_number(out, size);
    sheet_put(out, "\">");
    sheet_line(out, text, length);
    sheet_put(out, "</text>\n");
}

/* As large as it goes; what is too long even then ends where the page does. */
static void put_title(struct zip_text *out, const char *title)
{
    static const unsigned sizes[] = { 200, 160, 128, 96, 72 };
    size_t length = strlen(title);
    unsigned size = 0;
    unsigned room = 0;
    unsigned y = 640;
    uint32_t columns = 0;
    size_t at = skip_spaces(title, length, 0);

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        size = sizes[i];
        columns = (WIDTH - 2 * MARGIN) * 100 / (size * 62);
        room = 1300 * 4 / (size * 5);
        if (count_lines(title, length, columns) <= room)
            break;
    }
    for (; at < length && room > 0; room--) {
        size_t end = line_end(title, length, at, columns);

        put_line(out, y, size, title + at, end - at);
        y += size * 5 / 4;
        at = skip_spaces(title, length, end);
    }
}

static void draw(struct book *book)
{
    struct zip_text *out = &book->text;
    const char *title = edition_title(book);
    const char *publisher = edition_meta(book, CRIER_META_PUBLISHER);

    sheet_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 2400\" "
                   "width=\"1600\" height=\"2400\" role=\"img\" aria-labelledby=\"title\">\n"
                   "<title id=\"title\">");
    sheet_string(out, title);
    sheet_put(out,
              "</title>\n<rect width=\"1600\" height=\"2400\" fill=\"#f6f2e9\"/>\n"
              "<rect width=\"1600\" height=\"320\" fill=\"#17324d\"/>\n"
              "<rect y=\"2080\" width=\"1600\" height=\"320\" fill=\"#17324d\"/>\n"
              "<g font-family=\"serif\" text-anchor=\"middle\" fill=\"#111111\"",
              text_direction(title, strlen(title)) > 0 ? " direction=\"rtl\">\n" : ">\n");
    put_title(out, title);
    sheet_put(out, "</g>\n");
    if (publisher && glyph_any(publisher, strlen(publisher))) {
        sheet_put(out, "<g font-family=\"serif\" text-anchor=\"middle\" fill=\"#ffffff\">\n");
        put_line(out, 2260, 72, publisher, line_end(publisher, strlen(publisher), 0, 32));
        sheet_put(out, "</g>\n");
    }
    sheet_put(out, "</svg>\n");
    zip_writer_add(&book->zip, "EPUB/cover.svg", out);
}

/* ---- The page ---- */

static void put_fact(struct zip_text *out, const char *value, size_t size, int around)
{
    int own;

    if (!value || !glyph_any(value, size))
        return;
    own = text_direction(value, size);
    sheet_put(out, "<p");
    put_direction(out, own ? own : around, around);
    sheet_put(out, ">");
    sheet_line(out, value, size);
    sheet_put(out, "</p>\n");
}

static void put_page(struct book *book)
{
    struct zip_text *out = &book->text;
    const char *title = edition_title(book);
    const char *publisher = edition_meta(book, CRIER_META_PUBLISHER);
    const char *date = edition_meta(book, CRIER_META_DATE);
    int around = language_direction(book->language);
    int own = text_direction(title, strlen(title));

    put_head(out, book->language, around, title, strlen(title), "");
    sheet_put(out,
              "<body epub:type=\"cover\">\n<section class=\"cover\" aria-labelledby=\"title\">\n");
    if (book->cover != COVER_DRAWN) {
        sheet_put(out, "<p><img src=\"", cover_names[book->cover], "\" alt=\"",
                  book->words->cover_of);
        sheet_string(out, title);
        sheet_put(out, "\"/></p>\n");
    }
    sheet_put(out, "<h1 id=\"title\"");
    put_direction(out, own ? own : around, around);
    sheet_put(out, ">");
    sheet_string(out, title);
    sheet_put(out, "</h1>\n");
    if (publisher)
        put_fact(out, publisher, strlen(publisher), around);
    if (date)
        put_fact(out, date, strcspn(date, "T"), around);
    sheet_put(out, "</section>\n</body>\n</html>\n");
    zip_writer_add(&book->zip, "EPUB/cover.xhtml", out);
}

crier_status cover_write(struct book *book)
{
    const char *path = edition_meta(book, CRIER_META_COVER);
    crier_status status = CRIER_OK;

    book->cover = COVER_DRAWN;
    if (path && *path)
        status = take_picture(book, path);
    zip_text_reset(&book->text);
    if (status != CRIER_OK)
        return status;
    if (book->cover == COVER_DRAWN)
        draw(book);
    put_page(book);
    return zip_writer_status(&book->zip);
}
