/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linked_data.h"

#include "shared/json.h"
#include "words.h"

#include <string.h>
#include <strings.h>

/* Articles by kind, and what else may speak for one: the higher the better. */
static const struct {
    const char *type;
    unsigned score;
} kinds[] = {
    { "NewsArticle", 40 },
    { "ReportageNewsArticle", 40 },
    { "AnalysisNewsArticle", 40 },
    { "OpinionNewsArticle", 40 },
    { "BackgroundNewsArticle", 40 },
    { "ReviewNewsArticle", 40 },
    { "Article", 38 },
    { "BlogPosting", 38 },
    { "LiveBlogPosting", 38 },
    { "TechArticle", 36 },
    { "ScholarlyArticle", 36 },
    { "Report", 36 },
    { "AdvertiserContentArticle", 36 },
    { "SatiricalArticle", 36 },
    { "MedicalWebPage", 30 },
    { "Recipe", 30 },
    { "Review", 20 },
    { "HowTo", 30 },
    { "PodcastEpisode", 20 },
    { "VideoObject", 8 },
    { "WebPage", 12 },
    { "ItemPage", 12 },
    { "CreativeWork", 12 },
    { "FAQPage", 12 },
};

struct reading {
    struct arena *arena;
    struct json json;
};

typedef const struct json_value *value;

/* A string, cleaned; NULL for what is none. */
static const char *text_of(struct reading *reading, value of)
{
    struct buffer buffer = { 0 };
    const char *text;

    if (!of || (of->type != JSON_STRING && of->type != JSON_OTHER))
        return NULL;
    json_text(&reading->json, of, &buffer);
    text = words_clean(reading->arena, buffer_text(&buffer), buffer.size);
    buffer_clear(&buffer);
    return text && strcmp(text, "null") == 0 ? NULL : text;
}

static value member(struct reading *reading, value of, const char *name)
{
    return of && of->type == JSON_OBJECT ? json_member(&reading->json, of, name) : NULL;
}

/* The first of a list, or the value itself. */
static value first_of(struct reading *reading, value of)
{
    return of && of->type == JSON_ARRAY ? json_next(&reading->json, of, NULL) : of;
}

static const char *member_text(struct reading *reading, value of, const char *name)
{
    return text_of(reading, first_of(reading, member(reading, of, name)));
}

/* A string, or the address in an object. */
static const char *address_of(struct reading *reading, value of)
{
    of = first_of(reading, of);
    if (of && of->type == JSON_OBJECT) {
        const char *url = member_text(reading, of, "url");

        return url ? url : member_text(reading, of, "@id");
    }
    return text_of(reading, of);
}

/* ---- Which node ---- */

static unsigned kind_score(struct reading *reading, value node)
{
    value types = member(reading, node, "@type");
    value type =
        types && types->type == JSON_ARRAY ? json_next(&reading->json, types, NULL) : types;
    unsigned best = 0;

    while (type) {
        const char *name = text_of(reading, type);

        for (size_t i = 0; name && i < sizeof(kinds) / sizeof(kinds[0]); i++)
            if (strcasecmp(name, kinds[i].type) == 0 && kinds[i].score > best)
                best = kinds[i].score;
        type = types->type == JSON_ARRAY ? json_next(&reading->json, types, type) : NULL;
    }
    return best;
}

static const char *headline_of(struct reading *reading, value node)
{
    const char *headline = member_text(reading, node, "headline");

    return headline ? headline : member_text(reading, node, "name");
}

/* The page's own article is called as the page is; a teaser of another is not. */
static unsigned node_score(struct reading *reading, value node, const char *const *titles,
                           const char *address)
{
    unsigned score = kind_score(reading, node);
    const char *headline, *url;
    unsigned best = 0;

    if (score == 0)
        return 0;
    headline = headline_of(reading, node);
    for (; headline && *titles; titles++) {
        unsigned overlap = words_overlap(headline, *titles);

        best = overlap > best ? overlap : best;
    }
    url = address_of(reading, member(reading, node, "url"));
    if (!url)
        url = address_of(reading, member(reading, node, "mainEntityOfPage"));
    if (url && address && strcmp(url, address) == 0)
        best = best > 60 ? best : 60;
    score += best / 2;
    score += member(reading, node, "datePublished") ? 4 : 0;
    score += member(reading, node, "author") ? 2 : 0;
    return score;
}

/* ---- What it says ---- */

/* The object that an "@id" means. */
static value resolve(struct reading *reading, value of)
{
    const char *id = member_text(reading, of, "@id");

    if (!id || member(reading, of, "name"))
        return of;
    for (size_t i = 0; i < reading->json.count; i++) {
        value other = &reading->json.values[i];
        const char *own = other->type == JSON_OBJECT && member(reading, other, "name")
                              ? member_text(reading, other, "@id")
                              : NULL;

        if (own && strcmp(own, id) == 0)
            return other;
    }
    return of;
}

static int is_organisation(struct reading *reading, value author)
{
    const char *type = member_text(reading, author, "@type");

    return type && strstr(type, "Organi") != NULL;
}

static void add_author(struct linked_data *data, struct reading *reading, value author)
{
    const char *name;

    if (author->type == JSON_OBJECT) {
        author = resolve(reading, author);
        name = member_text(reading, author, "name");
        if (!name)
            name = member_text(reading, author, "givenName");
    } else {
        name = text_of(reading, author);
    }
    if (!name)
        return;
    if (!is_organisation(reading, author))
        data->by_organisation = 0;
    people_add(&data->authors, reading->arena, name, NULL);
}

static void add_authors(struct linked_data *data, struct reading *reading, value authors)
{
    value author = NULL;

    data->by_organisation = 1;
    if (!authors)
        return;
    if (authors->type != JSON_ARRAY) {
        add_author(data, reading, authors);
        return;
    }
    while ((author = json_next(&reading->json, authors, author)))
        add_author(data, reading, author);
}

static void add_keyword(struct linked_data *data, const char *keyword)
{
    if (keyword && strlen(keyword) < 100 && data->keyword_count < METADATA_TAGS)
        data->keywords[data->keyword_count++] = keyword;
}

/* A list, or one string with commas. */
static void add_keywords(struct linked_data *data, struct reading *reading, value keywords)
{
    const char *text;
    value keyword = NULL;

    if (keywords && keywords->type == JSON_ARRAY) {
        while ((keyword = json_next(&reading->json, keywords, keyword)))
            add_keyword(data, keyword->type == JSON_OBJECT ? member_text(reading, keyword, "name")
                                                           : text_of(reading, keyword));
        return;
    }
    for (text = text_of(reading, keywords); text && *text;) {
        size_t size = strcspn(text, ",");

        add_keyword(data, words_clean(reading->arena, text, size));
        text += size + (text[size] == ',');
    }
}

static int is_closed(struct reading *reading, value node)
{
    const char *is_free = member_text(reading, node, "isAccessibleForFree");

    return is_free && strcasecmp(is_free, "false") == 0;
}

static void take_node(struct linked_data *data, struct reading *reading, value node)
{
    data->headline = headline_of(reading, node);
    data->published = member_text(reading, node, "datePublished");
    if (!data->published)
        data->published = member_text(reading, node, "dateCreated");
    data->modified = member_text(reading, node, "dateModified");
    data->section = member_text(reading, node, "articleSection");
    data->description = member_text(reading, node, "description");
    data->language = member_text(reading, node, "inLanguage");
    data->url = address_of(reading, member(reading, node, "mainEntityOfPage"));
    if (!data->url)
        data->url = address_of(reading, member(reading, node, "url"));
    data->image = address_of(reading, member(reading, node, "image"));
    data->licence = address_of(reading, member(reading, node, "license"));
    data->publisher = member_text(
        reading, resolve(reading, first_of(reading, member(reading, node, "publisher"))), "name");
    data->closed = is_closed(reading, node);
    add_authors(data, reading, member(reading, node, "author"));
    if (data->authors.count == 0)
        add_authors(data, reading, member(reading, node, "creator"));
    add_keywords(data, reading, member(reading, node, "keywords"));
}

/* From the first bracket on: comments and CDATA marks stand around it on many pages. */
static const char *begin_of(const char *script, size_t size)
{
    size_t skip = 0;

    while (skip < size && script[skip] != '{' && script[skip] != '[')
        skip++;
    if (skip + 7 < size && memcmp(script + skip, "[CDATA[", 7) == 0)
        return begin_of(script + skip + 7, size - skip - 7);
    return skip < size ? script + skip : NULL;
}

void linked_data_read(struct linked_data *data, struct arena *arena, const char *script,
                      size_t size, const char *const *titles, const char *address)
{
    struct reading reading = { .arena = arena };
    const char *begin = begin_of(script, size);
    value best = NULL;

    if (!begin || !json_read(begin, size - (size_t)(begin - script), &reading.json))
        return;
    for (size_t i = 0; i < reading.json.count; i++) {
        unsigned score;

        if (reading.json.values[i].type != JSON_OBJECT)
            continue;
        score = node_score(&reading, &reading.json.values[i], titles, address);
        if (score > data->score) {
            data->score = score;
            best = &reading.json.values[i];
        }
    }
    if (best) {
        *data = (struct linked_data){ .score = data->score };
        take_node(data, &reading, best);
    }
    json_clear(&reading.json);
}
