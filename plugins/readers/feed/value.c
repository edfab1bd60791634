/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/plain.h"

#include "feed.h"
#include "shared/json.h"
#include "shared/xml.h"

#include <stdlib.h>
#include <string.h>

/* ---- Finding ---- */

static void span(const struct feed *feed, const struct entry *entry, const struct field **first,
                 const struct field **end)
{
    const struct fields *fields = entry ? &feed->of_entries : &feed->own;

    *first = fields->list ? fields->list + (entry ? entry->first : 0) : NULL;
    *end = fields->list ? *first + (entry ? entry->count : fields->count) : NULL;
}

const struct field *feed_next(const struct feed *feed, const struct entry *entry,
                              enum field_kind kind, const struct field *after)
{
    const struct field *at;
    const struct field *end;

    span(feed, entry, &at, &end);
    for (at = after ? after + 1 : at; at < end; at++)
        if (at->kind == kind)
            return at;
    return NULL;
}

static int is_blank_field(const struct feed *feed, const struct field *field)
{
    for (uint32_t i = field->from; i < field->to; i++)
        if (!strchr(" \t\r\n", feed->text.data[i]))
            return 0;
    return 1;
}

const struct field *feed_field(const struct feed *feed, const struct entry *entry,
                               enum field_kind kind)
{
    const struct field *best = NULL;
    const struct field *at = NULL;

    while ((at = feed_next(feed, entry, kind, at)))
        if ((!best || at->rank < best->rank) && !is_blank_field(feed, at))
            best = at;
    return best;
}

/* ---- Unpacking ---- */

static struct soup inside(const struct feed *feed, const struct field *field)
{
    return (struct soup){ .text = feed->text.data, .at = field->from, .end = field->to };
}

static int has_tags(const struct feed *feed, const struct field *field)
{
    struct soup soup = inside(feed, field);
    struct soup_token token;

    do
        soup_next(&soup, &token);
    while (token.type == SOUP_TEXT || token.type == SOUP_CDATA || token.type == SOUP_OTHER);
    return token.type != SOUP_END;
}

/* Escape what CDATA said literally. */
static void add_escaped(struct soup_slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] == '<')
            buffer_add(out, "&lt;", 4);
        else if (text.at[i] == '&')
            buffer_add(out, "&amp;", 5);
        else
            buffer_add(out, text.at + i, 1);
}

/* Markup as it stands; CDATA in it is text, unless the markup is no XML anyway. */
static void unpack_markup(const struct feed *feed, const struct field *field, struct buffer *out)
{
    struct soup soup = inside(feed, field);
    struct soup_token token;

    do {
        soup_next(&soup, &token);
        if (token.type == SOUP_CDATA && field->form == FORM_XHTML)
            add_escaped(token.inner, out);
        else if (token.type == SOUP_CDATA)
            buffer_add(out, token.inner.at, token.inner.size);
        else if (token.type != SOUP_OTHER)
            buffer_add(out, feed->text.data + token.from, token.to - token.from);
    } while (token.type != SOUP_END);
}

static void unpack_text(const struct feed *feed, const struct field *field, struct buffer *out)
{
    struct soup soup = inside(feed, field);
    struct soup_token token;

    do {
        soup_next(&soup, &token);
        if (token.type == SOUP_TEXT)
            soup_decode(token.inner, &feed->entities, out);
        else if (token.type == SOUP_CDATA)
            buffer_add(out, token.inner.at, token.inner.size);
        else if (token.type == SOUP_OPEN || token.type == SOUP_CLOSE)
            buffer_add(out, " ", 1);
    } while (token.type != SOUP_END);
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* Well-formed UTF-8 without control characters? */
static int is_text(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        uint8_t lead = (uint8_t)text[at];
        size_t more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;

        if ((lead < 0x20 && !strchr("\t\r\n", lead)) || (lead >= 0x80 && lead < 0xC2) ||
            lead > 0xF3 || more >= size - at)
            return 0;
        for (size_t i = 1; i <= more; i++)
            if (((uint8_t)text[at + i] & 0xC0) != 0x80)
                return 0;
        if ((lead == 0xE0 && (uint8_t)text[at + 1] < 0xA0) ||
            (lead == 0xED && (uint8_t)text[at + 1] > 0x9F) ||
            (lead == 0xF0 && (uint8_t)text[at + 1] < 0x90))
            return 0;
        at += more + 1;
    }
    return 1;
}

/* Text that was packed as bytes; what turns out to be no text is left out. */
static void unpack_base64(const struct feed *feed, const struct field *field, struct buffer *out)
{
    size_t start = out->size;
    uint32_t bits = 0;
    int count = 0;

    for (uint32_t i = field->from; i < field->to; i++) {
        int digit = base64_digit(feed->text.data[i]);
        char byte;

        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        byte = (char)(bits >> count & 0xFF);
        buffer_add(out, &byte, 1);
    }
    if (out->data && !is_text(out->data + start, out->size - start)) {
        out->size = start;
        out->data[start] = '\0';
    }
}

static struct soup_slice raw(const struct feed *feed, const struct field *field)
{
    return (struct soup_slice){ feed->text.data + field->from, field->to - field->from };
}

void value_content(const struct feed *feed, const struct field *field, struct buffer *out,
                   int *is_html)
{
    size_t start = out->size;

    *is_html =
        field->form == FORM_HTML || field->form == FORM_XHTML || field->form == FORM_JSON_HTML;
    if (field->form == FORM_JSON || field->form == FORM_JSON_HTML) {
        json_unescape(feed->text.data + field->from, field->to - field->from, out);
    } else if (field->form == FORM_BASE64) {
        unpack_base64(feed, field, out);
        *is_html = plain_is_html(buffer_text(out) + start, out->size - start);
    } else if (field->form == FORM_ATTRIBUTE) {
        soup_decode(raw(feed, field), &feed->entities, out);
    } else if (field->form == FORM_XHTML || (field->form != FORM_PLAIN && has_tags(feed, field))) {
        unpack_markup(feed, field, out);
        *is_html = 1;
    } else {
        unpack_text(feed, field, out);
    }
    if (field->form == FORM_GUESS && !*is_html)
        *is_html = plain_is_html(buffer_text(out) + start, out->size - start);
}

/* Cut blanks at both ends of what was added behind `start`. */
static void trim(struct buffer *out, size_t start)
{
    size_t lead = 0;

    if (out->failed || !out->data)
        return;
    while (out->size > start && strchr(" \t\r\n", out->data[out->size - 1]))
        out->data[--out->size] = '\0';
    while (start + lead < out->size && strchr(" \t\r\n", out->data[start + lead]))
        lead++;
    memmove(out->data + start, out->data + start + lead, out->size - start - lead + 1);
    out->size -= lead;
}

void value_text(const struct feed *feed, const struct field *field, struct buffer *out)
{
    struct buffer whole = { 0 };
    size_t start = out->size;
    int is_html;

    value_content(feed, field, &whole, &is_html);
    if (is_html)
        plain_from_html(buffer_text(&whole), whole.size, out);
    else
        buffer_add(out, buffer_text(&whole), whole.size);
    buffer_clear(&whole);
    trim(out, start);
}

/* ---- Persons ---- */

/* The text of a child element, of the first one with this name. */
static int add_child(const struct feed *feed, const struct field *field, const char *name,
                     struct buffer *out)
{
    struct soup soup = inside(feed, field);
    struct soup_token token;
    struct field child = *field;

    do
        soup_next(&soup, &token);
    while (token.type != SOUP_END && !(token.type == SOUP_OPEN && soup_is(token.name, name)));
    if (token.type == SOUP_END || token.empty)
        return 0;
    child.from = (uint32_t)token.to;
    do
        soup_next(&soup, &token);
    while (token.type != SOUP_END && token.type != SOUP_CLOSE && token.type != SOUP_OPEN);
    child.to = (uint32_t)token.from;
    unpack_text(feed, &child, out);
    return child.to > child.from;
}

/* Of "a@b.example (Jane Doe)" and "Jane Doe <a@b.example>" the name. */
static void keep_name(struct buffer *out, size_t start)
{
    char *text = out->data ? out->data + start : NULL;
    char *open = text ? strpbrk(text, "(<") : NULL;
    char *close = open ? strpbrk(open, ")>") : NULL;
    char *mail = text ? strchr(text, '@') : NULL;
    size_t size;

    if (!close || !mail || close[strspn(close + 1, " \t\r\n") + 1])
        return;
    if (mail < open) {
        size = (size_t)(close - open) - 1;
        memmove(text, open + 1, size);
    } else if (mail < close && open > text) {
        size = (size_t)(open - text);
    } else {
        return;
    }
    text[size] = '\0';
    out->size = start + size;
    trim(out, start);
}

void value_person(const struct feed *feed, const struct field *field, struct buffer *out)
{
    size_t start = out->size;

    if (field->form != FORM_PLAIN || !has_tags(feed, field))
        value_text(feed, field, out);
    else if (!add_child(feed, field, "name", out) && !add_child(feed, field, "email", out))
        unpack_text(feed, field, out);
    trim(out, start);
    keep_name(out, start);
}

/* ---- Addresses ---- */

static int is_whole(const char *address)
{
    size_t scheme =
        strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return scheme > 1 && address[scheme] == ':';
}

static void make_whole(struct buffer *address, size_t start, const char *base)
{
    char *whole = *base ? xml_resolve(buffer_text(address) + start, base) : NULL;

    if (!whole)
        return;
    address->size = start;
    buffer_add(address, whole, strlen(whole));
    free(whole);
}

/* The address that others of the feed are relative to. */
static void add_base(const struct feed *feed, const struct entry *entry, struct buffer *base)
{
    const struct field *outer = feed_next(feed, NULL, FIELD_BASE, NULL);
    const struct field *inner = entry ? feed_next(feed, entry, FIELD_BASE, NULL) : NULL;
    const struct field *link = feed_field(feed, NULL, FIELD_LINK);
    struct buffer own = { 0 };

    if (outer)
        value_text(feed, outer, base);
    else if (link && entry)
        value_text(feed, link, base);
    else if (strncmp(feed->source->name, "http", 4) == 0)
        buffer_add(base, feed->source->name, strlen(feed->source->name));
    if (inner) {
        value_text(feed, inner, &own);
        if (!is_whole(buffer_text(&own)))
            make_whole(&own, 0, buffer_text(base));
        buffer_reset(base);
        buffer_add(base, buffer_text(&own), own.size);
        buffer_clear(&own);
    }
}

void value_address(const struct feed *feed, const struct entry *entry, const struct field *field,
                   struct buffer *out)
{
    struct buffer base = { 0 };
    size_t start = out->size;

    if (field->kind == FIELD_IMAGE && field->form == FORM_PLAIN && has_tags(feed, field)) {
        add_child(feed, field, "url", out);
        trim(out, start);
    } else {
        value_text(feed, field, out);
    }
    if (out->size > start && !is_whole(out->data + start)) {
        add_base(feed, entry, &base);
        make_whole(out, start, buffer_text(&base));
        buffer_clear(&base);
    }
}
