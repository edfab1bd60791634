/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML as plain text: for titles and names, and where no reader of web pages is there. */
#include "shared/plain.h"

#include "shared/soup.h"

#include <string.h>

static const char *const parting[] = { "p",       "div",        "br",      "li",     "ul",
                                       "ol",      "tr",         "table",   "h1",     "h2",
                                       "h3",      "h4",         "h5",      "h6",     "blockquote",
                                       "pre",     "hr",         "dt",      "dd",     "figure",
                                       "section", "figcaption", "article", "header", "footer" };

static const char *const unread[] = { "script", "style", "template", "iframe", "object" };

static int is_one_of(struct soup_slice name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (soup_is(name, names[i]))
            return 1;
    return 0;
}

#define ONE_OF(name, names) is_one_of(name, names, sizeof(names) / sizeof(*(names)))

int plain_is_html(const char *text, size_t size)
{
    for (size_t i = 0; i + 2 < size; i++) {
        char c = (char)(text[i + 1] | 0x20);

        if (text[i] == '<' && ((c >= 'a' && c <= 'z') || text[i + 1] == '/' || text[i + 1] == '!'))
            return 1;
        if (text[i] == '&' && ((c >= 'a' && c <= 'z') || text[i + 1] == '#')) {
            size_t end = i + 1;

            while (end < size && end < i + 12 && text[end] != ';' && text[end] != ' ')
                end++;
            if (end < size && text[end] == ';')
                return 1;
        }
    }
    return 0;
}

/* Past an element whose inside is not for people. */
static void pass_unread(struct soup *soup, struct soup_slice name)
{
    struct soup_token token;
    struct soup start = *soup;

    do
        soup_next(soup, &token);
    while (token.type != SOUP_END && !(token.type == SOUP_CLOSE && token.name.size == name.size &&
                                       memcmp(token.name.at, name.at, name.size) == 0));
    if (token.type == SOUP_END)
        *soup = start; /* never closed: better too much than nothing */
}

void plain_from_html(const char *html, size_t size, struct buffer *out)
{
    struct soup soup = { .text = html, .end = size };
    struct soup_token token;
    int passes = 0;

    do {
        soup_next(&soup, &token);
        if (token.type == SOUP_TEXT)
            soup_decode(token.inner, NULL, out);
        else if (token.type == SOUP_CDATA)
            buffer_add(out, token.inner.at, token.inner.size);
        else if (token.type != SOUP_OPEN && token.type != SOUP_CLOSE)
            continue;
        else if (ONE_OF(token.name, parting))
            buffer_add(out, "\n\n", 2);
        else if (token.type == SOUP_OPEN && !token.empty && ONE_OF(token.name, unread) &&
                 passes++ < 1000)
            pass_unread(&soup, token.name);
    } while (token.type != SOUP_END);
}
