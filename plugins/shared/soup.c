/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/soup.h"

#include "shared/xml.h"

#include <string.h>
#include <strings.h>

/* No name of an entity is longer. */
#define ENTITY_NAME 40

static int is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static int is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

int soup_is(struct soup_slice slice, const char *text)
{
    return slice.at && strlen(text) == slice.size && strncasecmp(slice.at, text, slice.size) == 0;
}

static void defect(struct soup *soup)
{
    if (soup->defects)
        (*soup->defects)++;
}

/* Where `mark` ends next, or 0; what was not found once is not looked for again. */
static size_t behind(struct soup *soup, size_t from, const char *mark, int *gone)
{
    const char *found = NULL;

    if (!*gone && from < soup->end)
        found = memmem(soup->text + from, soup->end - from, mark, strlen(mark));
    if (!found) {
        *gone = 1;
        return 0;
    }
    return (size_t)(found - soup->text) + strlen(mark);
}

/* ---- Entities of the DTD ---- */

static void declare(struct soup_entities *entities, struct soup_slice name, struct soup_slice value)
{
    if (entities->count == SOUP_ENTITIES || value.size > 256 || memchr(value.at, '&', value.size) ||
        memchr(value.at, '<', value.size))
        return;
    entities->names[entities->count] = name;
    entities->values[entities->count++] = value;
}

/* <!ENTITY name "value"> at `at`. */
static void read_declaration(struct soup *soup, size_t at, size_t end)
{
    const char *text = soup->text;
    struct soup_slice name = { NULL, 0 };
    struct soup_slice value = { NULL, 0 };
    const char *close;

    while (at < end && is_blank(text[at]))
        at++;
    name.at = text + at;
    while (at < end && is_name(text[at]))
        at++;
    name.size = (size_t)(text + at - name.at);
    while (at < end && is_blank(text[at]))
        at++;
    if (name.size == 0 || at >= end || (text[at] != '"' && text[at] != '\''))
        return;
    value.at = text + at + 1;
    close = memchr(value.at, text[at], end - at - 1);
    value.size = close ? (size_t)(close - value.at) : 0;
    if (close)
        declare(soup->entities, name, value);
}

/* Returns the end of a doctype that begins at `from`. */
static size_t read_doctype(struct soup *soup, size_t from)
{
    size_t at = soup->no_doctype_end ? soup->end : from;
    int subset = 0;

    for (; at < soup->end; at++) {
        char c = soup->text[at];

        if (c == '[')
            subset = 1;
        else if (c == ']')
            subset = 0;
        else if (c == '>' && !subset)
            return at + 1;
        else if (subset && soup->entities && soup->end - at > 8 &&
                 memcmp(soup->text + at, "<!ENTITY", 8) == 0)
            read_declaration(soup, at + 8, soup->end - at > 1024 ? at + 1024 : soup->end);
    }
    soup->no_doctype_end = 1;
    defect(soup);
    return from + 2; /* never closed: go on behind its "<!" */
}

/* ---- Tokens ---- */

static size_t read_other(struct soup *soup, size_t from)
{
    size_t left = soup->end - from;
    const char *at = soup->text + from;
    size_t end;

    if (left >= 4 && memcmp(at, "<!--", 4) == 0) {
        end = behind(soup, from + 4, "-->", &soup->no_comment_end);
        return end ? end : from + 4;
    }
    if (left >= 9 && strncasecmp(at, "<!DOCTYPE", 9) == 0)
        return read_doctype(soup, from);
    at = memchr(at, '>', left);
    if (!at)
        defect(soup);
    return at ? (size_t)(at - soup->text) + 1 : soup->end;
}

static void read_cdata(struct soup *soup, struct soup_token *token)
{
    size_t end = behind(soup, token->from + 9, "]]>", &soup->no_cdata_end);

    token->type = SOUP_CDATA;
    token->to = end ? end : soup->end;
    token->inner.at = soup->text + token->from + 9;
    token->inner.size = (end ? end - 3 : soup->end) - (token->from + 9);
    if (!end)
        defect(soup);
}

/* The end of a quoted value that begins behind its mark, or 0. */
static size_t quoted(struct soup *soup, size_t from)
{
    int *gone = soup->text[from] == '"' ? &soup->no_double : &soup->no_single;
    const char *found =
        *gone ? NULL : memchr(soup->text + from + 1, soup->text[from], soup->end - from - 1);

    if (!found)
        *gone = 1;
    return found ? (size_t)(found - soup->text) + 1 : 0;
}

/* The ">" that ends a tag, past quoted values. */
static size_t tag_end(struct soup *soup, size_t at)
{
    while (at < soup->end && soup->text[at] != '>') {
        char c = soup->text[at];
        size_t end = (c == '"' || c == '\'') ? quoted(soup, at) : 0;

        if (c == '<') {
            defect(soup);
            return at; /* never closed: the next tag begins here */
        }
        at = end ? end : at + 1;
    }
    if (at == soup->end)
        defect(soup);
    return at;
}

static void split_name(struct soup_slice whole, struct soup_slice *prefix, struct soup_slice *name)
{
    const char *colon = memchr(whole.at, ':', whole.size);

    *prefix = (struct soup_slice){ whole.at, colon ? (size_t)(colon - whole.at) : 0 };
    *name = whole;
    if (colon) {
        name->at = colon + 1;
        name->size = whole.size - prefix->size - 1;
    }
}

static void read_tag(struct soup *soup, struct soup_token *token)
{
    size_t at = token->from + 1;
    struct soup_slice whole;
    size_t end;

    token->type = SOUP_OPEN;
    if (soup->text[at] == '/') {
        token->type = SOUP_CLOSE;
        at++;
    }
    whole.at = soup->text + at;
    while (at < soup->end && is_name(soup->text[at]))
        at++;
    whole.size = (size_t)(soup->text + at - whole.at);
    split_name(whole, &token->prefix, &token->name);
    end = tag_end(soup, at);
    token->empty = token->type == SOUP_OPEN && end > at && soup->text[end - 1] == '/';
    token->inner = (struct soup_slice){ soup->text + at, end - at - (size_t)token->empty };
    token->to = end < soup->end && soup->text[end] == '>' ? end + 1 : end;
}

static int begins_tag(const struct soup *soup, size_t at)
{
    if (at + 1 >= soup->end)
        return 0;
    if (soup->text[at + 1] == '/')
        return at + 2 < soup->end && is_letter(soup->text[at + 2]);
    return is_letter(soup->text[at + 1]);
}

static void read_text(struct soup *soup, struct soup_token *token)
{
    const char *next = memchr(soup->text + token->from + 1, '<', soup->end - token->from - 1);

    token->type = SOUP_TEXT;
    token->to = next ? (size_t)(next - soup->text) : soup->end;
    token->inner = (struct soup_slice){ soup->text + token->from, token->to - token->from };
}

void soup_next(struct soup *soup, struct soup_token *token)
{
    const char *at = soup->text + soup->at;
    size_t left = soup->end - soup->at;

    *token = (struct soup_token){ .type = SOUP_END, .from = soup->at, .to = soup->at };
    if (left == 0)
        return;
    if (*at != '<') {
        read_text(soup, token);
    } else if (left >= 9 && memcmp(at, "<![CDATA[", 9) == 0) {
        read_cdata(soup, token);
    } else if (begins_tag(soup, soup->at)) {
        read_tag(soup, token);
    } else if (left > 1 && (at[1] == '!' || at[1] == '?')) {
        token->type = SOUP_OTHER;
        token->to = read_other(soup, soup->at);
    } else {
        defect(soup);
        read_text(soup, token);
    }
    soup->at = token->to;
}

/* ---- Attributes ---- */

int soup_attribute(const struct soup_token *token, size_t *at, struct soup_slice *name,
                   struct soup_slice *value)
{
    const char *text = token->inner.at;
    size_t size = token->inner.size;
    size_t i = *at;

    while (i < size && !is_name(text[i]))
        i++;
    *name = (struct soup_slice){ text + i, 0 };
    while (i < size && is_name(text[i]))
        i++;
    name->size = (size_t)(text + i - name->at);
    while (i < size && is_blank(text[i]))
        i++;
    *value = (struct soup_slice){ text + i, 0 };
    if (i < size && text[i] == '=') {
        for (i++; i < size && is_blank(text[i]);)
            i++;
        if (i < size && (text[i] == '"' || text[i] == '\'')) {
            const char *end = memchr(text + i + 1, text[i], size - i - 1);

            value->at = text + i + 1;
            value->size = end ? (size_t)(end - value->at) : size - i - 1;
            i = (size_t)(value->at - text) + value->size + (end != NULL);
        } else {
            value->at = text + i;
            while (i < size && !is_blank(text[i]))
                i++;
            value->size = (size_t)(text + i - value->at);
        }
    }
    *at = i;
    return name->size > 0;
}

struct soup_slice soup_find(const struct soup_token *token, const char *wanted)
{
    struct soup_slice name;
    struct soup_slice value;
    size_t at = 0;

    while (soup_attribute(token, &at, &name, &value))
        if (soup_is(name, wanted))
            return value;
    return (struct soup_slice){ NULL, 0 };
}

/* ---- Entities ---- */

/* What windows-1252 has at 0x80 to 0x9F: such numbers were never meant otherwise. */
static const uint16_t windows[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static int digit(char c, int hex)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

/* "#8217" or "#x2019", without its "&" and ";". */
static int add_number(struct soup_slice name, struct buffer *out)
{
    int hex = name.size > 1 && (name.at[1] | 0x20) == 'x';
    size_t i = hex ? 2 : 1;
    uint32_t c = 0;

    if (i >= name.size)
        return 0;
    for (; i < name.size; i++) {
        int value = digit(name.at[i], hex);

        if (value < 0)
            return 0;
        c = c > 0x110000 ? c : c * (hex ? 16 : 10) + (uint32_t)value;
    }
    if (c >= 0x80 && c < 0xA0)
        c = windows[c - 0x80];
    buffer_add_char(out, c < 0x20 && c != '\t' && c != '\n' ? ' ' : c);
    return 1;
}

static int add_named(struct soup_slice name, const struct soup_entities *entities,
                     struct buffer *out)
{
    char character[8];

    if (name.size == 4 && memcmp(name.at, "apos", 4) == 0) {
        buffer_add(out, "'", 1);
        return 1;
    }
    for (size_t i = 0; entities && i < entities->count; i++)
        if (entities->names[i].size == name.size &&
            memcmp(entities->names[i].at, name.at, name.size) == 0) {
            buffer_add(out, entities->values[i].at, entities->values[i].size);
            return 1;
        }
    if (!xml_html_entity(name.at, name.size, character))
        return 0;
    buffer_add(out, character, strlen(character));
    return 1;
}

/* Bytes of the entity at `at`, which begins with "&", or 0. */
static size_t add_entity(const char *at, size_t left, const struct soup_entities *entities,
                         struct buffer *out)
{
    struct soup_slice name = { at + 1, 0 };

    while (name.size + 1 < left && name.size < ENTITY_NAME &&
           (is_name(name.at[name.size]) || (name.size == 0 && *name.at == '#')))
        name.size++;
    if (name.size == 0 || name.size + 1 >= left || name.at[name.size] != ';')
        return 0;
    if (*name.at == '#' ? add_number(name, out) : add_named(name, entities, out))
        return name.size + 2;
    return 0;
}

void soup_decode(struct soup_slice text, const struct soup_entities *entities, struct buffer *out)
{
    size_t at = 0;

    while (at < text.size) {
        const char *mark = memchr(text.at + at, '&', text.size - at);
        size_t run = mark ? (size_t)(mark - text.at) - at : text.size - at;
        size_t size;

        buffer_add(out, text.at + at, run);
        at += run;
        if (!mark)
            return;
        size = add_entity(mark, text.size - at, entities, out);
        if (size == 0) {
            buffer_add(out, "&", 1);
            size = 1;
        }
        at += size;
    }
}
