/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ninjs, versions 1 to 3. */
#include "news.h"

#include "shared/buffer.h"
#include "shared/json.h"

#include <string.h>

struct item {
    struct news *news;
    struct json json;
    const struct json_value *root;
};

/* The text of a member; of a list, of its first element's "value" or "name". */
static void member_text(const struct item *item, const char *name, struct buffer *out)
{
    const struct json *json = &item->json;
    const struct json_value *value = json_member(json, item->root, name);
    const struct json_value *inner;

    buffer_reset(out);
    if (value && value->type == JSON_ARRAY)
        value = json_next(json, value, NULL);
    inner = json_member(json, value, "value");
    inner = inner ? inner : json_member(json, value, "name");
    json_text(json, inner ? inner : value, out);
}

/* The first of several names that has a text. */
static int first_text(const struct item *item, const char *const *names, struct buffer *out)
{
    for (; *names; names++) {
        member_text(item, *names, out);
        if (out->size > 0)
            return 1;
    }
    return 0;
}

static void each_name(const struct item *item, const char *list, uint32_t key)
{
    const struct json_value *values = json_member(&item->json, item->root, list);
    const struct json_value *value = NULL;
    struct buffer text = { 0 };

    while ((value = json_next(&item->json, values, value))) {
        const struct json_value *name = json_member(&item->json, value, "name");

        buffer_reset(&text);
        json_text(&item->json, name ? name : value, &text);
        news_meta(item->news, key, buffer_text(&text), text.size);
    }
    buffer_clear(&text);
}

static const struct {
    const char *const *names;
    uint32_t key;
    int is_date;
} members[] = {
    { (const char *const[]){ "headline", "headlines", "title", NULL }, CRIER_META_TITLE, 0 },
    { (const char *const[]){ "contentcreated", "contentCreated", "firstcreated", "firstCreated",
                             "versioncreated", "versionCreated", NULL },
      CRIER_META_DATE, 1 },
    { (const char *const[]){ "versioncreated", "versionCreated", NULL }, CRIER_META_MODIFIED, 1 },
    { (const char *const[]){ "language", NULL }, CRIER_META_LANGUAGE, 0 },
    { (const char *const[]){ "description_text", "descriptions", NULL }, CRIER_META_DESCRIPTION,
      0 },
    { (const char *const[]){ "copyrightnotice", "copyrightNotice", "usageterms", "usageTerms",
                             "copyrightholder", NULL },
      CRIER_META_LICENCE, 0 },
};

static void say(struct item *item, uint32_t role, const char *const *names)
{
    struct buffer text = { 0 };

    if (first_text(item, names, &text))
        leaves_text(&item->news->leaves, &(struct leaf){ .role = role }, text.data, text.size,
                    CRIER_NOWHERE, CRIER_NOWHERE);
    leaves_end(&item->news->leaves);
    buffer_clear(&text);
}

static void tell_meta(struct item *item)
{
    struct buffer text = { 0 };

    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
        if (!first_text(item, members[i].names, &text))
            continue;
        if (members[i].is_date)
            news_date(item->news, members[i].key, text.data);
        else
            news_meta(item->news, members[i].key, text.data, text.size);
    }
    member_text(item, "uri", &text);
    if (strncmp(buffer_text(&text), "http", 4) == 0)
        news_meta(item->news, CRIER_META_URL, text.data, text.size);
    each_name(item, "subject", CRIER_META_TAG);
    each_name(item, "subjects", CRIER_META_TAG);
    each_name(item, "keywords", CRIER_META_TAG);
    member_text(item, "embargoed", &text);
    news_embargo(item->news, buffer_text(&text));
    if (first_text(item, (const char *const[]){ "pubstatus", "pubStatus", NULL }, &text))
        news_status(item->news, text.data);
    buffer_clear(&text);
}

/* "By Jane Doe" names Jane Doe. */
static void tell_author(struct item *item)
{
    struct buffer text = { 0 };
    const char *name;

    if (first_text(item, (const char *const[]){ "byline", "bylines", NULL }, &text)) {
        name = text.data;
        if (strncasecmp(name, "by ", 3) == 0)
            name += 3;
        news_meta(item->news, CRIER_META_AUTHOR, name, strlen(name));
    }
    buffer_clear(&text);
}

static crier_status say_body(struct item *item)
{
    static const char *const html[] = { "body_html", "body_xhtml", NULL };
    static const char *const plain[] = { "body_text", NULL };
    const struct json *json = &item->json;
    const struct json_value *bodies = json_member(json, item->root, "bodies");
    const struct json_value *body = json_next(json, bodies, NULL);
    struct buffer text = { 0 };
    crier_status status = CRIER_OK;

    if (first_text(item, html, &text)) {
        status = news_html(item->news, text.data, text.size);
    } else if (first_text(item, plain, &text)) {
        news_paragraphs(item->news, text.data, text.size);
    } else if (body) {
        struct buffer type = { 0 };

        json_text(json, json_member(json, body, "contentType"), &type);
        json_text(json, json_member(json, body, "value"), &text);
        if (strstr(buffer_text(&type), "plain"))
            news_paragraphs(item->news, buffer_text(&text), text.size);
        else
            status = news_html(item->news, buffer_text(&text), text.size);
        buffer_clear(&type);
    } else {
        say(item, CRIER_ROLE_PARAGRAPH,
            (const char *const[]){ "description_text", "descriptions", NULL });
        item->news->host->note(item->news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                               "the item has no text of its own; its description is read");
    }
    buffer_clear(&text);
    return status;
}

crier_status news_json(struct news *news)
{
    struct item item = { .news = news };
    crier_status status = CRIER_UNREADABLE;

    if (json_read(news->text.data, news->text.size, &item.json)) {
        item.root = &item.json.values[0];
        if (item.json.broken)
            news->host->note(news->host, CRIER_NOTE_WARNING, CRIER_NOWHERE,
                             "the JSON is damaged; it is read as far as it goes");
        tell_meta(&item);
        tell_author(&item);
        say(&item, CRIER_ROLE_HEADLINE,
            (const char *const[]){ "headline", "headlines", "title", NULL });
        say(&item, CRIER_ROLE_BYLINE, (const char *const[]){ "byline", "bylines", NULL });
        say(&item, CRIER_ROLE_DATELINE, (const char *const[]){ "located", NULL });
        status = say_body(&item);
    }
    json_clear(&item.json);
    return status;
}
