/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include "source.h"

#include <string.h>

static const struct {
    const char *name;
    enum html_kind kind;
    unsigned level;
} tags[] = {
    { "address", HTML_BLOCK, 0 },
    { "article", HTML_BLOCK, 0 },
    { "aside", HTML_BLOCK, 0 },
    { "audio", HTML_UNHEARD, 0 },
    { "blockquote", HTML_QUOTATION, 0 },
    { "body", HTML_BLOCK, 0 },
    { "br", HTML_BREAK, 0 },
    { "canvas", HTML_UNHEARD, 0 },
    { "caption", HTML_CAPTION, 0 },
    { "center", HTML_BLOCK, 0 },
    { "dd", HTML_BLOCK, 0 },
    { "details", HTML_BLOCK, 0 },
    { "div", HTML_BLOCK, 0 },
    { "dl", HTML_BLOCK, 0 },
    { "dt", HTML_BLOCK, 0 },
    { "fieldset", HTML_BLOCK, 0 },
    { "figcaption", HTML_CAPTION, 0 },
    { "figure", HTML_BLOCK, 0 },
    { "footer", HTML_BLOCK, 0 },
    { "form", HTML_UNHEARD, 0 },
    { "h1", HTML_HEADING, 1 },
    { "h2", HTML_HEADING, 2 },
    { "h3", HTML_HEADING, 3 },
    { "h4", HTML_HEADING, 4 },
    { "h5", HTML_HEADING, 5 },
    { "h6", HTML_HEADING, 6 },
    { "header", HTML_BLOCK, 0 },
    { "hr", HTML_BLOCK, 0 },
    { "iframe", HTML_UNHEARD, 0 },
    { "img", HTML_PICTURE, 0 },
    { "li", HTML_ITEM, 0 },
    { "main", HTML_BLOCK, 0 },
    { "nav", HTML_UNHEARD, 0 },
    { "object", HTML_UNHEARD, 0 },
    { "ol", HTML_LIST, 0 },
    { "p", HTML_BLOCK, 0 },
    { "pre", HTML_CODE, 0 },
    { "script", HTML_UNHEARD, 0 },
    { "section", HTML_BLOCK, 0 },
    { "style", HTML_UNHEARD, 0 },
    { "summary", HTML_BLOCK, 0 },
    { "svg", HTML_UNHEARD, 0 },
    { "table", HTML_BLOCK, 0 },
    { "tbody", HTML_BLOCK, 0 },
    { "td", HTML_BLOCK, 0 },
    { "template", HTML_UNHEARD, 0 },
    { "tfoot", HTML_BLOCK, 0 },
    { "th", HTML_BLOCK, 0 },
    { "thead", HTML_BLOCK, 0 },
    { "title", HTML_UNHEARD, 0 },
    { "tr", HTML_BLOCK, 0 },
    { "ul", HTML_LIST, 0 },
    { "video", HTML_UNHEARD, 0 },
};

/* Marks that are no tags: they go from here to there. The longest come first. */
static const struct {
    const char *begin, *end;
} others[] = {
    { "<!--", "-->" },
    { "<![cdata[", "]]>" },
    { "<!", ">" },
    { "<?", "?>" },
};

/* Classes of what stands beside an article, as words of a class. */
static const char *const beside[] = { "ad",         "ads",       "advert",    "advertisement",
                                      "newsletter", "promo",     "promotion", "related",
                                      "share",      "sharing",   "signup",    "social",
                                      "sponsor",    "sponsored", "subscribe", "subscription",
                                      NULL };

static int is_letter(char c)
{
    return byte_lower(c) >= 'a' && byte_lower(c) <= 'z';
}

/* Behind the ">" of a tag; quotation marks may hold others. */
static size_t tag_end(struct slice text, size_t at)
{
    char quote = '\0';

    for (; at < text.size; at++) {
        char c = text.at[at];

        if (quote)
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && text.at[at - 1] == '=')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return text.size;
}

size_t html_mark(struct slice text, size_t at)
{
    struct slice rest = slice_from(text, at);

    if (rest.size < 2 || rest.at[0] != '<')
        return 0;
    if (is_letter(rest.at[1]) || (rest.at[1] == '/' && rest.size > 2 && is_letter(rest.at[2])))
        return tag_end(rest, 1);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        size_t begin = strlen(others[i].begin);
        const char *end;

        if (!slice_starts(rest, others[i].begin))
            continue;
        end = memmem(rest.at + begin, rest.size - begin, others[i].end, strlen(others[i].end));
        return end ? (size_t)(end - rest.at) + strlen(others[i].end) : rest.size;
    }
    return 0;
}

struct slice html_attribute(struct slice mark, const char *name)
{
    size_t size = strlen(name);

    for (size_t at = 1; at + size + 1 < mark.size; at++) {
        struct slice value = slice_from(mark, at);
        size_t end = 1;

        if (!byte_is_space(mark.at[at - 1]) || !slice_starts(value, name))
            continue;
        value = slice_trim(slice_from(value, size));
        if (value.size < 2 || value.at[0] != '=')
            continue;
        value = slice_trim(slice_from(value, 1));
        if (value.size > 0 && (value.at[0] == '"' || value.at[0] == '\'')) {
            while (end < value.size && value.at[end] != value.at[0])
                end++;
            return slice_from(slice_upto(value, end), 1);
        }
        for (end = 0; end < value.size && !byte_is_space(value.at[end]) && value.at[end] != '>';)
            end++;
        return slice_upto(value, end);
    }
    return slice_upto(mark, 0);
}

/* Does one of the words that hyphens and blanks part say that it stands beside? */
static int is_beside(struct slice class)
{
    for (size_t from = 0, at = 0; at <= class.size; at++) {
        if (at < class.size && is_letter(class.at[at]))
            continue;
        if (slice_is_one_of(slice_upto(slice_from(class, from), at - from), beside))
            return 1;
        from = at + 1;
    }
    return 0;
}

struct html_tag html_tag(struct slice mark)
{
    struct html_tag tag = { .is_end = mark.size > 1 && mark.at[1] == '/' };
    size_t start = 1 + (size_t)tag.is_end;
    size_t end = start;

    while (end < mark.size && (is_letter(mark.at[end]) || byte_is_digit(mark.at[end])))
        end++;
    tag.name = slice_upto(slice_from(mark, start), end - start);
    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
        if (slice_is(tag.name, tags[i].name)) {
            tag.kind = tags[i].kind;
            tag.level = tags[i].level;
        }
    if (!tag.is_end && tag.kind == HTML_BLOCK &&
        (is_beside(html_attribute(mark, "class")) || is_beside(html_attribute(mark, "id"))))
        tag.kind = HTML_UNHEARD;
    return tag;
}
