/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printed.h"

#include "shared/date.h"
#include "shared/printed_date.h"
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

struct walk {
    struct arena *arena;
    struct printed *printed;
    size_t chars; /* of long texts behind the first h1 */
    unsigned texts, early_at;
    const char *early_day;    /* before the first h1, and which text it was */
    unsigned change_at;       /* the text that last spoke of a change: "Updated on" */
    uint8_t rank[SLOT_COUNT]; /* of the meta that filled the slot, plus one */
};

static const char *clean(const struct walk *walk, const char *text)
{
    return text ? words_clean(walk->arena, text, strlen(text)) : NULL;
}

static const char *text_of(const struct walk *walk, const GumboNode *node, size_t room)
{
    char text[1024];

    return tree_text(node, text, room < sizeof(text) ? room : sizeof(text)) > 0 ? clean(walk, text)
                                                                                : NULL;
}

/* The text of a byline, whose elements are set apart by the style of the page. */
static const char *byline_of(const struct walk *walk, const GumboNode *node, size_t room)
{
    char text[512];

    return tree_text_parted(node, text, room < sizeof(text) ? room : sizeof(text)) > 0
               ? clean(walk, text)
               : NULL;
}

/* ---- Meta elements ---- */

static void take_meta(struct walk *walk, const char *name, const char *content)
{
    struct printed *printed = walk->printed;

    if (strcasecmp(name, "article:tag") == 0 && printed->tag_count < METADATA_TAGS) {
        const char *tag = clean(walk, content);

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
            printed->slots[slot] = clean(walk, content);
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

static int names_date(const char *class)
{
    return class &&
           (strcasestr(class, "date") || strcasestr(class, "publish") ||
            strcasestr(class, "timestamp") || strcasestr(class, "posted-on")) &&
           !strcasestr(class, "update") && !strcasestr(class, "modif") &&
           !strcasestr(class, "related");
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

/* "17.05.2021", "2/24/2026": a number above twelve tells the day from the month, else
 * points mean the European order. Returns bytes taken, 0: none. */
static size_t numeric_day(const char *at, char iso[PRINTED_ISO_SIZE])
{
    int first, second, year, used = 0;
    char mark, again;

    if (sscanf(at, "%4d.%2d.%2d%n", &year, &first, &second, &used) == 3 && year >= 1990 &&
        year <= 2100 && first >= 1 && first <= 12 && second >= 1 && second <= 31) {
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, first, second);
        return (size_t)used;
    }
    if (sscanf(at, "%2d%c%2d%c%4d%n", &first, &mark, &second, &again, &year, &used) != 5 ||
        mark != again || !strchr("./", mark) || year < 1990 || year > 2100 || first < 1 ||
        second < 1)
        return 0;
    if ((mark == '.' || first > 12) && second <= 12 && first <= 31)
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, second, first);
    else if (first <= 12 && second <= 31)
        snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, first, second);
    else
        return 0;
    return (size_t)used;
}

/* "04-ago-2021", "3-May-2024": a month by its first letters, in the tongues of Europe that
 * shorten alike. Returns bytes taken, 0: none. */
static size_t hyphened_day(const char *at, char iso[PRINTED_ISO_SIZE])
{
    static const char *const months[] = { "jan ene gen", "feb fev",     "mar",     "apr abr avr",
                                          "may mai mag", "jun giu",     "jul lug", "aug ago",
                                          "sep set",     "oct okt out", "nov",     "dec dez dic" };
    char name[4];
    int day, year, used = 0;

    if (sscanf(at, "%2d-%3[A-Za-z]-%4d%n", &day, name, &year, &used) != 3 || strlen(name) != 3 ||
        year < 1990 || year > 2100 || day < 1 || day > 31)
        return 0;
    for (int month = 0; month < 12; month++)
        if (strcasestr(months[month], name)) {
            snprintf(iso, PRINTED_ISO_SIZE, "%04d-%02d-%02d", year, month + 1, day);
            return (size_t)used;
        }
    return 0;
}

/* An ISO day out of a short text: "Posted on May 3, 2024 by Ann Lee". */
static const char *day_in(struct walk *walk, const char *text)
{
    char iso[PRINTED_ISO_SIZE];

    if (!text || strlen(text) > 100)
        return NULL;
    for (const char *at = text; at && *at; at = strchr(at, ' ')) {
        struct slice rest, date;

        at += *at == ' ';
        if (numeric_day(at, iso) || hyphened_day(at, iso))
            return words_clean(walk->arena, iso, strlen(iso));
        rest = (struct slice){ at, strlen(at) };
        for (int words = 0; words < 3 && rest.size > 0; words++)
            slice_take_word(&rest);
        date = (struct slice){ at, strlen(at) - rest.size };
        if (printed_date(date, iso))
            return words_clean(walk->arena, iso, strlen(iso));
    }
    return NULL;
}

/* Does a short text name the day of a change, not that of the article? */
static int speaks_of_change(const char *text, size_t size)
{
    char line[101];

    if (size >= sizeof(line))
        return 0;
    memcpy(line, text, size);
    line[size] = '\0';
    return strcasestr(line, "updat") || strcasestr(line, "modif") || strcasestr(line, "revis") ||
           strcasestr(line, "aktualis") || strcasestr(line, "actualiz") ||
           strcasestr(line, "aggiornat") || strcasestr(line, "mis \xc3\xa0 jour");
}

/* A date in print, near the headline: behind it, before the story has gone on for long. */
static void read_printed_day(struct walk *walk, const char *text, size_t size)
{
    struct printed *printed = walk->printed;
    const char *line;

    if (printed->h1_count > 0)
        walk->chars += size > 80 ? size : 0;
    if (size == 0)
        return;
    walk->texts++;
    if (speaks_of_change(text, size))
        walk->change_at = walk->texts;
    if (printed->said_day || walk->chars > 1500 || size > 100 || size < 8 ||
        !strpbrk(text, "0123456789"))
        return;
    line = words_clean(walk->arena, text, size);
    if (printed->h1_count > 0) {
        printed->said_day = day_in(walk, line);
        printed->said_update =
            printed->said_day && walk->change_at > 0 && walk->texts - walk->change_at <= 1;
    } else if (!walk->early_day || walk->texts - walk->early_at > 3) {
        const char *day = line && !strcasestr(line, "updated") ? day_in(walk, line) : NULL;

        walk->early_day = day ? day : walk->early_day;
        walk->early_at = day ? walk->texts : walk->early_at;
    }
}

static void read_time(struct walk *walk, const GumboNode *node)
{
    struct printed *printed = walk->printed;
    const char *when = tree_attribute(node, "datetime");
    const char *item = tree_attribute(node, "itemprop");
    int marked = tree_has_word(item, "datePublished") ||
                 names_date(tree_attribute(node, "class")) || tree_attribute(node, "pubdate");

    if (tree_has_word(item, "dateModified") || !when || !*when)
        return;
    if (!printed->time || (marked && !printed->time_is_marked) ||
        (printed->h1_count > 0 && !printed->time_is_behind && marked >= printed->time_is_marked)) {
        printed->time = clean(walk, when);
        printed->time_is_marked = marked;
        printed->time_is_behind = printed->h1_count > 0;
    }
}

static const char *item_value(const struct walk *walk, const GumboNode *node)
{
    const char *value = tree_attribute(node, "content");

    if (!value)
        value = tree_attribute(node, "datetime");
    return value && *value ? clean(walk, value) : text_of(walk, node, 300);
}

/* The name inside an author's item, else all of it. */
static const char *item_name(const struct walk *walk, const GumboNode *node)
{
    for (const GumboNode *at = tree_next(node, node, 1); at; at = tree_next(at, node, 1))
        if (tree_has_word(tree_attribute(at, "itemprop"), "name"))
            return item_value(walk, at);
    return tree_attribute(node, "content") ? item_value(walk, node) : byline_of(walk, node, 300);
}

/* Cards of other articles carry their days too: two that differ are a list. */
static void count_published(struct walk *walk, const GumboNode *node)
{
    struct printed *printed = walk->printed;
    const char *day = item_value(walk, node);

    if (!day)
        return;
    if (!printed->item_day)
        printed->item_day = day;
    else if (strncmp(printed->item_day, day, 10) != 0)
        printed->item_days_differ = 1;
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
        count_published(walk, node);
}

/* "By Ann Lee" at the start of a run of text: its element's text. */
static void read_text(struct walk *walk, const GumboNode *node)
{
    const char *text = node->v.text.text + strspn(node->v.text.text, " \t\r\n\f");
    struct people found = { .count = 0 };
    const char *line;

    read_printed_day(walk, text, strlen(text));
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
        walk->printed->slots[SLOT_URL] = clean(walk, href);
        walk->rank[SLOT_URL] = 1;
    }
    if (tree_has_word(rel, "license") && href && *href)
        walk->printed->slots[SLOT_LICENCE] = clean(walk, href);
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
    if (!walk->printed->classed_day && (names_date(class) || names_date(id)))
        walk->printed->classed_day = day_in(walk, text_of(walk, node, 100));
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
        read_time(walk, node);
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
    printed->language = clean(&walk, tree_attribute(root, "lang"));
    for (const GumboNode *node = root; node; node = tree_next(node, root, 1)) {
        if (tree_is_element(node))
            read_element(&walk, node);
        else if (node->type == GUMBO_NODE_TEXT)
            read_text(&walk, node);
    }
    if (!printed->said_day)
        printed->said_day = walk.early_day;
}
