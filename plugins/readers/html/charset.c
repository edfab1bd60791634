/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset.h"

#include <string.h>
#include <strings.h>

#define LOOKED_AT 8192u /* bytes; the standard asks for 1024, real pages do not keep to it */

/* Well-formed UTF-8 with characters beyond ASCII is what it is, whatever it declares:
 * saved pages often kept the declaration of what they once were. */
static int is_utf8(const uint8_t *bytes, uint64_t length)
{
    uint64_t beyond = 0;

    for (uint64_t i = 0; i < length;) {
        unsigned more = bytes[i] < 0x80    ? 0
                        : bytes[i] < 0xc2  ? 4
                        : bytes[i] < 0xe0  ? 1
                        : bytes[i] < 0xf0  ? 2
                        : bytes[i] <= 0xf4 ? 3
                                           : 4;

        if (more > 3 || more > length - i - 1)
            return 0;
        beyond += more > 0;
        for (i++; more > 0; more--, i++)
            if ((bytes[i] & 0xc0) != 0x80)
                return 0;
    }
    return beyond > 0;
}

static int is_label(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

static int copy_label(const char *at, const char *end, char label[CHARSET_SIZE])
{
    size_t size = 0;

    while (at < end && strchr(" \t\r\n=\"'", *at))
        at++;
    while (at < end && is_label(*at) && size + 1 < CHARSET_SIZE)
        label[size++] = *at++;
    label[size] = '\0';
    return size > 0;
}

/* What stands behind "charset" in a meta tag, or "encoding" in an XML declaration. */
static void find_label(const char *text, const char *end, char label[CHARSET_SIZE])
{
    for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++) {
        int is_xml = end - at > 5 && memcmp(at, "<?xml", 5) == 0;
        const char *word = is_xml ? "encoding" : "charset";
        size_t size = strlen(word);
        const char *close = memchr(at, '>', (size_t)(end - at));

        if (!is_xml && (end - at < 5 || strncasecmp(at, "<meta", 5) != 0))
            continue;
        for (const char *c = at; close && c + size < close; c++)
            if (strncasecmp(c, word, size) == 0 && copy_label(c + size, close, label))
                return;
    }
}

void charset_declared(const struct crier_source *source, char label[CHARSET_SIZE])
{
    const char *text = (const char *)source->bytes;
    uint64_t length = source->length < LOOKED_AT ? source->length : LOOKED_AT;

    label[0] = '\0';
    if (is_utf8(source->bytes, source->length))
        return;
    find_label(text, text + length, label);
    /* A page that could be read so far is in no charset of two bytes a letter. */
    if (strncasecmp(label, "utf-16", 6) == 0 || strncasecmp(label, "utf-32", 6) == 0)
        label[0] = '\0';
}
