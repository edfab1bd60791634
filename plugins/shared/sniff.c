/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/sniff.h"

#include <string.h>
#include <strings.h>

/* Comments and doctypes before the root are seldom longer. */
#define LOOKED_AT 8192u

struct look {
    char text[LOOKED_AT + 1]; /* without NUL bytes, so that UTF-16 reads like ASCII */
    size_t size, at;
};

static void take(struct look *look, const uint8_t *bytes, uint64_t size)
{
    for (uint64_t i = 0; i < size && look->size < LOOKED_AT; i++)
        if (bytes[i])
            look->text[look->size++] = (char)bytes[i];
    look->text[look->size] = '\0';
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Copy [from, to), cut to what fits. */
static void copy(char *out, size_t room, const char *from, const char *to)
{
    size_t size = (size_t)(to - from) < room ? (size_t)(to - from) : room - 1;

    memcpy(out, from, size);
    out[size] = '\0';
}

/* The value of an attribute within a tag that ends at `end`. */
static void attribute(const char *tag, const char *end, const char *name, char *out, size_t room)
{
    size_t length = strlen(name);

    for (const char *at = tag; (at = strstr(at, name)) && at < end; at += length) {
        const char *value = at + length;
        const char *stop;

        while (is_blank(*value))
            value++;
        if (!is_blank(at[-1]) || *value != '=')
            continue;
        for (value++; is_blank(*value);)
            value++;
        if (*value != '"' && *value != '\'')
            continue;
        stop = strchr(value + 1, *value);
        if (stop && stop <= end)
            copy(out, room, value + 1, stop);
        return;
    }
}

/* Past a doctype, whose internal subset may hold ">". */
static const char *behind_doctype(const char *at)
{
    const char *subset = strchr(at, '[');
    const char *end = strchr(at, '>');

    if (subset && end && subset < end) {
        end = strstr(subset, "]");
        end = end ? strchr(end, '>') : NULL;
    }
    return end ? end + 1 : NULL;
}

static const char *behind(const char *at, const char *mark)
{
    const char *end = strstr(at, mark);

    return end ? end + strlen(mark) : NULL;
}

/* The "<" of the root element. */
static const char *find_root(const char *at, struct sniffed *sniffed)
{
    while (at && (at = strchr(at, '<'))) {
        if (strncmp(at, "<?", 2) == 0) {
            const char *end = behind(at, "?>");

            if (strncmp(at, "<?xml", 5) == 0 && is_blank(at[5]) && end) {
                sniffed->declared = 1;
                attribute(at + 5, end, "encoding", sniffed->encoding, sizeof(sniffed->encoding));
            }
            at = end;
        } else if (strncmp(at, "<!--", 4) == 0) {
            at = behind(at + 4, "-->");
        } else if (at[1] == '!') {
            at = behind_doctype(at);
        } else {
            return at;
        }
    }
    return NULL;
}

int sniff_xml(const uint8_t *bytes, uint64_t size, struct sniffed *sniffed)
{
    struct look look = { .size = 0 };
    char declaration[80] = "xmlns";
    const char *name;
    const char *end;
    const char *colon;

    *sniffed = (struct sniffed){ 0 };
    take(&look, bytes, size);
    name = find_root(look.text, sniffed);
    if (!name)
        return 0;
    name++;
    end = name + strcspn(name, " \t\r\n/>");
    if (end == name || *end == '\0' || strchr("=<!\"'", *name))
        return 0;
    colon = memchr(name, ':', (size_t)(end - name));
    if (colon && colon - name < 60) {
        declaration[5] = ':';
        copy(declaration + 6, sizeof(declaration) - 6, name, colon);
    }
    copy(sniffed->name, sizeof(sniffed->name), colon ? colon + 1 : name, end);
    name = strchr(end, '>');
    name = name ? name : look.text + look.size;
    attribute(end, name, declaration, sniffed->uri, sizeof(sniffed->uri));
    attribute(end, name, "version", sniffed->version, sizeof(sniffed->version));
    return 1;
}

/* ---- Charsets that are not what they are called ---- */

/* Bytes of a well-formed sequence of UTF-8 that begins with this byte, or 0. */
static uint64_t sequence(const uint8_t *at, uint64_t left)
{
    uint64_t size = *at < 0xC2 ? 0 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : *at < 0xF5 ? 4 : 0;

    if (size == 0 || size > left)
        return 0;
    for (uint64_t i = 1; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

const char *sniff_charset(const uint8_t *bytes, uint64_t size, const char *declared)
{
    static const char *const western[] = { "iso-8859-1", "iso8859-1",    "latin1", "us-ascii",
                                           "ascii",      "windows-1252", "cp1252", "iso-8859-15" };
    uint64_t good = 0;
    uint64_t bad = 0;

    if (!declared || !*declared)
        return NULL;
    for (uint64_t at = 0; at < size;) {
        uint64_t more = bytes[at] < 0x80 ? 0 : sequence(bytes + at, size - at);

        good += more > 0;
        bad += more == 0 && bytes[at] >= 0x80;
        at += more > 0 ? more : 1;
    }
    if (strcasecmp(declared, "utf-8") == 0 || strcasecmp(declared, "utf8") == 0)
        return bad > good ? NULL : declared;
    for (size_t i = 0; i < sizeof(western) / sizeof(*western); i++)
        if (good > 0 && bad == 0 && strcasecmp(declared, western[i]) == 0)
            return "utf-8";
    return declared;
}
