/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields of RSS, RDF, Atom and WordPress exports, found by name wherever they stand.
 * A field reaches to its closing tag; where that is missing, to the next tag that
 * cannot stand in it.
 */
#include "feed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Fields in all: 100,000 entries of 40. */
#define FIELDS_MOST (4u << 20)
#define PREFIXES    48

/* Where an element belongs, by its namespace. */
enum space { PLAIN, DC, CONTENT, EXCERPT, ITUNES, MEDIA, RIGHTS, XHTML, WORDPRESS, OTHER };

/* Part of a namespace's address, or a prefix that nobody declared. */
static const struct {
    const char *address;
    const char *prefix;
    enum space space;
} spaces[] = {
    { "purl.org/dc/", "dc", DC },
    { "purl.org/dc/terms", "dcterms", DC },
    { "modules/content", "content", CONTENT },
    { "wordpress.org/export/excerpt", "excerpt", EXCERPT },
    { "/excerpt/", "excerpt", EXCERPT },
    { "wordpress.org/export", "wp", WORDPRESS },
    { "itunes.com/dtds", "itunes", ITUNES },
    { "search.yahoo.com/mrss", "media", MEDIA },
    { "creativecommons", "creativeCommons", RIGHTS },
    { "web.resource.org/cc", "cc", RIGHTS },
    { "w3.org/1999/xhtml", "xhtml", XHTML },
    { "w3.org/2005/atom", "atom", PLAIN },
    { "purl.org/atom", "atom03", PLAIN },
    { "purl.org/rss", "rss", PLAIN },
    { "purl.org/net/rss", "rss11", PLAIN },
    { "netscape.com/rdf", "rss09", PLAIN },
    { "userland.com/rss", "rss2", PLAIN },
};

static const struct known {
    const char *name;
    enum space space;
    enum field_kind kind;
    uint8_t rank;
    enum field_form form;
    const char *attribute; /* the value stands there; inside when it is missing */
} known[] = {
    { "title", PLAIN, FIELD_TITLE, 0, FORM_GUESS, NULL },
    { "title", DC, FIELD_TITLE, 1, FORM_GUESS, NULL },
    { "title", ITUNES, FIELD_TITLE, 2, FORM_GUESS, NULL },
    { "title", MEDIA, FIELD_TITLE, 3, FORM_GUESS, NULL },
    { "link", PLAIN, FIELD_LINK, 0, FORM_PLAIN, "href" },
    { "guid", PLAIN, FIELD_ID, 0, FORM_PLAIN, NULL },
    { "id", PLAIN, FIELD_ID, 0, FORM_PLAIN, NULL },
    { "identifier", DC, FIELD_ID, 1, FORM_PLAIN, NULL },
    { "author", PLAIN, FIELD_AUTHOR, 1, FORM_PLAIN, NULL },
    { "creator", DC, FIELD_AUTHOR, 0, FORM_PLAIN, NULL },
    { "author", DC, FIELD_AUTHOR, 1, FORM_PLAIN, NULL },
    { "author", ITUNES, FIELD_AUTHOR, 2, FORM_PLAIN, NULL },
    { "managingeditor", PLAIN, FIELD_AUTHOR, 3, FORM_PLAIN, NULL },
    { "pubdate", PLAIN, FIELD_PUBLISHED, 0, FORM_PLAIN, NULL },
    { "published", PLAIN, FIELD_PUBLISHED, 0, FORM_PLAIN, NULL },
    { "issued", PLAIN, FIELD_PUBLISHED, 0, FORM_PLAIN, NULL },
    { "issued", DC, FIELD_PUBLISHED, 1, FORM_PLAIN, NULL },
    { "date", DC, FIELD_PUBLISHED, 2, FORM_PLAIN, NULL },
    { "updated", PLAIN, FIELD_UPDATED, 0, FORM_PLAIN, NULL },
    { "modified", PLAIN, FIELD_UPDATED, 0, FORM_PLAIN, NULL },
    { "modified", DC, FIELD_UPDATED, 1, FORM_PLAIN, NULL },
    { "lastbuilddate", PLAIN, FIELD_UPDATED, 2, FORM_PLAIN, NULL },
    { "created", PLAIN, FIELD_CREATED, 0, FORM_PLAIN, NULL },
    { "created", DC, FIELD_CREATED, 1, FORM_PLAIN, NULL },
    { "description", PLAIN, FIELD_SUMMARY, 0, FORM_GUESS, NULL },
    { "summary", PLAIN, FIELD_SUMMARY, 1, FORM_GUESS, NULL },
    { "subtitle", PLAIN, FIELD_SUMMARY, 1, FORM_GUESS, NULL },
    { "tagline", PLAIN, FIELD_SUMMARY, 1, FORM_GUESS, NULL },
    { "abstract", DC, FIELD_SUMMARY, 2, FORM_GUESS, NULL },
    { "description", DC, FIELD_SUMMARY, 2, FORM_GUESS, NULL },
    { "encoded", EXCERPT, FIELD_SUMMARY, 1, FORM_GUESS, NULL },
    { "summary", ITUNES, FIELD_SUMMARY, 3, FORM_GUESS, NULL },
    { "subtitle", ITUNES, FIELD_SUMMARY, 4, FORM_GUESS, NULL },
    { "description", MEDIA, FIELD_SUMMARY, 4, FORM_GUESS, NULL },
    { "encoded", CONTENT, FIELD_CONTENT, 0, FORM_HTML, NULL },
    { "content", PLAIN, FIELD_CONTENT, 0, FORM_GUESS, NULL },
    { "body", XHTML, FIELD_CONTENT, 0, FORM_XHTML, NULL },
    { "div", XHTML, FIELD_CONTENT, 1, FORM_XHTML, NULL },
    { "body", PLAIN, FIELD_CONTENT, 1, FORM_GUESS, NULL },
    { "fullitem", PLAIN, FIELD_CONTENT, 1, FORM_GUESS, NULL },
    { "category", PLAIN, FIELD_TAG, 0, FORM_GUESS, "term" },
    { "subject", DC, FIELD_TAG, 0, FORM_GUESS, NULL },
    { "category", ITUNES, FIELD_TAG, 1, FORM_GUESS, "text" },
    { "keywords", ITUNES, FIELD_TAGS, 1, FORM_PLAIN, NULL },
    { "keywords", MEDIA, FIELD_TAGS, 1, FORM_PLAIN, NULL },
    { "tags", PLAIN, FIELD_TAGS, 0, FORM_PLAIN, NULL },
    { "language", PLAIN, FIELD_LANGUAGE, 0, FORM_PLAIN, NULL },
    { "language", DC, FIELD_LANGUAGE, 1, FORM_PLAIN, NULL },
    { "copyright", PLAIN, FIELD_RIGHTS, 0, FORM_GUESS, NULL },
    { "rights", PLAIN, FIELD_RIGHTS, 0, FORM_GUESS, NULL },
    { "rights", DC, FIELD_RIGHTS, 1, FORM_GUESS, NULL },
    { "license", RIGHTS, FIELD_RIGHTS, 2, FORM_PLAIN, "rdf:resource" },
    { "image", PLAIN, FIELD_IMAGE, 0, FORM_PLAIN, "href" },
    { "logo", PLAIN, FIELD_IMAGE, 0, FORM_PLAIN, NULL },
    { "icon", PLAIN, FIELD_IMAGE, 4, FORM_PLAIN, NULL },
    { "image", ITUNES, FIELD_IMAGE, 1, FORM_PLAIN, "href" },
    { "link", ITUNES, FIELD_IMAGE, 2, FORM_PLAIN, "href" },
    { "thumbnail", MEDIA, FIELD_IMAGE, 2, FORM_PLAIN, "url" },
    { "content", MEDIA, FIELD_IMAGE, 3, FORM_PLAIN, "url" },
    { "enclosure", PLAIN, FIELD_IMAGE, 3, FORM_PLAIN, "url" },
    { "post_type", WORDPRESS, FIELD_POST_TYPE, 0, FORM_PLAIN, NULL },
    { "status", WORDPRESS, FIELD_STATUS, 0, FORM_PLAIN, NULL },
    { "author_login", WORDPRESS, FIELD_LOGIN, 0, FORM_PLAIN, NULL },
    { "author_display_name", WORDPRESS, FIELD_FULL_NAME, 0, FORM_PLAIN, NULL },
    { "comment", WORDPRESS, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "postmeta", WORDPRESS, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "owner", ITUNES, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "source", PLAIN, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "contributor", PLAIN, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "textinput", PLAIN, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
    { "items", PLAIN, FIELD_SKIPPED, 0, FORM_PLAIN, NULL },
};

#define KNOWN (sizeof(known) / sizeof(*known))

struct collector {
    struct feed *feed;
    struct soup soup;
    struct {
        struct soup_slice prefix;
        enum space space;
    } prefixes[PREFIXES];
    size_t prefix_count;
    /* Up to there no closing tag of this known element comes. */
    size_t unclosed[KNOWN];
};

/* ---- Growing ---- */

static void *grown(struct feed *feed, void *array, size_t count, size_t *room, size_t size)
{
    size_t more = *room ? *room * 2 : 256;
    void *larger;

    if (count < *room)
        return array;
    larger = more > FIELDS_MOST ? NULL : realloc(array, more * size);
    if (!larger)
        feed->full = 1;
    else
        *room = more;
    return larger ? larger : array;
}

void feed_add(struct feed *feed, struct field field)
{
    struct fields *fields = feed->entry_open ? &feed->of_entries : &feed->own;

    fields->list = grown(feed, fields->list, fields->count, &fields->room, sizeof(*fields->list));
    if (fields->count < fields->room)
        fields->list[fields->count++] = field;
}

void feed_begin_entry(struct feed *feed, uint64_t from)
{
    feed->entries =
        grown(feed, feed->entries, feed->entry_count, &feed->entry_room, sizeof(*feed->entries));
    if (feed->full)
        return;
    feed->entries[feed->entry_count++] =
        (struct entry){ .first = (uint32_t)feed->of_entries.count, .from = (uint32_t)from };
    feed->entry_open = 1;
}

void feed_end_entry(struct feed *feed, uint64_t to)
{
    struct entry *entry;

    if (!feed->entry_open)
        return;
    entry = &feed->entries[feed->entry_count - 1];
    entry->count = (uint32_t)feed->of_entries.count - entry->first;
    entry->to = (uint32_t)to;
    feed->entry_open = 0;
}

/* ---- Namespaces ---- */

static int contains(struct soup_slice slice, const char *part)
{
    size_t size = strlen(part);

    for (size_t i = 0; i + size <= slice.size; i++)
        if (strncasecmp(slice.at + i, part, size) == 0)
            return 1;
    return 0;
}

static enum space space_of_address(struct soup_slice address)
{
    for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
        if (contains(address, spaces[i].address))
            return spaces[i].space;
    return OTHER;
}

static enum space space_of_prefix(const struct collector *c, struct soup_slice prefix)
{
    if (prefix.size == 0)
        return PLAIN;
    for (size_t i = c->prefix_count; i-- > 0;)
        if (c->prefixes[i].prefix.size == prefix.size &&
            memcmp(c->prefixes[i].prefix.at, prefix.at, prefix.size) == 0)
            return c->prefixes[i].space;
    for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
        if (soup_is(prefix, spaces[i].prefix))
            return spaces[i].space;
    return OTHER;
}

/* Learn prefixes; an element's own default namespace matters when it is XHTML's. */
static enum space learn(struct collector *c, const struct soup_token *tag)
{
    struct soup_slice name;
    struct soup_slice value;
    int is_xhtml = 0;
    size_t at = 0;

    while (soup_attribute(tag, &at, &name, &value)) {
        if (name.size >= 6 && strncasecmp(name.at, "xmlns:", 6) == 0 &&
            c->prefix_count < PREFIXES) {
            c->prefixes[c->prefix_count].prefix = (struct soup_slice){ name.at + 6, name.size - 6 };
            c->prefixes[c->prefix_count++].space = space_of_address(value);
        }
        is_xhtml |= soup_is(name, "xmlns") && space_of_address(value) == XHTML;
    }
    return tag->prefix.size == 0 && is_xhtml ? XHTML : space_of_prefix(c, tag->prefix);
}

static const struct known *find_known(const struct soup_token *tag, enum space space)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (known[i].space == space && soup_is(tag->name, known[i].name))
            return &known[i];
    return NULL;
}

/* ---- Where a field ends ---- */

static int is_entry(struct soup_slice name)
{
    return soup_is(name, "item") || soup_is(name, "entry");
}

/* Beyond such a tag no field reaches. */
static int is_border(const struct soup_token *tag)
{
    if (tag->type == SOUP_OPEN)
        return is_entry(tag->name) && tag->prefix.size == 0;
    return tag->type == SOUP_CLOSE && (is_entry(tag->name) || soup_is(tag->name, "channel") ||
                                       soup_is(tag->name, "rss") || soup_is(tag->name, "feed"));
}

static int same_name(const struct soup_token *a, const struct soup_token *b)
{
    return a->name.size == b->name.size && a->prefix.size == b->prefix.size &&
           strncasecmp(a->prefix.at, b->prefix.at, a->name.size + a->prefix.size) == 0;
}

/* The closing tag, from behind the opening one; 0 and where the search ended when there
 * is none. */
static int find_close(struct collector *c, const struct soup_token *open, struct soup_token *close)
{
    struct soup look = c->soup;

    look.defects = NULL;
    do
        soup_next(&look, close);
    while (close->type != SOUP_END && !is_border(close) &&
           !(close->type == SOUP_CLOSE && same_name(open, close)));
    c->soup.no_cdata_end = look.no_cdata_end;
    c->soup.no_comment_end = look.no_comment_end;
    c->soup.no_double = look.no_double;
    c->soup.no_single = look.no_single;
    return close->type == SOUP_CLOSE && same_name(open, close);
}

/* Without a closing tag: up to the next element that is a field too. */
static void find_next_field(struct collector *c, struct soup_token *end)
{
    struct soup look = c->soup;

    look.defects = NULL;
    do
        soup_next(&look, end);
    while (end->type != SOUP_END && !is_border(end) &&
           !(end->type == SOUP_OPEN && find_known(end, space_of_prefix(c, end->prefix))));
}

/* Where the inside of an element ends; the soup goes on behind it. */
static size_t field_end(struct collector *c, const struct known *what,
                        const struct soup_token *open)
{
    size_t *unclosed = &c->unclosed[what - known];
    struct soup_token end;

    if (open->empty)
        return open->to;
    if (open->to >= *unclosed && find_close(c, open, &end)) {
        c->soup.at = end.to;
        return end.from;
    }
    if (open->to >= *unclosed)
        *unclosed = end.from;
    c->feed->defects++;
    find_next_field(c, &end);
    c->soup.at = end.from;
    return end.from;
}

/* ---- Taking fields ---- */

static void add_slice(struct collector *c, struct field field, struct soup_slice slice,
                      enum field_form form)
{
    field.form = (uint8_t)form;
    field.from = (uint32_t)(slice.at - c->soup.text);
    field.to = field.from + (uint32_t)slice.size;
    feed_add(c->feed, field);
}

/* Only the link that leads to the article itself is its address. */
static int is_own_link(const struct soup_token *tag, uint8_t *rank)
{
    struct soup_slice rel = soup_find(tag, "rel");
    struct soup_slice type = soup_find(tag, "type");

    if (rel.size > 0 && !soup_is(rel, "alternate"))
        return 0;
    *rank = !type.at || contains(type, "html") ? 0 : 1;
    return 1;
}

static enum field_kind media_kind(const struct soup_token *tag)
{
    struct soup_slice type = soup_find(tag, "type");
    struct soup_slice medium = soup_find(tag, "medium");

    if (soup_is(medium, "image") || contains(type, "image/"))
        return FIELD_IMAGE;
    if (contains(type, "audio/") || contains(type, "video/") || soup_is(medium, "audio") ||
        soup_is(medium, "video"))
        return FIELD_MEDIA;
    return FIELD_SKIPPED;
}

/* Atom says what a text is, and a feed of old times how it is packed. */
static enum field_form form_of(const struct known *what, const struct soup_token *tag, int atom)
{
    struct soup_slice type = soup_find(tag, "type");
    struct soup_slice mode = soup_find(tag, "mode");

    if (what->form != FORM_GUESS)
        return what->form;
    if (soup_is(mode, "escaped"))
        return soup_is(type, "text/plain") ? FORM_PLAIN : FORM_HTML;
    if (soup_is(type, "xhtml") || soup_is(type, "application/xhtml+xml"))
        return soup_is(mode, "xml") || soup_is(type, "xhtml") ? FORM_XHTML : FORM_GUESS;
    if (soup_is(type, "html") || soup_is(type, "text/html"))
        return FORM_HTML;
    if (soup_is(type, "text") || soup_is(type, "text/plain"))
        return FORM_PLAIN;
    if (soup_is(mode, "base64") ||
        (atom && contains(type, "/") && !contains(type, "xml") && !contains(type, "text/")))
        return FORM_BASE64;
    return atom && !type.at ? FORM_PLAIN : FORM_GUESS;
}

/* An item of RSS that has a description and a summary: the second is the text itself. */
static int is_text_too(const struct collector *c, const struct soup_token *tag)
{
    const struct feed *feed = c->feed;

    return !feed->is_atom && feed->entry_open && soup_is(tag->name, "summary") &&
           feed_field(feed,
                      &(struct entry){ .first = feed->entries[feed->entry_count - 1].first,
                                       .count = (uint32_t)feed->of_entries.count -
                                                feed->entries[feed->entry_count - 1].first },
                      FIELD_SUMMARY);
}

static struct soup_slice value_of(const struct known *what, const struct soup_token *tag)
{
    struct soup_slice value = { NULL, 0 };

    if (what->attribute)
        value = soup_find(tag, what->attribute);
    if (!value.at && what->kind == FIELD_IMAGE && what->space == ITUNES)
        value = soup_find(tag, "url");
    return value;
}

static int adjust(struct collector *c, const struct known *what, const struct soup_token *tag,
                  struct field *field)
{
    struct soup_slice domain = soup_find(tag, "domain");

    if (what->kind == FIELD_LINK && soup_find(tag, "href").at)
        return is_own_link(tag, &field->rank);
    if (what->kind == FIELD_ID)
        field->is_link =
            soup_is(tag->name, "guid") && !soup_is(soup_find(tag, "isPermaLink"), "false");
    if (what->kind == FIELD_SUMMARY && what->space == PLAIN && is_text_too(c, tag)) {
        field->kind = FIELD_CONTENT;
        field->rank = 5;
    }
    if (what->kind == FIELD_TAG && c->feed->is_export && soup_is(domain, "category"))
        field->kind = FIELD_SECTION;
    if (soup_is(tag->name, "enclosure") || (what->space == MEDIA && soup_is(tag->name, "content")))
        field->kind = (uint8_t)media_kind(tag);
    return field->kind != FIELD_SKIPPED;
}

static void take(struct collector *c, const struct known *what, const struct soup_token *tag)
{
    struct field field = { .kind = (uint8_t)what->kind, .rank = what->rank };
    struct soup_slice value = value_of(what, tag);
    struct soup_slice inner = { c->soup.text + tag->to, 0 };
    int wanted = adjust(c, what, tag, &field);

    if (!value.at && what->kind == FIELD_CONTENT && tag->empty)
        return;
    /* Elements whose value stands in an attribute may hold others. */
    if (!value.at || what->kind == FIELD_LINK || what->kind == FIELD_TAG)
        inner.size = field_end(c, what, tag) - tag->to;
    if (!wanted)
        return;
    if (value.at)
        add_slice(c, field, value, FORM_ATTRIBUTE);
    else
        add_slice(c, field, inner, form_of(what, tag, c->feed->is_atom));
}

/* What the root or an entry says of its language and address. */
static void take_common(struct collector *c, const struct soup_token *tag)
{
    struct soup_slice language = soup_find(tag, "xml:lang");
    struct soup_slice base = soup_find(tag, "xml:base");

    if (language.size > 0)
        add_slice(c, (struct field){ .kind = FIELD_LANGUAGE, .rank = 2 }, language, FORM_ATTRIBUTE);
    if (base.size > 0)
        add_slice(c, (struct field){ .kind = FIELD_BASE }, base, FORM_ATTRIBUTE);
}

static void open_tag(struct collector *c, const struct soup_token *tag)
{
    enum space space = learn(c, tag);
    const struct known *what;

    if (space == PLAIN && is_entry(tag->name)) {
        feed_end_entry(c->feed, tag->from);
        feed_begin_entry(c->feed, tag->from);
        take_common(c, tag);
        if (tag->empty)
            feed_end_entry(c->feed, tag->to);
        return;
    }
    if (soup_is(tag->name, "rss") || soup_is(tag->name, "feed") || soup_is(tag->name, "channel") ||
        soup_is(tag->name, "RDF")) {
        take_common(c, tag);
        return;
    }
    what = find_known(tag, space);
    if (what)
        take(c, what, tag);
}

void collect_xml(struct feed *feed)
{
    struct collector c = {
        .feed = feed,
        .soup = { .text = feed->text.data,
                  .end = feed->text.size,
                  .entities = &feed->entities,
                  .defects = &feed->defects },
    };
    struct soup_token token;

    do {
        soup_next(&c.soup, &token);
        if (token.type == SOUP_OPEN)
            open_tag(&c, &token);
        else if (token.type == SOUP_CLOSE && is_entry(token.name) && token.prefix.size == 0)
            feed_end_entry(feed, token.to);
    } while (token.type != SOUP_END && !feed->full);
    feed_end_entry(feed, feed->text.size);
}
