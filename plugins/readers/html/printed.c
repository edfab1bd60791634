/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printed.h"

#include "printed_walk.h"
#include "shared/slice.h"
#include "tree.h"
#include "words.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Names and properties of meta elements; of one slot the first listed is trusted most. */
static const struct {
    const char *name;
    uint8_t slot;
} metas[] = {
    { "og:title", SLOT_SHARED_TITLE },
    { "twitter:title", SLOT_SHARED_TITLE },
    { "parsely-title", SLOT_SHARED_TITLE },
    { "sailthru.title", SLOT_SHARED_TITLE },
    { "dc.title", SLOT_SHARED_TITLE },
    { "dcterms.title", SLOT_SHARED_TITLE },
    { "headline", SLOT_HEADLINE },
    { "author", SLOT_AUTHOR },
    { "article:author", SLOT_AUTHOR },
    { "article:author_name", SLOT_AUTHOR },
    { "parsely-author", SLOT_AUTHOR },
    { "sailthru.author", SLOT_AUTHOR },
    { "byl", SLOT_AUTHOR },
    { "dc.creator", SLOT_AUTHOR },
    { "dcterms.creator", SLOT_AUTHOR },
    { "twitter:data1", SLOT_COUNT },
    { "article:published_time", SLOT_PUBLISHED },
    { "article:published", SLOT_PUBLISHED },
    { "og:article:published_time", SLOT_PUBLISHED },
    { "datepublished", SLOT_PUBLISHED },
    { "parsely-pub-date", SLOT_PUBLISHED },
    { "sailthru.date", SLOT_PUBLISHED },
    { "pubdate", SLOT_PUBLISHED },
    { "publishdate", SLOT_PUBLISHED },
    { "publish-date", SLOT_PUBLISHED },
    { "publish_date", SLOT_PUBLISHED },
    { "published_time", SLOT_PUBLISHED },
    { "publication_date", SLOT_PUBLISHED },
    { "dc.date.issued", SLOT_PUBLISHED },
    { "dcterms.created", SLOT_PUBLISHED },
    { "dcterms.date", SLOT_PUBLISHED },
    { "dc.date.created", SLOT_PUBLISHED },
    { "cxenseparse:recs:publishtime", SLOT_PUBLISHED },
    { "cxenseparse:publishtime", SLOT_PUBLISHED },
    { "article.published", SLOT_PUBLISHED },
    { "og:published_time", SLOT_PUBLISHED },
    { "rnews:datepublished", SLOT_PUBLISHED },
    { "published-date", SLOT_PUBLISHED },
    { "citation_publication_date", SLOT_PUBLISHED },
    { "citation_date", SLOT_PUBLISHED },
    { "release_date", SLOT_PUBLISHED },
    { "date", SLOT_DAY },
    { "dc.date", SLOT_DAY },
    { "og:pubdate", SLOT_DAY },
    { "created", SLOT_DAY },
    { "article:modified_time", SLOT_MODIFIED },
    { "datemodified", SLOT_MODIFIED },
    { "og:updated_time", SLOT_MODIFIED },
    { "lastmod", SLOT_MODIFIED },
    { "updated", SLOT_MODIFIED },
    { "last-modified", SLOT_MODIFIED },
    { "og:url", SLOT_URL },
    { "description", SLOT_DESCRIPTION },
    { "og:description", SLOT_DESCRIPTION },
    { "twitter:description", SLOT_DESCRIPTION },
    { "og:image", SLOT_IMAGE },
    { "og:image:url", SLOT_IMAGE },
    { "twitter:image", SLOT_IMAGE },
    { "og:image:alt", SLOT_IMAGE_ALT },
    { "twitter:image:alt", SLOT_IMAGE_ALT },
    { "og:site_name", SLOT_SITE },
    { "application-name", SLOT_SITE },
    { "article:section", SLOT_SECTION },
    { "parsely-section", SLOT_SECTION },
    { "section", SLOT_SECTION },
    { "articlesection", SLOT_SECTION },
    { "news_keywords", SLOT_KEYWORDS },
    { "keywords", SLOT_KEYWORDS },
    { "parsely-tags", SLOT_KEYWORDS },
    { "og:locale", SLOT_LANGUAGE },
    { "content-language", SLOT_LANGUAGE },
    { "dc.rights", SLOT_LICENCE },
    { "copyright", SLOT_LICENCE },
};

const char *printed_clean(const struct walk *walk, const char *text)
{
    return text ? words_clean(walk->arena, text, strlen(text)) : NULL;
}

static const char *text_of(const struct walk *walk, const GumboNode *node, size_t room)
{
    char text[1024];

    return tree_text(node, text, room < sizeof(text) ? room : sizeof(text)) > 0
               ? printed_clean(walk, text)
               : NULL;
}

/* The text of a byline, whose elements are set apart by the style of the page. */
static const char *byline_of(const struct walk *walk, const GumboNode *node, size_t room)
{
    char text[512];

    return tree_text_parted(node, text, room < sizeof(text) ? room : sizeof(text)) > 0
               ? printed_clean(walk, text)
               : NULL;
}

/* ---- Meta elements ---- */

static void take_meta(struct walk *walk, const char *name, const char *content)
{
    struct printed *printed = walk->printed;

    if (strcasecmp(name, "article:tag") == 0 && printed->tag_count < METADATA_TAGS) {
        const char *tag = printed_clean(walk, content);

        if (tag && strlen(tag) < 100)
            printed->tags[printed->tag_count++] = tag;
        return;
    }
    for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
        uint8_t slot = metas[i].slot;

        if (strcasecmp(name, metas[i].name) != 0 || slot == SLOT_COUNT)
            continue;
        if (slot == SLOT_AUTHOR && strstr(content, "://"))
            return;
        if (walk->rank[slot] == 0 || i + 1 < walk->rank[slot]) {
            printed->slots[slot] = printed_clean(walk, content);
            walk->rank[slot] = printed->slots[slot] ? (uint8_t)(i + 1) : 0;
        }
        return;
    }
}

static void read_meta(struct walk *walk, const GumboNode *node)
{
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    const char *content = tree_attribute(node, "content");

    for (size_t i = 0; content && *content && i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *name = tree_attribute(node, keys[i]);

        if (name)
            take_meta(walk, name, content);
    }
}

/* ---- Microdata, times, classes ---- */

/* Words of a class or id that name a byline, and those that name something near it. */
static int names_byline(const char *class)
{
    static const char *const not [] = { "bio",   "about",  "box",    "card",    "image",
                                        "photo", "avatar", "social", "comment", "related",
                                        "list",  "follow", "email",  "link-",   "more",
                                        "desc",  "footer", "thumb" };

    if (!class || (!strcasestr(class, "byline") && !strcasestr(class, "author") &&
                   !strcasestr(class, "by-line") && !strcasestr(class, "writtenby")))
        return 0;
    for (size_t i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
        if (strcasestr(class, not [i]))
            return 0;
    return 1;
}

/* Does a name look like a person's: some words, most with capitals? */
static int is_likely_name(const char *name)
{
    const struct slice_counts counts = slice_count((struct slice){ name, strlen(name) });

    return counts.words >= 2 && counts.words <= 4 && counts.capitals >= 2 && counts.digits == 0;
}

static void take_classed(struct walk *walk, const GumboNode *node)
{
    const char *text = byline_of(walk, node, 160);
    struct people found = { .count = 0 };
    unsigned likely = 0;

    if (!text || walk->printed->classed.count > 0)
        return;
    people_add(&found, walk->arena, text, walk->printed->slots[SLOT_SITE]);
    for (unsigned i = 0; i < found.count; i++)
        likely += (unsigned)is_likely_name(found.names[i]);
    if (likely > 0 && likely == found.count)
        walk->printed->classed = found;
}

static const char *item_value(const struct walk *walk, const GumboNode *node)
{
    const char *value = tree_attribute(node, "content");

    if (!value)
        value = tree_attribute(node, "datetime");
    return value && *value ? printed_clean(walk, value) : text_of(walk, node, 300);
}

/* The name inside an author's item, else all of it. */
static const char *item_name(const struct walk *walk, const GumboNode *node)
{
    for (const GumboNode *at = tree_next(node, node, 1); at; at = tree_next(at, node, 1))
        if (tree_has_word(tree_attribute(at, "itemprop"), "name"))
            return item_value(walk, at);
    return tree_attribute(node, "content") ? item_value(walk, node) : byline_of(walk, node, 300);
}

static void read_item(struct walk *walk, const GumboNode *node, const char *item)
{
    static const struct {
        const char *name;
        uint8_t slot;
    } items[] = { { "headline", SLOT_HEADLINE },
                  { "datePublished", SLOT_PUBLISHED },
                  { "dateModified", SLOT_MODIFIED },
                  { "license", SLOT_LICENCE } };

    if (tree_has_word(item, "author") || tree_has_word(item, "creator"))
        people_add(&walk->printed->marked, walk->arena, item_name(walk, node),
                   walk->printed->slots[SLOT_SITE]);
    for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
        if (tree_has_word(item, items[i].name) && !walk->printed->slots[items[i].slot])
            walk->printed->slots[items[i].slot] = item_value(walk, node);
    if (tree_has_word(item, "datePublished"))
        printed_count_published(walk, item_value(walk, node));
}

/* "By Ann Lee" at the start of a run of text: its element's text. */
static void read_text(struct walk *walk, const GumboNode *node)
{
    const char *text = node->v.text.text + strspn(node->v.text.text, " \t\r\n\f");
    struct people found = { .count = 0 };
    const char *line;

    printed_read_day(walk, text, strlen(text));
    if (walk->printed->said.count > 0 || !node->parent ||
        (strncasecmp(text, "by", 2) != 0 && strncasecmp(text, "written by", 10) != 0) ||
        (text[2] && !strchr(" :\t\r\n", text[2]) && (text[0] | 0x20) == 'b'))
        return;
    line = byline_of(walk, node->parent, 140);
    if (!line || strncasecmp(line, text, 2) != 0)
        return;
    if (strlen(line) <= 4 && node->parent->parent) /* "By" alone: the name stands beside it */
        line = byline_of(walk, node->parent->parent, 140);
    people_add(&found, walk->arena, line, walk->printed->slots[SLOT_SITE]);
    if (found.count > 0 && is_likely_name(found.names[0]))
        walk->printed->said = found;
}

static void read_link(struct walk *walk, const GumboNode *node)
{
    const char *rel = tree_attribute(node, "rel");
    const char *href = tree_attribute(node, "href");

    if (tree_has_word(rel, "canonical") && href && *href) {
        walk->printed->slots[SLOT_URL] = printed_clean(walk, href);
        walk->rank[SLOT_URL] = 1;
    }
    if (tree_has_word(rel, "license") && href && *href)
        walk->printed->slots[SLOT_LICENCE] = printed_clean(walk, href);
    if (tree_has_word(rel, "author") && tree_tag(node) == GUMBO_TAG_A)
        people_add(&walk->printed->marked, walk->arena, text_of(walk, node, 120),
                   walk->printed->slots[SLOT_SITE]);
}

static void read_classes(struct walk *walk, const GumboNode *node)
{
    const char *class = tree_attribute(node, "class");
    const char *id = tree_attribute(node, "id");

    if (names_byline(class) || names_byline(id))
        take_classed(walk, node);
    if (!walk->printed->classed_day && (printed_names_date(class) || printed_names_date(id)))
        walk->printed->classed_day = printed_day_in(walk, text_of(walk, node, 100));
}

static void read_element(struct walk *walk, const GumboNode *node)
{
    struct printed *printed = walk->printed;
    const char *item = tree_attribute(node, "itemprop");

    switch (tree_tag(node)) {
    case GUMBO_TAG_META:
        read_meta(walk, node);
        return;
    case GUMBO_TAG_TITLE:
        if (!printed->title)
            printed->title = text_of(walk, node, 600);
        return;
    case GUMBO_TAG_SCRIPT:
        if (printed->script_count < PRINTED_SCRIPTS)
            printed->scripts[printed->script_count++] = node;
        return;
    case GUMBO_TAG_H1:
        if (printed->h1_count == 0 && walk->early_day && walk->texts - walk->early_at > 8)
            walk->early_day = NULL; /* too far above */
        if (printed->h1_count < PRINTED_H1 &&
            (printed->h1[printed->h1_count] = text_of(walk, node, 600)))
            printed->h1_count++;
        break;
    case GUMBO_TAG_TIME:
        printed_read_time(walk, node);
        break;
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_A:
        read_link(walk, node);
        break;
    default:
        break;
    }
    if (item)
        read_item(walk, node, item);
    if (tree_tag(node) != GUMBO_TAG_BODY && tree_tag(node) != GUMBO_TAG_HTML)
        read_classes(walk, node);
}

void printed_read(struct arena *arena, const GumboNode *root, struct printed *printed)
{
    struct walk walk = { .arena = arena, .printed = printed };

    *printed = (struct printed){ .language = NULL };
    printed->language = printed_clean(&walk, tree_attribute(root, "lang"));
    for (const GumboNode *node = root; node; node = tree_next(node, root, 1)) {
        if (tree_is_element(node))
            read_element(&walk, node);
        else if (node->type == GUMBO_NODE_TEXT)
            read_text(&walk, node);
    }
    if (!printed->said_day)
        printed->said_day = walk.early_day;
}
