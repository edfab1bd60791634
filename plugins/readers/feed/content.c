/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content.h"

#include "shared/plain.h"

#include <string.h>

/* Codes in brackets of WordPress that frame or stand for something. */
static const char *const codes[] = { "caption", "gallery",    "embed", "audio",
                                     "video",   "wp_caption", "more",  "playlist" };

static int is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* ---- Plain text: paragraphs parted by blank lines ---- */

/* The end of the paragraph at `at`, before a blank line. */
static size_t paragraph_end(const char *text, size_t at, size_t size)
{
    while (at < size) {
        const char *line = memchr(text + at, '\n', size - at);
        size_t next;

        if (!line)
            return size;
        next = (size_t)(line - text) + 1;
        while (next < size && text[next] != '\n' && is_blank(text[next]))
            next++;
        if (next >= size || text[next] == '\n')
            return (size_t)(line - text);
        at = next;
    }
    return size;
}

static void say_paragraphs(const struct feed *feed, const char *text, size_t size,
                           const char *language)
{
    const struct crier_block block = { .size = sizeof(block),
                                       .role = CRIER_ROLE_PARAGRAPH,
                                       .language = *language ? language : NULL };
    size_t at = 0;

    for (;;) {
        size_t end;

        while (at < size && is_blank(text[at]))
            at++;
        if (at >= size)
            return;
        end = paragraph_end(text, at, size);
        feed->host->open(feed->host, &block);
        feed->host->text(feed->host, text + at, end - at, CRIER_NOWHERE, CRIER_NOWHERE);
        feed->host->close(feed->host);
        at = end;
    }
}

/* ---- WordPress ---- */

static size_t code_size(const char *at, size_t left)
{
    size_t name = left > 1 && at[1] == '/' ? 2 : 1;
    const char *end = memchr(at, ']', left > 2000 ? 2000 : left);

    for (size_t i = 0; end && i < sizeof(codes) / sizeof(*codes); i++) {
        size_t size = strlen(codes[i]);

        if ((size_t)(end - at) >= name + size && memcmp(at + name, codes[i], size) == 0 &&
            (is_blank(at[name + size]) || at[name + size] == ']'))
            return (size_t)(end - at) + 1;
    }
    return 0;
}

/* Exports keep what authors typed: paragraphs by blank lines, codes in brackets. */
static void mend_export(struct buffer *html)
{
    struct buffer out = { 0 };
    const char *text = buffer_text(html);
    int typed = !strstr(text, "<p>") && !strstr(text, "<p ");

    for (size_t at = 0; at < html->size;) {
        size_t code = text[at] == '[' ? code_size(text + at, html->size - at) : 0;

        if (code == 0 && typed && text[at] == '\n' && at + 1 < html->size && text[at + 1] == '\n')
            buffer_add(&out, "<p>", 3);
        if (code == 0)
            buffer_add(&out, text + at, 1);
        else if (code > 9 && memcmp(text + at, "[caption ", 9) == 0)
            buffer_add(&out, CRIER_LIT("<figure><figcaption>"));
        else if (code == 10 && memcmp(text + at, "[/caption]", 10) == 0)
            buffer_add(&out, CRIER_LIT("</figcaption></figure>"));
        at += code ? code : 1;
    }
    buffer_clear(html);
    *html = out;
}

/* ---- Content ---- */

/* Only what can stand in an attribute. */
static int is_tag(const char *language)
{
    return *language &&
           language[strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-")] == '\0';
}

static crier_status read_part(const struct feed *feed, const struct buffer *html)
{
    const struct crier_source part = { .size = sizeof(part),
                                       .name = "",
                                       .media_type = "text/html",
                                       .bytes = (const uint8_t *)html->data,
                                       .length = html->size,
                                       .charset = "utf-8" };

    return html->failed ? CRIER_LIMIT : feed->host->read_part(feed->host, &part);
}

static crier_status say_html(struct feed *feed, const struct buffer *html, const char *language)
{
    struct buffer text = { 0 };
    crier_status status;

    if (is_tag(language)) {
        buffer_add(&text, CRIER_LIT("<div lang=\""));
        buffer_add(&text, language, strlen(language));
        buffer_add(&text, CRIER_LIT("\">"));
    }
    buffer_add(&text, buffer_text(html), html->size);
    status = read_part(feed, &text);
    buffer_reset(&text);
    if (status == CRIER_DECLINED || status == CRIER_UNREADABLE) {
        if (status == CRIER_DECLINED && !feed->plain_parts++)
            feed->host->note(feed->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                             "no reader of web pages is there; contents are read as plain text");
        plain_from_html(buffer_text(html), html->size, &text);
        say_paragraphs(feed, buffer_text(&text), text.size, language);
        status = CRIER_OK;
    }
    buffer_clear(&text);
    return status;
}

static int is_empty(const struct buffer *text)
{
    for (size_t i = 0; i < text->size; i++)
        if (!is_blank(text->data[i]))
            return 0;
    return 1;
}

crier_status tell_content(struct feed *feed, const struct entry *entry, const char *language)
{
    static const enum field_kind kinds[] = { FIELD_CONTENT, FIELD_SUMMARY };
    const struct field *field = NULL;
    struct buffer text = { 0 };
    crier_status status = CRIER_OK;
    int is_html = 0;

    for (size_t i = 0; i < 2 && is_empty(&text); i++) {
        field = feed_field(feed, entry, kinds[i]);
        buffer_reset(&text);
        if (field)
            value_content(feed, field, &text, &is_html);
    }
    if (field && !is_empty(&text)) {
        if (feed->is_export && is_html)
            mend_export(&text);
        if (is_html)
            status = say_html(feed, &text, language);
        else
            say_paragraphs(feed, text.data, text.size, language);
        if (field->from >= feed->told) {
            feed->host->skip(feed->host, feed->told, field->from,
                             "markup and metadata of the feed");
            feed->host->skip(feed->host, field->from, field->to,
                             "content of the entry, read by itself");
            feed->told = field->to;
        }
    }
    buffer_clear(&text);
    return status;
}
